// upkeep check: whether a process holds what every process promises, before anybody depends on it.
import { type Finding, Problem, Process, verifyProcess } from "@upkeep/core"
import { Result } from "effect"
import { checkEnvironment } from "../environment.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { profileOf } from "../profile.ts"
import { SettingsError } from "../SettingsError.ts"
import { UsageError } from "../UsageError.ts"

/** What the command tells of a mistake, whoever found it. */
type Told = Omit<Finding, "code"> & { readonly code: string }

/** Prints all that is wrong with a profile, by its file or its name, or with what it makes. */
export const check = (file: string | undefined, options: Options): void => {
  if (file === undefined)
    throw new UsageError("got no file, expected: upkeep check FILE, or the name of a process")
  checkEnvironment(options)
  const profile = profileOf(file)
  if (Result.isFailure(profile)) throw new SettingsError([profile.failure])
  const made = Process.make(profile.success)
  if (Result.isFailure(made)) {
    tell(null, made.failure.map(toldOf), options)
    const got = countOf(made.failure.length, "mistake")
    throw new SettingsError([failed("process-unmade", file, got, "a profile without any")])
  }
  const findings = verifyProcess(made.success)
  tell(made.success.ref, findings, options)
  if (findings.length === 0) return
  const got = countOf(findings.length, "finding")
  throw new Error(failed("process-unsound", file, got, "none").message)
}

const failed = (code: string, file: string, got: string, expected: string): Problem.Problem =>
  Problem.make({ code, path: Problem.pathOf([file]), got, expected })

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`

// A profile of which no process can be made has no ways yet.
const toldOf = ({ code, path: at, got, expected, message }: Problem.Problem): Told => {
  const section = /^calendars?\b/.test(at) ? "calendars" : "profiles"
  const page = `docs/problems.md#${section}`
  return { code, way: null, at, got, expected, message, path: [], page }
}

const tell = (
  process: string | null,
  findings: ReadonlyArray<Told>,
  { json }: Pick<Options, "json">,
): void => {
  if (json) return print(JSON.stringify({ process, findings }))
  const lines = [headOf(process, findings), ...findings.flatMap(linesOf)]
  for (const line of lines) print(harmless(line))
}

const headOf = (process: string | null, findings: ReadonlyArray<Told>): string =>
  process === null
    ? `no process can be made of it: ${countOf(findings.length, "mistake")}`
    : `${process}: ${findings.length === 0 ? "nothing found" : countOf(findings.length, "finding")}`

const linesOf = ({ message, path, page }: Told): ReadonlyArray<string> => [
  "",
  message,
  ...(path.length === 0 ? [] : [`  after ${path.join(" → ")}`]),
  `  see ${page}`,
]
