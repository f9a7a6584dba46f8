// How tickets stand, without their history. A page of them costs two questions to the store,
// however long it is.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import type { ContentRow, TicketRow } from "../port/TicketStore.ts"
import * as Process from "../process/Process.ts"
import { TicketNotFound } from "./DeskError.ts"
import { contentIn } from "./open.ts"
import { heldOf } from "./row.ts"
import { type Content, keyOf } from "./seal.ts"
import type { TicketSummary } from "./View.ts"
import type { Wiring } from "./wiring.ts"

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The row of a ticket by its id or its number. */
export const rowOf = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  if (typeof ticket !== "string") return yield* new TicketNotFound({ ticket })
  const row = uuid.test(ticket)
    ? yield* wiring.store.load(wiring.tenant, ticket)
    : yield* wiring.query.byNumber(wiring.tenant, ticket)
  return row ?? (yield* new TicketNotFound({ ticket }))
})

/** Reads how a ticket stands, by its id or its number. */
export const summary = Effect.fnUntraced(function* (wiring: Wiring, ticket: string) {
  const row = yield* rowOf(wiring, ticket)
  return yield* summarized(wiring, row, yield* firstContents(wiring, [row]))
})

/** Reads a page of tickets. */
export const list = Effect.fnUntraced(function* (wiring: Wiring, filter: TicketFilter) {
  const rows = yield* wiring.query.list(wiring.tenant, filter)
  const contents = yield* firstContents(wiring, rows)
  // A page may hold a thousand long texts, all of which are parsed for their subjects.
  return yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, summarized(wiring, row, contents)).pipe(
      Effect.catchIf(isDamage, (error) => Effect.as(Effect.logError(said(error)), bare(row))),
    ),
  )
})

// One damaged ticket keeps no page from being shown (P12); whoever opens it is told.
const isDamage = (error: StoreError): boolean => error.reason === "damaged"

const said = ({ message }: StoreError): string => `upkeep: a list shows a ticket bare: ${message}`

const bare = (row: TicketRow): TicketSummary => ({ ...standingOf(row), subject: "", labels: {} })

/** How the ticket of a row stands, on its process and with the content of its first event. */
export const summaryOf = (
  row: TicketRow,
  process: Process.Process,
  { subject = "" }: Content,
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

type Contents = ReadonlyMap<string, ContentRow>

const firstContents = Effect.fnUntraced(function* (
  { query, tenant }: Wiring,
  rows: ReadonlyArray<TicketRow>,
) {
  const keys = rows.map(({ ticketId }) => ({ ticketId, key: keyOf(ticketId, 1) }))
  const contents = yield* query.contentsByKey(tenant, keys)
  return new Map(contents.map((content) => [content.key, content]))
})

const summarized = Effect.fnUntraced(function* (
  wiring: Wiring,
  row: TicketRow,
  contents: Contents,
) {
  const { state } = yield* heldOf(row)
  const process = yield* wiring.processOf(state.process)
  const content = contents.get(keyOf(row.ticketId, 1))
  return summaryOf(row, process, content === undefined ? {} : yield* contentIn(content))
})
