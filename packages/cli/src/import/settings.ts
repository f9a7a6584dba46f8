// What an import is set to: checked before anything is read, all of it at once.
import { InvalidInput, Problem, Process, type Profile, standard } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { Result } from "effect"
import { statSync } from "node:fs"
import { environmentProblems } from "../environment.ts"
import { readJson } from "../json.ts"
import type { Options } from "../options.ts"
import { processProblems } from "../settings.ts"
import { SettingsError } from "../SettingsError.ts"
import { mayBeThere, placeProblems } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { formOf, type forms } from "./records.ts"

/** Settings without a mistake that could be seen beforehand. */
export interface Settings {
  readonly file: string
  readonly form: keyof typeof forms
  /** What `Import.make` is given. */
  readonly options: {
    readonly process?: unknown
    readonly names?: unknown
    readonly timeZone?: string
    readonly partial: boolean
  }
}

/** Checks the options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (file: string | undefined, options: Options): Settings => {
  if (file === undefined)
    throw new UsageError("got no file, expected: upkeep import check FILE, or import apply FILE")
  const { said, setBy, process, partial } = options
  const form = formOf(file)
  const map = said("map")
  const names = map === undefined ? undefined : readJson(map)
  const timeZone = said("time-zone")
  const namesIn =
    names !== undefined && Result.isSuccess(names) ? { names: names.success } : undefined
  const zoneIn = timeZone === undefined ? undefined : { timeZone }
  const problems = [
    ...environmentProblems(options),
    ...placeProblems(options),
    ...fileProblems(file, form),
    ...processProblems(options),
    ...(names !== undefined && Result.isFailure(names)
      ? [cannotRead("cannot-read-map", setBy("map"), map, `a map as JSON (${names.failure})`)]
      : []),
    ...placed(options, Import.problemsIn({ ...namesIn, ...zoneIn }, profileOf(options))),
  ]
  if (form === undefined || problems.length > 0) throw new SettingsError(problems)
  return {
    file,
    form,
    options: {
      partial,
      ...(process === undefined ? {} : { process: Result.getOrThrow(readJson(process)) }),
      ...namesIn,
      ...zoneIn,
    },
  }
}

/** What an importer says of its settings, by the options that set them. */
export const inOptions =
  (options: Options) =>
  (error: unknown): never => {
    throw error instanceof InvalidInput ? new SettingsError(placed(options, error.problems)) : error
  }

// The profile on which tickets are opened, where it can be known without a store; what is wrong
// with it is said elsewhere.
const profileOf = ({ process, store }: Options): Profile | undefined => {
  if (process === undefined) return mayBeThere(store) ? undefined : standard
  const made = Result.flatMap(readJson(process), Process.make)
  return Result.isSuccess(made) ? made.success.profile : undefined
}

const placed = (
  { setBy }: Options,
  problems: ReadonlyArray<Problem.Problem>,
): ReadonlyArray<Problem.Problem> =>
  problems.map((problem) => {
    const [first = ""] = problem.path.split(/[.[]/)
    const option = first === "names" ? "map" : first === "timeZone" ? "time-zone" : undefined
    if (option === undefined) return problem
    const path = problem.path.slice(first.length).replace(/^\./, "")
    return Problem.within(setBy(option), { ...problem, path })
  })

const fileProblems = (
  file: string,
  form: Settings["form"] | undefined,
): ReadonlyArray<Problem.Problem> => {
  const problem = (expected: string) => cannotRead("cannot-read-import", "FILE", file, expected)
  if (form === undefined) return [problem("a file whose name ends in .csv, .jsonl or .ndjson")]
  try {
    return statSync(file).isFile() ? [] : [problem("a file")]
  } catch (cause) {
    return [problem(`a file (${cause instanceof Error ? cause.message : String(cause)})`)]
  }
}

const cannotRead = (code: string, path: string, got: unknown, expected: string) =>
  Problem.make({ code, path, got, expected })
