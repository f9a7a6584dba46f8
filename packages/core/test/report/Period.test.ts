// The dates and months of a zone as time.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Period from "../../src/report/Period.ts"

const ofDates = (first: string, last: string, timeZone = "UTC") =>
  Result.getOrThrow(Period.ofDates(first, last, timeZone))
const ofMonth = (month: string, timeZone = "UTC") =>
  Result.getOrThrow(Period.ofMonth(month, timeZone))
const hoursOf = ({ from, to }: Period.Period) => (to - from) / 3_600_000
const codesOf = (
  result: Result.Result<Period.Period, ReadonlyArray<{ code: string; path: string }>>,
) => (Result.isFailure(result) ? result.failure.map(({ code, path }) => `${code} at ${path}`) : [])

describe("a period", () => {
  it("of dates includes both of them, as long as the zone's wall makes them", () => {
    expect(ofDates("2026-03-02", "2026-03-02", "+03:00")).toEqual({
      from: Date.parse("2026-03-02T00:00:00+03:00"),
      to: Date.parse("2026-03-03T00:00:00+03:00"),
    })
    expect(hoursOf(ofDates("2026-03-29", "2026-03-29", "Europe/Berlin"))).toBe(23)
    expect(hoursOf(ofDates("2026-10-25", "2026-10-25", "Europe/Berlin"))).toBe(25)
  })

  it("of a date whose midnight the zone skips begins with the switch", () => {
    const { from } = ofDates("2018-11-04", "2018-11-04", "America/Sao_Paulo")
    expect(from).toBe(Date.parse("2018-11-04T01:00:00-02:00"))
  })

  it("of a month goes to the beginning of the next", () => {
    expect(hoursOf(ofMonth("2026-02"))).toBe(28 * 24)
    expect(hoursOf(ofMonth("2028-02"))).toBe(29 * 24)
    expect(ofMonth("2025-12").to).toBe(Date.parse("2026-01-01T00:00:00Z"))
  })

  it("knows how many whole months it is", () => {
    expect(Period.monthsIn(ofMonth("2026-02", "Europe/Berlin"), "Europe/Berlin")).toBe(1)
    expect(Period.monthsIn(ofDates("2025-11-01", "2026-01-31"), "UTC")).toBe(3)
    expect(Period.monthsIn(ofDates("2025-11-01", "2026-01-30"), "UTC")).toBeNull()
    expect(Period.monthsIn(ofMonth("2026-02", "UTC"), "Europe/Berlin")).toBeNull()
    const { from, to } = ofMonth("2026-02")
    expect(Period.monthsIn({ from: from + 1, to }, "UTC")).toBeNull()
  })

  it("refuses what is no date or no month, both ends at once, and a last date before the first", () => {
    expect(codesOf(Period.ofDates("2026-02-30", "1.3.2026", "UTC"))).toEqual([
      "invalid-date at from",
      "invalid-date at to",
    ])
    expect(codesOf(Period.ofDates("2026-03-02", "2026-03-01", "UTC"))).toEqual([
      "out-of-range at to",
    ])
    const tooLong = Period.ofDates("1990-01-01", "2026-01-01", "UTC")
    const expected = "a date from 1990-01-01 to 2000-01-08"
    const got = '"2026-01-01"'
    expect(tooLong).toMatchObject({
      failure: [{ code: "out-of-range", path: "to", got, expected }],
    })
    expect(hoursOf(ofDates("1990-01-01", "2000-01-08"))).toBe(Period.periodDaysAtMost * 24)
    for (const month of ["2026-13", "2026-3", "2026", "", "2026-03-01", "1970-01", "2200-12"])
      expect(codesOf(Period.ofMonth(month, "+14:00"))).toEqual(["invalid-date at month"])
  })

  it("of the first and the last month that are taken lies in the years of instants", () => {
    for (const timeZone of ["+14:00", "-12:00"]) {
      expect(hoursOf(ofMonth("1970-02", timeZone))).toBe(28 * 24)
      expect(hoursOf(ofMonth("2200-11", timeZone))).toBe(30 * 24)
    }
  })
})
