// What `upkeep serve` is set to: checked before anything is opened, all of it at once (I21).
import { Problem, Process } from "@upkeep/core"
import { Decode, Text } from "@upkeep/core/effect"
import { Result } from "effect"
import { isIPv4 } from "node:net"
import { environmentProblems } from "./environment.ts"
import { readJson } from "./json.ts"
import type { Options } from "./options.ts"
import { SettingsError } from "./SettingsError.ts"
import { placeProblems } from "./store.ts"
import { readTokens, type TokenEntry } from "./tokens.ts"

/** Settings without a mistake that could be seen beforehand. */
export interface Settings {
  readonly host: string
  readonly port: number
  /** Undefined where a token is to be made for this run. */
  readonly tokens: ReadonlyArray<TokenEntry> | undefined
}

/** Checks the settings; mistakes are thrown as `SettingsError`. */
export const settingsOf = (options: Options): Settings => {
  const { store, tenant, host, setBy } = options
  const port = portOf(options)
  const tokens = tokensOf(options)
  const problems = [
    ...environmentProblems(options),
    ...(store === "" ? [empty(setBy("store"), "the path of a file, or a postgres:// URL")] : []),
    ...placeProblems(options),
    ...named(tenant, setBy("tenant")),
    ...processProblems(options),
    ...hostProblems(options),
    ...Result.match(port, { onSuccess: () => [], onFailure: (problem) => [problem] }),
    ...Result.match(tokens, { onSuccess: () => [], onFailure: (found) => found }),
  ]
  if (Result.isFailure(port) || Result.isFailure(tokens) || problems.length > 0)
    throw new SettingsError(problems)
  return { host, port: port.success, tokens: tokens.success }
}

type Problems = ReadonlyArray<Problem.Problem>

const empty = (path: string, expected: string) =>
  Problem.make({ code: "empty", path, got: "", expected })

const decodeName = Decode.strict(Text.Name)

const named = (name: string, where: string): Problems =>
  Result.match(decodeName(name), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map((problem) => Problem.within(where, problem)),
  })

const portOf = ({ port, setBy }: Options): Result.Result<number, Problem.Problem> => {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Result.succeed(Number(port))
  const expected = "a whole number from 0 to 65535; 0 takes any that is free"
  return Result.fail(
    Problem.make({ code: "out-of-range", path: setBy("port"), got: port, expected }),
  )
}

const tokensOf = ({
  tokens,
  setBy,
}: Options): Result.Result<ReadonlyArray<TokenEntry> | undefined, Problems> => {
  if (tokens === undefined) return Result.succeed(undefined)
  if (tokens === "") return Result.fail([empty(setBy("tokens"), "a file of tokens")])
  return readTokens(tokens, setBy("tokens"))
}

// A token that is printed is good enough where only this machine can come.
const hostProblems = ({ host, tokens, setBy }: Options): Problems => {
  const path = setBy("host")
  if (host === "") return [empty(path, "a name or an address of this machine")]
  if (tokens !== undefined || isLoopback(host)) return []
  const expected = "--tokens FILE beside a host that others can reach"
  return [Problem.make({ code: "tokens-required", path, got: host, expected })]
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."))

/** What is wrong with the file of a profile, where one is named. */
export const processProblems = ({ process, setBy }: Options): Problems => {
  if (process === undefined) return []
  const path = setBy("process")
  const json = readJson(process)
  if (Result.isFailure(json)) {
    const expected = `a profile as JSON (${json.failure})`
    return [Problem.make({ code: "cannot-read-process", path, got: process, expected })]
  }
  return Result.match(Process.make(json.success), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map((problem) => Problem.within(path, problem)),
  })
}
