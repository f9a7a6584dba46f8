// Service-level policy: which clocks a ticket has, what starts, pauses and stops them, how long
// they may run, and what happens when their time has come. A policy is data, versioned as a whole.
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { Name } from "../ticket/Text.ts"

/** The longest target, in minutes: ten years of elapsed time. */
export const targetMinutesAtMost = 5_260_000
/** The longest target in days: ten years. */
export const targetDaysAtMost = 3_653
/** The most clocks of a policy. */
export const clocksAtMost = 32

const whole = (atMost: number) =>
  Schema.Finite.check(
    Schema.makeFilter((value: number) => Number.isInteger(value) && value >= 1 && value <= atMost, {
      code: "invalid-duration",
      expected: `a whole number from 1 to ${atMost}`,
    }),
  )

/**
 * How long a clock may run: minutes of working time, minutes of elapsed time, working days, or days
 * of the calendar. A target in days lands on the same wall time, n (working) days later.
 */
export const Target = Schema.Union([
  Schema.Struct({ workingMinutes: whole(targetMinutesAtMost) }),
  Schema.Struct({ elapsedMinutes: whole(targetMinutesAtMost) }),
  Schema.Struct({ workingDays: whole(targetDaysAtMost) }),
  Schema.Struct({ calendarDays: whole(targetDaysAtMost) }),
])
export type Target = typeof Target.Type

/** A target in days counts dates, so it knows neither pauses nor shares. */
export const countsDays = (target: Target): boolean =>
  "workingDays" in target || "calendarDays" in target

/** What a clock hears: an event, by whom where that matters, or a state entered or left. */
export const Condition = Schema.Union([
  Schema.Struct({
    event: Name,
    by: Schema.optionalKey(Schema.Array(Schema.Literals(["customer", "agent", "robot"]))),
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

/** One clock. */
export const ClockRule = Schema.Struct({
  id: Name,
  /**
   * The target where the contract names none for this clock; without either the clock never starts.
   */
  target: Schema.optionalKey(Target),
  /** Whether a contract may set the target. */
  fromContract: Schema.optionalKey(Schema.Boolean),
  starts: Schema.Array(Condition),
  stops: Schema.Array(Condition),
  /** Ends the clock without a verdict; heard before `stops`. */
  cancels: Schema.optionalKey(Schema.Array(Condition)),
  /** The clock stands while the ticket is in any of these states. */
  pausesIn: Schema.optionalKey(Schema.Array(Name)),
  /** Shares of the target at which to warn, growing. */
  warnAt: Schema.optionalKey(Schema.Array(share)),
  /** What its end does: record a breach, or close the completed ticket (M-14). */
  effect: Schema.Literals(["breach", "close"]),
})
export type ClockRule = typeof ClockRule.Type

/** A policy. */
export const Policy = Schema.Struct({
  id: Name,
  version: Name,
  clocks: Schema.Array(ClockRule).check(
    Schema.makeFilter((clocks: ReadonlyArray<unknown>) => clocks.length <= clocksAtMost, {
      code: "too-many",
      expected: `at most ${clocksAtMost} clocks`,
    }),
  ),
})
export type Policy = typeof Policy.Type

const decodeTarget = Decode.strict(Target)

/** What a target in days cannot be combined with. */
export const daysCannotPause = {
  code: "days-cannot-pause",
  expected: "a target in minutes where the clock pauses or warns",
} as const

/** Whether a clock with this target would have to stop in the middle of a date. */
export const pausesInDays = ({ pausesIn = [], warnAt = [] }: ClockRule, target: Target): boolean =>
  countsDays(target) && pausesIn.length + warnAt.length > 0

/** The target that a contract promises for a clock, or what is wrong with it. */
export const promisedTarget = (
  rule: ClockRule,
  promised: unknown,
): Result.Result<Target, ReadonlyArray<Problem.Problem>> =>
  Result.flatMap(decodeTarget(promised), (target) =>
    pausesInDays(rule, target)
      ? Result.fail([Problem.make({ ...daysCannotPause, path: "", got: promised })])
      : Result.succeed(target),
  )
