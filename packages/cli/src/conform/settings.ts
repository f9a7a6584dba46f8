// What a replay is set to: checked before the log is read, all of it at once.
import { Conformance, Problem, Process, standard } from "@upkeep/core"
import { Result } from "effect"
import { statSync } from "node:fs"
import { environmentProblems } from "../environment.ts"
import { readJson } from "../json.ts"
import type { Options } from "../options.ts"
import { processProblems } from "../settings.ts"
import { SettingsError } from "../SettingsError.ts"
import { UsageError } from "../UsageError.ts"
import { shipped } from "./maps.ts"
import type { Replay } from "./replay.ts"
import { standardInput } from "./source.ts"

type Problems = ReadonlyArray<Problem.Problem>

/** Checks the options; mistakes are thrown as `SettingsError`, all of them at once. */
export const settingsOf = (file: string | undefined, options: Options): Replay => {
  const map = options.said("map")
  if (file === undefined || map === undefined)
    throw new UsageError("expected: upkeep conform LOG --map MAP; LOG may be -")
  const ofProcess = processProblems(options)
  // A map is judged by its process, and by the standard one where that is no process.
  const process = processOf(ofProcess.length === 0 ? options.process : undefined)
  const conformance = conformanceOf(process, map, options)
  const timeZone = options.said("time-zone")
  const problems = [
    ...environmentProblems(options),
    ...fileProblems(file),
    ...ofProcess,
    ...(Result.isFailure(conformance) ? conformance.failure : []),
    ...zoneProblems(timeZone, options),
  ]
  if (Result.isFailure(conformance) || problems.length > 0) throw new SettingsError(problems)
  const { success } = conformance
  return { file, conformance: success, timeZone: timeZone ?? success.map.timeZone }
}

const processOf = (file: string | undefined): Process.Process =>
  Result.getOrThrow(Process.make(file === undefined ? standard : Result.getOrThrow(readJson(file))))

const conformanceOf = (
  process: Process.Process,
  map: string,
  { setBy }: Options,
): Result.Result<Conformance.Conformance, Problems> => {
  const path = setBy("map")
  const json = Object.hasOwn(shipped, map) ? Result.succeed(shipped[map]) : readJson(map)
  if (Result.isFailure(json)) {
    const names = Object.keys(shipped).join(" or ")
    const expected = `${names}, or a map as JSON (${json.failure})`
    return Result.fail([Problem.make({ code: "cannot-read-map", path, got: map, expected })])
  }
  return Result.mapError(Conformance.make(process, json.success), (problems) =>
    problems.map((problem) => Problem.within(path, problem)),
  )
}

const zoneProblems = (timeZone: string | undefined, { setBy }: Options): Problems => {
  const read = Conformance.instantOf("2000-01-01T12:00", { timeZone: timeZone ?? "UTC" })
  if (Result.isSuccess(read)) return []
  return read.failure.map((problem) => Problem.within(setBy("time-zone"), { ...problem, path: "" }))
}

const fileProblems = (file: string): Problems => {
  const problem = (expected: string) =>
    Problem.make({ code: "cannot-read-log", path: "LOG", got: file, expected })
  if (file === standardInput) return []
  try {
    return statSync(file).isDirectory() ? [problem("a file, or - for standard input")] : []
  } catch (cause) {
    return [problem(`a file (${cause instanceof Error ? cause.message : String(cause)})`)]
  }
}
