// What a notification says: the process's text in the requester's language, filled from the
// journal.
import { Effect } from "effect"
import { type Notification, NotifyError } from "../port/Notifier.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { DueDelivery } from "../port/WorkQueue.ts"
import * as Letter from "../process/Letter.ts"
import * as Process from "../process/Process.ts"
import type { NamedDeadline } from "../ticket/Command.ts"
import type { EventType, Recorded } from "../ticket/Event.ts"
import { deadlineOf } from "./deadline.ts"
import { readerOf } from "./notices.ts"
import type { Opened } from "./open.ts"
import { openJournal } from "./open.ts"
import { heldOf } from "./row.ts"
import { type Reader, recipientOf, unsayable } from "./recipient.ts"
import * as ReplyToken from "./ReplyToken.ts"
import { valuesOf } from "./values.ts"
import type { Wiring } from "./wiring.ts"
import { notOlder } from "./zoneData.ts"

/** What is sent, and the deadline that it names. */
export interface Composed {
  readonly notification: Notification
  readonly deadline: NamedDeadline | undefined
}

/** Renders a delivery; a person who was forgotten, or has no address, cannot be told. */
export const compose = Effect.fnUntraced(function* (wiring: Wiring, delivery: DueDelivery) {
  const { ticketId, eventNumber } = delivery
  const row = yield* wiring.store.load(wiring.tenant, ticketId)
  const journal = yield* openJournal(wiring, ticketId)
  const cause = journal[eventNumber - 1]
  if (row === undefined || cause === undefined)
    return yield* unsayable("the ticket, or the event that it is about, is not there")
  const { zoneData } = yield* heldOf(row)
  yield* notOlder(wiring.zoneData, zoneData, ticketId).pipe(Effect.mapError(later))
  // As the process had it when it happened, wherever the ticket went since.
  const process = yield* wiring.processOf(cause.recorded.versions.process)
  const reader = readerOf(process, cause.recorded.event.type, delivery)
  if (reader === undefined) return yield* unsayable(`the process has no notice ${delivery.notice}`)
  const to = yield* recipientOf(wiring, journal, cause, reader.to)
  const language = Process.languageOf(process, to.language)
  const letter = process.profile.texts[reader.text]?.[language]
  if (letter === undefined)
    return yield* unsayable(`the process has no text ${reader.text} in ${language}`)
  const { deadline, priority } = yield* deadlineOf(wiring, journal, cause)
  const zone = to.zone ?? process.calendar.timeZone
  const making = { process, journal, cause, language, deadline, priority, zone, ours: to.ours }
  const values = yield* valuesOf(wiring, making)
  const notification: Notification = {
    id: delivery.id,
    ticketId,
    ticketNumber: row.number,
    eventNumber,
    index: Number(delivery.id.slice(delivery.id.lastIndexOf(".") + 1)),
    to: { address: to.address, ...(to.name === undefined ? {} : { name: to.name }) },
    language,
    subject: Letter.fill(letter.subject, values),
    text: tidy(Letter.fill(letter.body, values)),
    automatic: automaticOf(cause.recorded),
    replyToken: tokenFor(wiring, ticketId, to),
    customerMessageIds: to.ours ? [] : messageIdsOf(journal),
  }
  const composed: Composed = { notification, deadline: namesIt(letter) ? deadline : undefined }
  return composed
})

// A host with newer zone data sends it, and knows the deadline.
const later = ({ message }: StoreError) => new NotifyError({ reason: "temporary", detail: message })

const namesIt = (letter: { readonly subject: string; readonly body: string }): boolean =>
  `${letter.subject} ${letter.body}`.includes("{{dueAt}}")

/** The Message-IDs of the customer's mails, oldest first. */
export const messageIdsOf = (journal: ReadonlyArray<Opened>): ReadonlyArray<string> =>
  journal.flatMap(({ content }) => (content.messageId === undefined ? [] : [content.messageId]))

// What an agent writes to the customer. No machine may give these commands.
const personal = new Set<EventType>([
  "Informed",
  "InformationRequested",
  "OptionsOffered",
  "Recommended",
  "WorkaroundGiven",
  "Answered",
])

// RFC 3834: an acknowledgement answers a mail by machine, and every other form letter is made by
// one, whoever brought it about.
const automaticOf = ({ event }: Recorded): Notification["automatic"] => {
  if (personal.has(event.type)) return "no"
  return event.type === "Acknowledged" ? "auto-replied" : "auto-generated"
}

// What our own people answer is no word of the customer's: their token leads to no ticket.
const tokenFor = ({ secret, tenant }: Wiring, ticketId: string, { ours }: Reader): string =>
  ReplyToken.sign(ours ? `${secret}:ours` : secret, tenant, ticketId)

// A variable that says nothing leaves no hole in the letter.
const tidy = (text: string): string => text.replaceAll(/\n{3,}/g, "\n\n").trim()
