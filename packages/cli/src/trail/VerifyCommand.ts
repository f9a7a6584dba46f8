// upkeep verify, upkeep checkpoint: whether a store still holds what its desk wrote (P20).
import { type IntegrityQuestion, type IntegrityReport, Problem } from "@upkeep/core"
import { Result } from "effect"
import { checkEnvironment } from "../environment.ts"
import { readJson } from "../json.ts"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { put } from "../put.ts"
import { SettingsError } from "../SettingsError.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** Verifies a store. Anything that is not what its desk wrote fails the command. */
export const verify = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep verify`)
  checkEnvironment(options)
  const question = questionOf(options)
  await using desk = await openToLook(options)
  const report = await desk.verify(question)
  if (options.json) print(JSON.stringify(report))
  else for (const line of linesOf(report)) print(harmless(line))
  if (report.found > 0)
    throw new Error(`damage-found: got ${counted(report.found, "damage")}, expected none`)
}

/** Takes a checkpoint over everything so far, to be kept elsewhere. */
export const checkpoint = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep checkpoint`)
  checkEnvironment(options)
  const { tenant } = options
  await using desk = await openToLook(options)
  const taken = await desk.checkpoint()
  if (taken === undefined)
    throw new Error(`nothing-happened: got no events of tenant ${tenant}, expected at least one`)
  put(`${JSON.stringify(taken)}\n`, options)
}

// What it says is checked by the desk, which alone knows whether it took it.
const questionOf = ({ said, setBy }: Options): IntegrityQuestion => {
  const file = said("checkpoint")
  if (file === undefined) return {}
  const read = readJson(file)
  if (Result.isSuccess(read)) return { checkpoint: read.success }
  const expected = `a checkpoint as JSON (${read.failure})`
  const path = setBy("checkpoint")
  throw new SettingsError([
    Problem.make({ code: "cannot-read-checkpoint", path, got: file, expected }),
  ])
}

const linesOf = (report: IntegrityReport): ReadonlyArray<string> => {
  const { tickets, events, unchained, contents, forgotten, files, damages, found } = report
  const { checkpoints, covered } = report
  const unlisted = found - damages.length
  return [
    ...damages.map(({ message }) => message),
    ...(unlisted === 0 ? [] : [`${unlisted} more`]),
    `${counted(tickets, "ticket")}, ${counted(events, "event")} (${unchained} from before there ` +
      `were chains), ${counted(contents, "content")} (${forgotten} forgotten), ` +
      `${counted(files, "file")}, ${counted(checkpoints, "checkpoint")} over ` +
      counted(covered, "event"),
    found === 0 ? "all as it was written" : counted(found, "damage"),
  ]
}

const counted = (value: number, one: string): string => `${value} ${one}${value === 1 ? "" : "s"}`
