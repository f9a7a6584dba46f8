import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { StaffMember } from "../../src/port/Directory.ts"
import type { Problem } from "../../src/problem/Problem.ts"
import * as Member from "../../src/roster/Member.ts"
import * as Roster from "../../src/roster/Roster.ts"
import {
  cellsOf,
  peopleOf,
  peopleOfCustomers,
  staffOfBusinessConnect,
  staffOfMixvel,
  tablesOf,
  without,
} from "./documents.ts"

const anna = { id: "anna", name: "Anna", line: "first" }
const boris = { ...anna, id: "boris", name: "Boris" }
const office = {
  id: "office",
  version: "1",
  timeZone: "UTC",
  week: { thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] },
}

const asMember = (member: StaffMember): Member.Member => member
const times = (count: number, value: unknown) => Array.from({ length: count }, () => value)
const at = (text: string): number => Date.parse(`2026-01-${text}:00Z`)

const problemsOf = (input: unknown, known?: Roster.Known): ReadonlyArray<Problem> =>
  Result.match(Roster.make(input, known), { onFailure: (found) => found, onSuccess: () => [] })

const told = (input: unknown, known?: Roster.Known): ReadonlyArray<string> =>
  problemsOf(input, known).map(({ code, path }) => `${code} ${path}`)

const rosterOf = (input: unknown): Roster.Roster => Result.getOrThrow(Roster.make(input))

describe("a roster", () => {
  it("M-20 says of people their lines, competences, employment, working time, absences, capacity", () => {
    const member = {
      ...anna,
      address: "anna@vendor.example",
      lines: ["first", "second"],
      competences: ["C#"],
      direction: "support",
      employment: "employee",
      workingTime: office,
      absences: [{ from: 10, to: 20 }],
      capacity: 5,
      leftAt: 30,
    }
    const { members, calendars } = rosterOf([member, boris])
    expect(members).toEqual([member, boris])
    expect([...calendars.keys()]).toEqual(["anna"])
    expect(calendars.get("anna")?.timeZone).toBe("UTC")
  })

  it("M-20 takes what a directory knows of its staff as it is", () => {
    const staff: StaffMember = { ...anna, address: "anna@vendor.example" }
    expect(rosterOf([staff]).members).toEqual([asMember(staff)])
  })

  it("M-20 tells everything that is wrong with everybody at once", () => {
    const week = { mon: [["18:00", "09:00"]] }
    const bad = {
      id: "anna",
      name: " ",
      line: "third",
      lines: ["first", "fourth"],
      competences: ["C#", "Cobol"],
      employment: "volunteer",
      workingTime: { ...office, timeZone: "Mars/Olympus", week },
      absences: [
        { from: 20, to: 20 },
        { from: 1, to: 2 },
        { from: 20, to: 10 },
      ],
      capacity: 0,
      leftAt: -1,
      nick: "A",
    }
    const known = { lines: ["first", "second"], competences: ["C#"] }
    expect(told([anna, bad, 7], known).toSorted()).toEqual([
      "duplicate-name [1].id",
      "empty [1].name",
      "end-before-start [1].workingTime.week.mon[0]",
      "invalid-range [1].absences[0]",
      "invalid-range [1].absences[2]",
      "out-of-range [1].capacity",
      "out-of-range [1].leftAt",
      "unknown-competence [1].competences[1]",
      "unknown-field [1].nick",
      "unknown-line [1].line",
      "unknown-line [1].lines[1]",
      "unknown-time-zone [1].workingTime.timeZone",
      "unknown-value [1].employment",
      "wrong-type [2]",
    ])
  })

  it("M-20 says of an unknown line which there are", () => {
    const [problem] = problemsOf([{ ...anna, line: "third" }], { lines: ["first", "second"] })
    expect(problem?.message).toBe(
      'unknown-line: got "third", expected one of first, second, at [0].line',
    )
  })

  it("M-20 asks nobody for names of lines and competences where none are given", () => {
    expect(told([{ ...anna, line: "third", competences: ["Cobol"] }])).toEqual([])
  })

  it.each([
    [0, "out-of-range"],
    [1.5, "not-integer"],
    [Number.NaN, "not-finite"],
    [Roster.capacityAtMost + 1, "out-of-range"],
    ["5", "wrong-type"],
  ])("M-20 a capacity of %s is refused", (capacity, code) => {
    expect(told([{ ...anna, capacity }])).toEqual([`${code} [0].capacity`])
  })

  it("M-20 a calendar is refused where it lies, whatever it is", () => {
    const inherits: object = Object.create({ workingTime: null })
    for (const [workingTime, problem] of [
      [null, "wrong-type [0].workingTime"],
      ["09:00-18:00", "wrong-type [0].workingTime"],
      [{ ...office, week: {} }, "no-open-time [0].workingTime.week"],
    ])
      expect(told([{ ...anna, workingTime }])).toEqual([problem])
    expect(told([Object.assign(inherits, anna)])).toEqual([])
  })

  it("M-20 more people than the limit are told first and alone", () => {
    const many = Array.from({ length: Roster.membersAtMost + 1 }, () => 7)
    expect(told(many)).toEqual(["too-many "])
    expect(told(many.slice(1))).toHaveLength(101)
    expect(problemsOf(many.slice(1)).at(-1)).toMatchObject({
      code: "too-many-problems",
      got: '"900 more"',
    })
    expect(told({ anna })).toEqual(["wrong-type "])
  })

  it("M-20 every list of a member has its limit", () => {
    expect(
      told([
        {
          ...anna,
          lines: times(Roster.linesAtMost + 1, "first"),
          competences: times(Roster.competencesAtMost + 1, "C#"),
          absences: times(Roster.absencesAtMost + 1, { from: 1, to: 2 }),
        },
      ]),
    ).toEqual(["too-many [0].lines", "too-many [0].competences", "too-many [0].absences"])
  })

  it("M-20 people with the same calendar share what is laid out of it, all others have the desk's", () => {
    const nights = { ...office, id: "nights" }
    const vera = { ...anna, id: "vera", workingTime: { ...office } }
    const gleb = { ...anna, id: "gleb", workingTime: nights }
    const roster = rosterOf([{ ...anna, workingTime: office }, boris, vera, gleb])
    const desk = WorkingTime.make(rosterOf([vera]).calendars.get("vera")!)
    const worked = roster.members.map(Roster.workingTimes(roster, desk))
    expect(worked[0]).toBe(worked[2])
    expect(worked[1]).toBe(desk)
    expect(worked[3]?.calendar.id).toBe("nights")
  })

  it("M-20 has room for the people of both documents", () => {
    expect(rosterOf(peopleOf(staffOfMixvel)).members).toHaveLength(37)
    expect(rosterOf(peopleOf(staffOfBusinessConnect)).members).toHaveLength(12)
  })

  it.skipIf(without !== "")(`M-20 M-21 the tables are those of the documents${without}`, () => {
    const mixvel = [...cellsOf(staffOfMixvel), ...cellsOf(peopleOfCustomers)]
    expect(tablesOf("mixvel")).toEqual(mixvel)
    expect(tablesOf("business-connect")).toEqual(cellsOf(staffOfBusinessConnect))
  })
})

describe("those of a list who are sound", () => {
  it("M-20 M-05 go on without those with whom something is wrong, of whom all is told", () => {
    const gleb = { ...anna, id: "gleb", workingTime: { ...office, week: {} } }
    const vera = { ...anna, id: "vera", workingTime: office }
    const { roster, problems } = Roster.soundOf([anna, { ...boris, name: 7 }, gleb, vera])
    expect(roster.members).toEqual([anna, vera])
    expect([...roster.calendars.keys()]).toEqual(["vera"])
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "wrong-type [1].name",
      "no-open-time [2].workingTime.week",
    ])
  })

  it("M-20 of several with one id it is the first, with their own calendar or none", () => {
    const again = { ...anna, name: "Another", workingTime: office }
    const { roster, problems } = Roster.soundOf([anna, again])
    expect(roster).toEqual({ members: [anna], calendars: new Map() })
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(["duplicate-name [1].id"])
  })

  it("M-20 is nobody where there are too many, or no list", () => {
    for (const input of [times(Roster.membersAtMost + 1, anna), { anna }, null])
      expect(Roster.soundOf(input)).toMatchObject({
        roster: { members: [], calendars: new Map() },
        problems: [{ path: "" }],
      })
  })
})

describe("a member", () => {
  it("I09 is gone from the very instant on that is named", () => {
    const gone = { ...anna, leftAt: 1_000 }
    expect([999, 1_000, 1_001].map((at) => Member.hasLeft(gone, at))).toEqual([false, true, true])
    expect(Member.hasLeft(anna, Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  it("M-20 serves their own line and all that are listed", () => {
    const both = { ...anna, lines: ["second", "first", "second"] }
    expect(["first", "second", "third"].map((line) => Member.serves(both, line))).toEqual([
      true,
      true,
      false,
    ])
    expect(Member.linesOf(both)).toEqual(["first", "second"])
    expect(Member.linesOf(anna)).toEqual(["first"])
  })

  it("M-20 is absent from the first to before the last instant, through absences that touch", () => {
    const away = {
      ...anna,
      absences: [
        { from: 30, to: 40 },
        { from: 10, to: 20 },
        { from: 15, to: 30 },
        { from: 50, to: 60 },
      ],
    }
    expect([9, 10, 39, 40, 50].map((at) => Member.absentUntil(away, at))).toEqual([
      undefined,
      40,
      40,
      undefined,
      60,
    ])
  })

  it("M-20 is next at work when their calendar opens and no absence covers it", () => {
    const roster = rosterOf([{ ...anna, workingTime: office }])
    const time = Roster.workingTimes(roster, WorkingTime.make(roster.calendars.get("anna")!))(anna)
    const next = (member: Partial<Member.Member>, from: number) =>
      Member.nextAtWork({ ...anna, ...member }, time, from)
    expect(next({}, at("15T10:00"))).toBe(at("15T10:00"))
    expect(next({}, at("15T17:00"))).toBe(at("16T09:00"))
    const absences = [
      { from: at("16T00:00"), to: at("16T12:00") },
      { from: at("22T08:00"), to: at("29T10:00") },
    ]
    expect(next({ absences }, at("15T17:00"))).toBe(at("16T12:00"))
    expect(next({ absences }, at("16T17:00"))).toBe(at("29T10:00"))
    expect(next({ leftAt: at("16T09:00") }, at("15T17:00"))).toBeUndefined()
    expect(next({ leftAt: at("16T09:01") }, at("15T17:00"))).toBe(at("16T09:00"))
  })
})
