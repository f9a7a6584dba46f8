// Why the clocks of a ticket stand as they do: its journal is folded event by event, and every run
// is held against what each event made of it.
import { Clock, Effect, Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import * as Process from "../process/Process.ts"
import * as SlaClock from "../sla/Clock.ts"
import * as Explanation from "../sla/Explanation.ts"
import type { Recorded } from "../ticket/Event.ts"
import { Millis } from "../ticket/Instant.ts"
import { Name } from "../ticket/Text.ts"
import { clocksOf } from "./clocks.ts"
import { InvalidInput } from "./DeskError.ts"
import { step } from "./fold.ts"
import { processesOf, refsIn } from "./processesOf.ts"
import { type Held, recordedOf } from "./row.ts"
import { rowOf } from "./summary.ts"
import type { Wiring } from "./wiring.ts"

const ExplainOptions = Schema.Struct({
  /** One clock of the ticket; all of them where absent. */
  clock: Schema.optionalKey(Name),
  /** One of its runs, from 1; all of them where absent. */
  instance: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))),
  /**
   * What was believed then: nothing that was recorded later is looked at. Epoch milliseconds, not
   * in the future; now where absent.
   */
  asOf: Schema.optionalKey(Millis),
})

/** What is to be explained, and as of when. */
export type ExplainOptions = typeof ExplainOptions.Type

/** Explains the clocks of a ticket, by its id or its number, in the order in which they began. */
export const explain = Effect.fnUntraced(function* (
  wiring: Wiring,
  ticket: string,
  options: ExplainOptions = {},
) {
  const now = yield* Clock.currentTimeMillis
  const { asOf = now, ...asked } = yield* orRefused(checked(options, now))
  const { ticketId } = yield* rowOf(wiring, ticket)
  const rows = yield* wiring.query.journal(wiring.tenant, ticketId)
  const known = options.asOf === undefined ? rows : rows.filter(({ at }) => at <= asOf)
  const journal = yield* Effect.forEach(known, recordedOf)
  const processOf = yield* processesOf(wiring, refsIn(journal))
  const told = yield* orRefused(askedOf(asked, toldOf(processOf, journal, asOf)))
  const { zoneData, breathe } = wiring
  const measured = { termsOf: Process.termsOf(processOf), zoneData, now: asOf }
  // A clock of years has thousands of stretches.
  return yield* Effect.forEach(told, (each) =>
    Effect.map(breathe, () => Explanation.make(measured, each)),
  )
})

type Problems = ReadonlyArray<Problem.Problem>

const orRefused = <A>(result: Result.Result<A, Problems>): Effect.Effect<A, InvalidInput> =>
  Effect.fromResult(Result.mapError(result, (problems) => new InvalidInput({ problems })))

const decode = Decode.strict(ExplainOptions)

const checked = (options: ExplainOptions, now: number): Result.Result<ExplainOptions, Problems> =>
  Result.filterOrFail(
    decode(options),
    ({ asOf = now }) => asOf <= now,
    ({ asOf: got }) => {
      const expected = "an instant that is not in the future"
      return [Problem.make({ code: "out-of-range", path: "asOf", got, expected })]
    },
  )

/** The runs by which something is owed, each with how it went, as a journal tells it. */
export const toldOf = (
  processOf: Process.ProcessOf,
  journal: ReadonlyArray<Recorded>,
  now: number,
): ReadonlyArray<Explanation.Told> => {
  const { met, held } = metIn(processOf, journal)
  if (held === undefined) return []
  const { clocks } = held
  const views = clocksOf(processOf, held, now)
  const courses = Explanation.coursesOf(Process.termsOf(processOf), met)
  const told = courses.flatMap((course, index) => {
    const run = clocks[index]
    return run !== undefined && SlaClock.hasTarget(run) ? [{ run, course }] : []
  })
  return told.flatMap((each, index) => {
    const view = views[index]
    return view === undefined ? [] : [{ ...each, status: view.status }]
  })
}

/** The events of a journal as the clocks met them, and what the desk holds of the ticket then. */
export const metIn = (
  processOf: Process.ProcessOf,
  journal: ReadonlyArray<Recorded>,
): { readonly met: ReadonlyArray<Explanation.Met>; readonly held: Held | undefined } => {
  const met: Array<Explanation.Met> = []
  let held: Held | undefined
  for (const recorded of journal) {
    const next = step(processOf, held, recorded)
    met.push(metBy(processOf, recorded, held, next))
    held = next
  }
  return { met, held }
}

const metBy = (
  processOf: Process.ProcessOf,
  recorded: Recorded,
  before: Held | undefined,
  { state, clocks }: Held,
): Explanation.Met => ({
  recorded,
  terms: processOf(state.terms).terms,
  states:
    Process.lifecycleOf(processOf(state.process), state.requestType).table.get(state.status)
      ?.states ?? new Set(),
  before: before?.clocks ?? [],
  after: clocks,
})

type Asked = Pick<ExplainOptions, "clock" | "instance">

const askedOf = (
  { clock, instance }: Asked,
  told: ReadonlyArray<Explanation.Told>,
): Result.Result<ReadonlyArray<Explanation.Told>, Problems> => {
  const ofClock = clock === undefined ? told : told.filter(({ run }) => run.id === clock)
  if (clock !== undefined && ofClock.length === 0)
    return unknown({ path: "clock", got: clock, expected: knownAmong(told) })
  const asked =
    instance === undefined ? ofClock : ofClock.filter(({ run }) => run.instance === instance)
  const runs = Math.max(0, ...ofClock.map(({ run }) => run.instance))
  return instance !== undefined && asked.length === 0
    ? unknown({ path: "instance", got: instance, expected: `a run that there is, of ${runs}` })
    : Result.succeed(asked)
}

const knownAmong = (told: ReadonlyArray<Explanation.Told>): string => {
  const ids = new Set(told.map(({ run }) => run.id))
  return ids.size === 0 ? "a clock that ran by then" : `one of ${[...ids].join(", ")}`
}

const unknown = (said: { path: string; got: unknown; expected: string }) =>
  Result.fail([Problem.make({ code: "unknown-clock", ...said })])
