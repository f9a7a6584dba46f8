import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { dayMillis, hourMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import * as Coverage from "../../src/roster/Coverage.ts"
import type { Member } from "../../src/roster/Member.ts"
import { peopleOf, peopleOfCustomers, staffOfBusinessConnect, staffOfMixvel } from "./documents.ts"

const person = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  name: id,
  line: "first",
  direction: "testing",
  ...more,
})

const told = (input: unknown): ReadonlyArray<string> =>
  Result.match(Coverage.make(input), {
    onFailure: (problems) => problems.map(({ code, path }) => `${code} ${path}`),
    onSuccess: () => [],
  })

describe("what is needed", () => {
  it("M-20 is taken from a table of staff and from hours by line", () => {
    const needs = { people: [...staffOfMixvel], hours: [{ line: "first", count: 2 }] }
    expect(Coverage.make(needs)).toEqual(Result.succeed(needs))
    expect(Coverage.make({ people: staffOfBusinessConnect })).toMatchObject({ _tag: "Success" })
    expect(told({})).toEqual([])
  })

  it("M-20 is refused with everything that is wrong with it", () => {
    const row = { direction: "testing", count: 1 }
    const hour = { line: "first", count: 1 }
    expect(
      told({
        people: [row, { ...row, count: 0, employment: "any", competences: [""] }, { count: 1.5 }],
        hours: [hour, { ...hour, count: Coverage.countAtMost + 1, by: "night" }],
        shifts: [],
      }).toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual([
      "duplicate-name hours[1].line",
      "duplicate-name people[1].direction",
      "empty people[1].competences[0]",
      "missing-field people[2].direction",
      "not-integer people[2].count",
      "out-of-range hours[1].count",
      "out-of-range people[1].count",
      "unknown-field hours[1].by",
      "unknown-field shifts",
      "unknown-value people[1].employment",
    ])
  })

  it("M-20 is refused where it is longer than the limit, or no table", () => {
    const rows = Array.from({ length: Coverage.needsAtMost + 1 }, (_, n) => ({
      line: `l${n}`,
      count: 1,
    }))
    expect(told({ hours: rows })).toEqual(["too-many hours"])
    expect(told({ hours: rows.slice(1) })).toEqual([])
    expect(told({ people: "all" })).toEqual(["wrong-type people"])
    expect(told(null)).toEqual(["wrong-type "])
  })
})

describe("people against a table of staff", () => {
  it.each([
    ["M 3.6.1", staffOfMixvel, 37],
    ["B 5.1", staffOfBusinessConnect, 12],
  ])(
    "M-20 the people of %s are enough, all of them employees, and one fewer is not",
    (_, staff, heads) => {
      const people = peopleOf(staff)
      const whole = Coverage.ofPeople(staff, people, 0)
      expect(whole).toMatchObject({ needed: heads, there: heads, missing: 0, elsewhere: [] })
      expect(whole.rows.flatMap(({ short }) => short)).toEqual([])
      for (const index of people.keys())
        expect(Coverage.ofPeople(staff, people.toSpliced(index, 1), 0)).toMatchObject({
          there: heads - 1,
          missing: 1,
        })
    },
  )

  it("M-20 who is no employee does not count where employees are needed, nor who is not known to be", () => {
    const needs = [{ direction: "testing", count: 3, employment: "employee" as const }]
    const people = [
      person("vera", { employment: "employee" }),
      person("boris", { employment: "contractor" }),
      person("anna"),
    ]
    expect(Coverage.ofPeople(needs, people, 0)).toEqual({
      rows: [
        {
          ...needs[0],
          there: ["vera"],
          missing: 2,
          short: [
            { member: "anna", lacks: [], employment: null },
            { member: "boris", lacks: [], employment: "contractor" },
          ],
        },
      ],
      needed: 3,
      there: 1,
      missing: 2,
      elsewhere: [],
    })
    expect(Coverage.ofPeople([{ direction: "testing", count: 3 }], people, 0).missing).toBe(0)
  })

  it("M-20 who lacks a competence does not count, and it is said which", () => {
    const needs = [{ direction: "testing", competences: ["a", "b", "c"], count: 1 }]
    const people = [person("anna", { competences: ["b", "d"] }), person("boris")]
    expect(Coverage.ofPeople(needs, people, 0).rows[0]).toMatchObject({
      there: [],
      missing: 1,
      short: [
        { member: "anna", lacks: ["a", "c"] },
        { member: "boris", lacks: ["a", "b", "c"] },
      ],
    })
  })

  it("M-20 too many in one direction do not make up for too few in another", () => {
    const needs = ["testing", "design"].map((direction) => ({ direction, count: 1 }))
    expect(Coverage.ofPeople(needs, [person("anna"), person("boris")], 0)).toMatchObject({
      needed: 2,
      there: 2,
      missing: 1,
    })
  })

  it("M-20 who has left is not there; who works on nothing of the table is told apart", () => {
    const people = [
      person("zoe", { direction: "tseting" }),
      { id: "yana", name: "Yana", line: "first" },
      person("anna", { leftAt: 10 }),
    ]
    const needs = [{ direction: "testing", count: 1 }]
    expect(Coverage.ofPeople(needs, people, 9)).toMatchObject({
      missing: 0,
      elsewhere: ["yana", "zoe"],
    })
    expect(Coverage.ofPeople(needs, people, 10)).toMatchObject({ missing: 1 })
  })
})

describe("roles at a customer", () => {
  const wanted = [
    { role: "connection", count: 1 },
    { role: "operation", count: 2 },
  ]

  it("M-21 the roles that document M wants are those of connection and operation", () => {
    expect(peopleOfCustomers.map(({ count }) => count)).toEqual([1, 1])
  })

  it("M-21 what is wanted against the contacts that are there, who has two roles counts in both", () => {
    const contacts = [
      { id: "petrov", roles: ["operation", "connection"] },
      { id: "ivanova" },
      { id: "sidorov", roles: ["accounting"] },
      { id: "orlova", roles: ["connection"] },
    ]
    expect(Coverage.ofRoles(wanted, contacts)).toEqual([
      { role: "connection", count: 1, there: ["orlova", "petrov"], missing: 0 },
      { role: "operation", count: 2, there: ["petrov"], missing: 1 },
    ])
    expect(Coverage.ofRoles([], contacts)).toEqual([])
  })
})

const timeOf = (id: string, week: { readonly [day: string]: ReadonlyArray<[string, string]> }) =>
  WorkingTime.make({ id, version: "1", timeZone: "+03:00", week })

const nine: ReadonlyArray<[string, string]> = [["09:00", "18:00"]]
const weekdays = (rows: ReadonlyArray<[string, string]>) => ({
  mon: rows,
  tue: rows,
  wed: rows,
  thu: rows,
  fri: rows,
})
/** The hours of document B: five days a week from 9 to 18, GMT+3. */
const support = timeOf("support", weekdays(nine))
const minute = (n: number): string => String(n % 20).padStart(2, "0")
const january = (day: number, hour: number): number => Date.UTC(2026, 0, day, hour - 3)

describe("working time against the hours of support", () => {
  const early = timeOf("early", weekdays([["09:00", "13:00"]]))
  const late = timeOf("late", weekdays([["12:00", "21:00"]]))
  const workingTimeOf = ({ id }: Member) => (id === "anna" ? early : late)
  const thursday = { from: january(15, 0), to: january(16, 0) }
  const ask = (members: ReadonlyArray<Member>, more: Partial<Coverage.HoursQuestion> = {}) =>
    Coverage.ofHours({
      support,
      ...thursday,
      needs: [{ line: "first", count: 1 }],
      members,
      workingTimeOf,
      ...more,
    })

  const span = (from: number, to: number) => () => ask([], { from, to })

  it("M-20 B 5.1 two people in shifts: who is there when, what is covered, what is not", () => {
    const two = [{ line: "first", count: 2 }]
    expect(ask([person("boris"), person("anna")], { needs: two })).toEqual([
      {
        line: "first",
        needed: 2,
        members: ["anna", "boris"],
        openMillis: 9 * hourMillis,
        coveredMillis: hourMillis,
        emptyMillis: 0,
        workedMillis: 10 * hourMillis,
        least: 1,
        most: 2,
        stretches: [
          { from: january(15, 9), to: january(15, 12), there: 1 },
          { from: january(15, 12), to: january(15, 13), there: 2 },
          { from: january(15, 13), to: january(15, 18), there: 1 },
        ],
        gaps: [
          { from: january(15, 9), to: january(15, 12), there: 1, missing: 1 },
          { from: january(15, 13), to: january(15, 18), there: 1, missing: 1 },
        ],
        truncated: false,
      },
    ])
  })

  it("M-20 a change of people at one instant changes no number and cuts nothing", () => {
    const after = timeOf("after", weekdays([["13:00", "18:00"]]))
    const [told] = ask([person("anna"), person("boris")], {
      workingTimeOf: ({ id }) => (id === "anna" ? early : after),
    })
    expect(told?.stretches).toEqual([{ from: january(15, 9), to: january(15, 18), there: 1 }])
  })

  it("M-20 absences and departures leave gaps", () => {
    const absences = [{ from: january(15, 14), to: january(15, 15) }]
    const [told] = ask([person("boris", { absences, leftAt: january(15, 16) })])
    expect(told?.gaps).toEqual([
      { from: january(15, 9), to: january(15, 12), there: 0, missing: 1 },
      { from: january(15, 14), to: january(15, 15), there: 0, missing: 1 },
      { from: january(15, 16), to: january(15, 18), there: 0, missing: 1 },
    ])
    expect(told).toMatchObject({ emptyMillis: 6 * hourMillis, coveredMillis: 3 * hourMillis })
  })

  it("M-20 a line that nobody serves is one gap, and who serves two lines counts in both", () => {
    const needs = ["first", "second", "third"].map((line) => ({ line, count: 1 }))
    const [first, second, third] = ask([person("anna", { lines: ["second"] })], { needs })
    expect([first?.workedMillis, second?.workedMillis]).toEqual([4 * hourMillis, 4 * hourMillis])
    expect(third).toMatchObject({
      members: [],
      emptyMillis: 9 * hourMillis,
      gaps: [{ from: january(15, 9), to: january(15, 18), there: 0, missing: 1 }],
    })
  })

  it("M-20 who has left before the span does not serve the line in it", () => {
    const gone = person("anna", { leftAt: thursday.from })
    const leaving = person("boris", { leftAt: thursday.from + 1 })
    expect(ask([gone, leaving])[0]?.members).toEqual(["boris"])
  })

  it("M-20 where support is never given, nothing is missing", () => {
    const [told] = ask([], { from: january(17, 0), to: january(18, 0) })
    expect(told).toMatchObject({ openMillis: 0, least: 0, most: 0, stretches: [], gaps: [] })
    expect(ask([person("anna")], { needs: [] })).toEqual([])
  })

  it("M-20 two days with the same number stay two stretches", () => {
    const [told] = ask([], { to: january(17, 0) })
    expect(told?.stretches.map(({ from }) => from)).toEqual([january(15, 9), january(16, 9)])
  })

  it("M-20 a year of a thousand people: the totals are those of all stretches, however many are listed", () => {
    const members = Array.from({ length: 1_000 }, (_, n) =>
      person(`p${String(n).padStart(4, "0")}`),
    )
    const [start, end] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)]
    const times = new Map(
      members.map(({ id }, n) => [
        id,
        timeOf(id, weekdays([[`09:${minute(n)}`, `17:${minute(n)}`]])),
      ]),
    )
    const [told] = ask(members, {
      from: start,
      to: end,
      needs: [{ line: "first", count: 1_000 }],
      workingTimeOf: ({ id }) => times.get(id) ?? support,
    })
    // 261 weekdays of 40 stretches, each person eight hours on each of them.
    expect(told).toMatchObject({ openMillis: 261 * 9 * hourMillis, most: 1_000, truncated: true })
    expect(told?.workedMillis).toBe(1_000 * 261 * 8 * hourMillis)
    expect(told?.stretches).toHaveLength(Coverage.stretchesAtMost)
    expect(told?.gaps).toHaveLength(Coverage.stretchesAtMost)
  })

  it("M-20 a span that is reversed, too long or out of all years is refused", () => {
    const most = Coverage.spanMillisAtMost
    expect(span(1, 0)).toThrow("out-of-range: got -1, expected a span of 0 to 31626000000")
    expect(span(0, most + 1)).toThrow(RangeError)
    expect(span(0, most)()).toHaveLength(1)
    expect(span(Number.NaN, dayMillis)).toThrow("out-of-range: got NaN")
    expect(span(-dayMillis, 0)).toThrow("out-of-range")
  })
})
