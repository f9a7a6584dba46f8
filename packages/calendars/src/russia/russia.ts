// The exceptions of the Russian production calendar.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { oneOf, years } from "../check.ts"
import { weekdayOn } from "../date.ts"
import { closedOn, type Dated, type Exception, type Problems } from "../exception.ts"
import { namesIn, type RussianLanguage } from "./names.ts"
import { type ProductionYear, productionYears, shortenedMinutes } from "./production.ts"

/** Which years of the Russian production calendar are asked for, and how they are meant. */
export interface RussianOptions {
  /** Years with a published calendar, `russianYears`; 1 to 10. */
  readonly years: ReadonlyArray<number>
  /**
   * Days that a decree of the President made non-working (2021 has nine): legally neither holidays
   * nor weekend. `closed` stops the clocks on them, `working` lets them run. There is no default:
   * the contract says which.
   */
  readonly decreeDays: "closed" | "working"
  /** In which the days have names. */
  readonly language: RussianLanguage
}

/** The years whose calendar was published when this version of the package was made. */
export const russianYears: ReadonlyArray<number> = [...productionYears.keys()]

/**
 * The exceptions of the Russian production calendar: `closed` on holidays and on days off that were
 * moved, `moved` on weekend days that are worked in return, `shortened` by 60 minutes on eves; by
 * date.
 *
 * A weekend day is worked like the weekday that it stands for: its hours are those of the date to
 * which the day off was moved (order 588n of the Ministry of Health and Social Development, 13
 * August 2009, clause 1).
 *
 * Refuses with `unknown-year` a year whose calendar is not published here; nothing is ever guessed.
 *
 * @example
 * const options = { years: [2026], decreeDays: "closed", language: "ru" }
 * const made = russianExceptions(options)
 * made.success.at(-1)
 * // => { name: "Выходной, перенесённый с 4 января", date: "2026-12-31", kind: "closed" }
 */
export const russianExceptions = (
  options: RussianOptions,
): Result.Result<ReadonlyArray<Exception>, Problems> => {
  const problems = [
    ...years(options.years, unknownYear),
    ...oneOf(options.decreeDays, ["closed", "working"], "decreeDays"),
    ...oneOf(options.language, Object.keys(namesIn), "language"),
  ]
  if (problems.length > 0) return Result.fail(problems)
  const asked = new Set(options.years)
  return Result.succeed(
    [...productionYears]
      .filter(([year]) => asked.has(year))
      .flatMap(([year, production]) => exceptionsOf(year, production, options)),
  )
}

const unknownYear = (year: number, path: string): Problems => {
  if (productionYears.has(year)) return []
  const expected = `a year with a published calendar: ${russianYears.join(", ")}`
  return [Problem.make({ code: "unknown-year", path, got: year, expected })]
}

const exceptionsOf = (
  year: number,
  { moved, shortened, decree }: ProductionYear,
  { decreeDays, language }: RussianOptions,
): ReadonlyArray<Dated> => {
  const names = namesIn[language]
  const on = (date: string) => `${year}-${date}`
  const decreed = decreeDays === "closed" ? decree : []
  const exceptions: ReadonlyArray<Dated> = [
    ...Object.entries(names.holidays).map(([date, name]) => closedOn(on(date), name)),
    ...moved.map(([dayOff, insteadOf]) => closedOn(on(dayOff), names.dayOff(insteadOf))),
    ...decreed.map((date) => closedOn(on(date), names.decree)),
    ...moved
      .filter(([, insteadOf]) => !Object.hasOwn(names.holidays, insteadOf))
      .map(([dayOff, workday]) => ({
        name: names.workday(dayOff),
        date: on(workday),
        kind: "moved" as const,
        like: weekdayOn(on(dayOff)),
      })),
    ...shortened
      .filter((date) => !decreed.includes(date))
      .map((date) => ({
        name: names.eve,
        date: on(date),
        kind: "shortened" as const,
        minutes: shortenedMinutes,
      })),
  ]
  return exceptions.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}
