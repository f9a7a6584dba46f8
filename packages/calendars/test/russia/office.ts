// An office that keeps the Russian production calendar.
import { Calendar, WorkingTime } from "@upkeep/core"
import { type RussianOptions, russianExceptions } from "../../src/index.ts"
import { made } from "../made.ts"

/** Monday to Friday 09:00 to 18:00, at +03:00. */
export const nineToSix = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].map((weekday) => [weekday, [["09:00", "18:00"]]]),
)

/** The same with a break: eight hours, of which the published norms speak. */
export const eightHours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].map((weekday) => [
    weekday,
    [
      ["09:00", "13:00"],
      ["14:00", "18:00"],
    ],
  ]),
)

export const office = (
  week: unknown,
  years: ReadonlyArray<number>,
  decreeDays: RussianOptions["decreeDays"] = "closed",
): WorkingTime.WorkingTime => {
  const exceptions = made(russianExceptions({ years, decreeDays, language: "ru" }))
  return WorkingTime.make(
    made(Calendar.make({ id: "ru", version: "1", timeZone: "+03:00", week, exceptions })),
  )
}

export const datesOf = (year: number): ReadonlyArray<string> => {
  const first = Date.UTC(year, 0, 1)
  const count = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  )
}

/** The working hours of a local date. */
export const hoursOn = (time: WorkingTime.WorkingTime, date: string): number => {
  const midnight = Date.parse(`${date}T00:00:00+03:00`)
  return WorkingTime.between(time, midnight, midnight + 86_400_000) / 3_600_000
}
