// A ticket's row against the replay of its journal (P4).
import { Effect, Predicate, Result } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import * as Process from "../../process/Process.ts"
import * as Wake from "../../sla/Wake.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { clockedOf } from "../commit.ts"
import { fold } from "../fold.ts"
import { processesOf, refsIn } from "../processesOf.ts"
import { type Held, heldOf, type Stored, ticketRow } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"

/** What of a row is not as its journal, which ends with this hash, has it. */
export const rowDamages = Effect.fnUntraced(function* (
  wiring: Wiring,
  row: TicketRow,
  journal: { readonly recorded: ReadonlyArray<Recorded>; readonly chain: string },
): Effect.fn.Return<ReadonlyArray<Damage>, StoreError> {
  const { ticketId } = row
  const unreadable = (got: string) => [
    damage("ticket-unreadable", { got, expected: "a ticket of this desk" }, { ticketId }),
  ]
  const stored = yield* Effect.result(heldOf(row))
  if (Result.isFailure(stored)) return unreadable(stored.failure.detail)
  const replayed = yield* Effect.result(replay(wiring, journal.recorded))
  if (Result.isFailure(replayed)) return unreadable(replayed.failure)
  const { held, processOf } = replayed.success
  const expected = rowOf(wiring, processOf, { row, stored: stored.success }, { held, ...journal })
  const difference = differenceOf(asIs(row, stored.success), expected, "")
  if (difference === undefined) return []
  const { path: at, got, expected: said } = difference
  const value = { got, expected: `${JSON.stringify(said) ?? "nothing"}, by its journal` }
  return [damage("ticket-changed", value, { ticketId, at })]
})

const replay = Effect.fnUntraced(function* (wiring: Wiring, journal: ReadonlyArray<Recorded>) {
  const processOf = yield* Effect.mapError(
    processesOf(wiring, refsIn(journal)),
    ({ detail }) => detail,
  )
  const held = yield* Effect.try({
    try: () => fold(processOf, undefined, journal),
    catch: (cause) => (cause instanceof Error ? cause.message : String(cause)),
  })
  return held === undefined ? yield* Effect.fail("no events") : { held, processOf }
})

// What a row was written without is as it was read, and the zone data is what a host had.
const rowOf = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  { row, stored }: { readonly row: TicketRow; readonly stored: Stored },
  { held, chain }: { readonly held: Held; readonly chain: string },
) => {
  const dueAt =
    stored.zoneData === wiring.zoneData
      ? Wake.nextAt(Process.termsOf(processOf), clockedOf(held))
      : row.dueAt
  const zoneData = stored.zoneData ?? ""
  return asIs(ticketRow({ ...held, chain }, { dueAt, zoneData }), {
    ...held,
    ...(stored.zoneData === undefined ? {} : { zoneData }),
    ...(stored.chain === undefined ? {} : { chain }),
  })
}

// In place of the text of the body what it says.
const asIs = (row: TicketRow, stored: Stored): unknown =>
  JSON.parse(JSON.stringify({ ...row, body: stored }))

interface Difference {
  readonly path: string
  readonly got: unknown
  readonly expected: unknown
}

const differenceOf = (got: unknown, expected: unknown, path: string): Difference | undefined => {
  if (Object.is(got, expected)) return undefined
  if (!isNode(got) || !isNode(expected) || Array.isArray(got) !== Array.isArray(expected))
    return { path, got, expected }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const inner = path === "" ? name : `${path}.${name}`
    const found = differenceOf(got[name], expected[name], inner)
    if (found !== undefined) return found
  }
  return undefined
}

const isNode = (value: unknown): value is { readonly [name: string]: unknown } =>
  Predicate.isObject(value) || Array.isArray(value)
