// What a report is set to: checked before anything is read, all of it at once.
import { Period, Problem } from "@upkeep/core"
import { Result } from "effect"
import { choiceOf } from "../choice.ts"
import { environmentProblems } from "../environment.ts"
import { type Language, languages } from "../language.ts"
import type { Options } from "../options.ts"
import { SettingsError } from "../SettingsError.ts"
import { UsageError } from "../UsageError.ts"

/** The forms of a report. */
export const formats = ["md", "html", "csv", "json"] as const
export type Format = (typeof formats)[number]

/** Settings without a mistake that could be seen beforehand. */
export interface Settings {
  /** The period by the dates of a zone. */
  readonly periodIn: (timeZone: string) => Period.Period
  readonly contract: string | undefined
  readonly format: Format
  /** Undefined where none is named: that of the desk. */
  readonly language: Language | undefined
}

type Problems = ReadonlyArray<Problem.Problem>

/** Checks the options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (options: Options): Settings => {
  const { said } = options
  const periodIn = periodOf(options)
  const format = choiceOf(options, "format", formats)
  const language = choiceOf(options, "language", languages)
  const contract = said("contract")
  const problems = [
    ...environmentProblems(options),
    // Which dates there are is the same in every zone.
    ...problemsIn(periodIn("UTC")),
    ...problemsIn(format),
    ...problemsIn(language),
    ...(contract === "" ? [empty(options)] : []),
  ]
  if (Result.isFailure(format) || Result.isFailure(language) || problems.length > 0)
    throw new SettingsError(problems)
  return {
    periodIn: (timeZone) => Result.getOrThrow(periodIn(timeZone)),
    contract,
    format: format.success ?? "md",
    language: language.success,
  }
}

const problemsIn = (result: Result.Result<unknown, Problems>): Problems =>
  Result.isFailure(result) ? result.failure : []

const periodOf = (
  options: Options,
): ((timeZone: string) => Result.Result<Period.Period, Problems>) => {
  const { said, setBy } = options
  const [month, from, to] = [said("month"), said("from"), said("to")]
  const placed = (result: Result.Result<Period.Period, Problems>) =>
    Result.mapError(result, (problems) => problems.map((each) => placedBy(setBy, each)))
  if (month !== undefined && from === undefined && to === undefined)
    return (timeZone) => placed(Period.ofMonth(month, timeZone))
  if (month === undefined && from !== undefined && to !== undefined)
    return (timeZone) => placed(Period.ofDates(from, to, timeZone))
  const given = Object.entries({ month, from, to }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`],
  )
  const got = given.length === 0 ? "no period" : given.join(", ")
  throw new UsageError(`got ${got}, expected --month, or --from and --to`)
}

// The paths of a period are the names of the options.
const placedBy = (setBy: Options["setBy"], problem: Problem.Problem): Problem.Problem => {
  const option = (["month", "from", "to"] as const).find((name) => name === problem.path)
  return option === undefined ? problem : Problem.within(setBy(option), { ...problem, path: "" })
}

const empty = ({ setBy }: Options) =>
  Problem.make({ code: "empty", path: setBy("contract"), got: "", expected: "a contract's id" })
