// What `upkeep diagram` is set to: checked before anything is drawn, all of it at once.
import { Description, Problem, Process } from "@upkeep/core"
import { Result } from "effect"
import { environmentProblems } from "../environment.ts"
import type { Options } from "../options.ts"
import { profileOf } from "../profile.ts"
import { SettingsError } from "../SettingsError.ts"

/** The forms of a diagram. */
export const formats = ["svg", "mermaid", "statuses", "matrix", "description", "all"] as const
export type Format = (typeof formats)[number]

/** Settings without a mistake. */
export interface Settings {
  readonly process: Process.Process
  readonly format: Format
  /** A request type of the process; the longest way where absent. */
  readonly way?: string
  /** A language of the process; its first one where absent. */
  readonly language?: string
  /** Those in which the description is told. */
  readonly languages: ReadonlyArray<string>
}

type Problems = ReadonlyArray<Problem.Problem>

/** Checks file and options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (file: string, options: Options): Settings => {
  const format = formats.find((each) => each === (options.said("format") ?? "svg"))
  const made = processOf(file)
  const problems = [
    ...environmentProblems(options),
    ...(format === undefined ? [unknown(options, "format", formats)] : []),
    ...Result.match(made, {
      onFailure: (found) => found,
      onSuccess: (process) => problemsWith(process, format, options),
    }),
  ]
  if (Result.isFailure(made) || format === undefined || problems.length > 0)
    throw new SettingsError(problems)
  const process = made.success
  const [way, language] = [options.said("way"), options.said("language")]
  return {
    process,
    format,
    ...(way === undefined ? {} : { way }),
    ...(language === undefined ? {} : { language }),
    languages: language === undefined ? Description.languages(process) : [language],
  }
}

const processOf = (file: string): Result.Result<Process.Process, Problems> =>
  Result.flatMap(
    Result.mapError(profileOf(file), (problem) => [problem]),
    (profile) =>
      Result.mapError(Process.make(profile), (problems) =>
        problems.map((problem) => Problem.within("FILE", problem)),
      ),
  )

// What this process does not have.
const problemsWith = (
  process: Process.Process,
  format: Format | undefined,
  options: Options,
): Problems => {
  const { languages, requestTypes } = process.profile
  const types = requestTypes.map(({ id }) => id)
  const told = Description.languages(process)
  const isTold = format === "description"
  return [
    ...unlessKnown(options, "way", types),
    ...unlessKnown(options, "language", isTold && told.length > 0 ? told : languages),
    ...(isTold && told.length === 0 ? [untold(languages)] : []),
  ]
}

const unlessKnown = (
  options: Options,
  name: "way" | "language",
  known: ReadonlyArray<string>,
): Problems => {
  const said = options.said(name)
  return said === undefined || known.includes(said) ? [] : [unknown(options, name, known)]
}

const unknown = (
  { said, setBy }: Options,
  name: "format" | "way" | "language",
  known: ReadonlyArray<string>,
): Problem.Problem => {
  const expected = `one of ${known.join(", ")}`
  return Problem.make({ code: "unknown-value", path: setBy(name), got: said(name), expected })
}

const untold = (languages: ReadonlyArray<string>): Problem.Problem =>
  Problem.make({
    code: "no-words-for-language",
    path: "FILE: languages",
    got: languages.join(", "),
    expected: "Russian or English among them, in which a process can be described",
  })
