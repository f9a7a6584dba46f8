// What differs on a date: the exceptions of a calendar, as this package makes them.
import type { Calendar, Problem } from "@upkeep/core"

/** An exception as a calendar lists it under `exceptions`. */
export type Exception = Calendar.Exception
/** From an opening to a closing, `HH:MM`; `overnight` closes on the next date. */
export type Row = Calendar.Row
/** A day of the week. */
export type Weekday = Calendar.Weekday

/** The days of a week as a calendar names them, Monday first. */
export const weekdays: ReadonlyArray<Weekday> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

/** An exception of one date. */
export type Dated = Extract<Exception, { readonly date: string }>

/** A day of every year: a date `MM-DD`, or the nth such weekday of a month (-1: the last). */
export type Every = Extract<Exception, { readonly every: unknown }>["every"]

/** A day of every year of some years, both inclusive. */
export interface Recurring {
  readonly every: Every
  readonly fromYear?: number
  readonly untilYear?: number
}

/** What is otherwise on the date. */
export type Kind =
  | { readonly kind: "closed" }
  | { readonly kind: "hours"; readonly rows: ReadonlyArray<Row> }
  | { readonly kind: "extra"; readonly rows: ReadonlyArray<Row> }
  | { readonly kind: "moved"; readonly like: Weekday }
  | { readonly kind: "shortened"; readonly minutes: number }

/** Everything that is wrong, at once. */
export type Problems = ReadonlyArray<Problem.Problem>

/** A date on which nobody works. */
export const closedOn = (date: string, name: string): Dated => ({ name, date, kind: "closed" })
