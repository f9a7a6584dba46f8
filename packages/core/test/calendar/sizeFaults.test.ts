import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"

const nine: ReadonlyArray<readonly [string, string]> = [["09:00", "18:00"]]
const office = { id: "office", version: "1", timeZone: "+03:00", week: { mon: nine } }

const messagesOf = (input: unknown) =>
  Result.match(Calendar.make(input), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map(({ message }) => message),
  })

const days = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      new Date(n * 86_400_000).toISOString().slice(0, 10),
      nine,
    ]),
  )

describe("C28 lists that are too long", () => {
  it("days are taken up to 5,000", () => {
    expect(messagesOf({ ...office, days: days(Calendar.daysAtMost) })).toEqual([])
    expect(messagesOf({ ...office, days: days(Calendar.daysAtMost + 1) })).toEqual([
      "too-many: got 5001, expected at most 5000 dates, at days",
    ])
  })

  it("are told before any mistake in a million entries is looked for", () => {
    const rows = Array.from({ length: 1_000_000 }, () => ["9", "9"])
    const holidays = Array.from({ length: 1_000_000 }, () => "never")
    const exceptions = [{ name: "x", date: "2026-05-01", kind: "hours", rows }]
    const changes = [{ validFrom: "2026-05-01", week: { sun: rows } }]
    const many = "too-many: got 1000000, expected at most"
    expect(messagesOf({ ...office, holidays, timeZone: "MSK" })).toEqual([
      `${many} 5000 holidays, at holidays`,
    ])
    const wrong = { week: { mon: rows }, days: { "2026-05-01": rows, "\u001b": rows } }
    expect(messagesOf({ ...office, ...wrong, exceptions, changes })).toEqual([
      `${many} 48 rows, at week.mon`,
      `${many} 48 rows, at days.2026-05-01`,
      `${many} 48 rows, at days`,
      `${many} 48 rows, at exceptions[0].rows`,
      `${many} 48 rows, at changes[0].week.sun`,
    ])
  })
})
