// How long a clock may run, and by what that depends: request type, priority, line, contract.
import { Schema } from "effect"
import { Name } from "../ticket/Text.ts"

/** The longest target, in minutes: ten years of elapsed time. */
export const targetMinutesAtMost = 5_260_000
/** The longest target in days: ten years. */
export const targetDaysAtMost = 3_653
/** The longest target in months: ten years. */
export const targetMonthsAtMost = 120
/** The most cases of one clock. */
export const casesAtMost = 200

/** A whole number from 1 on. */
export const whole = (atMost: number) =>
  Schema.Finite.check(
    Schema.makeFilter((value: number) => Number.isInteger(value) && value >= 1 && value <= atMost, {
      code: "invalid-duration",
      expected: `a whole number from 1 to ${atMost}`,
    }),
  )

/**
 * How long a clock may run: minutes of working time, minutes of elapsed time, working days, days or
 * months of the calendar, or business days.
 *
 * Working days, days and months land on the same wall time, n dates or months later (the last date
 * of a month that is shorter). A business day is a length of working time, which the policy must
 * name (`businessDayMinutes`): two of eight hours each are sixteen working hours.
 */
export const Target = Schema.Union([
  Schema.Struct({ workingMinutes: whole(targetMinutesAtMost) }),
  Schema.Struct({ elapsedMinutes: whole(targetMinutesAtMost) }),
  Schema.Struct({ workingDays: whole(targetDaysAtMost) }),
  Schema.Struct({ calendarDays: whole(targetDaysAtMost) }),
  Schema.Struct({ calendarMonths: whole(targetMonthsAtMost) }),
  Schema.Struct({ businessDays: whole(targetDaysAtMost) }),
])
export type Target = typeof Target.Type

const atMost: { readonly [unit: string]: number | undefined } = {
  workingMinutes: targetMinutesAtMost,
  elapsedMinutes: targetMinutesAtMost,
  workingDays: targetDaysAtMost,
  calendarDays: targetDaysAtMost,
  calendarMonths: targetMonthsAtMost,
  businessDays: targetDaysAtMost,
}

/**
 * Whether something is a target: what decoding would say, asked for each clock that starts, and so
 * without saying what is wrong.
 */
export const isTarget = (input: unknown): input is Target => {
  if (typeof input !== "object" || input === null) return false
  const [field, ...others] = Object.entries(input)
  if (field === undefined || others.length > 0) return false
  const [unit, value] = field
  const most = Object.hasOwn(atMost, unit) ? (atMost[unit] ?? 0) : 0
  return Number.isInteger(value) && value >= 1 && value <= most
}

/** A target that counts dates knows neither pauses nor shares. */
export const countsDates = (target: Target): boolean =>
  "workingDays" in target || "calendarDays" in target || "calendarMonths" in target

/** Whether two targets are the same; null is none. */
export const same = (a: Target | null, b: Target | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** What a ticket is, as far as its targets depend on it. */
export interface Facts {
  readonly requestType: string
  readonly priority: string | null
  readonly line: string
}

/** A target for some tickets, or `none` where they have none: the first case that fits counts. */
export const Case = Schema.Struct({
  /** Each that is named must fit; without any the case fits every ticket. */
  when: Schema.Struct({
    requestType: Schema.optionalKey(Name),
    priority: Schema.optionalKey(Name),
    line: Schema.optionalKey(Name),
  }),
  target: Schema.Union([Target, Schema.Literal("none")]),
})
export type Case = typeof Case.Type

/** The cases of one clock. */
export const Cases = Schema.Array(Case).check(
  Schema.makeFilter((cases: ReadonlyArray<unknown>) => cases.length <= casesAtMost, {
    code: "too-many",
    expected: `at most ${casesAtMost} cases`,
  }),
)

/** The target of the first case that fits; undefined where none does. */
export const pick = (cases: ReadonlyArray<Case>, facts: Facts): Case["target"] | undefined =>
  cases.find(({ when }) => fits(when, facts))?.target

const fits = ({ requestType, priority, line }: Case["when"], facts: Facts): boolean =>
  (requestType === undefined || requestType === facts.requestType) &&
  (priority === undefined || priority === facts.priority) &&
  (line === undefined || line === facts.line)
