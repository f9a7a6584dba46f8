// Along the ties of tickets: into which one went in the end, of which it is a part.
import { Effect } from "effect"
import { StoreError } from "../../port/StoreError.ts"
import { partsDeep } from "../../ticket/Ticket.ts"
import type { State } from "../../ticket/State.ts"
import { heldOf } from "../row.ts"
import type { Wiring } from "../wiring.ts"

/** The most merges, each into the next, that are followed. */
export const mergesAtMost = 1_000

/** The state of a ticket by its id, or undefined. */
export const stateOf = (
  { store, tenant }: Wiring,
  ticketId: string,
): Effect.Effect<State | undefined, StoreError> =>
  Effect.flatMap(store.load(tenant, ticketId), (row) =>
    row === undefined ? Effect.succeed(undefined) : Effect.map(heldOf(row), ({ state }) => state),
  )

/** The way of a ticket from merge to merge: how many tickets, and the last of them. */
interface Way {
  readonly passed: number
  /** Merged itself where the way has no end: it leads back, to nothing, or too far. */
  readonly last: State
}

/** Follows the merges of a ticket, which is the first on its way. */
export const wayOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: State,
): Effect.fn.Return<Way, StoreError> {
  const passed = new Set([first.ticketId])
  let last = first
  while (last.mergedInto !== null && passed.size <= mergesAtMost) {
    const next = yield* stateOf(wiring, last.mergedInto)
    if (next === undefined || passed.has(next.ticketId)) break
    passed.add(next.ticketId)
    last = next
  }
  return { passed: passed.size, last }
})

/**
 * The ticket into which one went in the end: itself where it was not merged. A way without an end
 * is damage: it is said loudly, and followed no further.
 */
export const endOf = Effect.fnUntraced(function* (wiring: Wiring, first: State) {
  const { passed, last } = yield* wayOf(wiring, first)
  if (last.mergedInto === null) return last
  const detail =
    `got ${passed} tickets, each merged into the next, expected one that is not merged after at ` +
    `most ${mergesAtMost}, at ticket ${first.ticketId}`
  yield* Effect.logError(`upkeep: merges without an end: ${detail}`)
  return yield* new StoreError({ reason: "damaged", detail })
})

/** What lies above a ticket, or below it. */
interface Row {
  /** The nearest first. */
  readonly ids: ReadonlyArray<string>
  /** How many tickets stand in the longest row from this one on, itself among them. */
  readonly length: number
}

/** The tickets of which one is a part, or those that are its parts, and so on (I08). */
export const rowFrom = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: State,
  as: "partOf" | "hasPart",
): Effect.fn.Return<Row, StoreError> {
  const ids = new Set<string>()
  let level: ReadonlyArray<State> = [first]
  // One step more than a row may have tells one that is too long, and no circle goes on for ever.
  for (let length = 1; length <= partsDeep; length++) {
    const next = new Set(level.flatMap(({ links }) => tiedAs(links, as)))
    if (next.size === 0) return { ids: [...ids], length }
    for (const id of next) ids.add(id)
    const states = yield* Effect.forEach(next, (id) => stateOf(wiring, id))
    level = states.filter((state) => state !== undefined)
  }
  return { ids: [...ids], length: partsDeep + 1 }
})

const tiedAs = (links: State["links"], as: string): ReadonlyArray<string> =>
  links.filter((link) => link.as === as).map(({ ticket }) => ticket)
