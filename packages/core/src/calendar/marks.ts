// What a calendar says of single dates: own hours, holidays, exceptions.
import { parseDate } from "./date.ts"
import type { Calendar, Exception } from "./form.ts"
import { dayIn, type Every, isWithin, rankOf, type Years } from "./recurrence.ts"
import { type Row, rowsOf } from "./rows.ts"
import { weekdays } from "./wallTime.ts"

/** One thing that is said of a date; `name` is null where the calendar gives none. */
export type Mark = Closed | Hours | Moved | Shortened | Extra

interface Closed {
  readonly kind: "closed"
  readonly name: string | null
}
interface Hours {
  readonly kind: "hours"
  readonly name: string | null
  readonly rows: ReadonlyArray<Row>
}
interface Moved {
  readonly kind: "moved"
  readonly name: string
  /** The weekday as which it works; Monday is 0. */
  readonly like: number
}
export interface Shortened {
  readonly kind: "shortened"
  readonly name: string
  readonly minutes: number
}
export interface Extra {
  readonly kind: "extra"
  readonly name: string
  readonly rows: ReadonlyArray<Row>
}

/**
 * All that is said of a date, in layers of which each outdoes those behind it: its own hours, what
 * is dated, what recurs. Within a layer as it is listed, what recurs by its rank.
 */
export type Layers = readonly [own: Array<Mark>, dated: Array<Mark>, recurring: Array<Mark>]

/** All that a calendar says of dates. */
export interface Marks {
  /** By year and day number. */
  readonly dated: ReadonlyMap<number, ReadonlyMap<number, Layers>>
  /** In the order in which they go before each other where they meet. */
  readonly recurring: ReadonlyArray<Recurring>
}

interface Recurring extends Years {
  readonly every: Every
  readonly mark: Mark
}

/** Reads what a valid calendar says of dates. */
export const marksOf = ({ days = {}, holidays = [], exceptions = [] }: Calendar): Marks => {
  const dated = new Map<number, Map<number, Layers>>()
  const on = (date: string): Layers => {
    const year = Number(date.slice(0, 4))
    const dates = dated.get(year) ?? new Map<number, Layers>()
    dated.set(year, dates)
    // A calendar that was made has only real dates; NaN is no date, so it changes nothing.
    return layersOn(dates, parseDate(date) ?? Number.NaN)
  }
  for (const [date, rows] of Object.entries(days)) {
    on(date)[0].push({ kind: "hours", name: null, rows: rowsOf(rows) })
  }
  for (const holiday of holidays) {
    const { date, name } = typeof holiday === "string" ? { date: holiday, name: null } : holiday
    on(date)[1].push({ kind: "closed", name })
  }
  const recurring: Array<Recurring> = []
  for (const exception of exceptions) {
    if ("date" in exception) on(exception.date)[1].push(markOf(exception))
    else recurring.push({ ...exception, mark: markOf(exception) })
  }
  return { dated, recurring: recurring.toSorted((a, b) => rankOf(a.every) - rankOf(b.every)) }
}

/** All that is said of the dates of a year, by day number. */
export const marksIn = (marks: Marks, year: number): ReadonlyMap<number, Layers> => {
  const dates = new Map<number, Layers>()
  for (const [day, [own, dated]] of marks.dated.get(year) ?? []) dates.set(day, [own, dated, []])
  for (const each of marks.recurring) {
    const day = isWithin(each, year) ? dayIn(each.every, year) : undefined
    if (day !== undefined) layersOn(dates, day)[2].push(each.mark)
  }
  return dates
}

const layersOn = (dates: Map<number, Layers>, day: number): Layers => {
  const known = dates.get(day)
  if (known !== undefined) return known
  const layers: Layers = [[], [], []]
  dates.set(day, layers)
  return layers
}

const markOf = (exception: Exception): Mark => {
  const { name } = exception
  switch (exception.kind) {
    case "closed":
      return { kind: "closed", name }
    case "hours":
      return { kind: "hours", name, rows: rowsOf(exception.rows) }
    case "moved":
      return { kind: "moved", name, like: weekdays.indexOf(exception.like) }
    case "shortened":
      return { kind: "shortened", name, minutes: exception.minutes }
    case "extra":
      return { kind: "extra", name, rows: rowsOf(exception.rows) }
  }
}
