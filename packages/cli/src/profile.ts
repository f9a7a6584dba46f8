// The profiles that a call names.
import { businessConnect, mixvel, Problem, Process, standard, VersionExists } from "@upkeep/core"
import { Result } from "effect"
import { environmentProblems } from "./environment.ts"
import { readJson } from "./json.ts"
import type { Options } from "./options.ts"
import { processProblems } from "./settings.ts"
import { SettingsError } from "./SettingsError.ts"

/** The processes that are known by name. */
const shipped = new Map<string, unknown>(
  Object.entries({ standard, mixvel, "business-connect": businessConnect }),
)

/** The profile of a file or, by its name, of a process that comes with Upkeep. */
export const profileOf = (file: string): Result.Result<unknown, Problem.Problem> => {
  if (shipped.has(file)) return Result.succeed(shipped.get(file))
  return Result.mapError(readJson(file), (failure) => {
    const expected = `a profile as JSON (${failure})`
    return Problem.make({ code: "cannot-read-process", path: "FILE", got: file, expected })
  })
}

/** A file with a profile, and what the call names it by: `OLD`, `--process`. */
export interface Named {
  readonly file: string
  readonly as: string
}

/**
 * Throws every mistake of the files and of the environment as `SettingsError`, with what is wrong
 * `beside`.
 */
export const checkProfiles = (
  files: ReadonlyArray<Named>,
  options: Options,
  beside: ReadonlyArray<Problem.Problem> = [],
): void => {
  const inFiles = files.flatMap(({ file, as }) =>
    processProblems({ ...options, process: file, setBy: () => as }),
  )
  const problems = [...environmentProblems(options), ...inFiles, ...beside]
  if (problems.length > 0) throw new SettingsError(problems)
}

/** The process of a file that was checked. */
export const processIn = ({ file }: Named): Process.Process =>
  Result.getOrThrow(Result.flatMap(readJson(file), Process.make))

/**
 * Only the store knows which versions there are; a profile that takes one of them is a mistake of
 * the call all the same (PR19).
 */
export const unlessReused = <A>(
  { as: path }: Named,
  { ref: got }: Process.Process,
  done: Promise<A>,
): Promise<A> =>
  done.catch((error: unknown) => {
    if (!(error instanceof VersionExists)) throw error
    const expected = "a version that was not published with other content"
    throw new SettingsError([Problem.make({ code: "version-exists", path, got, expected })])
  })
