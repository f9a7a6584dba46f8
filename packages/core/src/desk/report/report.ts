// A tenant's tickets, read page by page and summed up.
import { Clock, Effect, Result } from "effect"
import type { EventRow } from "../../port/TicketStore.ts"
import * as Report from "../../report/Report.ts"
import { lifeOf } from "../life.ts"
import { processesOf, refsIn } from "../processesOf.ts"
import { parsed, recordedOf } from "../row.ts"
import { keyOf } from "../seal.ts"
import { subjectsAtOnce } from "../summary.ts"
import * as WhatIf from "../WhatIf.ts"
import type { Wiring } from "../wiring.ts"
import { askedOf, type ReportQuestion } from "./question.ts"

/** Tickets that are read at once. */
export const ticketsOfPage = 500

/**
 * Reports what the desk did in a period, by everything that is known now or was by `asOf`. Reads
 * the journals of all tickets, in memory that does not grow with them, and no texts but the
 * subjects of the requests that are listed. Changes nothing.
 */
export const report = Effect.fnUntraced(function* (wiring: Wiring, question: ReportQuestion) {
  const now = yield* Clock.currentTimeMillis
  const asked = yield* askedOf(question, now, wiring.inForce.calendar.timeZone)
  const tally = Report.tally(asked)
  for (let after: string | undefined; ;) {
    const page = { limit: ticketsOfPage, ...(after === undefined ? {} : { after }) }
    const rows = yield* wiring.query.list(wiring.tenant, page)
    for (const { ticketId } of rows) {
      yield* wiring.breathe
      yield* addTicket(wiring, tally, asked.asOf, ticketId)
    }
    after = rows.at(-1)?.ticketId
    if (rows.length < ticketsOfPage) break
  }
  return yield* withSubjects(wiring, tally.report())
})

const addTicket = (wiring: Wiring, tally: Report.Tally, asOf: number, ticketId: string) =>
  Effect.gen(function* () {
    const rows = yield* wiring.query.journal(wiring.tenant, ticketId)
    const journal = yield* Effect.forEach(rows, recordedIn)
    const processOf = yield* processesOf(wiring, refsIn(journal))
    const life = lifeOf({ processOf, zoneData: wiring.zoneData, asOf }, journal)
    if (life !== undefined) tally.add(life)
  }).pipe(
    // One damaged ticket keeps nobody from a report (P12), and is counted apart.
    Effect.catchIf(
      ({ reason }) => reason === "damaged",
      () => Effect.sync(tally.addUnread),
    ),
  )

/** An event of a journal, read as fast as it may be; one that is damaged is told as everywhere. */
export const recordedIn = (row: EventRow) =>
  Effect.flatMap(parsed(row.body, `event ${row.number} of ticket ${row.ticketId}`), (body) =>
    Result.match(WhatIf.recordedOf(body), {
      onSuccess: (recorded) => Effect.succeed(recorded),
      onFailure: () => recordedOf(row),
    }),
  )

const withSubjects = Effect.fnUntraced(function* (
  { query, tenant, breathe }: Wiring,
  report: Report.Report,
) {
  const { first } = report.requests
  const found = new Map<string, string>()
  for (let start = 0; start < first.length; start += subjectsAtOnce) {
    yield* breathe
    const slice = first.slice(start, start + subjectsAtOnce)
    const keys = slice.map(({ ticketId }) => ({ ticketId, key: keyOf(ticketId, 1) }))
    for (const { ticketId, subject } of yield* query.subjects(tenant, keys))
      found.set(ticketId, subject)
  }
  const requests = first.map((each) => ({ ...each, subject: found.get(each.ticketId) ?? "" }))
  return { ...report, requests: { ...report.requests, first: requests } }
})
