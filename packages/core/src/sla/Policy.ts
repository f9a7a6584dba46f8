// Service-level policy: which clocks a ticket has, what starts, pauses and stops them, how long
// they may run, and what happens when their time has come. A policy is data, versioned as a whole.
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import type { PinnedContract } from "../ticket/Event.ts"
import { Name } from "../ticket/Text.ts"
import {
  type Case,
  Cases,
  countsDates,
  type Facts,
  isTarget,
  pick,
  Target,
  targetMinutesAtMost,
  whole,
} from "./Target.ts"

/** The most clocks of a policy. */
export const clocksAtMost = 32
/** The most things that one breach does. */
export const actionsAtMost = 8
/** The longest business day, in minutes of working time. */
export const businessDayMinutesAtMost = 1_440

/**
 * What a clock hears: an event, by whom and in which states (before it) where that matters, or a
 * state entered or left. With `unlessRunning` it is not heard while that clock of the policy has
 * begun and not ended: a next reply is owed after the first response, not beside it.
 */
export const Condition = Schema.Union([
  Schema.Struct({
    event: Name,
    by: Schema.optionalKey(Schema.Array(Schema.Literals(["customer", "agent", "robot"]))),
    in: Schema.optionalKey(Schema.Array(Name)),
    unlessRunning: Schema.optionalKey(Name),
  }),
  Schema.Struct({ enters: Name }),
  Schema.Struct({ leaves: Name }),
])
export type Condition = typeof Condition.Type

const share = Schema.Finite.check(
  Schema.makeFilter((value: number) => value > 0 && value < 1, {
    code: "out-of-range",
    expected: "a share of the target between 0 and 1",
  }),
)

/**
 * What a breach does beside being recorded, where the ticket allows it: the request goes to a line,
 * gets a priority that is more urgent than its own, gets an executor. Whom to tell stands among the
 * profile's notices.
 */
export const BreachAction = Schema.Union([
  Schema.Struct({ escalateTo: Name }),
  Schema.Struct({ raisePriorityTo: Name }),
  Schema.Struct({ reassignTo: Name }),
])
export type BreachAction = typeof BreachAction.Type

/**
 * What a change of target or calendar does to a clock that runs. `keep`: its old one stays.
 * `fromStart`: all time spent counts against the new one, and nothing breaches before the change.
 * `fromNow`: it is cancelled, and a new run begins at zero.
 *
 * That nothing is owed (`none`) is a target like any other: it is kept, it comes and it goes. But a
 * clock that only a new policy has, or by which the old one could never have owed anything, begins
 * in every mode when next its `starts` are heard.
 */
export const Mode = Schema.Literals(["keep", "fromStart", "fromNow"])
export type Mode = typeof Mode.Type

/** One clock. */
export const ClockRule = Schema.Struct({
  id: Name,
  /** One of the process's `calendars`; its own calendar where absent. */
  calendar: Schema.optionalKey(Name),
  /** The target where no case fits; without either nothing is owed. */
  target: Schema.optionalKey(Target),
  /** Targets by request type, priority and line; the first that fits counts. */
  targets: Schema.optionalKey(Cases),
  /** Whether a contract may set target and calendar. */
  fromContract: Schema.optionalKey(Schema.Boolean),
  starts: Schema.Array(Condition),
  stops: Schema.Array(Condition),
  /** Ends the clock without a verdict; heard before `stops`. */
  cancels: Schema.optionalKey(Schema.Array(Condition)),
  /** The clock stands while the ticket is in any of these states. */
  pausesIn: Schema.optionalKey(Schema.Array(Name)),
  /** The clock stands from the first of these until the next of `resumes`. */
  pauses: Schema.optionalKey(Schema.Array(Condition)),
  resumes: Schema.optionalKey(Schema.Array(Condition)),
  /** Shares of the target at which to warn, growing. */
  warnAt: Schema.optionalKey(Schema.Array(share)),
  /** Minutes before the target at which to warn, as the target counts them; shrinking. */
  warnBefore: Schema.optionalKey(Schema.Array(whole(targetMinutesAtMost))),
  /** What a change of priority or line does to a clock that runs; `fromStart` where absent. */
  onChange: Schema.optionalKey(Mode),
  /**
   * Whether a deadline that was set by hand `stands` as it was set (where absent), or `moves` with
   * pauses that come later.
   */
  byHand: Schema.optionalKey(Schema.Literals(["stands", "moves"])),
  /** What its end does: record a breach, or close the completed ticket (M-14). */
  effect: Schema.Literals(["breach", "close"]),
  onBreach: Schema.optionalKey(
    Schema.Array(BreachAction).check(
      Schema.makeFilter((actions: ReadonlyArray<unknown>) => actions.length <= actionsAtMost, {
        code: "too-many",
        expected: `at most ${actionsAtMost} actions`,
      }),
    ),
  ),
})
export type ClockRule = typeof ClockRule.Type

/** A policy. */
export const Policy = Schema.Struct({
  id: Name,
  version: Name,
  /** How much working time a business day is, in minutes; needed by targets in `businessDays`. */
  businessDayMinutes: Schema.optionalKey(whole(businessDayMinutesAtMost)),
  clocks: Schema.Array(ClockRule).check(
    Schema.makeFilter((clocks: ReadonlyArray<unknown>) => clocks.length <= clocksAtMost, {
      code: "too-many",
      expected: `at most ${clocksAtMost} clocks`,
    }),
  ),
})
export type Policy = typeof Policy.Type

/** What a target that counts dates cannot be combined with. */
export const datesCannotPause = {
  code: "days-cannot-pause",
  expected: "a target in minutes where the clock pauses or warns at a share",
} as const

/** What a target in business days needs. */
export const businessDayUndefined = {
  code: "business-day-undefined",
  expected: "businessDayMinutes in the policy, or a target of working days, which counts dates",
} as const

/** Whether a clock with this target would have to stop in the middle of a date. */
export const pausesInDates = (
  { pausesIn = [], pauses = [], warnAt = [] }: ClockRule,
  target: Target,
): boolean => countsDates(target) && pausesIn.length + pauses.length + warnAt.length > 0

/** What a contract may promise for a clock: one target, or targets by case. */
const Promised = Schema.Union([Target, Cases])
const decodePromised = Decode.strict(Promised)

/** What a contract promises for a clock, or what is wrong with it. */
export const promised = (
  { businessDayMinutes }: Policy,
  rule: ClockRule,
  input: unknown,
): Result.Result<typeof Promised.Type, ReadonlyArray<Problem.Problem>> =>
  Result.flatMap(isTarget(input) ? Result.succeed(input) : decodePromised(input), (promise) => {
    const problems = targetsIn(promise).flatMap((target) => [
      ...(pausesInDates(rule, target) ? [datesCannotPause] : []),
      ...("businessDays" in target && businessDayMinutes === undefined
        ? [businessDayUndefined]
        : []),
    ])
    return problems.length === 0
      ? Result.succeed(promise)
      : Result.fail(problems.map((each) => Problem.make({ ...each, path: "", got: input })))
  })

/** The targets that a promise names. */
export const targetsIn = (promise: typeof Promised.Type): ReadonlyArray<Target> =>
  isCases(promise)
    ? promise.flatMap(({ target }) => (target === "none" ? [] : [target]))
    : [promise]

const isCases = (promise: typeof Promised.Type): promise is typeof Cases.Type =>
  Array.isArray(promise)

/**
 * How long a clock may run on a ticket: as its contract promises, else as the first case that fits
 * says, else as the rule says; undefined where nothing is promised.
 */
export const targetFor = (
  policy: Policy,
  rule: ClockRule,
  facts: Facts,
  contract: PinnedContract | null,
): Target | undefined => {
  const of = promiseOf(policy, rule, facts, contract) ?? pick(rule.targets ?? [], facts)
  const target = of ?? rule.target
  return target === undefined || target === "none" ? undefined : inMinutes(policy, target)
}

/**
 * Whether a ticket could be owed anything by a clock: under some contract, with some priority and
 * line, and as a request of this type, or of any where none is named. The rule alone says so, since
 * all else about a ticket may be put right later.
 */
export const isEverOwed = (
  { fromContract, target, targets = [] }: ClockRule,
  requestType?: string,
): boolean => {
  if (fromContract === true) return true
  const cases: ReadonlyArray<Case> = [...targets, { when: {}, target: target ?? "none" }]
  const isOfType = ({ when }: Case) => (when.requestType ?? requestType) === requestType
  // The first case that fits every such ticket leaves none to those after it.
  const last = cases.findIndex(
    (each) => each.when.priority === undefined && each.when.line === undefined && isOfType(each),
  )
  return cases
    .slice(0, last + 1)
    .some((each) => each.target !== "none" && (requestType === undefined || isOfType(each)))
}

const promiseOf = (
  policy: Policy,
  rule: ClockRule,
  facts: Facts,
  contract: PinnedContract | null,
): Target | "none" | undefined => {
  const promise = promiseIn(policy, rule, contract)
  return promise !== undefined && isCases(promise) ? pick(promise, facts) : promise
}

const promiseIn = (
  policy: Policy,
  rule: ClockRule,
  contract: PinnedContract | null,
): typeof Promised.Type | undefined => {
  const input = rule.fromContract === true ? contract?.targets[rule.id] : undefined
  return input === undefined ? undefined : Result.getOrUndefined(promised(policy, rule, input))
}

/** A target as clocks run by it: business days are so many minutes of working time. */
export const inMinutes = ({ businessDayMinutes = 0 }: Policy, target: Target): Target =>
  "businessDays" in target ? { workingMinutes: target.businessDays * businessDayMinutes } : target
