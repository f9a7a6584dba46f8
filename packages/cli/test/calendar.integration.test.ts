// `upkeep calendar check`, `show` and `export`: a calendar as its operator looks at it.
import { Calendar, standard, WorkingTime } from "@upkeep/core"
import { Result } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { calendarIn, office, problems, run, runWith, type Shown } from "./calendarRuns.ts"
import { jsonIn, newFolder } from "./serving.ts"

const withoutRelease = (text: string): string => text.replace(/zone data \w+/, "zone data")

const show = async (calendar: object, from: string, to: string) => {
  const file = jsonIn(newFolder(), "calendar.json", calendar)
  const { code, out, err } = await run(".", "show", file, "--from", from, "--to", to)
  expect({ code, err }).toEqual({ code: 0, err: "" })
  return out.trimEnd().split("\n")
}

describe("check", () => {
  it("tells every mistake of file, options and environment at once, with exit code 78", async () => {
    const week = {
      mon: [["18:00", "09:00"]],
      tue: [
        ["09:00", "12:00"],
        ["11:00", "15:00"],
      ],
    }
    const file = jsonIn(newFolder(), "bad.json", { ...office, timeZone: "CET", week })
    const mistyped = { UPKEEP_STOER: "x" }
    const ended = await runWith(mistyped, ".", "check", file, "--to", "2026-02-30")
    expect(problems(ended)).toEqual([
      "unknown-field at environment",
      "ambiguous-time-zone at FILE.timeZone",
      "end-before-start at FILE.week.mon[0]",
      "overlap at FILE.week.tue[1]",
      "invalid-date at --to",
    ])
    expect(ended).toMatchObject({ code: 78, out: "" })
  })

  it("of a profile judges its own calendar", async () => {
    const calendar = { ...office, holidays: ["2026-02-30"] }
    const file = jsonIn(newFolder(), "profile.json", { ...standard, calendar, policy: "none" })
    expect(problems(await run(".", "check", file))).toEqual([
      "invalid-date at FILE.calendar.holidays[0]",
    ])
  })

  it.each([
    ["there is no file", undefined, "cannot-read-calendar at FILE"],
    ["it is no JSON", "{", "cannot-read-calendar at FILE"],
    ["it is no object", "3", "wrong-type at FILE"],
    ["its calendar is none", '{"calendar":null}', "wrong-type at FILE.calendar"],
  ])("refuses a file where %s", async (_, text, problem) => {
    const folder = newFolder()
    if (text !== undefined) jsonIn(folder, "calendar.json", JSON.parse(text === "{" ? "0" : text))
    const file = text === "{" ? "../README.md" : join(folder, "calendar.json")
    const ended = await run(import.meta.dirname, "check", file)
    expect(problems(ended)).toEqual([problem])
    expect(ended).toMatchObject({ code: 78, out: "" })
  })

  it("C13 C29 warns of holidays and open time that end, and of old zone data, with exit code 0", async () => {
    const holidays = ["2026-01-01"]
    const changes = [{ validFrom: "2027-02-01", week: {} }]
    const calendar = { ...office, holidays, changes, minTzdata: "2199a" }
    const file = jsonIn(newFolder(), "calendar.json", calendar)
    const { code, out, err } = await run(".", "check", file, "--to", "2027-03-01")
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out.split("\n")).toEqual([
      "office 1: no mistakes, but look at this up to 2027-03-01",
      expect.stringMatching(
        /^tzdata-too-old: got "20\d\d[a-z]", expected .*2199a.*, at FILE\.minTzdata$/,
      ),
      "holidays-end: got 2026-12-31, expected holidays to 2027-03-01, at FILE.holidays",
      "open-time-ends: got 2027-01-29, expected open time to 2027-03-01, at FILE.changes[0].week",
      "",
    ])
    const before = await run(".", "check", file, "--to", "2026-12-31")
    expect(
      before.out
        .split("\n")
        .slice(1)
        .map((line) => line.split(":")[0]),
    ).toEqual(["tzdata-too-old", ""])
  })

  it("C13 looks 60 days ahead where nobody says otherwise, as a desk does", async () => {
    const { out } = await run(".", "check", jsonIn(newFolder(), "calendar.json", office))
    const [until = ""] = /\d{4}-\d\d-\d\d/.exec(out) ?? []
    expect(out).toBe(`office 1: no mistakes, nothing to look at up to ${until}\n`)
    const days = (Date.parse(until) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(58)
    expect(days).toBeLessThan(61)
  })
})

describe("show", () => {
  it("C14 shows what the README shows: a row inside the gap counts 0 min", async () => {
    const lines = await show(
      {
        id: "office",
        version: "2026",
        timeZone: "Europe/Berlin",
        week: {
          mon: [["09:00", "18:00"]],
          tue: [["09:00", "18:00"]],
          sat: [{ open: "22:00", close: "06:00", overnight: true }],
        },
        days: { "2026-03-29": [["02:10", "02:50"]] },
        exceptions: [
          { name: "Inventory", date: "2026-03-30", kind: "shortened", minutes: 60 },
          { name: "Works outing", date: "2026-03-31", kind: "closed" },
        ],
      },
      "2026-03-28",
      "2026-03-31",
    )
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8")
    const [, shown = ""] = /```\n(office 2026, [^`]*)\n```/.exec(readme) ?? []
    expect(withoutRelease(lines.join("\n"))).toBe(withoutRelease(shown))
  })

  it("says why a date differs, in every way in which one can", async () => {
    const lines = await show(
      {
        ...office,
        timeZone: "+03:00",
        holidays: [{ date: "2026-05-04", name: "First" }, "2026-05-06"],
        days: { "2026-05-08": [["10:00", "11:30"]] },
        exceptions: [
          { name: "Second", date: "2026-05-04", kind: "closed" },
          { name: "Late", every: "05-05", kind: "extra", rows: [["20:00", "21:00"]] },
          { name: "Short", date: "2026-05-05", kind: "shortened", minutes: 15 },
          { name: "Own", date: "2026-05-07", kind: "hours", rows: [["00:00", "24:00"]] },
          { name: "For Monday", date: "2026-05-09", kind: "moved", like: "mon" },
        ],
        changes: [{ validFrom: "2026-05-11", week: { mon: [["09:00", "13:00"]] } }],
      },
      "2026-05-04",
      "2026-05-12",
    )
    expect(lines.slice(1).map((line) => line.replaceAll(/ +/g, " "))).toEqual([
      "2026-05-04 mon closed holiday: First, Second",
      "2026-05-05 tue 09:00–17:45, 20:00–21:00 9 h 45 min shortened: Short; extra hours: Late",
      "2026-05-06 wed closed holiday",
      "2026-05-07 thu 00:00–24:00 24 h own hours: Own",
      "2026-05-08 fri 10:00–11:30 1 h 30 min own hours",
      "2026-05-09 sat 09:00–18:00 9 h moved: For Monday",
      "2026-05-10 sun closed",
      "2026-05-11 mon 09:00–13:00 4 h another week from here on",
      "2026-05-12 tue closed",
      "working dates: 5, together 48 h 15 min",
    ])
  })

  it.each([
    ["Europe/Berlin", "2026-10-25", "00:00–24:00 25 h the clock changes from +02:00 to +01:00"],
    [
      "Australia/Lord_Howe",
      "2026-10-04",
      "00:00–24:00 23 h 30 min the clock changes from +10:30 to +11:00",
    ],
    [
      "Pacific/Apia",
      "2011-12-30",
      "skipped 0 min the clock skips this row at 2011-12-31T00:00:00+14:00",
    ],
    ["Asia/Kathmandu", "1970-01-01", "05:30–24:00 18 h 30 min"],
    ["Asia/Kathmandu", "2200-12-31", "00:00–24:00 24 h"],
  ])(
    "of a date that is open throughout says what it counts: %s %s",
    async (timeZone, date, said) => {
      const all = [["00:00", "24:00"]]
      const week = { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all }
      const [, line = ""] = await show({ ...office, timeZone, week }, date, date)
      expect(line.replaceAll(/ +/g, " ").slice("2026-10-25 sun ".length)).toBe(said)
    },
  )

  it("shows the closing time that was meant where the clock changes with it", async () => {
    const days = { "2026-03-29": [["00:00", "02:00"]], "2026-10-25": [["00:00", "02:00"]] }
    const [, spring] = await show({ ...office, days }, "2026-03-29", "2026-03-29")
    expect(spring).toBe("2026-03-29 sun  00:00–02:00  2 h  own hours")
    const [, autumn] = await show({ ...office, days }, "2026-10-25", "2026-10-25")
    expect(autumn).toBe("2026-10-25 sun  00:00–02:00  2 h  own hours")
  })

  it("prints with --json what WorkingTime.dates answers, and by which zone data", async () => {
    const exceptions = [{ name: "Outing", date: "2026-06-12", kind: "closed" }]
    const calendar = Result.getOrThrow(Calendar.make({ ...office, exceptions }))
    const profile = jsonIn(newFolder(), "profile.json", { ...standard, calendar })
    const span = ["2026-06-10", "2026-06-14"] as const
    const { out } = await run(".", "show", profile, "--from", span[0], "--to", span[1], "--json")
    const { dates, ...head } = JSON.parse(out)
    expect(dates).toEqual([...WorkingTime.dates(WorkingTime.make(calendar), ...span)])
    const { id, version, timeZone } = office
    const zoneData = process.versions["tz"]
    expect(head).toEqual({ id, version, timeZone, zoneData, from: span[0], to: span[1] })
  })

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
    "begins today in the calendar's zone and ends 30 days later: %s",
    async (timeZone) => {
      const today = () =>
        new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(Date.now())
      const before = today()
      const file = jsonIn(newFolder(), "calendar.json", { ...office, timeZone })
      const { out } = await run(".", "show", file, "--json")
      const { from, to, dates }: Shown = JSON.parse(out)
      expect([before, today()]).toContain(from)
      expect(dates.map(({ date }) => date)).toHaveLength(31)
      expect([dates[0]?.date, dates.at(-1)?.date]).toEqual([from, to])
    },
  )

  it.each([
    [
      ["--from", "2026-02-30", "--to", "tomorrow"],
      ["invalid-date at --from", "invalid-date at --to"],
    ],
    [
      ["--from", "1969-12-31", "--to", "2201-01-01"],
      ["invalid-date at --from", "invalid-date at --to"],
    ],
    [["--from", "2026-03-02", "--to", "2026-03-01"], ["invalid-range at --to"]],
    [["--from", "2026-01-01", "--to", "2036-12-31"], ["too-many at --to"]],
  ])("refuses %j", async (args, told) => {
    const file = jsonIn(newFolder(), "calendar.json", office)
    const ended = await run(".", "show", file, ...args)
    expect(problems(ended)).toEqual(told)
    expect(ended).toMatchObject({ code: 78, out: "" })
  })

  it("takes dates from the environment, and says so of a mistyped one", async () => {
    const file = jsonIn(newFolder(), "calendar.json", office)
    const environment = { UPKEEP_FROM: "2026-13-01" }
    expect(problems(await runWith(environment, ".", "show", file))).toEqual([
      "invalid-date at UPKEEP_FROM",
    ])
  })

  it("shows names without their control characters", async () => {
    const name = "\u001b[2J\u202eHoliday\nclosed"
    const lines = await show(
      { ...office, holidays: [{ date: "2026-05-04", name }] },
      "2026-05-04",
      "2026-05-04",
    )
    expect(lines).toHaveLength(3)
    expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe("export", () => {
  const calendar = {
    ...office,
    holidays: ["2026-01-01"],
    exceptions: [{ name: "Eve", every: "12-31", kind: "shortened", minutes: 60 }],
  }

  it("writes iCalendar that import reads back", async () => {
    const folder = newFolder()
    const file = jsonIn(folder, "calendar.json", calendar)
    const { code, out, err } = await run(folder, "export", file)
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/)
    await run(folder, "export", file, "--out", "office.ics")
    const span = ["--from", "2026-01-01", "--to", "2026-12-31", "--set-version", "2"]
    const bare = jsonIn(folder, "bare.json", office)
    const read = await run(folder, "import", bare, "--ical", "office.ics", ...span)
    expect(calendarIn(read).exceptions).toEqual([
      ...calendar.exceptions,
      { name: "office", date: "2026-01-01", kind: "closed" },
    ])
  })

  it("overwrites a file only where --overwrite says so, and leaves no other behind", async () => {
    const folder = newFolder()
    const file = jsonIn(folder, "calendar.json", calendar)
    const kept = jsonIn(folder, "kept.ics", "kept")
    const refused = await run(folder, "export", file, "--out", kept)
    expect(problems(refused)).toEqual(["file-exists at --out"])
    expect(refused).toMatchObject({ code: 1, out: "" })
    expect(readFileSync(kept, "utf8")).toBe('"kept"')
    const replaced = await run(folder, "export", file, "--out", kept, "--overwrite")
    expect(replaced).toEqual({ code: 0, out: "", err: "" })
    expect(readFileSync(kept, "utf8")).toMatch(/^BEGIN:VCALENDAR/)
    expect(readdirSync(folder).toSorted()).toEqual(["calendar.json", "kept.ics"])
  })

  it("says that a file cannot be written, or which one --overwrite is about", async () => {
    const file = jsonIn(newFolder(), "calendar.json", calendar)
    const lost = await run(".", "export", file, "--out", "/no/such/folder/a.ics")
    expect(problems(lost)).toEqual(["cannot-write at --out"])
    expect(lost.code).toBe(1)
    const aimless = await run(".", "export", file, "--overwrite")
    expect(problems(aimless)).toEqual(["missing-field at --out"])
    expect(aimless.code).toBe(78)
  })
})

it.each([
  [[], /^upkeep: got command "calendar", expected one of calendar accept, calendar check, /],
  [["chek", "a.json"], /^upkeep: got command "calendar chek", expected one of calendar accept, /],
  [["check"], /^upkeep: got no file, expected: upkeep calendar check FILE/],
  [["check", "a.json", "b.json"], /^upkeep: got 2 arguments, expected one/],
  [
    ["check", "a.json", "--years", "2026"],
    /^upkeep: got --years, expected for calendar check: --to\n/,
  ],
  [["holidays", "a.json"], /^upkeep: got a\.json, expected: upkeep calendar holidays --country/],
  [
    ["show", "a.json", "--set-version", "2"],
    /^upkeep: got --set-version, expected for calendar show/,
  ],
])("does not understand %j: exit code 2", async (args, message) => {
  const ended = await run(".", ...args)
  expect(ended.err).toMatch(message)
  expect(ended).toMatchObject({ code: 2, out: "" })
})
