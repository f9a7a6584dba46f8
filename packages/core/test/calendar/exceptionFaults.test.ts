import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import type { Problem } from "../../src/problem/Problem.ts"

const nine: ReadonlyArray<readonly [string, string]> = [["09:00", "18:00"]]
const office = { id: "office", version: "1", timeZone: "+03:00", week: { mon: nine, fri: nine } }

const problemsOf = (input: unknown): ReadonlyArray<Problem> =>
  Result.match(Calendar.make(input), { onSuccess: () => [], onFailure: (problems) => problems })

const codesOf = (input: unknown) => problemsOf(input).map(({ code, path }) => `${code} ${path}`)

const exception = (parts: object) => ({ name: "x", date: "2026-05-01", kind: "closed", ...parts })
const yearly = (parts: object) => ({ name: "x", every: "05-01", kind: "closed", ...parts })
const change = (validFrom: string, mon: unknown = nine) => ({ validFrom, week: { mon } })
const withExceptions = (...exceptions: ReadonlyArray<unknown>) => ({ ...office, exceptions })

describe("exceptions", () => {
  it.each([
    [exception({ date: "2026-02-30" }), "invalid-date exceptions[0].date"],
    [exception({ name: " " }), "empty exceptions[0].name"],
    [exception({ kind: "shut" }), "unknown-value exceptions[0].kind"],
    [{ name: "x", date: "2026-05-01" }, "missing-field exceptions[0].kind"],
    [{ name: "x", kind: "closed" }, "missing-field exceptions[0].date"],
    [exception({ every: "05-01" }), "unknown-field exceptions[0].every"],
    [exception({ fromYear: 2026 }), "unknown-field exceptions[0].fromYear"],
    [exception({ kind: "hours" }), "missing-field exceptions[0].rows"],
    [exception({ kind: "hours", rows: [["9", "10:00"]] }), "invalid-time exceptions[0].rows[0][0]"],
    [exception({ kind: "extra", rows: [] }), "empty exceptions[0].rows"],
    [
      exception({ kind: "extra", rows: [["10:00", "09:00"]] }),
      "end-before-start exceptions[0].rows[0]",
    ],
    [exception({ kind: "moved", like: "monday" }), "unknown-value exceptions[0].like"],
    [exception({ kind: "shortened", minutes: 0 }), "out-of-range exceptions[0].minutes"],
    [exception({ kind: "shortened", minutes: 1_440 }), "out-of-range exceptions[0].minutes"],
    [exception({ kind: "shortened", minutes: 0.5 }), "not-integer exceptions[0].minutes"],
    [exception({ kind: "shortened", minutes: Number.NaN }), "not-finite exceptions[0].minutes"],
    [yearly({ every: "5-1" }), "invalid-date exceptions[0].every"],
    [yearly({ every: "13-01" }), "invalid-date exceptions[0].every"],
    [yearly({ every: { month: 5, weekday: "mon" } }), "missing-field exceptions[0].every.nth"],
    [
      yearly({ every: { month: 13, weekday: "mon", nth: 1 } }),
      "out-of-range exceptions[0].every.month",
    ],
    [
      yearly({ every: { month: 5, weekday: "mon", nth: 0 } }),
      "unknown-value exceptions[0].every.nth",
    ],
    [yearly({ fromYear: 1969 }), "out-of-range exceptions[0].fromYear"],
    [yearly({ fromYear: 2027, untilYear: 2026 }), "invalid-range exceptions[0].untilYear"],
    ["2026-05-01", "unknown-value exceptions[0]"],
  ])("%j is refused: %s", (input, code) => {
    expect(codesOf(withExceptions(input))).toEqual([code])
  })

  it.each([
    ["02-30", {}],
    ["04-31", {}],
    ["02-29", { fromYear: 2025, untilYear: 2027 }],
    ["02-29", { fromYear: 2097, untilYear: 2103 }],
    [
      { month: 2, weekday: "mon", nth: 5 },
      { fromYear: 2025, untilYear: 2027 },
    ],
  ])("C30 %j of the years %j never comes", (every, years) => {
    expect(codesOf(withExceptions(yearly({ every, ...years })))).toEqual([
      "never-matches exceptions[0].every",
    ])
  })

  it("C30 what comes once is taken", () => {
    const mondays = { month: 2, weekday: "mon", nth: 5 }
    expect(codesOf(withExceptions(yearly({ every: mondays })))).toEqual([])
    const leap = yearly({ every: "02-29", fromYear: 2096, untilYear: 2103 })
    expect(codesOf(withExceptions(leap))).toEqual([])
  })

  it("all of them are told of at once, with those of the rest of the calendar", () => {
    const input = withExceptions(
      exception({ kind: "shut" }),
      yearly({ every: "02-30", kind: "hours", rows: [["10:00", "10:00"]] }),
      exception({ date: "2026-13-01" }),
      { name: "x" },
    )
    expect(codesOf({ ...input, timeZone: "MSK", colour: "red" }).toSorted()).toEqual([
      "ambiguous-time-zone timeZone",
      "empty-interval exceptions[1].rows[0]",
      "invalid-date exceptions[2].date",
      "missing-field exceptions[3].date",
      "missing-field exceptions[3].kind",
      "never-matches exceptions[1].every",
      "unknown-field colour",
      "unknown-value exceptions[0].kind",
    ])
  })

  it("two that give hours to one date are refused with both places", () => {
    const hours = { kind: "hours", rows: nine }
    const moved = { kind: "moved", like: "mon" }
    const [problem, ...others] = problemsOf(
      withExceptions(exception({}), exception(hours), exception({}), exception(moved)),
    )
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code: "conflicting-exceptions", path: "exceptions[3]" })
    expect(problem?.expected).toContain("exceptions[1]")
    const fifth = { every: { month: 5, weekday: "fri", nth: 1 } }
    expect(codesOf(withExceptions(yearly(moved), yearly(moved)))).toEqual([
      "conflicting-exceptions exceptions[1]",
    ])
    expect(
      codesOf(withExceptions(yearly({ ...moved, ...fifth }), yearly({ ...hours, ...fifth }))),
    ).toEqual(["conflicting-exceptions exceptions[1]"])
  })

  it("an unknown kind hides no other mistake, and what is no object is told of in short", () => {
    const wrong = { name: " ", date: "2026-02-30", kind: "shut", rows: [["10:00", "09:00"]] }
    expect(codesOf(withExceptions(wrong, { name: "x", every: "13-01" })).toSorted()).toEqual([
      "empty exceptions[0].name",
      "end-before-start exceptions[0].rows[0]",
      "invalid-date exceptions[0].date",
      "invalid-date exceptions[1].every",
      "missing-field exceptions[1].kind",
      "unknown-value exceptions[0].kind",
    ])
    expect(problemsOf(withExceptions(7))[0]?.message).toBe(
      "unknown-value: got 7, expected an object { name, date or every, kind, … }, at exceptions[0]",
    )
    const fifth = { month: 2, weekday: "mon", nth: 5 }
    const never = yearly({ every: fifth, fromYear: 2025, untilYear: 2027 })
    expect(problemsOf(withExceptions(never))[0]?.got).toBe('"the 5. mon of month 2"')
  })

  it("C28 the extra hours of a date have no more rows together than a date may have", () => {
    const extra = { kind: "extra", rows: nine }
    const many = (count: number, parts: object) =>
      Array.from({ length: count }, () => ({ ...exception(extra), ...parts }))
    expect(codesOf(withExceptions(...many(48, {}), ...many(48, { date: "2026-05-02" })))).toEqual(
      [],
    )
    expect(codesOf(withExceptions(...many(49, {})))).toEqual(["too-many exceptions[48].rows"])
    const years = (fromYear: number, untilYear: number, count: number) =>
      Array.from({ length: count }, () => yearly({ ...extra, fromYear, untilYear }))
    const apart = [...years(2026, 2026, 30), ...years(2027, 2027, 30), ...years(2026, 2027, 18)]
    expect(codesOf(withExceptions(...apart))).toEqual([])
    expect(codesOf(withExceptions(...apart, ...years(2027, 2027, 1)))).toEqual([
      "too-many exceptions[78].rows",
    ])
  })

  it("layers, kinds, dates and years that do not meet are no conflict", () => {
    const hours = { kind: "hours", rows: nine }
    const listed = [
      exception(hours),
      exception({ ...hours, date: "2026-05-02" }),
      yearly({ ...hours, untilYear: 2025 }),
      yearly({ ...hours, fromYear: 2026 }),
      exception({}),
      exception({}),
      exception({ kind: "shortened", minutes: 60 }),
      exception({ kind: "shortened", minutes: 60 }),
      exception({ kind: "extra", rows: nine }),
      exception({ kind: "extra", rows: nine }),
    ]
    expect(codesOf({ ...withExceptions(...listed), days: { "2026-05-01": nine } })).toEqual([])
    expect(codesOf(withExceptions(...listed, yearly({ ...hours, fromYear: 2025 })))).toEqual([
      "conflicting-exceptions exceptions[10]",
    ])
  })

  it("C28 too many exceptions and changes are refused", () => {
    const exceptions = Array.from({ length: 5_001 }, () => exception({}))
    const changes = Array.from({ length: 101 }, (_, n) => change(`${1970 + n}-01-01`))
    expect(codesOf({ ...office, exceptions })).toEqual(["too-many exceptions"])
    expect(codesOf({ ...office, changes })).toEqual(["too-many changes"])
  })
})

describe("changes", () => {
  it("have dates that grow, and weeks that are judged like the first", () => {
    const changes = [
      change("2026-05-01"),
      change("2026-05-01"),
      change("2026-06-31"),
      change("2026-04-01", [["10:00", "09:00"]]),
      change("2026-07-01", [["9", "10:00"]]),
    ]
    expect(codesOf({ ...office, changes }).toSorted()).toEqual([
      "end-before-start changes[3].week.mon[0]",
      "invalid-date changes[2].validFrom",
      "invalid-time changes[4].week.mon[0][0]",
      "not-increasing changes[1].validFrom",
    ])
  })
})
