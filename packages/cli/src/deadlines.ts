// upkeep deadlines: open tickets measured anew after an update of the host's zone data.
import { LocalTime, type MovedTicket, Process } from "@upkeep/core"
import { Result } from "effect"
import { checkEnvironment } from "./environment.ts"
import type { Options } from "./options.ts"
import { harmless, print } from "./output.ts"
import { pagesOf } from "./pages.ts"
import { openToLook } from "./store.ts"
import { UsageError } from "./UsageError.ts"

/** Measures the open tickets of a store by this host's zone data, and prints what moved. */
export const deadlines = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep deadlines`)
  checkEnvironment(options)
  await using desk = await openToLook(options)
  const { timeZone } = Result.getOrThrow(Process.make(desk.profile)).calendar
  const totals = { renewed: 0, moved: 0, refused: 0 }
  for await (const { renewed, moved, refused } of pagesOf(desk.recompute)) {
    totals.renewed += renewed
    totals.moved += moved.length
    totals.refused += refused.length
    for (const ticket of [...moved, ...refused]) {
      const lines =
        "told" in ticket
          ? movesOf(ticket, timeZone)
          : [`${ticket.number}  refused  ${ticket.message}`]
      for (const line of options.json ? [JSON.stringify(ticket)] : lines) print(harmless(line))
    }
  }
  const zoneData = process.versions["tz"] ?? "unknown"
  if (options.json) return print(JSON.stringify({ zoneData, totals }))
  const { renewed, moved } = totals
  print(`${renewed} tickets measured by zone data ${zoneData}: ${moved} moved`)
}

const movesOf = (
  { number, from, to, told }: MovedTicket,
  timeZone: string,
): ReadonlyArray<string> => {
  const said = (at: number | null) => (at === null ? "none" : LocalTime.format(at, timeZone))
  return [
    `${number}  next due  ${said(from)} → ${said(to)}`,
    ...told.map(
      ({ clock, instance, ...moved }) =>
        `${number}  ${clock} ${instance}  told ${said(moved.from)} → ${said(moved.to)}`,
    ),
  ]
}
