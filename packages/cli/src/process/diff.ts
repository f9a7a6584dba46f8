// upkeep process diff: what differs between two versions of a process, and which open tickets of a
// store the later one would strand.
import { Diff, type Process } from "@upkeep/core"
import type { Options } from "../options.ts"
import { harmless, print } from "../output.ts"
import { pagesOf } from "../pages.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { checkProfiles, processIn, unlessReused } from "../profile.ts"
import { groupLine, nothing, refusedIn, type Tally, withPage } from "./tally.ts"

/** Prints what differs between two profiles; nothing is published. */
export const diff = async (args: ReadonlyArray<string>, options: Options): Promise<void> => {
  const [old, next, ...rest] = args
  if (old === undefined || next === undefined || rest.length > 0)
    throw new UsageError(`got ${args.length} files, expected: upkeep process diff OLD NEW`)
  const files = { before: { file: old, as: "OLD" }, after: { file: next, as: "NEW" } }
  checkProfiles(Object.values(files), options)
  const [before, after] = [processIn(files.before), processIn(files.after)]
  const found = Diff.make(before, after)
  const tally =
    options.said("store") === undefined
      ? undefined
      : await unlessReused(files.after, after, tallied(after, options))
  if (options.json) return print(JSON.stringify({ ...found, tickets: tally }))
  const lines = [...Diff.text(found), ...(tally === undefined ? [] : tallyLines(tally, after))]
  for (const line of lines) print(harmless(line))
}

// The profile need not be published, and is not.
const tallied = async ({ profile }: Process.Process, options: Options): Promise<Tally> => {
  await using desk = await openToLook(options)
  let tally = nothing
  const ask = (page: object) => desk.previewMigration({ process: profile, ...page })
  for await (const page of pagesOf(ask)) tally = withPage(tally, page)
  return tally
}

const tallyLines = (tally: Tally, { ref, profile }: Process.Process): ReadonlyArray<string> => [
  "",
  `Open tickets of ${profile.id} in the store`,
  `  ${tally.moved} would go on by ${ref}, ${tally.unchanged} do already, ${refusedIn(tally)} would not`,
  ...tally.refused.map((group) => `  ${groupLine(group)}`),
]
