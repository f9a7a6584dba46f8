// What of a ticket is not forgotten yet.
import { Effect } from "effect"
import type { Kept } from "../ticket/Circumstances.ts"
import type { Event, Recorded } from "../ticket/Event.ts"
import { recordedOf } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/** The contents of a ticket that no event says are forgotten. */
export const keptIn = Effect.fnUntraced(function* ({ query, tenant }: Wiring, ticketId: string) {
  const rows = yield* query.journal(tenant, ticketId)
  return keptOf(yield* Effect.forEach(rows, recordedOf))
})

/** The contents that a journal names, but for those of which it says that they are forgotten. */
export const keptOf = (journal: ReadonlyArray<Recorded>): ReadonlyArray<Kept> => {
  const forgotten = forgottenIn(journal)
  return journal.flatMap(({ number, content, event }) =>
    content === null || forgotten.has(number)
      ? []
      : [{ number, key: content.key, requester: saysRequester.has(event.type) }],
  )
}

/** The numbers of the events whose content a journal says is forgotten. */
export const forgottenIn = (journal: ReadonlyArray<Recorded>): ReadonlySet<number> =>
  new Set(journal.flatMap(({ event }) => (event.type === "ContentForgotten" ? event.events : [])))

const saysRequester: ReadonlySet<Event["type"]> = new Set<Event["type"]>([
  "Registered",
  "CustomerCorrected",
])
