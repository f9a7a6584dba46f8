// What a what-if question is set to: checked before anything is read, all of it at once.
import { LocalTime, Problem } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { Result } from "effect"
import { environmentProblems } from "../environment.ts"
import { readJson } from "../json.ts"
import type { Options } from "../options.ts"
import { SettingsError } from "../SettingsError.ts"
import { UsageError } from "../UsageError.ts"

/** A question without a mistake that could be seen beforehand. */
export interface Settings {
  readonly instead: WhatIf.Instead
  readonly alternative: WhatIf.Alternative
  /** The end of the question, where one was named. */
  readonly now: number | undefined
}

type Problems = ReadonlyArray<Problem.Problem>

/** Checks the options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (options: Options): Settings => {
  const part = partOf(options)
  if (options.said("journal") !== undefined && options.named.includes("store"))
    throw new UsageError("got --store and --journal, expected one of them")
  const instead = insteadOf(options, part)
  const alternative = Result.flatMap(instead, (read): Result.Result<WhatIf.Alternative, Problems> =>
    Result.mapError(WhatIf.make(read), (problems) => problems.map(placed(options, part))),
  )
  const now = nowOf(options)
  const problems = [
    ...environmentProblems(options),
    ...(Result.isFailure(alternative) ? alternative.failure : []),
    ...(Result.isFailure(now) ? now.failure : []),
  ]
  if (Result.isFailure(alternative) || Result.isFailure(now) || problems.length > 0)
    throw new SettingsError(problems)
  return {
    instead: Result.getOrThrow(instead),
    alternative: alternative.success,
    now: now.success,
  }
}

const parts = ["policy", "calendar", "process"] as const
type Part = (typeof parts)[number]

// UPKEEP_PROCESS says what desks run; it is no question.
const partOf = ({ said, named }: Options): Part => {
  const given = parts.filter(
    (part) => named.includes(part) || (part !== "process" && said(part) !== undefined),
  )
  const [part, ...others] = given
  if (part !== undefined && others.length === 0) return part
  const got = given.map((each) => `--${each}`).join(", ") || "nothing to ask by"
  throw new UsageError(`got ${got}, expected one of --policy, --calendar, --process`)
}

const insteadOf = (options: Options, part: Part): Result.Result<WhatIf.Instead, Problems> => {
  const file = options.said(part) ?? ""
  const json = readJson(file)
  if (Result.isSuccess(json)) return Result.succeed(named(part, json.success))
  const { code, what } = unreadable[part]
  const expected = `${what} as JSON (${json.failure})`
  return Result.fail([Problem.make({ code, path: options.setBy(part), got: file, expected })])
}

const unreadable = {
  policy: { code: "cannot-read-policy", what: "a policy" },
  calendar: { code: "cannot-read-calendar", what: "a calendar" },
  process: { code: "cannot-read-process", what: "a profile" },
} as const

const named = (part: Part, value: unknown): WhatIf.Instead => {
  if (part === "policy") return { policy: value }
  return part === "calendar" ? { calendar: value } : { process: value }
}

// The paths of a policy and of a calendar begin with its name already.
const placed =
  ({ setBy }: Options, part: Part) =>
  (problem: Problem.Problem): Problem.Problem =>
    part === "process" ? Problem.within(setBy(part), problem) : problem

const nowOf = ({ said, setBy }: Options): Result.Result<number | undefined, Problems> => {
  const now = said("now")
  return now === undefined
    ? Result.succeed(undefined)
    : LocalTime.parse(now, { path: setBy("now") })
}
