import { describe, expect, it } from "vitest"
import { dateOf, durationText, instantOf, millisOf } from "./iso.ts"

describe("instants", () => {
  const noon = Date.UTC(2026, 2, 29, 12)

  it.each([
    ["2026-03-29T12:00:00Z", noon],
    ["2026-03-29t12:00z", noon],
    ["2026-03-29 12:00Z", noon],
    ["2026-03-29T14:00+02:00", noon],
    ["2026-03-29T14:00:00+0200", noon],
    ["2026-03-29T14:00:00+02", noon],
    ["2026-03-29T02:30:00.000-09:30", noon],
    ["2026-03-29T12:00:00.5Z", noon + 500],
    ["2026-03-29T12:00:00,025Z", noon + 25],
    ["2026-03-29T12:00:00.123999Z", noon + 123],
    ["2026-03-28T24:00Z", Date.UTC(2026, 2, 29)],
    ["1969-12-31T23:59:59.999Z", -1],
  ])("%s", (text, at) => {
    expect(instantOf(text)).toBe(at)
  })

  it.each([
    "2026-03-29T12:00:00",
    "2026-03-29",
    "2026-02-30T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-03-29T24:01Z",
    "2026-03-29T12:60Z",
    "2026-03-29T12:00:60Z",
    "yesterday",
    "",
  ])("%s is refused", (text) => {
    expect(() => instantOf(text)).toThrow(/^no(?:t an instant| such)/)
  })
})

describe("durations", () => {
  it.each([
    ["PT1H", 3_600_000],
    ["PT1H30M0.5S", 5_400_500],
    ["-PT2H", -7_200_000],
    ["+PT2H", 7_200_000],
    ["PT-2H", -7_200_000],
    ["PT1,5H", 5_400_000],
    ["PT0.001S", 1],
    ["PT1.005S", 1_005],
    ["PT200H", 720_000_000],
    ["PT0S", 0],
    ["-PT0S", 0],
    ["P0D", 0],
    ["P0DT5M", 300_000],
  ])("%s", (text, millis) => {
    expect(millisOf(text)).toBe(millis)
  })

  it.each(["P1D", "P1M", "P", "PT", "P0DT", "1H", "PT1M1H", "PT1", ""])("%s is refused", (text) => {
    expect(() => millisOf(text)).toThrow(/not a duration/)
  })

  it("less than a millisecond and more than can be counted are refused", () => {
    expect(() => millisOf("PT0.0005S")).toThrow(/finer/)
    expect(() => millisOf("PT9999999999999999H")).toThrow(/longer/)
  })

  it.each([0, 1, 999, 60_000, 3_600_000, 5_400_500, 90_061_001, -7_200_000])(
    "%d milliseconds are read as they are shown",
    (millis) => {
      expect(millisOf(durationText(millis))).toBe(millis)
    },
  )
})

it("a date has to exist", () => {
  expect(dateOf("2028-02-29")).toBe(Date.UTC(2028, 1, 29))
  for (const text of ["2026-02-29", "2026-2-1", "20260201"])
    expect(() => dateOf(text)).toThrow(/no such date/)
})
