// What of a ticket is not forgotten yet.
import { Effect } from "effect"
import type { Kept } from "../ticket/Circumstances.ts"
import type { Event, Recorded } from "../ticket/Event.ts"
import { recordedOf } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/**
 * The contents of a ticket that no event says are forgotten, and those that are there although one
 * does: a part of a backup may have brought them back, and they can be forgotten again.
 */
export const keptIn = Effect.fnUntraced(function* ({ query, tenant }: Wiring, ticketId: string) {
  const rows = yield* query.journal(tenant, ticketId)
  const journal = yield* Effect.forEach(rows, recordedOf)
  const forgotten = forgottenIn(journal)
  const there = new Set((yield* query.contents(tenant, ticketId)).map(({ key }) => key))
  return journal.flatMap(({ number, content, event }): ReadonlyArray<Kept> =>
    content === null || (forgotten.has(number) && !there.has(content.key))
      ? []
      : [{ number, key: content.key, requester: saysRequester.has(event.type) }],
  )
})

/** The numbers of the events whose content a journal says is forgotten. */
export const forgottenIn = (journal: ReadonlyArray<Recorded>): ReadonlySet<number> =>
  new Set(journal.flatMap(({ event }) => (event.type === "ContentForgotten" ? event.events : [])))

const saysRequester: ReadonlySet<Event["type"]> = new Set<Event["type"]>([
  "Registered",
  "CustomerCorrected",
])
