// What a library believes the holidays to be: a list for a person to look at, and nothing more.
import { createHash } from "node:crypto"
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { oneOf, years } from "../check.ts"
import { firstYear, lastYear } from "../date.ts"
import type { Problems } from "../exception.ts"
import {
  holidaysOf,
  type HolidayType,
  holidayTypes,
  languagesOf,
  libraryVersion,
} from "./library.ts"
import { placeProblems } from "./place.ts"
import { type HolidayDate, isWhole, spread, wholeDate } from "./spread.ts"

/** Whose holidays are asked for. */
export interface HolidayOptions {
  /** The country's code by ISO 3166-1, `DE`. */
  readonly country: string
  /** The code of a state or canton as date-holidays knows it, `BE`. */
  readonly state?: string
  /** The code of a region of that state. */
  readonly region?: string
  /** 1 to 10 years from 1970 to 2200. */
  readonly years: ReadonlyArray<number>
  /** Of the names; default: the country's own first language. */
  readonly language?: string
  /** Default: public holidays alone. */
  readonly types?: ReadonlyArray<HolidayType>
}

/** A whole date of a holiday. */
export interface ProposedHoliday {
  readonly date: string
  readonly name: string
  readonly type: HolidayType
  /** What the library adds, and which day of several it is. */
  readonly note?: string
}

/** A date of which a holiday takes only a part, from `start` to `end` (`24:00` at the most). */
export interface UncertainHoliday extends ProposedHoliday {
  readonly start: string
  readonly end: string
}

/** A list of holidays to be shown and accepted: plain JSON. */
export interface HolidayProposal {
  readonly source: { readonly library: "date-holidays"; readonly version: string }
  readonly country: string
  readonly state?: string
  readonly region?: string
  readonly language: string
  readonly years: ReadonlyArray<number>
  readonly types: ReadonlyArray<HolidayType>
  /** By date; a holiday of several days has an entry for each. */
  readonly holidays: ReadonlyArray<ProposedHoliday>
  /** What is no whole date; accepting the list closes none of these. */
  readonly uncertain: ReadonlyArray<UncertainHoliday>
  /** Of everything above, 64 hexadecimal digits. */
  readonly fingerprint: string
}

/**
 * The holidays of a country, of a state or of a region, as date-holidays computes them.
 *
 * It is a proposal: look at it (`describeProposal`) and accept it (`acceptProposal`). Nothing is
 * fetched; the answer depends on the options and the library's version alone.
 *
 * Refuses with `unknown-country` a country, state or region without data, with `unknown-value` a
 * language or type, with `too-many` more than 10 years, with
 * `out-of-range` a year before 1970 or after 2200.
 *
 * @example
 * const asked = proposeHolidays({ country: "DE", state: "BE", years: [2026] })
 * const [first] = asked.success.holidays
 * first // => { date: "2026-01-01", name: "Neujahr", type: "public" }
 */
export const proposeHolidays = (
  options: HolidayOptions,
): Result.Result<HolidayProposal, Problems> => {
  const types = options.types ?? ["public"]
  const unknownPlace = placeProblems(options)
  const problems = [
    ...unknownPlace,
    ...years(options.years, outOfRange),
    ...typeProblems(types),
    ...(unknownPlace.length === 0 ? languageProblems(options) : []),
  ]
  return problems.length > 0 ? Result.fail(problems) : Result.succeed(listed({ ...options, types }))
}

/** The fingerprint of a list, whatever order its fields came back in from a store. */
export const fingerprintOf = (list: Omit<HolidayProposal, "fingerprint">): string => {
  const { source, country, state, region, language, years, types } = list
  const entries = list.holidays.map(({ date, name, type, note }) => [date, name, type, note])
  const parts = list.uncertain.map((each) => {
    const { date, start, end, name, type, note } = each
    return [date, start, end, name, type, note]
  })
  const head = [source.library, source.version, country, state, region, language, years, types]
  return createHash("sha256")
    .update(JSON.stringify([head, entries, parts]))
    .digest("hex")
}

const outOfRange = (year: number, path: string): Problems => {
  if (year >= firstYear && year <= lastYear) return []
  const expected = `a year from ${firstYear} to ${lastYear}`
  return [Problem.make({ code: "out-of-range", path, got: year, expected })]
}

const languageProblems = (options: HolidayOptions): Problems =>
  options.language === undefined ? [] : oneOf(options.language, languagesOf(options), "language")

const typeProblems = (types: ReadonlyArray<HolidayType>): Problems => {
  const expected = `one of ${holidayTypes.join(", ")}`
  const none = { code: "empty", path: "types", got: types, expected }
  if (types.length === 0) return [Problem.make(none)]
  return types.flatMap((type, index) => oneOf(type, holidayTypes, `types[${index}]`))
}

const listed = (options: HolidayOptions & Pick<HolidayProposal, "types">): HolidayProposal => {
  const { country, state, region, types } = options
  const language = options.language ?? languagesOf(options)[0] ?? "en"
  const dates = datesOf({ ...options, language })
  const list = {
    source: { library: "date-holidays" as const, version: libraryVersion() },
    country,
    ...(state === undefined ? {} : { state }),
    ...(region === undefined ? {} : { region }),
    language,
    years: [...new Set(options.years)].toSorted((a, b) => a - b),
    types,
    holidays: dates.filter(isWhole).map(wholeDate),
    uncertain: dates.filter((each) => !isWhole(each)),
  }
  return { ...list, fingerprint: fingerprintOf(list) }
}

const datesOf = (
  options: HolidayOptions & Pick<HolidayProposal, "types" | "language">,
): ReadonlyArray<HolidayDate> => {
  // A holiday of several days reaches over New Year, and a substitute may lie before it.
  const around = new Set(options.years.flatMap((year) => [year - 1, year, year + 1]))
  const dates = [...around]
    .flatMap((year) => holidaysOf(options, year, options.language))
    .filter(({ type }) => options.types.includes(type))
    .flatMap(spread)
    .filter(({ date }) => options.years.includes(Number(date.slice(0, 4))))
  const once = new Map(dates.map((each) => [JSON.stringify(each), each]))
  return [...once.values()].toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}
