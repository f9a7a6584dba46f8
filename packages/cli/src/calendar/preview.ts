// A calendar as a person reads it: a line for each date.
import { type Calendar, LocalTime, type WorkingTime } from "@upkeep/core"
import { harmless } from "../output.ts"
import { zoneData } from "./date.ts"

const minuteMillis = 60_000
const dayMillis = 86_400_000

/**
 * Dates as text: weekday, hours on the zone's wall, how long they are, and why they are not those
 * of the plain week.
 */
export const previewOf = (
  calendar: Calendar.Calendar,
  dates: ReadonlyArray<WorkingTime.DateHours>,
): string => {
  const { id, version, timeZone } = calendar
  const cells = dates.map((each) => cellsOf(each, calendar))
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  const working = dates.filter(({ millis }) => millis > 0)
  const total = working.reduce((sum, { millis }) => sum + millis, 0)
  return [
    `${id} ${version}, ${timeZone}, zone data ${zoneData}`,
    ...cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")),
    `working dates: ${working.length}, together ${lengthOf(total)}`,
  ]
    .map((line) => harmless(line).trimEnd())
    .join("\n")
}

const cellsOf = (
  each: WorkingTime.DateHours,
  calendar: Calendar.Calendar,
): ReadonlyArray<string> => [
  `${each.date} ${each.weekday}`,
  hoursOf(each, calendar.timeZone),
  each.rows.length === 0 ? "" : lengthOf(each.millis),
  whyOf(each, calendar),
]

const hoursOf = ({ date, rows }: WorkingTime.DateHours, timeZone: string): string => {
  if (rows.length === 0) return "closed"
  const midnight = Date.parse(date)
  return rows
    .map((row) => {
      if (row.start === row.end) return "skipped"
      const opening = wallAt(row.start, timeZone) - midnight
      return `${timeOf(opening)}–${timeOf(opening + wallLength(row, timeZone))}`
    })
    .join(", ")
}

/** Hours and minutes of a date; a time of the next one is marked. */
const timeOf = (sinceMidnight: number): string => {
  if (sinceMidnight > dayMillis) return `${timeOf(sinceMidnight - dayMillis)} (+1)`
  const minutes = Math.floor(sinceMidnight / minuteMillis)
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":")
}

/** What the wall shows, in milliseconds as if it were UTC. */
const wallAt = (at: number, timeZone: string): number =>
  Date.parse(`${LocalTime.format(at, timeZone).slice(0, -"+00:00".length)}Z`)

type Row = WorkingTime.DateHours["rows"][number]

// A closing is what the wall shows just before it, and a moment: so it is midnight of its own date,
// and before a switch that comes with it.
const wallLength = ({ start, end }: Row, timeZone: string): number =>
  wallAt(end - 1, timeZone) + 1 - wallAt(start, timeZone)

/** A length in hours, minutes and seconds. */
const lengthOf = (millis: number): string => {
  const seconds = millis / 1_000
  const parts = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return said.length === 0 ? "0 min" : said.join(" ")
}

const whyOf = (
  { date, rows, because, also }: WorkingTime.DateHours,
  { timeZone, changes = [] }: Calendar.Calendar,
): string =>
  [
    ...(changes.some(({ validFrom }) => validFrom === date) ? ["another week from here on"] : []),
    ...[because, ...also].map(reasonOf),
    ...rows.map((row) => switchIn(row, timeZone)),
  ]
    .filter((reason) => reason !== "")
    .join("; ")

const words = {
  hours: "",
  outsideHours: "",
  dayOff: "",
  holiday: "holiday",
  ownHours: "own hours",
  moved: "moved",
  shortened: "shortened",
  extra: "extra hours",
} as const

const reasonOf = (because: WorkingTime.Because): string => {
  const name = "name" in because ? because.name : null
  return name === null ? words[because.kind] : `${words[because.kind]}: ${name}`
}

/** What a change of the clock does to a row. */
const switchIn = (row: Row, timeZone: string): string => {
  const { start, end } = row
  if (start === end) return `the clock skips this row at ${LocalTime.format(start, timeZone)}`
  const offset = (at: number) => LocalTime.format(at, timeZone).slice(-"+00:00".length)
  const [before, after] = [offset(start), offset(end - 1)]
  return before === after ? "" : `the clock changes from ${before} to ${after}`
}
