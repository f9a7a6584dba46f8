// What arbitrary profiles say to people: the same words in every language, and letters.
import type { Profile } from "@upkeep/core"
import fc from "fast-check"

type Notice = Profile["notices"][number]

export const languages = fc.constantFrom(
  ["en"],
  ["ru"],
  ["en", "ru"],
  ["ru", "en"],
  ["de"],
  ["en", "de", "pt-BR"],
)

/** Words in each of these languages. */
export const wordsIn =
  (spoken: ReadonlyArray<string>) =>
  (words: string): { readonly [language: string]: string } =>
    Object.fromEntries(spoken.map((each) => [each, `${words} (${each})`]))

/** The reasons for which a request is rejected. */
const reasons = ["noContract", "notProduct", "spam", "duplicate"]

/** Labels for everything that people meet, as a language of one's own needs them. */
export const labelsOf = (
  states: ReadonlyArray<string>,
  words: (id: string) => { readonly [language: string]: string },
): Profile["labels"] =>
  Object.fromEntries(
    [...states, ...reasons].filter((id) => !unnamed.has(id)).map((id) => [id, words(id)]),
  )

const unnamed: ReadonlySet<string> = new Set(["open", "ours", "completed", "closed"])

const told: ReadonlyArray<Omit<Notice, "channel" | "text">> = [
  { event: "Acknowledged" },
  { event: "Rejected", reasons: ["noContract", "notProduct"] },
  { event: "Assigned" },
  { event: "InformationRequested" },
  { event: "ObligationDue", owner: "customer" },
  { event: "Informed" },
  { event: "WorkaroundGiven" },
  { event: "OptionsOffered" },
  { event: "Recommended" },
  { event: "DatePromised" },
  { event: "Answered" },
  { event: "ReleaseShipped" },
  { event: "Disputed" },
  { event: "SilenceElapsed" },
  { event: "Confirmed" },
  { event: "Withdrawn" },
  { event: "Reopened" },
  { event: "ClockBreached", to: "assignee" },
  { event: "ClockWarned", to: { address: "lead@example.com" } },
  { event: "Escalated", to: "assignee" },
]

/** Mostly everything is told; now and then some of it, or nothing. */
export const toldEvents = fc.oneof(
  { weight: 3, arbitrary: fc.constant(told) },
  { weight: 2, arbitrary: fc.subarray([...told]) },
)

/** Notices of these events by a channel, and a letter for each. */
export const noticesOf = (
  events: ReadonlyArray<Omit<Notice, "channel" | "text">>,
  channel: string,
  spoken: ReadonlyArray<string>,
): Pick<Profile, "notices" | "texts"> => {
  const letter = { subject: "{{number}}", body: "{{deskName}}: {{text}}" }
  const letters = Object.fromEntries(spoken.map((each) => [each, letter]))
  return {
    notices: events.map((each) => ({ ...each, channel, text: `about${each.event}` })),
    texts: Object.fromEntries(events.map(({ event }) => [`about${event}`, letters])),
  }
}
