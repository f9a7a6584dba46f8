// Whole small lives of tickets, as a desk would hand them to a report.
import { lifeOf } from "../../src/desk/life.ts"
import type { Process } from "../../src/process/Process.ts"
import type { Life } from "../../src/report/Life.ts"
import * as Report from "../../src/report/Report.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import type { Event, PinnedContract } from "../../src/ticket/Event.ts"
import { type Entry, journalOf, march, priorities, processOf, registered } from "../sla/story.ts"

export const hourMillis = 3_600_000
export const zone = "+03:00"

/** A first response within four working hours, a resolution within sixteen. */
export const response: ClockRule = {
  id: "firstResponse",
  target: { workingMinutes: 240 },
  starts: [{ event: "Registered" }],
  stops: [{ event: "Informed", by: ["agent"] }, { event: "Answered" }],
  cancels: [{ enters: "closed" }],
  effect: "breach",
}
export const resolution: ClockRule = {
  id: "resolution",
  target: { workingMinutes: 960 },
  starts: [{ event: "Registered" }, { event: "Reopened" }],
  stops: [{ enters: "closed" }],
  pausesIn: ["customers", "completed"],
  effect: "breach",
}
const silence: ClockRule = {
  id: "silence",
  target: { calendarDays: 3 },
  starts: [{ enters: "awaitingWord" }],
  stops: [{ leaves: "awaitingWord" }],
  effect: "close",
}

export const process: Process = processOf([response, resolution, silence], {
  priorities,
  notices: [],
  reopenWithin: { calendarDays: 60 },
  requestTypes: ["request", "incident"].map((id) => ({ id, labels: { en: id, ru: id } })),
})

export const contract = (id: string, over: Partial<PinnedContract> = {}): PinnedContract => ({
  id,
  version: "1",
  targets: {},
  ...over,
})

/** A registration of a ticket. */
export const opened = (
  over: Partial<typeof registered> = {},
): Event & { readonly type: "Registered" } => ({ ...registered, priority: "low", ...over })

/** The ticket with this number, by what happened to it. */
export const lifeNamed = (name: string, asOf: number, ...entries: ReadonlyArray<Entry>): Life => {
  const journal = journalOf(...entries).map((each) => ({
    ...each,
    ticketId: name,
    event: each.event.type === "Registered" ? { ...each.event, number: name } : each.event,
  }))
  const life = lifeOf({ processOf: () => process, zoneData: "2026a", asOf }, journal)
  if (life === undefined) throw new Error("nothing happened")
  return life
}

/** A report of March 2026 on some lives, known at the end of April where it is not said. */
export const reportOn = (
  lives: ReadonlyArray<Life>,
  over: Partial<Report.Asked> = {},
): Report.Report => {
  const { report, add } = Report.tally({ ...inMarch, ...over })
  for (const life of lives) add(life)
  return report()
}

export const endOfApril = march(61, 0)
export const inMarch: Report.Asked = {
  from: march(1, 0),
  to: march(32, 0),
  asOf: endOfApril,
  timeZone: zone,
}
