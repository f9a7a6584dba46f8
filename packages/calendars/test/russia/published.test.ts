// The published facts, which lie beside the repository, against what a calendar of ours answers.
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Calendar, WorkingTime } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { russianYears } from "../../src/index.ts"
import { made } from "../made.ts"
import { datesOf, hoursOn, nineToSix, office } from "./office.ts"

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "vectors")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

const folder = found(dirname(fileURLToPath(import.meta.url)))
const textOf = (file: string) => readFileSync(join(folder ?? "", file), "utf8")

interface Published {
  readonly holidays: ReadonlyArray<string>
  readonly shortened: ReadonlyArray<string>
  readonly workingWeekends: ReadonlyArray<string>
  readonly decreeNonWorking: ReadonlyArray<string>
}

const published = (year: number): Published => JSON.parse(textOf(`ru-calendar/ru-${year}.json`))

const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay())

/** What the file says of a date. */
const expectedHours = (file: Published, date: string): number => {
  if (file.holidays.includes(date)) return 0
  if (isWeekend(date) && !file.workingWeekends.includes(date)) return 0
  return file.shortened.includes(date) ? 8 : 9
}

const without =
  folder === undefined ? " (skipped: no folder shared/vectors beside the repository)" : ""

describe.skipIf(folder === undefined)(`the published production calendars${without}`, () => {
  it.each(russianYears)("every date of %i has the hours that were published", (year) => {
    const file = published(year)
    const time = office(nineToSix, [year])
    for (const date of datesOf(year)) {
      const hours = expectedHours(file, date)
      expect([date, hoursOn(time, date)]).toEqual([date, hours])
      expect([date, WorkingTime.isWorkingDay(time, date)]).toEqual([date, hours > 0])
    }
  })

  it("where a decree's days are worked, they alone differ", () => {
    for (const year of russianYears) {
      const file = published(year)
      const working = office(nineToSix, [year], "working")
      const differing = datesOf(year).filter(
        (date) => hoursOn(working, date) !== expectedHours(file, date),
      )
      expect(differing).toEqual(file.decreeNonWorking.filter((date) => !isWeekend(date)))
    }
  })

  it("the calendars of other people's cases work exactly when ours do", () => {
    const cases = textOf("ru.jsonl")
      .split("\n")
      .filter((line) => line !== "")
    expect(cases).toHaveLength(265)
    const calendars = new Map(
      cases.map((line): [string, Case["calendar"]] => {
        const { calendar }: Case = JSON.parse(line)
        return [JSON.stringify(calendar), calendar]
      }),
    )
    for (const calendar of calendars.values()) {
      const years = yearsOf(calendar)
      const theirs = Calendar.make({ id: "theirs", version: "1", ...calendar })
      const got = openIn(office(calendar.week, years), years)
      expect(got).toEqual(openIn(WorkingTime.make(made(theirs)), years))
    }
  })
})

interface Case {
  readonly calendar: {
    readonly week: unknown
    readonly holidays: ReadonlyArray<string>
    readonly days?: { readonly [date: string]: unknown }
  }
}

const yearsOf = ({ holidays, days }: Case["calendar"]): ReadonlyArray<number> => {
  const dates = [...holidays, ...Object.keys(days ?? {})]
  return [...new Set(dates.map((date) => Number(date.slice(0, 4))))]
}

const openIn = (time: WorkingTime.WorkingTime, years: ReadonlyArray<number>) =>
  years.flatMap((year) => {
    const [from, to] = [year, year + 1].map((each) => Date.parse(`${each}-01-01T00:00:00+03:00`))
    return [...WorkingTime.intervals(time, from ?? 0, to ?? 0)]
  })
