// upkeep check: whether a process holds what every process promises, before anybody depends on it.
import { type Finding, Problem, Process, verifyProcess } from "@upkeep/core"
import { Result } from "effect"
import { checkEnvironment } from "../environment.ts"
import { readJson } from "../json.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { SettingsError } from "../SettingsError.ts"
import { UsageError } from "../UsageError.ts"

/** What the command tells of a mistake, whoever found it. */
type Told = Omit<Finding, "code"> & { readonly code: string }

/** Prints everything that is wrong with a profile, or with the process that it makes. */
export const check = (file: string | undefined, options: Options): void => {
  if (file === undefined) throw new UsageError("got no file, expected: upkeep check FILE")
  checkEnvironment(options)
  const made = Process.make(jsonIn(file))
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

const jsonIn = (file: string): unknown => {
  const json = readJson(file)
  if (Result.isSuccess(json)) return json.success
  const expected = `a profile as JSON (${json.failure})`
  const problem = Problem.make({ code: "cannot-read-process", path: "FILE", got: file, expected })
  throw new SettingsError([problem])
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
