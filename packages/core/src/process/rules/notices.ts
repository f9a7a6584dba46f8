// Whom a profile tells what: by a text and a channel that there are, without end and by mistake to
// nobody.
import type { EventType } from "../../ticket/Event.ts"
import type { Notice } from "../Profile.ts"
import { type Found, type Rule, unknownEvent } from "../rule.ts"

/** What a rule finds notice by notice. */
const byNotice =
  (found: (notice: Notice, path: string) => ReadonlyArray<Found>): Rule =>
  ({ notices }) =>
    notices.flatMap((notice, index) => found(notice, `notices[${index}]`))

export const noticedEvents: Rule = byNotice(({ event }, path) =>
  unknownEvent(`${path}.event`, event),
)

export const noticesSpeak: Rule = ({ notices, texts, channels }) =>
  notices.flatMap(({ text, channel }, index) => {
    const path = `notices[${index}]`
    const noText = { code: "unknown-text", path: `${path}.text`, got: text }
    const noChannel = { code: "unknown-channel", path: `${path}.channel`, got: channel }
    return [
      ...(Object.hasOwn(texts, text) ? [] : [{ ...noText, expected: "the id of one of texts" }]),
      ...(channels.includes(channel) ? [] : [{ ...noChannel, expected: "one of channels" }]),
    ]
  })

/** The report of a delivery is no news to deliver: it would bring about the next one for ever. */
export const noticesEnd: Rule = byNotice(({ event }, path) => {
  const expected = "an event that is not itself about a notification"
  return event === "NotificationDelivered" || event === "NotificationFailed"
    ? [{ code: "endless-loop", path: `${path}.event`, got: event, expected }]
    : []
})

/**
 * What is written for ourselves is told to nobody but ourselves. Who watches a request may be a
 * person of the customer's.
 */
export const notesStayInside: Rule = byNotice(({ event, owner, to = "requester" }, path) => {
  if (to !== "requester" && to !== "watchers") return []
  const isOurs = ownEvents.has(event) || (event === "ObligationDue" && owner !== "customer")
  const expected =
    event === "ObligationDue"
      ? 'owner: "customer", or a reader of our own'
      : "an event whose text is for the customer"
  return isOurs ? [{ code: "internal-event", path: `${path}.event`, got: event, expected }] : []
})

const ownEvents: ReadonlySet<string> = new Set<EventType>([
  "Noted",
  "ContentForgotten",
  "Escalated",
  "PriorityChanged",
  "ThirdPartyAsked",
  "ThirdPartyAnswered",
  "QuestionAsked",
  "Undertaken",
  "WorkLogged",
  "PolicyApplied",
  "ProcessMigrated",
  "CustomerCorrected",
  "ContractCorrected",
  "RegistrationTimeCorrected",
  "MergeNoted",
  "Linked",
  "Unlinked",
  "Snoozed",
  "SnoozeEnded",
  "Watched",
  "Unwatched",
])

/** What narrows a notice is something that its event says. */
export const noticesNarrow: Rule = byNotice((notice, path) =>
  narrowing.flatMap(([name, events]) => {
    const { [name]: got, event } = notice
    return got === undefined || events.includes(event)
      ? []
      : [
          {
            code: "invalid-value",
            path: `${path}.${name}`,
            got,
            expected: `nothing, but for ${events.join(", ")}`,
          },
        ]
  }),
)

type Narrowing = readonly [name: "clock" | "owner" | "reasons", events: ReadonlyArray<string>]

const narrowing: ReadonlyArray<Narrowing> = [
  ["clock", ["ClockWarned", "ClockBreached", "DeadlineSet", "DeadlineMoved"]],
  ["owner", ["ObligationDue"]],
  ["reasons", ["Rejected"]],
]

/** A letter is known by its event, channel and text: it can have one reader only. */
export const oneReader: Rule = ({ notices }) =>
  notices.flatMap((notice, index) =>
    notices.slice(0, index).some((each) => isAlike(each, notice) && !isToTheSame(each, notice))
      ? [
          {
            code: "duplicate-notice",
            path: `notices[${index}].to`,
            got: notice.text,
            expected: "a text of its own for each reader of an event by a channel",
          },
        ]
      : [],
  )

const isAlike = (a: Notice, b: Notice): boolean =>
  a.event === b.event && a.channel === b.channel && a.text === b.text

const isToTheSame = ({ to: a = "requester" }: Notice, { to: b = "requester" }: Notice): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
