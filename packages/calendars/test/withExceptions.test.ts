import { Calendar } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { russianExceptions, withExceptions } from "../src/index.ts"
import { made, refused } from "./made.ts"

const closed = (date: string): Calendar.Exception => ({ name: "Own", date, kind: "closed" })

const office = made(
  Calendar.make({
    id: "office",
    version: "1",
    timeZone: "+03:00",
    week: { mon: [["09:00", "18:00"]] },
    holidays: ["2026-07-01"],
    days: { "2026-07-02": [] },
    exceptions: [
      closed("2025-07-03"),
      closed("2026-07-03"),
      { name: "Eve", every: "12-31", kind: "shortened", minutes: 60 },
      { name: "Memorial", every: { month: 5, weekday: "mon", nth: -1 }, kind: "closed" },
    ],
  }),
)

const named = ({ exceptions = [] }: Calendar.Calendar) =>
  exceptions.map((each) => ("date" in each ? each.date : each.name))

describe("a new version of a calendar", () => {
  const version = { version: "2" }

  it("has the new exceptions in their years, and everything else as it was", () => {
    const next = made(withExceptions(office, [closed("2026-01-01"), closed("2027-01-01")], version))
    expect(named(next)).toEqual(["2025-07-03", "Eve", "Memorial", "2026-01-01", "2027-01-01"])
    const { exceptions: _, version: __, ...rest } = next
    const { exceptions: ___, version: ____, ...before } = office
    expect(rest).toEqual(before)
    expect(next.version).toBe("2")
    expect(office.version).toBe("1")
  })

  it("has a recurring one instead of what recurred on its day", () => {
    const memorial = { month: 5, weekday: "mon", nth: -1 } as const
    const again: Calendar.Exception = { name: "Memorial Day", every: memorial, kind: "closed" }
    const next = made(withExceptions(office, [again], version))
    expect(named(next)).toEqual(["2025-07-03", "2026-07-03", "Eve", "Memorial Day"])
  })

  it("is the same whether the exceptions are taken once or again in a later version", () => {
    const options = { years: [2025, 2026], decreeDays: "closed", language: "ru" } as const
    const list = made(russianExceptions(options))
    const once = made(withExceptions(office, list, version))
    const again = made(withExceptions(once, list, { version: "3" }))
    expect(again).toEqual({ ...once, version: "3" })
  })

  it("is not the version that it was", () => {
    expect(refused(withExceptions(office, [], { version: "1" }))).toEqual([
      "version-exists version",
    ])
    expect(refused(withExceptions(office, [], { version: "" }))).toEqual(["empty version"])
  })

  it("is a calendar or nothing", () => {
    expect(refused(withExceptions(office, [closed("2026-02-30")], version))).toEqual([
      "invalid-date exceptions[3].date",
    ])
  })
})
