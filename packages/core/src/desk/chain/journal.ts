// The events of a ticket against their own chain.
import { Effect, Result } from "effect"
import type { EventRow } from "../../port/TicketStore.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { recordedOf } from "../row.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"
import { firstLink, linkOf, unlinked } from "./link.ts"

/** What a journal came to. */
export interface Journal {
  /** Those of its events that can be read. */
  readonly recorded: ReadonlyArray<Recorded>
  /** The hash of its last event. */
  readonly chain: string
  readonly unchained: number
  readonly damages: ReadonlyArray<Damage>
}

/** Reads the events of a ticket, which has this version. */
export const readJournal = Effect.fnUntraced(function* (
  tenant: string,
  { ticketId, version }: { readonly ticketId: string; readonly version: number },
  rows: ReadonlyArray<EventRow>,
) {
  const { chain, unchained, damages } = chainIn(tenant, ticketId, rows)
  const recorded: Array<Recorded> = []
  const found = [...damages, ...endOf(ticketId, version, rows)]
  const suspects = new Set(found.map(({ event }) => event))
  for (const row of rows) {
    const read = yield* Effect.result(recordedOf(row))
    if (Result.isSuccess(read)) recorded.push(read.success)
    // What was changed need not be told that it cannot be read either.
    if (suspects.has(row.number)) continue
    const { number: event } = row
    if (Result.isSuccess(read)) found.push(...columnsIn(ticketId, row, read.success))
    else {
      const got = { got: read.failure.detail, expected: "an event that this Upkeep can read" }
      found.push(damage("event-unreadable", got, { ticketId, event }))
    }
  }
  const journal: Journal = { recorded, chain, unchained, damages: found }
  return journal
})

const chainIn = (tenant: string, ticketId: string, rows: ReadonlyArray<EventRow>) => {
  const damages: Array<Damage> = []
  const seen = { chain: firstLink, number: 0, chained: false, unchained: 0 }
  for (const row of rows) {
    const { number: event } = row
    const { body, chain } = unlinked(row.body)
    const link = linkOf(seen.chain, tenant, body)
    const found = numberedOr(seen.number + 1, event) ?? linkedOr(link, chain, seen.chained)
    if (found !== undefined) damages.push(damage(found.code, found, { ticketId, event }))
    // Goes on by what the event says of itself: one that was changed is told once.
    seen.chain = chain ?? link
    seen.number = event
    if (chain === undefined) seen.unchained += 1
    else seen.chained = true
  }
  return { chain: seen.chain, unchained: seen.unchained, damages }
}

const numberedOr = (next: number, got: number) => {
  if (got === next) return undefined
  const code = got > next ? "event-missing" : "event-unexpected"
  return { code, got, expected: `event ${next}` } as const
}

const linkedOr = (expected: string, got: string | undefined, isLate: boolean) => {
  if (got === expected) return undefined
  if (got !== undefined)
    return { code: "event-changed", got, expected: `hash ${expected}` } as const
  // Nothing is written without a hash any more once one was written with it.
  return isLate
    ? ({ code: "event-unchained", got, expected: `hash ${expected}` } as const)
    : undefined
}

const endOf = (
  ticketId: string,
  version: number,
  rows: ReadonlyArray<EventRow>,
): ReadonlyArray<Damage> => {
  const last = rows.at(-1)?.number ?? 0
  if (last === version) return []
  const expected = `${version} as the last event`
  const [code, event] =
    last < version ? (["event-missing", version] as const) : (["event-unexpected", last] as const)
  return [damage(code, { got: last, expected }, { ticketId, event })]
}

// The columns repeat what the body says, and the hash is over the body alone.
const columnsIn = (
  ticketId: string,
  row: EventRow,
  { ticketId: of, number, id, at, event: { type } }: Recorded,
): ReadonlyArray<Damage> => {
  const pairs = [
    ["ticketId", row.ticketId, of],
    ["number", row.number, number],
    ["id", row.id, id],
    ["type", row.type, type],
    ["at", row.at, at],
  ] as const
  return pairs.flatMap(([name, got, said]) =>
    got === said
      ? []
      : [
          damage(
            "event-changed",
            { got, expected: `${said}, as its body says` },
            { ticketId, event: row.number, at: name },
          ),
        ],
  )
}
