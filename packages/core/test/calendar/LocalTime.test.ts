import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as LocalTime from "../../src/calendar/LocalTime.ts"

const end = Date.UTC(2201, 0, 1)

const read = (text: string, options?: LocalTime.ParseOptions) =>
  Result.match(LocalTime.parse(text, options), {
    onSuccess: (at) => new Date(at).toISOString(),
    onFailure: (problems) => problems.map(({ code }) => code),
  })

const expectedOf = (text: string, timeZone: string) =>
  Result.match(LocalTime.parse(text, { timeZone }), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map(({ code, expected }) => [code, expected]),
  })

describe("reading an instant", () => {
  it.each([
    ["2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29T03:00+02:00", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29t01:00:00z", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29T01:00:00-00:00", "2026-03-29T01:00:00.000Z"],
    ["2026-03-28T20:15:30.5-04:45", "2026-03-29T01:00:30.500Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["1969-12-31T19:00:00-05:00", "1970-01-01T00:00:00.000Z"],
    ["2201-01-01T13:59:59.999+14:00", "2200-12-31T23:59:59.999Z"],
  ])("%s is %s, with a zone or without", (text, iso) => {
    expect(read(text)).toBe(iso)
    expect(read(text, { timeZone: "Asia/Kathmandu" })).toBe(iso)
  })

  it.each([
    ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
    ["2026-07-01T12:00:00", "europe/berlin", "2026-07-01T10:00:00.000Z"],
    ["2026-07-01T12:00:00", "+05:45", "2026-07-01T06:15:00.000Z"],
    ["1970-01-01T00:00", "America/New_York", "1970-01-01T05:00:00.000Z"],
    ["2201-01-01T13:59", "+14:00", "2200-12-31T23:59:00.000Z"],
  ])("%s on a wall of %s is %s", (text, timeZone, iso) => {
    expect(read(text, { timeZone })).toBe(iso)
  })

  it.each([
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"],
    ["Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"],
    [
      "Australia/Lord_Howe",
      "2026-10-04T02:15",
      "2026-10-04T01:45:00+10:30",
      "2026-10-04T02:45:00+11:00",
    ],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-29T12:00:00-10:00", "2011-12-31T12:00:00+14:00"],
  ])("T01 in %s the wall never showed %s: %s or %s", (timeZone, text, early, late) => {
    expect(expectedOf(text, timeZone)).toEqual([["time-does-not-exist", `${early} or ${late}`]])
    expect(Date.parse(early)).toBeLessThan(Date.parse(late))
  })

  it.each([
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
    ["Europe/Berlin", "2026-10-25T02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"],
    [
      "America/Havana",
      "2026-11-01T00:30:00.25",
      "2026-11-01T00:30:00.250-04:00",
      "2026-11-01T00:30:00.250-05:00",
    ],
  ])("T02 in %s the wall showed %s twice: %s or %s", (timeZone, text, early, late) => {
    expect(expectedOf(text, timeZone)).toEqual([["time-is-ambiguous", `${early} or ${late}`]])
    expect(read(early, { timeZone })).toBe(new Date(early).toISOString())
  })

  it("T01 T02 the wall times beside a switch are plain", () => {
    const timeZone = "Europe/Berlin"
    expect(read("2026-03-29T01:59:59.999", { timeZone })).toBe("2026-03-29T00:59:59.999Z")
    expect(read("2026-03-29T03:00", { timeZone })).toBe("2026-03-29T01:00:00.000Z")
    expect(read("2026-10-25T01:59:59.999", { timeZone })).toBe("2026-10-24T23:59:59.999Z")
    expect(read("2026-10-25T03:00", { timeZone })).toBe("2026-10-25T02:00:00.000Z")
  })

  it.each(["2026-02-30", "2026-04-31", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00"])(
    "T03 %s is refused and not rolled over",
    (date) => {
      expect(read(`${date}T10:00:00Z`)).toEqual(["invalid-date"])
    },
  )

  it.each(["24:00:00", "25:00", "10:60", "10:00:60", "23:59:61"])("%s is no time", (time) => {
    expect(read(`2026-01-01T${time}Z`)).toEqual(["invalid-time"])
  })

  it.each(["+24:00", "-10:60"])("%s is no offset", (offset) => {
    expect(read(`2026-01-01T10:00:00${offset}`)).toEqual(["invalid-time"])
  })

  it("T04 without an offset and a zone it is refused", () => {
    expect(read("2026-01-01T10:00:00")).toEqual(["offset-missing"])
  })

  it.each([
    "0000-01-01T00:00:00Z",
    "0099-01-01T00:00:00Z",
    "275761-01-01T00:00:00Z",
    "+275760-09-13T00:00:00.000Z",
    "-000001-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z",
    "infinity",
    "-infinity",
    "Infinity",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:59:59+01:00",
    "2201-01-01T00:00:00Z",
    "2200-12-31T23:00:00-01:00",
    "9999-12-31T23:59:59Z",
  ])("T06 %s is out of range", (text) => {
    expect(read(text)).toEqual(["out-of-range"])
  })

  it("T07 fractions of a second are cut to milliseconds, not rounded", () => {
    expect(read("2026-01-01T00:00:00.123456789Z")).toBe("2026-01-01T00:00:00.123Z")
    expect(read("2026-01-01T23:59:59.9999999Z")).toBe("2026-01-01T23:59:59.999Z")
    expect(read("2026-01-01T00:00:00.07Z")).toBe("2026-01-01T00:00:00.070Z")
  })

  it.each([
    "",
    "tomorrow",
    "2026-01-01",
    "2026-01-01 10:00:00Z",
    "2026-1-1T10:00:00Z",
    "2026-01-01T10Z",
    "2026-01-01T10:00:00.Z",
    "2026-01-01T10:00:00+02",
    "2026-01-01T10:00:00+0200",
    " 2026-01-01T10:00:00Z",
    "2026-01-01T10:00:00Z\n",
    "٢٠٢٦-01-01T10:00:00Z",
    "1774749600000",
  ])("%j is no instant", (text) => {
    expect(read(text)).toEqual(["invalid-instant"])
    expect(read(text, { timeZone: "Europe/Berlin" })).toEqual(["invalid-instant"])
  })

  it("all that is wrong is told at once, with where it lies", () => {
    expect(read("2026-02-30T25:00:00")).toEqual(["invalid-date", "invalid-time", "offset-missing"])
    const result = LocalTime.parse("2026-02-30T10:61+25:00", {
      timeZone: "MSK",
      path: "period.from",
    })
    const problems = Result.isFailure(result) ? result.failure : []
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "invalid-date period.from",
      "invalid-time period.from",
      "invalid-time period.from",
      "ambiguous-time-zone timeZone",
    ])
    expect(read("2026-01-01T10:00:00", { timeZone: "Mars/Phobos" })).toEqual(["unknown-time-zone"])
  })

  it("a hostile text is shown in 64 characters", () => {
    const result = LocalTime.parse(`\u001b[2J${"9".repeat(1_000_000)}`)
    const [problem] = Result.isFailure(result) ? result.failure : []
    expect(problem?.message).not.toContain("\u001b")
    expect(problem?.message.length).toBeLessThan(200)
  })
})

describe("writing an instant", () => {
  it.each([
    ["2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29T03:00:00+02:00"],
    ["2026-03-29T00:59:59.999Z", "Europe/Berlin", "2026-03-29T01:59:59.999+01:00"],
    ["2026-01-01T00:00:00.050Z", "UTC", "2026-01-01T00:00:00.050+00:00"],
    ["2026-01-01T00:00:00Z", "-09:30", "2025-12-31T14:30:00-09:30"],
    ["2026-01-01T00:00:00Z", "Asia/Calcutta", "2026-01-01T05:30:00+05:30"],
    ["1970-01-01T00:00:00Z", "America/New_York", "1969-12-31T19:00:00-05:00"],
    ["2201-01-01T00:00:00Z", "+14:00", "2201-01-01T14:00:00+14:00"],
    // Monrovia was 44 minutes and 30 seconds behind.
    ["1971-01-01T12:00:00Z", "Africa/Monrovia", "1971-01-01T11:16:00-00:44"],
  ])("%s in %s is %s", (iso, timeZone, text) => {
    expect(LocalTime.format(Date.parse(iso), timeZone)).toBe(text)
  })

  it.each([-1, end + 1, Number.NaN, Infinity])("%d is a RangeError", (at) => {
    expect(() => LocalTime.format(at, "UTC")).toThrow(RangeError)
    expect(() => LocalTime.format(at, "UTC")).toThrow(/out-of-range/)
  })

  it("a zone that is not taken is a RangeError, whatever was asked before", () => {
    expect(() => LocalTime.format(0, "Mars/Phobos")).toThrow(RangeError)
    expect(() => LocalTime.format(0, "Mars/Phobos")).toThrow(/unknown-time-zone/)
    expect(() => LocalTime.format(0, "EST")).toThrow(/ambiguous-time-zone/)
  })

  it("what is written is read as the same instant: every zone, fixed offsets, in overlaps too", () => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "UTC", "+14:00", "-12:00", "-00:30"]
    const anywhere = fc.integer({ min: 0, max: end - 1 })
    // The hours in which the clocks of Europe, New York, Havana and Lord Howe go back in 2026.
    const overlap = fc
      .tuple(
        fc.constantFrom("2026-10-25T00:00Z", "2026-11-01T04:00Z", "2026-04-04T14:00Z"),
        fc.integer({ min: 0, max: 4 * 3_600_000 }),
      )
      .map(([from, later]) => Date.parse(from) + later)
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.oneof(anywhere, overlap), (timeZone, at) => {
        const text = LocalTime.format(at, timeZone)
        expect(LocalTime.parse(text, { timeZone })).toEqual(Result.succeed(at))
        expect(Date.parse(text)).toBe(at)
      }),
      { numRuns: 2_000 },
    )
  })

  it("without the offset it is read as the same instant, or as one of the two that it may be", () => {
    const zones = ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "+05:45"]
    const hours = fc.integer({ min: 0, max: 8_760 * 4 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), hours, (timeZone, quarters) => {
        const at = Date.UTC(2026, 0, 1) + quarters * 900_000
        const text = LocalTime.format(at, timeZone)
        const result = LocalTime.parse(text.slice(0, 19), { timeZone })
        if (Result.isSuccess(result)) expect(result.success).toBe(at)
        else {
          expect(result.failure.map(({ code }) => code)).toEqual(["time-is-ambiguous"])
          expect(result.failure[0]?.expected.split(" or ")).toContain(text)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
