// upkeep policy: what another policy would do to open tickets, and that it does.
import { type ClockStanding, type LeftTicket, LocalTime, type PolicyQuestion } from "@upkeep/core"
import { type PreviewedTicket, Problem, type Process } from "@upkeep/core"
import type { Options } from "./options.ts"
import { harmless, print } from "./output.ts"
import { pagesOf } from "./pages.ts"
import { checkProfiles, type Named, processIn, unlessReused } from "./profile.ts"
import { openToPublish, openToLook } from "./store.ts"
import { UsageError } from "./UsageError.ts"

type Mode = PolicyQuestion["mode"]

const modes: ReadonlyArray<Mode> = ["keep", "fromStart", "fromNow"]

/** Previews a policy on the tickets of a store, or applies it. */
export const policy = async (
  command: "policy preview" | "policy apply",
  argument: string | undefined,
  options: Options,
): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep ${command}`)
  const settings = settingsOf(options)
  const done = command === "policy preview" ? preview(settings, options) : apply(settings, options)
  await unlessReused(settings.file, settings.process, done)
}

interface Settings {
  readonly mode: Mode
  readonly file: Named
  readonly process: Process.Process
}

const settingsOf = (options: Options): Settings => {
  const { process: file, said, setBy } = options
  const got = said("mode")
  if (file === undefined) throw new UsageError("got no --process, expected a file with a profile")
  if (got === undefined) throw new UsageError(`got no --mode, expected ${modes.join(", ")}`)
  const mode = modes.find((each) => each === got)
  const expected = `one of ${modes.join(", ")}`
  const wrong = Problem.make({ code: "unknown-value", path: setBy("mode"), got, expected })
  const named = { file, as: setBy("process") }
  checkProfiles([named], options, mode === undefined ? [wrong] : [])
  if (mode === undefined) throw new Error("a mode that nobody knows was found good")
  return { mode, file: named, process: processIn(named) }
}

const preview = async ({ mode, process }: Settings, options: Options): Promise<void> => {
  await using desk = await openToLook(options)
  const { profile } = process
  const totals = { tickets: 0, changed: 0, refused: 0 }
  const ask = (page: object) => desk.previewPolicy({ process: profile, mode, ...page })
  for await (const { tickets, refused } of pagesOf(ask)) {
    totals.tickets += tickets.length
    totals.changed += tickets.filter(({ clocks }) => clocks.length > 0).length
    totals.refused += refused.length
    for (const ticket of tickets) show(options, ticket, () => changesIn(ticket, process))
    for (const ticket of refused) show(options, ticket, () => [leftLine(ticket)])
  }
  if (options.json) return print(JSON.stringify({ totals }))
  const { tickets, changed, refused } = totals
  print(`${tickets} tickets would follow ${process.ref}: ${changed} with other clocks`)
  if (refused > 0) print(`${refused} would be left as they are`)
}

// The desk is opened on the profile, which publishes it: new tickets are on it from now on.
const apply = async ({ mode, process }: Settings, options: Options): Promise<void> => {
  const { json } = options
  await using desk = await openToPublish(options)
  const totals = { applied: 0, unchanged: 0, refused: 0 }
  const ask = (page: object) => desk.applyPolicy({ process: process.ref, mode, ...page })
  for await (const { applied, unchanged, refused } of pagesOf(ask)) {
    totals.applied += applied
    totals.unchanged += unchanged
    totals.refused += refused.length
    for (const ticket of refused) show(options, ticket, () => [leftLine(ticket)])
    if (!json) print(`${totals.applied} applied, ${totals.unchanged} unchanged so far`)
  }
  if (json) return print(JSON.stringify({ totals }))
  const { applied, unchanged, refused } = totals
  print(`${applied} tickets follow ${process.ref} now, ${unchanged} did before, ${refused} do not`)
}

const show = ({ json }: Options, ticket: object, lines: () => ReadonlyArray<string>): void => {
  for (const line of json ? [JSON.stringify(ticket)] : lines()) print(harmless(line))
}

const leftLine = ({ number, message }: LeftTicket): string => `${number}  refused  ${message}`

const changesIn = (
  { number, clocks }: PreviewedTicket,
  { calendar }: Process.Process,
): ReadonlyArray<string> => {
  if (clocks.length === 0) return [`${number}  no clock changes`]
  const said = (standing: ClockStanding | null) =>
    standing === null ? "none" : standingText(standing, calendar.timeZone)
  return clocks.map(
    ({ clock, instance, before, after }) =>
      `${number}  ${clock} ${instance}  ${said(before)} → ${said(after)}`,
  )
}

const standingText = ({ status, dueAt }: ClockStanding, timeZone: string): string =>
  dueAt === null ? status : `${status}, due ${LocalTime.format(dueAt, timeZone)}`
