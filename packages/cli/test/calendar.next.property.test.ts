// Whatever calendar, list, years or feed: what the command prints is a calendar that `check` takes.
import { proposeHolidays, writeICalendar } from "@upkeep/calendars"
import { Calendar, standard } from "@upkeep/core"
import { Result } from "effect"
import fc from "fast-check"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { run } from "./calendarRuns.ts"
import { jsonIn, newFolder } from "./serving.ts"

/** Cases of each command; every one of them starts two processes. */
const numRuns = 4

const date = fc
  .integer({ min: Date.UTC(2021, 0) / 86_400_000, max: Date.UTC(2026, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((text) => `N${text}`)
const rows = fc.constantFrom(
  [["09:00", "18:00"]],
  [
    ["07:00", "12:30"],
    ["13:00", "24:00"],
  ],
  [{ open: "20:00", close: "05:00", overnight: true }],
)
const kind = fc.oneof(
  fc.constant({ kind: "closed" }),
  fc.record({ kind: fc.constant("hours"), rows }),
  fc.record({ kind: fc.constant("extra"), rows }),
  fc.record({ kind: fc.constant("moved"), like: fc.constantFrom("mon", "sun") }),
  fc.record({ kind: fc.constant("shortened"), minutes: fc.integer({ min: 1, max: 1_439 }) }),
)
const when = fc.oneof(
  fc.record({ date }),
  fc.record({ every: date.map((text) => text.slice(5)) }),
  fc.record({ every: fc.constantFrom({ month: 5, weekday: "mon", nth: -1 }) }),
)
const exceptions = fc.uniqueArray(
  fc.tuple(name, when, kind).map(([name, when, kind]) => ({ name, ...when, ...kind })),
  {
    maxLength: 6,
    selector: (each) => JSON.stringify({ ...each, name: "", kind: "" }, ["date", "every", "month"]),
  },
)
const week = fc.record({ mon: rows, wed: rows, sat: rows })

/** Calendars; what would be none is passed over. */
const calendars = fc
  .record({
    id: fc.constant("any"),
    version: fc.constant("1"),
    timeZone: fc.constantFrom("Europe/Moscow", "Europe/Berlin", "+05:45", "Pacific/Apia"),
    week,
    holidays: fc.array(date, { maxLength: 3 }),
    exceptions,
    changes: fc.array(fc.record({ validFrom: date, week }), { maxLength: 1 }),
  })
  .map((input) => Calendar.make(input))
  .filter(Result.isSuccess)
  .map(({ success }) => success)

/** Makes the next version of a calendar, half the time inside a profile, and checks it. */
const isChecked = async (
  calendar: Calendar.Calendar,
  inProfile: boolean,
  [command = "", ...args]: ReadonlyArray<string>,
): Promise<void> => {
  const folder = newFolder()
  const file = jsonIn(folder, "a.json", inProfile ? { ...standard, calendar } : calendar)
  const ended = await run(folder, command, file, ...args, "--set-version", "2")
  expect({ code: ended.code, err: ended.code === 0 ? "" : ended.err }).toEqual({ code: 0, err: "" })
  const printed = JSON.parse(ended.out)
  const next = inProfile ? printed.calendar : printed
  expect({ ...next, exceptions: [] }).toEqual({ ...calendar, version: "2", exceptions: [] })
  writeFileSync(join(folder, "b.json"), ended.out)
  const checked = await run(folder, "check", "b.json")
  expect(checked).toMatchObject({ code: 0, err: "" })
  expect(checked.out).toMatch(/^any 2: no mistakes/)
}

const years = fc.uniqueArray(fc.integer({ min: 2021, max: 2026 }), { minLength: 1, maxLength: 6 })

it("every calendar that accept prints passes check", async () => {
  const countries = fc.constantFrom("DE", "FR", "US", "JP", "IL", "SA", "ET", "GB")
  await fc.assert(
    fc.asyncProperty(
      calendars,
      fc.boolean(),
      countries,
      years,
      async (calendar, is, country, years) => {
        const { fingerprint } = Result.getOrThrow(proposeHolidays({ country, years }))
        const list = ["--country", country, "--years", years.join(), "--fingerprint", fingerprint]
        await isChecked(calendar, is, ["accept", ...list, "--by", "anna"])
      },
    ),
    { numRuns },
  )
})

it("every calendar that russia prints passes check", async () => {
  const decree = fc.constantFrom("closed", "working")
  await fc.assert(
    fc.asyncProperty(
      calendars,
      fc.boolean(),
      decree,
      years,
      async (calendar, is, decree, years) => {
        await isChecked(calendar, is, ["russia", "--years", years.join(), "--decree-days", decree])
      },
    ),
    { numRuns },
  )
})

it("every calendar that import prints passes check", async () => {
  await fc.assert(
    fc.asyncProperty(calendars, fc.boolean(), calendars, async (calendar, is, source) => {
      const feed = join(newFolder(), "feed.ics")
      const text = writeICalendar(source, { name: "feed", stamp: 0 })
      // What iCalendar cannot hold in one line, it says so.
      fc.pre(Result.isSuccess(text))
      writeFileSync(feed, Result.getOrThrow(text))
      const span = ["--from", "2021-01-01", "--to", "2026-12-31"]
      await isChecked(calendar, is, ["import", "--ical", feed, ...span])
    }),
    { numRuns },
  )
})
