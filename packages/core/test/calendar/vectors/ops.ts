// The operations of the format, each asked of WorkingTime.
import * as Interval from "../../../src/calendar/Interval.ts"
import * as WorkingTime from "../../../src/calendar/WorkingTime.ts"
import { dateOf, dateText, instantOf, millisOf } from "./iso.ts"

/** What a vector hands over. */
export type Input = { readonly [field: string]: unknown }

/** An instant or a duration in milliseconds, a date, a boolean; nothing where there is none. */
export type Answer = number | string | boolean | undefined

/** An operation: what it answers with, and how it is asked. */
export interface Op {
  readonly answers: "instant" | "duration" | "date" | "boolean"
  readonly ask: (workingTime: WorkingTime.WorkingTime, input: Input) => Answer
}

const op = (answers: Op["answers"], ask: Op["ask"]): Op => ({ answers, ask })

const text = (input: Input, field: string): string => {
  const value = input[field]
  if (typeof value === "string") return value
  throw new Error(`input.${field}: expected a text, got ${JSON.stringify(value)}`)
}

const instant = (input: Input, field: string): number => instantOf(text(input, field))
const duration = (input: Input) => millisOf(text(input, "duration"))

const count = (input: Input): number => {
  const days = input["days"]
  if (typeof days === "number" && Number.isInteger(days)) return days
  throw new Error(`input.days: expected a whole number, got ${JSON.stringify(days)}`)
}

const pauses = (input: Input): ReadonlyArray<Interval.Interval> => {
  const list = input["pauses"] ?? []
  if (Array.isArray(list)) return list.map(pause)
  throw new Error(`input.pauses: expected a list, got ${JSON.stringify(list)}`)
}

const pause = (each: unknown): Interval.Interval => {
  const ends: ReadonlyArray<unknown> = Array.isArray(each) ? each : []
  const [start, end] = ends
  if (ends.length === 2 && typeof start === "string" && typeof end === "string")
    return { start: instantOf(start), end: instantOf(end) }
  throw new Error(`input.pauses: expected [from, to], got ${JSON.stringify(each)}`)
}

/** Working time outside pauses; like `between` it is negative where the ends are reversed. */
const elapsed: Op["ask"] = (workingTime, input) => {
  const [from, to] = [instant(input, "from"), instant(input, "to")]
  const running = [{ start: Math.min(from, to), end: Math.max(from, to) }]
  const counted = Interval.subtract(running, Interval.normalise(pauses(input)))
  const spent = WorkingTime.spentIn(workingTime, counted)
  return from <= to ? spent : -spent
}

/**
 * The n-th working date at the same wall time. Our own question may land earlier on that date: a
 * deadline is never later than closing. So the date is taken from it, and the wall time from
 * `addCalendarDays`, which are one where nothing was cut.
 */
const addDays: Op["ask"] = (workingTime, input) => {
  const from = instant(input, "from")
  const { timeZone } = workingTime.calendar
  const landed = WorkingTime.addWorkingDays(workingTime, from, count(input))
  const dates = (localDate(timeZone, landed) - localDate(timeZone, from)) / dayMillis
  return WorkingTime.addCalendarDays(workingTime, from, dates)
}

/** The n-th working date after or before a date, counted by hand: a date has no instant. */
const addDaysDate: Op["ask"] = (workingTime, input) => {
  const days = count(input)
  let date = dateOf(text(input, "date"))
  // Ends at the first or last year of a calendar at the latest: there a date is refused.
  for (let left = Math.abs(days); left > 0;) {
    date += Math.sign(days) * dayMillis
    if (WorkingTime.isWorkingDay(workingTime, dateText(date))) left--
  }
  return dateText(date)
}

const dayMillis = 86_400_000

const localDate = (timeZone: string, at: number): number =>
  dateOf(new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at))

/** The operations by name. */
export const ops: ReadonlyMap<string, Op> = new Map(
  Object.entries({
    isOpen: op("boolean", (w, input) => WorkingTime.isOpen(w, instant(input, "at"))),
    add: op("instant", (w, input) => WorkingTime.add(w, instant(input, "from"), duration(input))),
    between: op("duration", (w, input) =>
      WorkingTime.between(w, instant(input, "from"), instant(input, "to")),
    ),
    due: op("instant", (w, input) =>
      WorkingTime.due(w, instant(input, "from"), duration(input), pauses(input)),
    ),
    elapsed: op("duration", elapsed),
    nextOpen: op("instant", (w, input) => WorkingTime.next(w, instant(input, "at"))),
    nextClose: op("instant", (w, input) => WorkingTime.nextClose(w, instant(input, "at"))),
    nextOpening: op("instant", (w, input) => WorkingTime.nextOpening(w, instant(input, "at"))),
    prevClose: op("instant", (w, input) => WorkingTime.previous(w, instant(input, "at"))),
    isWorkingDay: op("boolean", (w, input) => WorkingTime.isWorkingDay(w, text(input, "date"))),
    addDays: op("instant", addDays),
    addDaysDate: op("date", addDaysDate),
  }),
)
