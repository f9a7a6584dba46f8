// The options of a call as packages ask for them, and their problems as those of the options.
import { LocalTime, Problem } from "@upkeep/core"
import { Result } from "effect"
import type { OptionName, Options } from "../options.ts"
import type { Problems } from "./settled.ts"

/** The entries of an option that is a list: what stands between commas. */
export const listOf = (text: string | undefined): ReadonlyArray<string> =>
  text === undefined || text.trim() === "" ? [] : text.split(",").map((entry) => entry.trim())

/** The years of `--years`; NaN for what is no number, which is told by whoever takes years. */
export const yearsOf = ({ said }: Options): ReadonlyArray<number> =>
  listOf(said("years")).map((year) => (/^\d+$/.test(year) ? Number(year) : Number.NaN))

/** The option behind a field. */
const optionOf: { readonly [field: string]: OptionName } = {
  country: "country",
  state: "state",
  region: "region",
  years: "years",
  language: "language",
  fingerprint: "fingerprint",
  without: "without",
  acceptedBy: "by",
  from: "from",
  until: "to",
  version: "set-version",
}

/** The same result, whose problems say by which option, and what was written there. */
export const atOptions = <A>(
  options: Options,
  result: Result.Result<A, Problems>,
): Result.Result<A, Problems> =>
  Result.mapError(result, (problems) =>
    problems.map((problem) => {
      const [, field = "", index = ""] = /^(\w+)(?:\[(\d+)\])?$/.exec(problem.path) ?? []
      const option = Object.hasOwn(optionOf, field) ? optionOf[field] : undefined
      if (option === undefined) return problem
      const place = `${options.setBy(option)}${index === "" ? "" : `[${index}]`}`
      const written = index === "" ? undefined : listOf(options.said(option))[Number(index)]
      const got = written === undefined ? problem.got : Problem.show(written)
      return Problem.within(place, { ...problem, path: "", got })
    }),
  )

/** The one of `choices` that an option names. */
export const choiceOf = <A extends string>(
  { said, setBy }: Options,
  name: OptionName,
  choices: ReadonlyArray<A>,
): Result.Result<A, Problems> => {
  const got = said(name)
  const chosen = choices.find((choice) => choice === got)
  if (chosen !== undefined) return Result.succeed(chosen)
  const expected = `one of ${choices.join(", ")}`
  return Result.fail([Problem.make({ code: "unknown-value", path: setBy(name), got, expected })])
}

/** The local date that an option names, `YYYY-MM-DD`; nothing where it is not set. */
export const dateOf = (
  { said, setBy }: Options,
  name: OptionName,
): Result.Result<string | undefined, Problems> => {
  const got = said(name)
  if (got === undefined) return Result.succeed(got)
  const expected = "a real date YYYY-MM-DD from 1970 to 2200"
  // An instant is refused whose date does not exist, or is out of range.
  const isDate =
    /^\d{4}-\d{2}-\d{2}$/.test(got) && Result.isSuccess(LocalTime.parse(`${got}T00:00Z`))
  return isDate
    ? Result.succeed(got)
    : Result.fail([Problem.make({ code: "invalid-date", path: setBy(name), got, expected })])
}
