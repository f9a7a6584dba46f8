// How tickets stand, without their history. A page of them costs one question to the store, and one
// more for the subjects of each hundred.
import { Effect, Schema } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import * as Process from "../process/Process.ts"
import { Name } from "../ticket/Text.ts"
import { TicketNotFound } from "./DeskError.ts"
import { heldIn, isDamage } from "./held.ts"
import { lookedUp } from "./looked.ts"
import { keyOf } from "./seal.ts"
import type { TicketSummary } from "./View.ts"
import type { Wiring } from "./wiring.ts"

/**
 * The most tickets whose subjects are asked for at once. Beside each may lie a text of 200,000
 * characters, which a store reads over: 0.2 to 0.5 ms for each, while nothing else runs (P13).
 */
export const subjectsAtOnce = 100

const isName = Schema.is(Name)

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The row of a ticket by its id or its number. */
export const rowOf = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  // What no ticket can be called no store is asked for: not each of them could be.
  if (!isName(ticket)) return yield* new TicketNotFound({ ticket })
  const row = uuid.test(ticket)
    ? yield* wiring.store.load(wiring.tenant, ticket)
    : yield* wiring.query.byNumber(wiring.tenant, ticket)
  return row ?? (yield* new TicketNotFound({ ticket }))
})

/** Reads how a ticket stands, by its id or its number. */
export const summary = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  const row = yield* rowOf(wiring, ticket)
  return yield* summarized(wiring, row, yield* subjectsOf(wiring, [row]))
})

/** Reads a page of tickets. */
export const list = Effect.fnUntraced(function* (wiring: Wiring, filter: TicketFilter) {
  const rows = yield* wiring.query.list(wiring.tenant, filter)
  const subjects = yield* subjectsOf(wiring, rows)
  // A page may hold a thousand tickets, whose states are all parsed.
  return yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, summarized(wiring, row, subjects)),
  )
})

/**
 * How these tickets stand, by their ids. Those that are not there are left out, and so are those
 * whose rows cannot be read, as a list leaves them out (P12).
 */
export const summaries = Effect.fnUntraced(function* (
  wiring: Wiring,
  ticketIds: ReadonlyArray<string>,
) {
  const looked = yield* lookedUp(wiring, ticketIds)
  const rows = looked.filter((row) => row !== undefined)
  const subjects = yield* subjectsOf(wiring, rows)
  const found = new Map<string, TicketSummary>()
  for (const row of rows) {
    yield* wiring.breathe
    found.set(row.ticketId, yield* summarized(wiring, row, subjects))
  }
  return found
})

const said = ({ message }: StoreError): string => `upkeep: a ticket is shown bare: ${message}`

const bare = (row: TicketRow): TicketSummary => ({ ...standingOf(row), subject: "", labels: {} })

/** How the ticket of a row stands, on its process and with the subject of its first event. */
export const summaryOf = (
  row: TicketRow,
  process: Process.Process,
  { subject = "" }: { readonly subject?: string | undefined },
): TicketSummary => {
  const labels = process.profile.languages.map(
    (language) => [language, Process.labelOf(process, row.status, language)] as const,
  )
  return { ...standingOf(row), subject, labels: Object.fromEntries(labels) }
}

const standingOf = (row: TicketRow): Omit<TicketSummary, "subject" | "labels"> => {
  const { ticketId, number, version, status, customer, assignee, dueAt, updatedAt } = row
  return { ticketId, number, version, status, customer, assignee, dueAt, updatedAt }
}

/** The subjects that are not forgotten, by the key of their content. */
type Subjects = ReadonlyMap<string, string>

const subjectsOf = Effect.fnUntraced(function* (
  { query, tenant, breathe }: Wiring,
  rows: ReadonlyArray<TicketRow>,
) {
  const found = new Map<string, string>()
  for (let start = 0; start < rows.length; start += subjectsAtOnce) {
    yield* breathe
    const slice = rows.slice(start, start + subjectsAtOnce)
    const keys = slice.map(({ ticketId }) => ({ ticketId, key: keyOf(ticketId, 1) }))
    for (const { key, subject } of yield* query.subjects(tenant, keys)) found.set(key, subject)
  }
  return found
})

// One damaged ticket keeps no page from being shown (P12); whoever opens it is told.
const summarized = (
  wiring: Wiring,
  row: TicketRow,
  subjects: Subjects,
): Effect.Effect<TicketSummary, StoreError> =>
  heldIn(wiring, row).pipe(
    Effect.flatMap(({ state }) => wiring.processOf(state.process)),
    Effect.map((process) =>
      summaryOf(row, process, { subject: subjects.get(keyOf(row.ticketId, 1)) }),
    ),
    Effect.catchIf(isDamage, (error) => Effect.as(Effect.logError(said(error)), bare(row))),
  )
