import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  acceptProposal,
  describeProposal,
  type HolidayOptions,
  type HolidayProposal,
  proposeHolidays,
} from "../../src/index.ts"
import { made, problemsOf, refused } from "../made.ts"

const germany: HolidayOptions = { country: "DE", state: "BE", years: [2026] }
const propose = (options: Partial<HolidayOptions> = {}) =>
  made(proposeHolidays({ ...germany, ...options }))

const dates = ({ holidays }: HolidayProposal) => holidays.map(({ date }) => date)

/** A feast of Eswatini, from 28 December on. */
const incwala = (year: number) =>
  made(proposeHolidays({ country: "SZ", years: [year] }))
    .holidays.filter(({ name }) => name === "Incwala")
    .map(({ date, note }) => `${date} ${note}`)

describe("a proposal", () => {
  it("lists a place's public holidays by date, and where the list comes from", () => {
    const manifest: { readonly dependencies: { readonly "date-holidays": string } } = JSON.parse(
      readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
    )
    const { holidays, fingerprint, ...head } = propose()
    expect(head).toEqual({
      source: { library: "date-holidays", version: manifest.dependencies["date-holidays"] },
      country: "DE",
      state: "BE",
      language: "de",
      years: [2026],
      types: ["public"],
      uncertain: [],
    })
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(holidays.map(({ date, name }) => `${date} ${name}`)).toEqual([
      "2026-01-01 Neujahr",
      "2026-03-08 Internationaler Frauentag",
      "2026-04-03 Karfreitag",
      "2026-04-06 Ostermontag",
      "2026-05-01 Maifeiertag",
      "2026-05-14 Christi Himmelfahrt",
      "2026-05-25 Pfingstmontag",
      "2026-10-03 Tag der Deutschen Einheit",
      "2026-12-25 1. Weihnachtstag",
      "2026-12-26 2. Weihnachtstag",
    ])
  })

  it("is plain JSON, the same each time, in any order of its fields", () => {
    const proposal = propose()
    expect(JSON.parse(JSON.stringify(proposal))).toEqual(proposal)
    expect(propose()).toEqual(proposal)
    const reordered: HolidayProposal = JSON.parse(
      JSON.stringify(Object.fromEntries(Object.entries(proposal).toReversed())),
    )
    const accepted = { acceptedBy: "anna", fingerprint: proposal.fingerprint }
    expect(made(acceptProposal(reordered, accepted)).exceptions).toHaveLength(10)
  })

  it("sets what takes only a part of a date apart", () => {
    const { holidays, uncertain } = propose({ state: "BB", types: ["public", "bank"] })
    expect(uncertain).toEqual([
      { date: "2026-12-24", start: "14:00", end: "24:00", name: "Heiliger Abend", type: "bank" },
      { date: "2026-12-31", start: "14:00", end: "24:00", name: "Silvester", type: "bank" },
    ])
    expect(holidays.some(({ date }) => date === "2026-12-24")).toBe(false)
  })

  it("has an entry for each date of several, over New Year too, each in its own year", () => {
    expect(incwala(2026).slice(0, 2)).toEqual(["2026-01-01 day 5 of 6", "2026-01-02 day 6 of 6"])
    expect(incwala(2025).slice(-2)).toEqual(["2025-12-30 day 3 of 6", "2025-12-31 day 4 of 6"])
    const both = made(proposeHolidays({ country: "SZ", years: [2026, 2025, 2026] }))
    expect(both.years).toEqual([2025, 2026])
    expect(dates(both)).toEqual(dates(both).toSorted((a, b) => a.localeCompare(b)))
  })

  it("gives a day that begins at sunset the date of its daylight, and says so", () => {
    const eid = made(proposeHolidays({ country: "AE", years: [2025], language: "en" }))
    const days = eid.holidays.filter(({ date }) => date.startsWith("2025-03-3"))
    expect(days.map(({ date, note }) => `${date} ${note}`)).toEqual([
      "2025-03-30 day 1 of 3; from the evening before",
      "2025-03-31 day 2 of 3; from the evening before",
    ])
    expect(eid.uncertain).toEqual([])
  })

  it("proposes whole dates of a holiday that ends in the middle of one, and sets that one apart", () => {
    const bayram = made(proposeHolidays({ country: "TR", years: [2025] }))
    const own = bayram.holidays.filter(({ name }) => name === "Ramazan Bayramı")
    expect(own.map(({ date }) => date)).toEqual(["2025-03-30", "2025-03-31", "2025-04-01"])
    const apart = bayram.uncertain.map(({ date, start, end }) => `${date} ${start}-${end}`)
    expect(apart[0]).toBe("2025-04-02 00:00-18:00")
  })

  it("takes a substitute before New Year into its own year, and notes what it is", () => {
    const list = made(proposeHolidays({ country: "US", years: [2027], language: "en" }))
    expect(list.holidays.at(-1)).toEqual({
      date: "2027-12-31",
      name: "New Year's Day (substitute day)",
      type: "public",
      note: "substitute",
    })
    expect(new Set(list.holidays.map((each) => JSON.stringify(each))).size).toBe(dates(list).length)
  })

  it("a country's whole day stays whole where its clocks change on it", () => {
    // Easter Sunday 2024 and 2027 are the days on which Berlin's clocks go forward.
    const brandenburg = propose({ state: "BB", years: [2024, 2027] })
    expect(dates(brandenburg)).toContain("2024-03-31")
    expect(dates(brandenburg)).toContain("2027-03-28")
    expect(brandenburg.uncertain).toEqual([])
  })

  it("is read by people as a table, without anything that a terminal would obey", () => {
    const proposal = propose({ state: "BB", types: ["public", "bank"] })
    const [head, count, first, ...rest] = describeProposal(proposal).split("\n")
    expect(head).toMatch(/^DE-BB 2026: public, bank \(date-holidays \d+\.\d+\.\d+, de\)$/)
    expect(count).toBe("12 whole dates:")
    expect(first).toBe("2026-01-01 thu  public      Neujahr")
    expect(rest).toContain("2026-12-24 thu  bank        14:00-24:00 Heiliger Abend")
    expect(rest.at(-2)).toBe(`fingerprint ${proposal.fingerprint}`)
    const [one] = proposal.holidays
    if (one === undefined) throw new Error("no holiday")
    const hostile = describeProposal({ ...proposal, holidays: [{ ...one, name: "a\u001B[2J\nb" }] })
    expect(hostile).toContain("public      a [2J b\n")
  })
})

/** The problems of a request that no compiler has seen. */
const refusal = (options: object) => {
  const asked: HolidayOptions = JSON.parse(JSON.stringify({ ...germany, ...options }))
  return refused(proposeHolidays(asked))
}

describe("what is asked is checked, all at once", () => {
  it("a code in the wrong case is the first that is named", () => {
    const [country] = problemsOf(proposeHolidays({ country: "de", years: [2026] }))
    expect(country?.expected).toContain("such as DE (Germany)")
    const [state] = problemsOf(proposeHolidays({ country: "US", state: "wa", years: [2026] }))
    expect(state?.expected).toContain("such as WA (Washington)")
  })

  it("places that the library does not know are refused with those that it knows", () => {
    expect(refusal({ country: "Germany" })).toEqual(["unknown-country country"])
    expect(refusal({ country: undefined })).toEqual(["unknown-country country"])
    expect(refusal({ state: "XX" })).toEqual(["unknown-country state"])
    expect(refusal({ state: "BY", region: "XX" })).toEqual(["unknown-country region"])
    expect(refusal({ state: undefined, region: "A" })).toEqual(["unknown-country region"])
    expect(refusal({ country: "__proto__" })).toEqual(["unknown-country country"])
    const [problem] = problemsOf(proposeHolidays({ country: "Germany", years: [2026] }))
    expect(problem?.expected).toContain("such as DE (Germany)")
    const [none] = problemsOf(proposeHolidays({ ...germany, region: "A" }))
    expect(none?.expected).toBe("no region: there is none here")
    expect(refusal({ state: "BY", region: "A" })).toEqual([])
  })

  it("years, types and languages", () => {
    const wrong = { years: [1969, 2201, 2026.5], types: ["public", "half"], language: "tlh" }
    expect(refusal(wrong)).toEqual([
      "out-of-range years[0]",
      "out-of-range years[1]",
      "not-integer years[2]",
      "unknown-value types[1]",
      "unknown-value language",
    ])
    expect(refusal({ years: [], types: [] })).toEqual(["empty years", "empty types"])
    const eleven = Array.from({ length: 11 }, (_, index) => 2020 + index)
    expect(refusal({ years: eleven })).toEqual(["too-many years"])
    expect(refusal({ years: eleven.slice(1) })).toEqual([])
  })
})

describe("accepting a proposal", () => {
  const proposal = propose({ state: "BB", types: ["public", "bank"] })
  const yes = { acceptedBy: "anna", fingerprint: proposal.fingerprint }

  it("closes its whole dates and keeps where they come from; nothing uncertain", () => {
    const { exceptions, origin } = made(acceptProposal(proposal, yes))
    expect(exceptions).toHaveLength(12)
    expect(exceptions[0]).toEqual({ name: "Neujahr", date: "2026-01-01", kind: "closed" })
    expect(exceptions.some(({ date }) => date === "2026-12-24")).toBe(false)
    const { holidays: _, uncertain: __, ...head } = proposal
    expect(origin).toEqual({ ...head, acceptedBy: "anna", without: [] })
  })

  it("leaves out what a person does not want closed", () => {
    const { exceptions, origin } = made(
      acceptProposal(proposal, { ...yes, without: ["2026-10-31"] }),
    )
    expect(exceptions.map(({ date }) => date)).not.toContain("2026-10-31")
    expect(exceptions).toHaveLength(11)
    expect(origin.without).toEqual(["2026-10-31"])
  })

  it("takes exactly the list that was shown: any change of it is refused", () => {
    const [first, ...rest] = proposal.holidays
    if (first === undefined) throw new Error("no holiday")
    const changed: ReadonlyArray<HolidayProposal> = [
      { ...proposal, holidays: rest },
      { ...proposal, holidays: [{ ...first, date: "2026-01-02" }, ...rest] },
      { ...proposal, holidays: [{ ...first, name: "Neu" }, ...rest] },
      { ...proposal, uncertain: [] },
      { ...proposal, years: [2027] },
      { ...proposal, source: { ...proposal.source, version: "3.0.0" } },
      { ...proposal, country: "AT" },
    ]
    for (const each of changed) {
      const both = ["proposal-changed fingerprint", "proposal-changed proposal.fingerprint"]
      expect(refused(acceptProposal(each, yes))).toEqual(both)
    }
    const other = propose({ years: [2027] })
    expect(refused(acceptProposal(other, yes))).toEqual(["proposal-changed fingerprint"])
  })

  it("says everything else that is wrong, at once", () => {
    const wrong = { acceptedBy: " ", fingerprint: "?", without: ["2026-01-01", "2026-12-24", "x"] }
    expect(refused(acceptProposal(proposal, wrong))).toEqual([
      "proposal-changed fingerprint",
      "empty acceptedBy",
      "unknown-value without[1]",
      "unknown-value without[2]",
    ])
    const broken: HolidayProposal = JSON.parse(JSON.stringify({ ...proposal, holidays: "none" }))
    expect(refused(acceptProposal(broken, yes))).toEqual(["wrong-type proposal"])
  })
})
