// The staff as routing takes it: judged once for each answer, by what routing asks alone.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import * as staff from "../../src/desk/staff.ts"

const calendar = { id: "c", version: "1", timeZone: "UTC", week: { mon: [["09:00", "18:00"]] } }
const anna = { id: "anna", name: "Anna", line: "first" }
const desk = WorkingTime.make(Result.getOrThrow(Calendar.make({ ...calendar, id: "desk" })))

const ids = ({ roster }: staff.Judged) => roster.members.map(({ id }) => id)

describe("the staff", () => {
  it("is judged once while the directory answers the same, and its working time laid out once", () => {
    const judged = staff.make()
    const [first, again] = [1, 2].map(() => judged([{ ...anna, workingTime: { ...calendar } }]))
    expect([first?.isNew, again?.isNew]).toEqual([true, false])
    expect(again?.roster).toBe(first?.roster)
    expect(again?.timesAt(desk)).toBe(first?.timesAt(desk))
    expect(again?.timesAt(desk)(anna).calendar.id).toBe("c")
    const changed = judged([{ ...anna, capacity: 2 }])
    expect([changed.isNew, changed.roster.members]).toEqual([true, [{ ...anna, capacity: 2 }]])
    expect(judged([]).isNew).toBe(true)
    expect(judged([anna]).isNew).toBe(true)
  })

  it("I09 who leaves, and whose absence is moved, is judged anew", () => {
    const judged = staff.make()
    for (const over of [{}, { leftAt: 1 }, { leftAt: 2 }, { absences: [{ from: 1, to: 2 }] }])
      expect(judged([{ ...anna, ...over }])).toMatchObject({
        isNew: true,
        roster: { members: [{ ...anna, ...over }] },
      })
  })

  it("M-20 is asked for nothing but what routing needs, however its objects are made", () => {
    class Row {
      readonly id = "anna"
      readonly department = 7
      readonly lines = undefined
      get name() {
        return "Anna"
      }
      get line() {
        return "first"
      }
    }
    const { roster, problems } = staff.make()([new Row(), { ...anna, id: "vera", direction: 5 }])
    expect(problems).toEqual([])
    expect(roster.members).toEqual([anna, { ...anna, id: "vera" }])
  })

  it.each([
    ["a big number", { ...anna, capacity: 1n }],
    [
      "a circle",
      {
        ...anna,
        get workingTime() {
          return circle
        },
      },
    ],
    ["nothing", null],
    ["a text", "anna"],
    ["an instant that is no number", { ...anna, leftAt: Number.NaN }],
  ])("with %s in it has a mistake, and everybody else", (_, entry) => {
    const judged = staff.make()
    for (let times = 0; times < 2; times += 1) {
      const found = judged([entry, { ...anna, id: "vera" }])
      expect(ids(found)).toEqual(["vera"])
      expect(found.problems.length).toBeGreaterThan(0)
    }
  })
})

const circle: { self?: unknown } = {}
circle.self = circle
