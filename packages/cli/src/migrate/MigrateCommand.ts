// upkeep migrate: what lies between a store and this version, done here or by whoever may.
import { Problem } from "@upkeep/core"
import type { StorageAdmin } from "@upkeep/core/effect"
import { checkEnvironment } from "../environment.ts"
import type { Options } from "../options.ts"
import { harmless, print, toOutput } from "../output.ts"
import { SettingsError } from "../SettingsError.ts"
import { placeIn, placeOf, storageOf } from "../store.ts"
import { UsageError } from "../UsageError.ts"

/** Plans, runs or prints the migrations of a store. */
export const run = async (
  command: "migrate plan" | "migrate sql" | "migrate up",
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep ${command}`)
  checkEnvironment(options)
  const from = fromOf(options)
  const place = placeIn(options)
  const { admin } = await storageOf(place)
  if (command === "migrate sql") return toOutput(endedByBreak(admin.sql(from)))
  const plan = await (command === "migrate up" ? admin.up() : admin.plan())
  if (options.json) return print(JSON.stringify(plan))
  for (const line of linesOf(command, plan, placeOf(place))) print(harmless(line))
}

const linesOf = (
  command: "migrate plan" | "migrate up",
  { have, want, steps }: StorageAdmin.MigrationPlan,
  place: string,
): ReadonlyArray<string> => {
  if (steps.length === 0) return [`${place} is at version ${want}: nothing to do`]
  const isDone = command === "migrate up"
  const named = steps.map(({ version, name, kind }) => `  ${version}  ${kind.padEnd(8)}  ${name}`)
  const head = isDone
    ? `${place} went from version ${have} to ${want}:`
    : `${place} is at version ${have}, expected ${want}; upkeep migrate up would run:`
  return [head, ...named]
}

// The whole script where nothing is said.
const fromOf = ({ said, setBy }: Options): number | undefined => {
  const got = said("from")
  if (got === undefined) return undefined
  if (/^\d{1,6}$/.test(got)) return Number(got)
  const expected = "the version of the schema that is there: a whole number from 0 on"
  const path = setBy("from")
  throw new SettingsError([Problem.make({ code: "out-of-range", path, got, expected })])
}

const endedByBreak = (script: string): string => (/(^|\n)$/.test(script) ? script : `${script}\n`)
