// A chart as clocks go along it: what may happen in each configuration, and who hears it.
import type { ClockRule, Condition } from "../sla/Policy.ts"
import { doersOf } from "../ticket/Causes.ts"
import type { EventType } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { doersOfSignal, isEvent, mayHappen } from "./acts.ts"

/** Something that may happen: its signal, by whom, from which states to which configuration. */
export interface Happening {
  readonly signal: string
  readonly event: string
  readonly doers: ReadonlySet<string>
  readonly before: ReadonlySet<string>
  readonly to: string
  readonly after: ReadonlySet<string>
}

/** Whether a condition is met: surely, maybe, or surely not. */
export type Heard = "yes" | "maybe" | "no"

/** The same, and what the clock hears of it. */
export interface Move extends Happening {
  readonly starts: Heard
  readonly ends: Heard
  /** The conditions of which one is the first that ends it, where any does. */
  readonly endings: ReadonlyArray<Condition>
  readonly pauses: Heard
  readonly resumes: Heard
}

/** By configuration everything that may happen there, as a clock hears it. */
export type Moves = ReadonlyMap<string, ReadonlyArray<Move>>

/** The configurations that requests come to, with their arrows. */
export interface Course {
  readonly lifecycle: Lifecycle.Lifecycle
  readonly reached: ReadonlyArray<{
    readonly configuration: Lifecycle.Configuration
    readonly arrows: ReadonlyArray<Happening>
  }>
}

/** The course that a chart is for every clock. */
export const courseOf = (
  lifecycle: Lifecycle.Lifecycle,
  reached: ReadonlyArray<Lifecycle.Configuration>,
): Course => ({
  lifecycle,
  reached: reached.map((configuration) => ({
    configuration,
    arrows: arrowsFrom(lifecycle, configuration),
  })),
})

const arrowsFrom = (
  lifecycle: Lifecycle.Lifecycle,
  { states: before, next }: Lifecycle.Configuration,
): ReadonlyArray<Happening> =>
  [...next].flatMap(([signal, to]) => {
    const after = lifecycle.table.get(to)?.states
    const [event = ""] = signal.split(".")
    const doers = doersOfSignal(lifecycle, signal)
    return after === undefined ? [] : [{ signal, event, doers, before, to, after }]
  })

/** The course without the silences that no clock tells of: they end only requests in `fired`. */
export const silentOnlyIn = (
  { lifecycle, reached }: Course,
  fired: ReadonlySet<string>,
): Course => ({
  lifecycle,
  reached: reached.map(({ configuration, arrows }) => ({
    configuration,
    arrows: fired.has(configuration.status)
      ? arrows
      : arrows.filter(({ event }) => event !== "SilenceElapsed"),
  })),
})

/** What a clock hears along a course. */
export const movesOf = (clock: ClockRule, { lifecycle, reached }: Course): Moves => {
  const facts = factsOf(clock)
  return new Map(
    reached.map(({ configuration, arrows }) => {
      const noted = facts.filter((event) => mayHappen(lifecycle, configuration, event))
      const all = [...arrows, ...noted.map((event) => inPlace(configuration, event))]
      return [configuration.status, all.map((each) => heardBy(clock, each))] as const
    }),
  )
}

/** The registration, as a clock hears it. */
export const registrationOf = (clock: ClockRule, { initial, table }: Lifecycle.Lifecycle): Move =>
  heardBy(clock, {
    signal: "Registered",
    event: "Registered",
    doers: doersOf("Registered"),
    before: new Set(),
    to: initial,
    after: table.get(initial)?.states ?? new Set(),
  })

// The facts that the clock listens for: they move nothing else.
const factsOf = (clock: ClockRule): ReadonlyArray<EventType> => {
  const { starts, stops, cancels = [], pauses = [], resumes = [] } = clock
  const heard = [...starts, ...stops, ...cancels, ...pauses, ...resumes].flatMap((each) =>
    "event" in each ? each.event : [],
  )
  return [...new Set(heard)].filter(isEvent).filter(Lifecycle.isFact)
}

const inPlace = ({ status: to, states }: Lifecycle.Configuration, event: EventType): Happening => ({
  signal: event,
  event,
  doers: doersOf(event),
  before: states,
  to,
  after: states,
})

const heardBy = (clock: ClockRule, happening: Happening): Move => {
  const { starts, stops, cancels = [], pauses, resumes } = clock
  const endings = [...cancels, ...stops]
  return {
    ...happening,
    starts: hears(starts, happening),
    ends: hears(endings, happening),
    endings: firstOf(endings, happening),
    pauses: hears(pauses, happening),
    resumes: hears(resumes, happening),
  }
}

const hears = (conditions: ReadonlyArray<Condition> = [], move: Happening): Heard => {
  const heard = new Set(conditions.map((each) => meets(each, move)))
  if (heard.has("yes")) return "yes"
  return heard.has("maybe") ? "maybe" : "no"
}

// Those that may be met, up to the first that surely is.
const firstOf = (conditions: ReadonlyArray<Condition>, move: Happening) => {
  const sure = conditions.findIndex((each) => meets(each, move) === "yes")
  const first = sure === -1 ? conditions : conditions.slice(0, sure + 1)
  return first.filter((each) => meets(each, move) !== "no")
}

const meets = (
  condition: Condition,
  { event: happens, doers, before, after }: Happening,
): Heard => {
  if ("enters" in condition)
    return !before.has(condition.enters) && after.has(condition.enters) ? "yes" : "no"
  if ("leaves" in condition)
    return before.has(condition.leaves) && !after.has(condition.leaves) ? "yes" : "no"
  const { event, by, in: states, unlessRunning } = condition
  const isHere = states === undefined || states.some((state) => before.has(state))
  if (happens !== event || !isHere) return "no"
  const theirs = by === undefined ? doers : new Set(by.filter((kind) => doers.has(kind)))
  if (theirs.size === 0) return "no"
  return theirs.size === doers.size && unlessRunning === undefined ? "yes" : "maybe"
}
