import { describe, expect, it } from "vitest"
import { type RussianOptions, russianExceptions, russianYears } from "../../src/index.ts"
import { made, refused } from "../made.ts"
import { datesOf, eightHours, hoursOn, nineToSix, office } from "./office.ts"

const exceptionsOf = (options: Partial<RussianOptions>) =>
  made(russianExceptions({ years: [2024], decreeDays: "closed", language: "ru", ...options }))

const on = (date: string, options: Partial<RussianOptions>) =>
  exceptionsOf({ years: [Number(date.slice(0, 4))], ...options })
    .filter((each) => "date" in each && each.date === date)
    .map(({ name, kind }) => `${kind}: ${name}`)

/** The problems of a request that no compiler has seen. */
const asked = (options: object) => {
  const given: RussianOptions = JSON.parse(JSON.stringify(options))
  return refused(russianExceptions(given))
}

describe("the Russian production calendar", () => {
  // Working days and hours of a 40-hour week as published; decreed days lower no norm.
  it.each([
    [2021, 247, 1_972],
    [2022, 247, 1_973],
    [2023, 247, 1_973],
    [2024, 248, 1_979],
    [2025, 247, 1_972],
    [2026, 247, 1_972],
  ])("%i has %i working days and %i working hours", (year, days, hours) => {
    const time = office(eightHours, [year], "working")
    const worked = datesOf(year)
      .map((date) => hoursOn(time, date))
      .filter((each) => each > 0)
    expect(worked).toHaveLength(days)
    expect(worked.reduce((sum, each) => sum + each, 0)).toBe(hours)
  })

  it("knows 2021 to 2026, and its exceptions are a calendar's, by date", () => {
    expect(russianYears).toEqual([2021, 2022, 2023, 2024, 2025, 2026])
    office(nineToSix, russianYears)
    const dates = exceptionsOf({ years: russianYears }).flatMap((each) =>
      "date" in each ? [each.date] : [],
    )
    expect(dates).toEqual(dates.toSorted((a, b) => a.localeCompare(b)))
  })

  it("a decree's days stop the clocks or not, as somebody has to say", () => {
    const decreed = datesOf(2021).filter((date) =>
      on(date, { decreeDays: "closed" }).some((each) => each.includes("указу")),
    )
    expect(decreed).toHaveLength(9)
    const closed = office(nineToSix, [2021], "closed")
    const working = office(nineToSix, [2021], "working")
    expect(decreed.map((date) => hoursOn(closed, date))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    // Two of them are a weekend, and the last is then the eve of 4 November.
    expect(decreed.map((date) => hoursOn(working, date))).toEqual([9, 9, 9, 9, 0, 0, 9, 9, 8])
    expect(on("2021-11-03", { decreeDays: "closed" })).toHaveLength(1)
  })

  it("a worked weekend day works as the weekday it stands for, an hour less before a holiday", () => {
    const week = { mon: [["09:00", "18:00"]], tue: [["10:00", "15:00"]] }
    const time = office(week, [2024])
    // 27 April stands for Monday the 29th, 2 November for Tuesday, 30 April.
    expect(hoursOn(time, "2024-04-27")).toBe(9)
    expect(hoursOn(time, "2024-11-02")).toBe(4)
    expect(hoursOn(time, "2024-04-29")).toBe(0)
    expect(hoursOn(time, "2024-04-30")).toBe(0)
    expect(on("2024-11-02", {})).toEqual([
      "moved: Рабочий день вместо 30 апреля",
      "shortened: Предпраздничный день",
    ])
  })

  it("names the days in Russian and in English", () => {
    expect(on("2024-05-10", {})).toEqual(["closed: Выходной, перенесённый с 6 января"])
    expect(on("2024-01-07", {})).toEqual(["closed: Рождество Христово"])
    const en = { language: "en" } as const
    expect(on("2024-05-10", en)).toEqual(["closed: Day off moved from 6 January"])
    expect(on("2024-04-27", en)).toEqual(["moved: Working day instead of 29 April"])
    expect(on("2021-11-03", en)).toEqual(["closed: Non-working day by presidential decree"])
    const [first] = exceptionsOf({ years: [2026], language: "en" })
    expect(first).toEqual({ name: "New Year holidays", date: "2026-01-01", kind: "closed" })
  })

  it("has the statutory holidays of each year and nothing twice", () => {
    for (const year of russianYears) {
      const dates = exceptionsOf({ years: [year] }).filter(({ kind }) => kind === "closed")
      const unique = new Set(dates.map((each) => "date" in each && each.date))
      expect(unique.size).toBe(dates.length)
      for (const day of ["01-01", "01-08", "02-23", "03-08", "05-01", "05-09", "06-12", "11-04"]) {
        expect(unique).toContain(`${year}-${day}`)
      }
    }
  })

  it("never guesses a year, and a year asked twice is given once", () => {
    const options = { decreeDays: "closed", language: "ru" } as const
    expect(refused(russianExceptions({ ...options, years: [2020, 2024, 2027] }))).toEqual([
      "unknown-year years[0]",
      "unknown-year years[2]",
    ])
    expect(exceptionsOf({ years: [2024, 2024] })).toEqual(exceptionsOf({ years: [2024] }))
  })

  it("says everything that is wrong with what it is asked, at once", () => {
    expect(asked({})).toEqual([
      "missing-field years",
      "missing-field decreeDays",
      "missing-field language",
    ])
    const wrong = { decreeDays: "open", language: "de" }
    expect(asked({ ...wrong, years: [] })).toEqual([
      "empty years",
      "unknown-value decreeDays",
      "unknown-value language",
    ])
    const fine = { decreeDays: "closed", language: "ru" }
    expect(asked({ ...fine, years: ["2024", 2024.5] })).toEqual([
      "wrong-type years[0]",
      "not-integer years[1]",
    ])
    expect(asked({ ...fine, years: 2024 })).toEqual(["wrong-type years"])
    const eleven = Array.from({ length: 11 }, () => 2024)
    expect(asked({ ...fine, years: eleven })).toEqual(["too-many years"])
  })
})
