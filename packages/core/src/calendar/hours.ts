// Which hours a date has, and why: its own, those of an exception, or those of its weekday. What is
// read with `!` is there: a week has seven days, and the first week has always been in force.
import { parseDate, weekdayOf, yearOf } from "./date.ts"
import type { Calendar, Week } from "./form.ts"
import {
  type Extra,
  type Layers,
  type Mark,
  type Marks,
  marksIn,
  marksOf,
  type Shortened,
} from "./marks.ts"
import { type Row, rowsOf } from "./rows.ts"
import { weekdays } from "./wallTime.ts"

/** The most names of holidays of one date that a reason joins. */
export const joinedNamesAtMost = 8

/** Why a stretch works or does not; `name` is null where the calendar gives none. */
export type Because =
  /** Open: the week's own working hours. */
  | { readonly kind: "hours" }
  /** Open: the date's own hours, those of another weekday, or hours besides. */
  | { readonly kind: "ownHours" | "moved" | "extra"; readonly name: string | null }
  /** Closed: before, between or after the rows of a working date. */
  | { readonly kind: "outsideHours" }
  /** Closed: the week has no row on that date. */
  | { readonly kind: "dayOff" }
  /** Closed: the whole date, or what was cut off its end. */
  | { readonly kind: "holiday" | "shortened"; readonly name: string | null }

/** The hours of a date. */
export interface Day {
  /** In the order of their openings; they may touch and do not overlap. */
  readonly rows: ReadonlyArray<Row>
  /** Why it has these rows, or none. */
  readonly because: Because
  readonly cuts: ReadonlyArray<Shortened>
  readonly extras: ReadonlyArray<Extra>
}

/** A calendar's hours, ready to be asked by day number. */
export interface Hours {
  /** In the order in which they come into force; the first has always been. */
  readonly weeks: ReadonlyArray<WeekInForce>
  readonly marks: Marks
  /** The dates that differ, by year: a cache that fills as years are asked about. */
  readonly special: Map<number, ReadonlyMap<number, Day>>
}

interface WeekInForce {
  readonly from: number
  /** Monday first. */
  readonly days: ReadonlyArray<Day>
}

/** Reads the hours of a valid calendar. */
export const hoursOf = (calendar: Calendar): Hours => {
  const changes = (calendar.changes ?? []).map(({ validFrom, week }) => ({
    // A calendar that was made has only real dates.
    from: parseDate(validFrom) ?? Infinity,
    days: daysOf(week),
  }))
  const weeks = [{ from: -Infinity, days: daysOf(calendar.week) }, ...changes]
  return { weeks, marks: marksOf(calendar), special: new Map() }
}

/** The hours of a date. `special` are the dates of its year that differ. */
export const dayOn = (hours: Hours, day: number, special = specialIn(hours, yearOf(day))): Day =>
  special.get(day) ?? weekOn(hours, day)[weekdayOf(day)]!

/** The dates of a year that differ from their weekdays, by day number. */
export const specialIn = (hours: Hours, year: number): ReadonlyMap<number, Day> => {
  const known = hours.special.get(year)
  if (known !== undefined) return known
  const special = new Map<number, Day>()
  for (const [day, layers] of marksIn(hours.marks, year)) {
    special.set(day, specialDay(layers, weekOn(hours, day), weekdayOf(day)))
  }
  hours.special.set(year, special)
  return special
}

const weekOn = ({ weeks }: Hours, day: number): ReadonlyArray<Day> => {
  let index = weeks.length - 1
  while (weeks[index]!.from > day) index--
  return weeks[index]!.days
}

const daysOf = (week: Week): ReadonlyArray<Day> =>
  weekdays.map((weekday) => {
    const rows = rowsOf(week[weekday] ?? [])
    return { ...plain, rows, because: { kind: rows.length > 0 ? "hours" : "dayOff" } }
  })

const plain = { cuts: [], extras: [] }

const specialDay = (layers: Layers, week: ReadonlyArray<Day>, weekday: number): Day => {
  const [own, dated, recurring] = layers.map((marks) => chosen(marks, week))
  const marks = layers.flat()
  return {
    ...(own ?? dated ?? recurring ?? week[weekday]!),
    cuts: marks.filter((mark) => mark.kind === "shortened"),
    extras: marks.filter((mark) => mark.kind === "extra"),
  }
}

/** What one layer says of the hours: own ones beat a moved day, which beats a closed one. */
const chosen = (marks: ReadonlyArray<Mark>, week: ReadonlyArray<Day>): Day | undefined => {
  const hours = marks.find((mark) => mark.kind === "hours")
  if (hours !== undefined) return open("ownHours", hours.name, hours.rows)
  const moved = marks.find((mark) => mark.kind === "moved")
  if (moved !== undefined) return open("moved", moved.name, week[moved.like]?.rows ?? [])
  const closings = marks.filter((mark) => mark.kind === "closed")
  if (closings.length === 0) return undefined
  const names = [...new Set(closings.flatMap(({ name }) => name ?? []))]
  const told = names.slice(0, joinedNamesAtMost)
  const more = names.length > told.length ? ["…"] : []
  return closed(names.length === 0 ? null : [...told, ...more].join(", "))
}

// Own hours without rows are a way to write a closed date.
const open = (kind: "ownHours" | "moved", name: string | null, rows: ReadonlyArray<Row>): Day =>
  rows.length === 0 ? closed(name) : { ...plain, rows, because: { kind, name } }

const closed = (name: string | null): Day => ({
  ...plain,
  rows: [],
  because: { kind: "holiday", name },
})
