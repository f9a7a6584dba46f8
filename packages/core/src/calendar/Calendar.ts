// A working calendar as data: whose clock, which hours of the week, which dates differ.
import { Result } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { compile, latestMillis } from "./compile.ts"
import { textOf } from "./date.ts"
import { faultsOf, noOpenTime } from "./faults.ts"
import { Calendar, tzdataRelease } from "./form.ts"
import { hasOpenTime } from "./openTime.ts"
import { sizeFaults } from "./sizeFaults.ts"
import { previous } from "./switches.ts"
import { dayMillis } from "./units.ts"
import { instantToWall } from "./zone.ts"
import { canonicalZone } from "./zoneName.ts"

export {
  Calendar,
  changesAtMost,
  daysAtMost,
  type Exception,
  exceptionsAtMost,
  holidaysAtMost,
  nameCharacters,
  type Row,
  rowsAtMost,
  shortenedMinutesAtMost,
  type Week,
} from "./form.ts"
export { joinedNamesAtMost } from "./hours.ts"
export type { Weekday } from "./wallTime.ts"

const decode = Decode.strict(Calendar)

/**
 * Makes a calendar from unknown input, or lists everything that is wrong with it.
 *
 * The zone is stored under its present IANA spelling. Refuses with `unknown-time-zone`,
 * `ambiguous-time-zone`, `invalid-time`, `end-before-start`, `empty-interval`, `not-overnight`,
 * `overlap`, `invalid-date`, `invalid-range`, `never-matches`, `conflicting-exceptions`,
 * `not-increasing`, `no-open-time`, and the codes of every decoding (`missing-field` …). Lists that
 * are too long are told first and alone (`too-many`).
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]], tue: [["18:00", "09:00"]] }
 * const made = Calendar.make({ id: "office", version: "1", timeZone: "+03:00", week })
 * made.failure.map((problem) => `${problem.code} ${problem.path}`)
 * // => ["end-before-start week.tue[0]"]
 */
export const make = (input: unknown): Result.Result<Calendar, ReadonlyArray<Problem.Problem>> => {
  const tooLong = sizeFaults(input)
  if (tooLong.length > 0) return Result.fail(Decode.listed(tooLong))
  const decoded = decode(input)
  const faults = faultsOf(input)
  const misshapen = Result.isFailure(decoded) ? decoded.failure : []
  const problems = Decode.listed([
    ...misshapen.filter((problem) => !isTold(problem, faults)),
    ...faults,
  ])
  if (Result.isFailure(decoded) || problems.length > 0) return Result.fail(problems)
  const timeZone = Result.getOrElse(canonicalZone(decoded.success.timeZone), () => "UTC")
  const calendar = { ...decoded.success, timeZone }
  return hasOpenTime(compile(calendar))
    ? Result.succeed(calendar)
    : Result.fail([noOpenTime("open time on some date from 1970 to 2200")])
}

/**
 * The last date for which holidays are known: the end of the last year that has one, since they are
 * published by the year. Nothing where the calendar lists none; a closed exception with a date is a
 * holiday too, one that recurs says nothing of a year.
 *
 * @example
 * const holidays = ["2026-11-04"]
 * Calendar.holidaysEnd({ id: "ru", version: "1", timeZone: "+03:00", week: {}, holidays })
 * // => "2026-12-31"
 */
export const holidaysEnd = (calendar: Calendar): string | undefined => {
  const last = lastHoliday(calendar)
  return last === undefined ? undefined : `${last.date.slice(0, 4)}-12-31`
}

/** The last date that is a holiday, and in which list it stands. */
const lastHoliday = ({ holidays = [], exceptions = [] }: Calendar) => {
  const dates = [
    ...exceptions.flatMap((each) =>
      "date" in each && each.kind === "closed" ? { path: "exceptions", date: each.date } : [],
    ),
    ...holidays.map((each) => ({
      path: "holidays",
      date: typeof each === "string" ? each : each.date,
    })),
  ]
  return dates.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))).at(-1)
}

/**
 * What is allowed and yet deserves a look, up to `until`, the local date (`YYYY-MM-DD`) of the
 * longest deadline: `holidays-end` where the list of holidays ends before it, `open-time-ends`
 * where the last working date lies before it.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const ru = { id: "ru", version: "1", timeZone: "+03:00", week, holidays: ["2026-11-04"] }
 * Calendar.warnings(ru, { until: "2027-01-15" }).map((problem) => `${problem.code} ${problem.got}`)
 * // => ["holidays-end 2026-12-31"]
 */
export const warnings = (
  calendar: Calendar,
  { until }: { readonly until: string },
): ReadonlyArray<Problem.Problem> => [
  ...endFault(holidaysEnd(calendar), until, {
    code: "holidays-end",
    path: lastHoliday(calendar)?.path ?? "holidays",
    expected: `holidays to ${until}`,
  }),
  ...endFault(openTimeEnd(calendar), until, {
    code: "open-time-ends",
    path: calendar.changes?.length ? `changes[${calendar.changes.length - 1}].week` : "week",
    expected: `open time to ${until}`,
  }),
]

/**
 * What is wrong with the zone data of a host (`process.versions.tz`, `unknown` where it says
 * nothing): `tzdata-too-old` where the calendar needs a newer release (C29), else nothing.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const kz = { id: "kz", version: "1", timeZone: "Asia/Almaty", week, minTzdata: "2024a" }
 * Calendar.tzdataProblem(kz, "2023d").code
 * // => "tzdata-too-old"
 */
export const tzdataProblem = (
  { minTzdata }: Calendar,
  zoneData: string,
): Problem.Problem | undefined => {
  // Releases are named by year and letter: what is not named so is not known to be new enough.
  if (minTzdata === undefined || (tzdataRelease.test(zoneData) && zoneData >= minTzdata))
    return undefined
  const expected = `zone data ${minTzdata} or newer`
  return Problem.make({ code: "tzdata-too-old", path: "minTzdata", got: zoneData, expected })
}

const endFault = (
  end: string | undefined,
  until: string,
  said: { readonly code: string; readonly path: string; readonly expected: string },
): ReadonlyArray<Problem.Problem> =>
  end === undefined || end >= until ? [] : [{ ...Problem.make({ ...said, got: end }), got: end }]

/** The last working date, where the week that is in force at last has no rows. */
const openTimeEnd = (calendar: Calendar): string | undefined => {
  const { week, changes = [] } = calendar
  if (Object.values(changes.at(-1)?.week ?? week).some((rows) => rows.length > 0)) return undefined
  const compiled = compile(calendar)
  const last = previous(compiled, latestMillis)
  if (last === undefined) return undefined
  return textOf(Math.floor(instantToWall(compiled.zone, last - 1) / dayMillis))
}

/** Whether a form that was not known is told of better, or by what is wrong inside it. */
const isTold = ({ code, path }: Problem.Problem, faults: ReadonlyArray<Problem.Problem>): boolean =>
  code === "unknown-value" &&
  faults.some(
    (fault) => fault.path.startsWith(`${path}.`) || (fault.path === path && fault.code === code),
  )
