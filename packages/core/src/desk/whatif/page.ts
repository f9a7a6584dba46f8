// A page of a tenant's tickets, asked what would have been.
import { Clock, Effect, Result, Schema } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { EventRow, TicketRow } from "../../port/TicketStore.ts"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { Millis } from "../../ticket/Instant.ts"
import { checkFilter } from "../check.ts"
import { InvalidInput } from "../DeskError.ts"
import { processesOf, refsIn } from "../processesOf.ts"
import { recordedOf } from "../row.ts"
import * as WhatIf from "../WhatIf.ts"
import type { Wiring } from "../wiring.ts"
import { isRecorded } from "./isRecorded.ts"
import type { WhatIfPage, WhatIfQuestion } from "./question.ts"

/** Tickets of one page where no limit is named. */
export const pageDefault = 100

/**
 * Asks a page of tickets, the oldest first. Refuses what the alternative has wrong, in itself or
 * for the process in force (`InvalidInput`, all of it), and changes nothing.
 */
export const whatIf = Effect.fnUntraced(function* (wiring: Wiring, question: WhatIfQuestion) {
  const { instead, now, ...filter } = yield* checked(question)
  const alternative = yield* madeFor(wiring, instead)
  const asked = { alternative, now: now ?? (yield* Clock.currentTimeMillis) }
  const rows = yield* wiring.query.list(wiring.tenant, filter)
  const tally = WhatIf.tally()
  const tickets: Array<WhatIf.Answer> = []
  for (const row of rows) {
    yield* wiring.breathe
    const answer = yield* answerOf(wiring, asked, row)
    if (answer === undefined) continue
    tally.add(answer)
    if (WhatIf.differs(answer)) tickets.push(answer)
  }
  const next = rows.length < filter.limit ? null : (rows.at(-1)?.ticketId ?? null)
  const page: WhatIfPage = { tickets, totals: tally.totals(), next }
  return page
})

const answerOf = (
  wiring: Wiring,
  asked: Omit<WhatIf.Question, "processOf">,
  row: TicketRow,
): Effect.Effect<WhatIf.Answer | undefined, StoreError> =>
  Effect.gen(function* () {
    const journal = yield* journalOf(wiring, row.ticketId)
    const processOf = yield* processesOf(wiring, refsIn(journal))
    return WhatIf.ask({ ...asked, processOf }, journal)
  }).pipe(
    // One damaged ticket keeps no portfolio from being asked (P12), and is counted in none.
    Effect.catchIf(
      ({ reason }) => reason === "damaged",
      ({ detail }) => Effect.succeed(damaged(row, detail)),
    ),
  )

const damaged = ({ ticketId, number }: TicketRow, got: string): WhatIf.Unasked => {
  const expected = "a journal that Upkeep wrote"
  const problems = [Problem.make({ code: "damaged", path: "journal", got, expected })]
  return { ticketId, number, outcome: "unasked", problems }
}

const decodeQuestion = Decode.strict(
  Schema.Struct({
    policy: Schema.optionalKey(Schema.Unknown),
    calendar: Schema.optionalKey(Schema.Unknown),
    process: Schema.optionalKey(Schema.Unknown),
    now: Schema.optionalKey(Millis),
    after: Schema.optionalKey(Schema.String),
    limit: Schema.optionalKey(Schema.Finite),
  }),
)

const checked = Effect.fnUntraced(function* (question: WhatIfQuestion) {
  yield* sound(decodeQuestion(question))
  const { now, after, limit = pageDefault, ...instead } = question
  const filter = yield* checkFilter({ limit, ...(after === undefined ? {} : { after }) })
  return { ...filter, instead, now }
})

const madeFor = Effect.fnUntraced(function* ({ inForce }: Wiring, instead: WhatIf.Instead) {
  const alternative = yield* sound(WhatIf.make(instead))
  yield* sound(alternative.inPlaceOf(inForce))
  return alternative
})

const sound = <A>(
  result: Result.Result<A, ReadonlyArray<Problem.Problem>>,
): Effect.Effect<A, InvalidInput> =>
  Effect.mapError(Effect.fromResult(result), (problems) => new InvalidInput({ problems }))

const journalOf = Effect.fnUntraced(function* ({ query, tenant }: Wiring, ticketId: string) {
  const rows = yield* query.journal(tenant, ticketId)
  return yield* Effect.forEach(rows, (row) => {
    const recorded = soundIn(row)
    return recorded === undefined ? recordedOf(row) : Effect.succeed(recorded)
  })
})

const soundIn = ({ body }: EventRow): Recorded | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return isRecorded(value) ? value : undefined
  } catch {
    return undefined
  }
}
