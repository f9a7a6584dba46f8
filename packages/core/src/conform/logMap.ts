// The map of a log: in which columns it says what, and what its states mean on the chart.
import { Result, Schema } from "effect"
import * as LocalTime from "../calendar/LocalTime.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import type { Process } from "../process/Process.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { Name } from "../ticket/Text.ts"

/** The most states of a log that a map names. */
export const statesAtMost = 1_000
/** The most columns that together say a state, and the most targets and signals of a meaning. */
export const namesAtMost = 100

const many = (least: number) =>
  Schema.makeFilter(
    (list: ReadonlyArray<unknown>) => list.length >= least && list.length <= namesAtMost,
    { code: "out-of-range", expected: `${least} to ${namesAtMost} names` },
  )

const oneOrMore = Schema.Union([Name, Schema.Array(Name).check(many(1))])

/** Where a log says what: columns of CSV, or keys of XES. */
const Places = Schema.Struct({
  /** Of XES the key of a trace, the others of an event. */
  case: Name,
  time: Name,
  /** Of several what they say is joined by `/`. */
  state: oneOrMore,
  /** Which team has it; without one no hand-overs are counted. */
  group: Schema.optionalKey(Name),
  /** Which request type it is, and so which way it goes; the first row of a case counts. */
  type: Schema.optionalKey(Name),
})
export type Places = typeof Places.Type

/** What a state of the log means: where a case stands then, and by which signals it came there. */
const Meaning = Schema.Struct({
  /** Each names states that are active together: `completed`, `open.customers`. */
  to: oneOrMore,
  /** A state that is none of them. */
  not: Schema.optionalKey(Name),
  /** Signals of the chart: `Answered`, `TurnPassed.ours`; `TurnPassed` means all of its kind. */
  by: Schema.Array(Name).check(many(0)),
})
export type Meaning = typeof Meaning.Type

const States = Schema.Record(Schema.String, Schema.NullOr(Meaning)).check(
  Schema.makeFilter((states: object) => Object.keys(states).length <= statesAtMost, {
    code: "too-many",
    expected: `at most ${statesAtMost} states`,
  }),
)

const LogMap = Schema.Struct({
  columns: Schema.optionalKey(Places),
  attributes: Schema.optionalKey(Places),
  /** The zone of times without an offset; without it such times are refused. */
  timeZone: Schema.optionalKey(Name),
  /** By state of the log; null passes it over. `signals`: the states are the chart's signals. */
  states: Schema.Union([Schema.Literal("signals"), States]),
})
export type LogMap = typeof LogMap.Type

type Problems = ReadonlyArray<Problem.Problem>

const decode = Decode.strict(LogMap)

/** Reads a map for a process, or says everything that is wrong with it. */
export const logMapOf = (input: unknown, process: Process): Result.Result<LogMap, Problems> =>
  Result.flatMap(decode(input), (map) => {
    const problems = [...zoneProblems(map.timeZone), ...nameProblems(map, process)]
    return problems.length === 0 ? Result.succeed(map) : Result.fail(problems)
  })

/** One name or several, as several. */
export const listed = (names: string | ReadonlyArray<string>): ReadonlyArray<string> =>
  typeof names === "string" ? [names] : names

const zoneProblems = (timeZone: string | undefined): Problems =>
  Result.match(LocalTime.parse("2000-01-01T12:00", { timeZone: timeZone ?? "UTC" }), {
    onSuccess: () => [],
    onFailure: (problems) => problems,
  })

// With every part there is, and closed by the answer or by the customer's word: a map that is made
// for all processes may name what one of them does without. Made when a map is read, for charts are
// slow to make, and most programs that import this read no map.
const everyPart = () =>
  [true, false].map((confirmation) =>
    Lifecycle.make({
      confirmation,
      causeFirst: false,
      escalation: true,
      options: true,
      individualWork: true,
      release: true,
      unanswered: true,
      reopening: true,
    }),
  )

const nameProblems = ({ states }: LogMap, { lifecycle, lifecycles }: Process): Problems => {
  if (states === "signals") return []
  const charts = [...everyPart(), lifecycle, ...lifecycles.values()]
  const places = charts.flatMap(({ table }) => [...table.values()])
  const known = new Set(places.flatMap((each) => [...each.states]))
  const signals = new Set(places.flatMap(({ heads, next }) => [...heads, ...next.keys()]))
  return Object.entries(states).flatMap(([state, meaning]) => {
    if (meaning === null) return []
    const { to, not = [], by } = meaning
    const unknown = (code: string, field: string, expected: string) => (got: string) =>
      Problem.make({ code, path: Problem.pathOf(["states", state, field]), got, expected })
    const unknownStates = (field: string, names: ReadonlyArray<string>) =>
      names
        .flatMap((each) => each.split("."))
        .filter((each) => !known.has(each))
        .map(unknown("unknown-state", field, "states of a chart"))
    return [
      ...unknownStates("to", listed(to)),
      ...unknownStates("not", listed(not)),
      ...by
        .filter((each) => !signals.has(each))
        .map(unknown("unknown-event", "by", "signals of a chart")),
    ]
  })
}
