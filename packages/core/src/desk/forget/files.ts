// The files that came with what was forgotten, and with nothing else. All of the tenant's are
// looked for, whatever was forgotten when: so what a crash left is removed by whoever forgets next.
import { Effect } from "effect"
import { feedLimit } from "../../port/Feed.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { isDamage } from "../held.ts"
import { forgottenIn } from "../kept.ts"
import { recordedOf } from "../row.ts"
import type { Wiring } from "../wiring.ts"

/** Removes them, where the store can, and says which. */
export const removedFiles = Effect.fnUntraced(function* (wiring: Wiring) {
  const { files, tenant } = wiring
  const removed: Array<string> = []
  const left: Array<string> = []
  for (const hash of yield* aloneIn(wiring, yield* candidatesIn(wiring))) {
    if (files.remove === undefined) left.push(hash)
    else if (yield* files.remove(tenant, hash)) removed.push(hash)
  }
  return { removed, left }
})

/** Numbers of events by the id of their ticket, of those that have a file which is there. */
type Forgotten = ReadonlyMap<string, ReadonlySet<number>>

interface Candidates {
  readonly hashes: Set<string>
  readonly forgotten: Forgotten
}

// Files of forgotten events that are still there.
const candidatesIn = Effect.fnUntraced(function* (wiring: Wiring) {
  const { query, files, tenant } = wiring
  const tickets = new Set<string>()
  yield* eachOf(wiring, ({ type, ticketId }) => {
    if (type === "ContentForgotten") tickets.add(ticketId)
  })
  const hashes = new Set<string>()
  const forgotten = new Map<string, ReadonlySet<number>>()
  for (const ticketId of tickets) {
    yield* wiring.breathe
    const rows = yield* query.journal(tenant, ticketId)
    const journal = yield* readable(Effect.forEach(rows, recordedOf))
    const numbers = forgottenIn(journal)
    for (const { number, event } of journal)
      if ("files" in event && numbers.has(number))
        for (const { hash } of event.files)
          if ((yield* files.find(tenant, hash)) !== undefined) {
            hashes.add(hash)
            forgotten.set(ticketId, numbers)
          }
  }
  const candidates: Candidates = { hashes, forgotten }
  return candidates
})

// What of a damaged ticket was forgotten nobody can say: its files stay, and those of others go.
const readable = (journal: Effect.Effect<ReadonlyArray<Recorded>, StoreError>) =>
  Effect.catchIf(journal, isDamage, () => Effect.succeed<ReadonlyArray<Recorded>>([]))

// The same bytes may have come with other words, which stay.
const aloneIn = Effect.fnUntraced(function* (wiring: Wiring, { hashes, forgotten }: Candidates) {
  if (hashes.size === 0) return hashes
  yield* eachOf(wiring, ({ ticketId, number, body }) => {
    if (forgotten.get(ticketId)?.has(number) === true || !body.includes('"files":[{')) return
    for (const hash of hashes) if (body.includes(hash)) hashes.delete(hash)
  })
  return hashes
})

const eachOf = Effect.fnUntraced(function* (
  { feed, tenant, breathe }: Wiring,
  look: (row: EventRow) => void,
) {
  let after: string | null = null
  for (;;) {
    yield* breathe
    const { events, cursor }: { events: ReadonlyArray<EventRow>; cursor: string | null } =
      yield* feed.read(tenant, { after, limit: feedLimit })
    events.forEach(look)
    if (events.length < feedLimit) return
    after = cursor
  }
})
