// What an audit is set to: checked before a store is opened, all of it at once.
import { Audit, Period, Problem } from "@upkeep/core"
import { Result } from "effect"
import { choiceOf } from "../choice.ts"
import { environmentProblems } from "../environment.ts"
import { type Language, languages } from "../language.ts"
import type { Options } from "../options.ts"
import { SettingsError } from "../SettingsError.ts"

/** Settings without a mistake that could be seen beforehand. */
export interface Settings {
  /** The time of the named dates in a zone; an end that is not named is open. */
  readonly timeIn: (timeZone: string) => { readonly from?: number; readonly to?: number }
  readonly rules: ReadonlyArray<Audit.RuleId>
  readonly limits: Audit.Limits
  /** Undefined where none is named: that of the desk. */
  readonly language: Language | undefined
}

type Problems = ReadonlyArray<Problem.Problem>

/** Checks the options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (options: Options): Settings => {
  const rules = rulesIn(options)
  const limits = limitsIn(options)
  const language = choiceOf(options, "language", languages)
  const problems = [
    ...environmentProblems(options),
    ...datesProblems(options),
    ...problemsIn(rules),
    ...problemsIn(limits),
    ...problemsIn(language),
  ]
  if (problems.length > 0) throw new SettingsError(problems)
  const { said } = options
  const [from, to] = [said("from"), said("to")]
  return {
    timeIn: (timeZone) => ({
      ...(from === undefined ? {} : { from: dateIn(from, timeZone).from }),
      ...(to === undefined ? {} : { to: dateIn(to, timeZone).to }),
    }),
    rules: Result.getOrThrow(rules),
    limits: Result.getOrThrow(limits),
    language: Result.getOrThrow(language),
  }
}

const problemsIn = (result: Result.Result<unknown, Problems>): Problems =>
  Result.isFailure(result) ? result.failure : []

const dateIn = (date: string, timeZone: string): Period.Period =>
  Result.getOrThrow(Period.ofDates(date, date, timeZone))

// Which dates there are is the same in every zone.
const datesProblems = ({ said, setBy }: Options): Problems => {
  const problems = (["from", "to"] as const).flatMap((name): Problems => {
    const date = said(name)
    const [first] = date === undefined ? [] : problemsIn(Period.ofDates(date, date, "UTC"))
    return first === undefined ? [] : [Problem.within(setBy(name), { ...first, path: "" })]
  })
  const [from = "", to = from] = [said("from"), said("to")]
  if (problems.length > 0 || from <= to) return problems
  const expected = `${from} or a later date`
  return [Problem.make({ code: "out-of-range", path: setBy("to"), got: to, expected })]
}

const rulesIn = ({
  said,
  setBy,
}: Options): Result.Result<ReadonlyArray<Audit.RuleId>, Problems> => {
  const named =
    said("rule")
      ?.split(",")
      .map((each) => each.trim()) ?? Audit.rules
  const unknown = named.filter((each) => !Audit.isRule(each))
  const expected = `one of ${Audit.rules.join(", ")}`
  return unknown.length === 0
    ? Result.succeed(named.filter(Audit.isRule))
    : Result.fail(
        unknown.map((got) =>
          Problem.make({ code: "unknown-value", path: setBy("rule"), got, expected }),
        ),
      )
}

// `returns=2,disputes=4`.
const limitsIn = ({ said, setBy }: Options): Result.Result<Audit.Limits, Problems> => {
  const pairs = (said("limits") ?? "").split(",").filter((pair) => pair.trim() !== "")
  const given = pairs.map((pair) => {
    const [name = "", value = ""] = pair.split("=").map((each) => each.trim())
    return [name, /^\d+$/.test(value) ? Number(value) : value] as const
  })
  const names = given.map(([name]) => name)
  const twice = [...new Set(names)].filter(
    (name) => names.indexOf(name) !== names.lastIndexOf(name),
  )
  const repeated = twice.map((name) =>
    Problem.make({ code: "duplicate-name", path: name, got: `${name} twice`, expected: "it once" }),
  )
  const limits = Audit.limitsOf(Object.fromEntries(given))
  const problems = [...repeated, ...problemsIn(limits)]
  return problems.length === 0
    ? limits
    : Result.fail(problems.map((problem) => Problem.within(setBy("limits"), problem)))
}
