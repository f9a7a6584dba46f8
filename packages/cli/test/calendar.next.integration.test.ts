// `upkeep calendar holidays`, `accept`, `russia`, `import`: how calendars get their next versions.
import { Calendar, standard } from "@upkeep/core"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { calendarIn, office, problems, run } from "./calendarRuns.ts"
import { jsonIn, newFolder } from "./serving.ts"

const berlin = ["--country", "DE", "--state", "BE", "--years", "2027"]
const fingerprintOf = async (...args: ReadonlyArray<string>): Promise<string> => {
  const { out } = await run(".", "holidays", ...args)
  return /\nfingerprint ([0-9a-f]{64})\n$/.exec(out)?.[1] ?? ""
}

describe("holidays", () => {
  it("prints the list with its fingerprint as a table, and as JSON", async () => {
    const table = await run(".", "holidays", ...berlin)
    expect(table).toMatchObject({ code: 0, err: "" })
    expect(table.out).toContain("\n2027-03-08 mon  public      Internationaler Frauentag\n")
    const list = JSON.parse((await run(".", "holidays", ...berlin, "--json")).out)
    expect(table.out).toContain(`\nfingerprint ${list.fingerprint}\n`)
    expect(list.holidays).toHaveLength(table.out.split("\n").length - 4)
    const english = await run(".", "holidays", ...berlin, "--language", "en")
    expect(english.out).toContain("International Women's Day")
  })

  it("C28 tells every mistake of the question at once, at its option and as it was written", async () => {
    const ended = await run(".", "holidays", "--country", "DX", "--years", "2027,20x6,1800")
    expect(problems(ended)).toEqual([
      "unknown-country at --country",
      "not-integer at --years[1]",
      "out-of-range at --years[2]",
    ])
    expect(ended.err).toContain('got "20x6"')
    expect(ended).toMatchObject({ code: 78, out: "" })
    const years = Array.from({ length: 11 }, (_, index) => 2020 + index).join(",")
    const eleven = await run(".", "holidays", "--country", "DE", "--years", years)
    expect(eleven.err).toMatch(
      /^upkeep: too-many: got 11, expected at most 10 years, at --years\n$/,
    )
    expect(problems(await run(".", "holidays"))).toEqual([
      "missing-field at --country",
      "missing-field at --years",
    ])
  })
})

describe("accept", () => {
  const yes = ["--by", "anna", "--set-version", "2027"]

  it("closes what was shown and nothing that was left out, and tells the origin", async () => {
    const folder = newFolder()
    const own: Calendar.Exception = { name: "Own", date: "2027-07-01", kind: "closed" }
    const before: Calendar.Exception = { name: "Before", date: "2026-07-01", kind: "closed" }
    const file = jsonIn(folder, "office.json", { ...office, exceptions: [before, own] })
    const fingerprint = await fingerprintOf(...berlin)
    const list = ["--fingerprint", fingerprint, "--without", "2027-03-08"]
    const ended = await run(folder, "accept", file, ...berlin, ...list, ...yes)
    const { holidays } = JSON.parse((await run(folder, "holidays", ...berlin, "--json")).out)
    const accepted = holidays
      .filter(({ date }: { readonly date: string }) => date !== "2027-03-08")
      .map(({ date, name }: Calendar.Exception & { readonly date: string }) => ({
        name,
        date,
        kind: "closed",
      }))
    expect(calendarIn(ended)).toEqual({
      ...office,
      version: "2027",
      exceptions: [before, ...accepted],
    })
    const [replaced, exception, origin = "", ...rest] = ended.err.split("\n")
    expect([replaced, exception, ...rest]).toEqual([
      "upkeep: of version 1 these exceptions were replaced:",
      `upkeep:   ${JSON.stringify(own)}`,
      "",
    ])
    expect(JSON.parse(origin.replace("upkeep: origin ", ""))).toMatchObject({
      source: { library: "date-holidays" },
      country: "DE",
      state: "BE",
      years: [2027],
      fingerprint,
      acceptedBy: "anna",
      without: ["2027-03-08"],
    })
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: "1" })
  })

  it("takes no other list than the one that was shown, and does not tell its fingerprint", async () => {
    const file = jsonIn(newFolder(), "office.json", office)
    const fingerprint = await fingerprintOf(...berlin)
    const brandenburg = ["--country", "DE", "--state", "BB", "--years", "2027"]
    const other = await fingerprintOf(...brandenburg)
    const list = ["--fingerprint", fingerprint, "--without", "2027-02-30"]
    const ended = await run(".", "accept", file, ...brandenburg, ...list, ...yes)
    expect(problems(ended)).toEqual([
      "proposal-changed at --fingerprint",
      "unknown-value at --without[0]",
    ])
    expect(ended.err).not.toContain(other)
    expect(ended).toMatchObject({ code: 78, out: "" })
  })

  it("tells what is missing beside what is wrong", async () => {
    const { err, code } = await run(".", "accept", "absent.json", "--years", "1969")
    expect(problems({ err, code, out: "" })).toEqual([
      ...["country", "years", "fingerprint", "by", "set-version"]
        .filter((name) => name !== "years")
        .map((name) => `missing-field at --${name}`),
      "cannot-read-calendar at FILE",
      "out-of-range at --years[0]",
    ])
  })

  it("makes a version that is not there yet, and in a file no other is overwritten", async () => {
    const folder = newFolder()
    const file = jsonIn(folder, "office.json", { ...office, version: "2027" })
    const call = ["accept", file, ...berlin, "--fingerprint", await fingerprintOf(...berlin)]
    expect(problems(await run(folder, ...call, ...yes))).toEqual([
      "version-exists at --set-version",
    ])
    const next = [...call, "--by", "anna", "--set-version", "2028", "--out"]
    const existing = await run(folder, ...next, file)
    expect(problems(existing)).toEqual(["file-exists at --out"])
    expect(existing.err).not.toContain("origin")
    const replaced = await run(folder, ...next, file, "--overwrite")
    expect(replaced).toMatchObject({ code: 0, out: "" })
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: "2028" })
  })
})

const decree = (which: string) => ["--years", "2021", "--decree-days", which, "--set-version", "2"]

const closings = ({ exceptions = [] }: Calendar.Calendar) =>
  exceptions.filter(({ kind }) => kind === "closed").length

describe("russia", () => {
  it("asks whether clocks run on the days of a decree, and does what is said", async () => {
    const file = jsonIn(newFolder(), "office.json", { ...office, timeZone: "Europe/Moscow" })
    const closed = calendarIn(await run(".", "russia", file, ...decree("closed")))
    const working = calendarIn(await run(".", "russia", file, ...decree("working")))
    expect(closings(closed)).toBe(closings(working) + 9)
    const names = JSON.stringify(closed.exceptions)
    expect(names).toContain("Нерабочий день по указу Президента")
    const english = await run(".", "russia", file, ...decree("closed"), "--language", "en")
    expect(english.out).toContain("Non-working day by presidential decree")
  })

  it("tells every mistake at once", async () => {
    const file = jsonIn(newFolder(), "office.json", office)
    const args = ["--years", "2021,2020", "--decree-days", "open", "--language", "de"]
    expect(problems(await run(".", "russia", file, ...args, "--set-version", "1"))).toEqual([
      "version-exists at --set-version",
      "unknown-year at --years[1]",
      "unknown-value at --decree-days",
      "unknown-value at --language",
    ])
    expect(problems(await run(".", "russia", file))).toEqual([
      "missing-field at --years",
      "missing-field at --decree-days",
      "missing-field at --set-version",
    ])
  })

  it("prints a profile back with the new calendar, and says that it needs a version", async () => {
    const file = jsonIn(newFolder(), "profile.json", standard)
    const ended = await run(".", "russia", file, ...decree("closed"))
    const profile = JSON.parse(ended.out)
    expect(profile).toEqual({ ...standard, calendar: profile.calendar })
    expect(Object.keys(profile)).toEqual(Object.keys(standard))
    expect(profile.calendar).toMatchObject({ id: "weekdays", version: "2" })
    expect(ended.err).toBe(
      "upkeep: the profile keeps its own version: give it a new one before a desk opens with it\n",
    )
  })
})

const feedOf = (...events: ReadonlyArray<ReadonlyArray<string>>): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n")

describe("import", () => {
  const year = ["--from", "2026-01-01", "--to", "2026-12-31", "--set-version", "2"]
  const importing = (feed: string | Uint8Array, ...args: ReadonlyArray<string>) => {
    const folder = newFolder()
    writeFileSync(join(folder, "feed.ics"), feed)
    const file = jsonIn(folder, "office.json", office)
    return run(folder, "import", file, "--ical", "feed.ics", ...(args.length > 0 ? args : year))
  }

  it("closes whole days; what has times or no name closes nothing and is told", async () => {
    const ended = await importing(
      feedOf(
        ["SUMMARY:Betriebsausflug", "DTSTART;VALUE=DATE:20260612"],
        ["SUMMARY:Halb\\nzu", "DTSTART:20260508T110000Z", "DTEND:20260508T150000Z"],
        ["DTSTART;VALUE=DATE:20260701"],
      ),
    )
    expect(calendarIn(ended).exceptions).toEqual([
      { name: "Betriebsausflug", date: "2026-06-12", kind: "closed" },
    ])
    expect(ended.err.split("\n")).toEqual([
      "upkeep: 2 events close nothing; look at them:",
      'upkeep:   2026-05-08 11:00:00Z–15:00:00Z timed: "Halb\\nzu"',
      'upkeep:   2026-07-01 unnamed: ""',
      "",
    ])
  })

  it("C28 follows an endless rule to the last date, and no further", async () => {
    const daily = ["SUMMARY:Daily", "DTSTART;VALUE=DATE:20260601", "RRULE:FREQ=DAILY;INTERVAL=1"]
    const { exceptions } = calendarIn(await importing(feedOf(daily)))
    expect(exceptions).toHaveLength(30 + 31 + 31 + 30 + 31 + 30 + 31)
  })

  it.each(["http://169.254.169.254/latest", "webcal://a.example/a.ics", "file:///etc/passwd"])(
    "C28 fetches nothing: %s is no file",
    async (feed) => {
      const file = jsonIn(newFolder(), "office.json", office)
      const ended = await run(".", "import", file, "--ical", feed, ...year)
      expect(problems(ended)).toEqual(["not-icalendar at --ical"])
      expect(ended).toMatchObject({ code: 78, out: "" })
    },
  )

  it("C28 refuses more events, dates, years and bytes than there may be, with the count", async () => {
    const event = ["SUMMARY:A", "DTSTART;VALUE=DATE:20260601"]
    const many = await importing(feedOf(...Array.from({ length: 5_001 }, () => event)))
    expect(many.err).toMatch(
      /^upkeep: too-many: got 5001, expected at most 5000 events, at --ical\n$/,
    )
    const long = await importing(feedOf(event), ...year.with(3, "2036-01-01"))
    expect(problems(long)).toEqual(["too-many at --to"])
    const big = await importing(" ".repeat(10 * 1024 * 1024 + 1))
    expect(big.err).toMatch(
      /^upkeep: too-long: got "?10485761 bytes"?, expected at most 10485760 bytes/,
    )
  })

  it.each([
    ["no iCalendar", "Monday", "not-icalendar at --ical line 1"],
    [
      "a day that does not exist",
      feedOf(["SUMMARY:A", "DTSTART;VALUE=DATE:20260230"]),
      "invalid-date at --ical line 5",
    ],
    ["another encoding than UTF-8", Uint8Array.of(0xcf, 0xf0, 0xe0), "not-icalendar at --ical"],
  ])("refuses %s", async (_, feed, problem) => {
    const ended = await importing(feed)
    expect(problems(ended)).toEqual([problem])
    expect(ended).toMatchObject({ code: 78, out: "" })
  })

  it("refuses what is no file, beside mistyped dates", async () => {
    const file = jsonIn(newFolder(), "office.json", office)
    const args = ["--from", "2026-02-30", "--to", "2026-12-31", "--set-version", "2"]
    for (const feed of ["absent.ics", "."])
      expect(problems(await run(".", "import", file, "--ical", feed, ...args))).toEqual([
        "invalid-date at --from",
        "cannot-read-ical at --ical",
      ])
    expect(problems(await run(".", "import", file))).toEqual([
      "missing-field at --ical",
      "missing-field at --from",
      "missing-field at --to",
      "missing-field at --set-version",
    ])
  })
})
