// A page of a tenant's tickets, read by the rules of an audit.
import { Clock, Effect, Schema } from "effect"
import * as Audit from "../audit/Audit.ts"
import * as Limits from "../audit/Limits.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import * as Process from "../process/Process.ts"
import { Millis } from "../ticket/Instant.ts"
import { checked, pageFields, ticketsOfPage } from "./check.ts"
import { InvalidInput } from "./DeskError.ts"
import type { AuditPage, AuditQuestion } from "./audit/question.ts"
import { metIn } from "./explain.ts"
import { left } from "./jobs/page.ts"
import { processesOf, refsIn } from "./processesOf.ts"
import { recordedIn } from "./report/report.ts"
import type { Wiring } from "./wiring.ts"

/**
 * Audits a page of tickets, the oldest first, closed ones too. Refuses a question with mistakes
 * (`InvalidInput`, all of them), and changes nothing.
 */
export const audit = Effect.fnUntraced(function* (wiring: Wiring, question: AuditQuestion = {}) {
  const { page, ...asked } = yield* soundIn(question)
  const { limit = ticketsOfPage } = page
  const until = yield* Clock.currentTimeMillis
  const rows = yield* wiring.query.list(wiring.tenant, { ...page, limit })
  const read = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, findingsOf(wiring, { ...asked, until }, row)),
  )
  const refused = read.flatMap((each) => ("message" in each ? [each] : []))
  const found: AuditPage = {
    findings: read.flatMap((each) => ("message" in each ? [] : each)),
    tickets: rows.length - refused.length,
    refused,
    next: rows.length < limit ? null : (rows.at(-1)?.ticketId ?? null),
  }
  return found
})

interface Asked {
  readonly from: number
  readonly to: number
  readonly rules: ReadonlyArray<Audit.RuleId>
  readonly limits: Limits.Limits
  readonly until: number
}

const findingsOf = (wiring: Wiring, asked: Asked, row: TicketRow) =>
  Effect.gen(function* () {
    const { ticketId, number } = row
    const rows = yield* wiring.query.journal(wiring.tenant, ticketId)
    const journal = yield* Effect.forEach(rows, recordedIn)
    const processOf = yield* processesOf(wiring, refsIn(journal))
    const { met: scenes } = metIn(processOf, journal)
    const { until, from, to } = asked
    const story = { ticketId, number, scenes, termsOf: Process.termsOf(processOf), until }
    return Audit.findingsIn(story, asked).filter(({ at }) => from <= at && at < to)
  }).pipe(
    // One damaged ticket keeps no desk from being audited (P12).
    Effect.catchIf(
      ({ reason }) => reason === "damaged",
      ({ detail: message }) => Effect.succeed(left(row, "Damaged", { message })),
    ),
  )

const decode = Decode.strict(
  Schema.Struct({
    from: Schema.optionalKey(Millis),
    to: Schema.optionalKey(Millis),
    rules: Schema.optionalKey(
      Schema.Array(
        Schema.String.check(
          Schema.makeFilter((id: string) => Audit.isRule(id), {
            code: "unknown-value",
            expected: `one of ${Audit.rules.join(", ")}`,
          }),
        ),
      ),
    ),
    limits: Schema.optionalKey(Limits.Given),
    after: pageFields.after,
    limit: Schema.optionalKey(pageFields.limit),
  }),
)

const soundIn = Effect.fnUntraced(function* (question: AuditQuestion) {
  const sound = yield* checked(decode(question))
  const { from = 0, to = Infinity, limits, rules, ...page } = sound
  if (to <= from) {
    const expected = "an instant after from"
    const problem = Problem.make({ code: "out-of-range", path: "to", got: to, expected })
    return yield* new InvalidInput({ problems: [problem] })
  }
  const asked = rules === undefined ? Audit.rules : Audit.rules.filter((id) => rules.includes(id))
  return { page, from, to, rules: asked, limits: { ...Limits.defaults, ...limits } }
})
