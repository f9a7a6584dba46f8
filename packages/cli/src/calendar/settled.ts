// What a call asks for, or everything that is wrong with it at once (I21).
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { environmentProblems } from "../environment.ts"
import type { OptionName, Options } from "../options.ts"
import { SettingsError } from "../SettingsError.ts"

/** Everything that is wrong, at once. */
export type Problems = ReadonlyArray<Problem.Problem>

/** What an option that a command cannot do without must be. */
const forms = {
  by: "the name of whoever accepts the list",
  country: "the code of a country, such as DE",
  "decree-days": "closed or working",
  fingerprint: "the fingerprint of the list that was looked at",
  from: "the first date, YYYY-MM-DD",
  ical: "an iCalendar file",
  "set-version": "a version that the calendar does not have yet",
  to: "the last date, YYYY-MM-DD",
  years: "years, such as 2026,2027",
} as const satisfies { readonly [name in OptionName]?: string }

/** An option that some command needs. */
export type Needed = keyof typeof forms

/** What is to be there and good, before anything is done. */
export interface Conditions {
  readonly options: Options
  readonly needs?: ReadonlyArray<Needed>
  /** What else may be wrong. */
  readonly beside?: ReadonlyArray<Result.Result<unknown, Problems>>
}

/** A result where nothing is wrong with the call; else its mistakes, thrown as `SettingsError`. */
export const settled = <A>(
  result: Result.Result<A, Problems>,
  { options, needs = [], beside = [] }: Conditions,
): A => {
  const missing = needs.filter((name) => options.said(name) === undefined)
  const absent = new Set(missing.map((name) => `--${name}`))
  const problems = [
    ...environmentProblems(options),
    ...missing.map((name) => absence(name, forms[name])),
    ...(options.overwrite && options.said("out") === undefined ? [nothingToOverwrite] : []),
    ...[result, ...beside]
      .flatMap((each) => (Result.isFailure(each) ? each.failure : []))
      .filter(({ path }) => !absent.has(path)),
  ]
  if (Result.isSuccess(result) && problems.length === 0) return result.success
  // One mistake may be met in several ways.
  throw new SettingsError([...new Map(problems.map((each) => [each.message, each])).values()])
}

const absence = (name: OptionName, expected: string): Problem.Problem =>
  Problem.make({ code: "missing-field", path: `--${name}`, got: undefined, expected })

const nothingToOverwrite = absence("out", "the file that --overwrite is about")
