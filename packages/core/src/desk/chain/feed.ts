// The feed of a tenant against its checkpoints, and each of its events against the tickets.
import { Effect } from "effect"
import { feedLimit } from "../../port/Feed.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import type { Wiring } from "../wiring.ts"
import { type Book, bookOf } from "./book.ts"
import * as Checkpoint from "./Checkpoint.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"
import { beginning, readOn } from "./reach.ts"
import type { Tally } from "./tally.ts"

/** Verifies the feed, with a checkpoint that was kept elsewhere where there is one. */
export const verifyFeed = Effect.fnUntraced(function* (
  wiring: Wiring,
  tally: Tally,
  elsewhere: Checkpoint.Checkpoint | undefined,
) {
  const book = yield* bookOf(wiring)
  const expected = yield* inOrder(book, tally, trusted(wiring, tally, elsewhere))
  const seen: Seen = { matched: 0, broken: false }
  let reach = beginning
  for (;;) {
    yield* wiring.breathe
    const { rows, digests, reach: next } = yield* readOn(wiring, reach, feedLimit)
    if (rows.length === 0) break
    tally.note(yield* orphansIn(wiring, rows))
    for (let due = expected.first(); due !== undefined && due.events <= next.events;) {
      meet(seen, tally, due, digests[due.events - reach.events - 1])
      yield* expected.pass
      due = expected.first()
    }
    reach = next
    // What is committed meanwhile is left to the next verification, else a busy desk had no end.
    if (rows.length < feedLimit && expected.first() === undefined) break
  }
  for (let due = expected.first(); due !== undefined; due = expected.first()) {
    tally.note([cutOff(due, reach.events)])
    yield* expected.pass
  }
})

// The store's own checkpoints and the one from elsewhere, by how many events they cover.
const inOrder = Effect.fnUntraced(function* (
  book: Book,
  tally: Tally,
  elsewhere: Checkpoint.Checkpoint | undefined,
) {
  let own = yield* nextIn(book, tally)
  let other = elsewhere
  const first = () =>
    other === undefined || (own !== undefined && own.events <= other.events) ? own : other
  const pass = Effect.gen(function* () {
    if (first() === own) own = yield* nextIn(book, tally)
    else other = undefined
  })
  return { first, pass }
})

/** How far the checkpoints were met. */
interface Seen {
  /** How many events the last one covered that was as it should be. */
  matched: number
  /** Whether one was otherwise: those after it would only say it again. */
  broken: boolean
}

// Those that cannot be trusted are told, and passed over.
const nextIn = Effect.fnUntraced(function* (
  book: Book,
  tally: Tally,
): Effect.fn.Return<Checkpoint.Checkpoint | undefined, StoreError> {
  for (;;) {
    const page = yield* book
    if (page === undefined) return undefined
    tally.note(page.damages)
    if (page.checkpoint === undefined) continue
    tally.cover(page.checkpoint.events)
    return page.checkpoint
  }
})

const trusted = (
  { secret, tenant }: Wiring,
  tally: Tally,
  checkpoint: Checkpoint.Checkpoint | undefined,
): Checkpoint.Checkpoint | undefined => {
  if (checkpoint === undefined) return undefined
  if (checkpoint.tenant === tenant && Checkpoint.isGenuine(secret, checkpoint)) return checkpoint
  const expected = `one that this desk of tenant ${tenant} took, just as it was`
  const got = { got: `checkpoint ${checkpoint.sequence} of tenant ${checkpoint.tenant}`, expected }
  tally.note([damage("checkpoint-changed", got, { at: "the checkpoint that was given" })])
  return undefined
}

const meet = (
  seen: Seen,
  tally: Tally,
  { events, digest, sequence }: Checkpoint.Checkpoint,
  got: string | undefined,
): void => {
  if (seen.broken) return
  seen.broken = got !== digest
  if (seen.broken) {
    const expected =
      `${digest}: events ${seen.matched + 1} to ${events} of the feed as they were, ` +
      "and the processes that they name"
    tally.note([damage("feed-changed", { got, expected }, { at: `checkpoint ${sequence}` })])
  } else seen.matched = Math.max(seen.matched, events)
}

const cutOff = ({ events, sequence }: Checkpoint.Checkpoint, got: number): Damage => {
  const expected = `at least the ${events} that it covers`
  return damage("feed-cut-off", { got, expected }, { at: `checkpoint ${sequence}` })
}

// Events whose ticket is not there.
const orphansIn = Effect.fnUntraced(function* (
  { store, tenant }: Wiring,
  rows: ReadonlyArray<EventRow>,
) {
  const ids = [...new Set(rows.map(({ ticketId }) => ticketId))]
  const { tickets } = yield* store.look(tenant, { tickets: ids, commands: [] })
  const there = new Set(tickets.flatMap((row) => (row === undefined ? [] : [row.ticketId])))
  return rows
    .filter(({ ticketId }) => !there.has(ticketId))
    .map(({ ticketId, number: event }) => {
      const got = { got: undefined, expected: "the ticket of this event" }
      return damage("ticket-missing", got, { ticketId, event })
    })
})
