// What a contract promises, held against the profile.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Process from "../../src/process/Process.ts"
import * as Promises from "../../src/process/Promises.ts"
import { standard } from "../../src/process/Standard.ts"

const labels = { en: "words", ru: "слова" }
const exceptions = [
  { name: "the minute", every: "06-01", kind: "hours", rows: [["12:00", "12:01"]] },
]
const process = Result.getOrThrow(
  Process.make({
    ...standard,
    priorities: [{ id: "high", labels }],
    calendars: [{ id: "rare", version: "1", timeZone: "UTC", week: {}, exceptions }],
  }),
)

/** What is wrong with targets: `code path`, or nothing. */
const saidOf = (targets: Promises.Promises["targets"], calendar?: string) => {
  const contract = { targets, ...(calendar === undefined ? {} : { calendar }) }
  return Promises.problemsOf(process, contract, Date.UTC(2026, 2, 2)).map(
    ({ code, path }) => `${code} ${path}`,
  )
}
const minutes = { workingMinutes: 60 }

describe("a contract's promises", () => {
  it("C21 unknown-priority: a case names a priority that the profile does not know", () => {
    const cases = [
      { when: { priority: "high" }, target: minutes },
      { when: { priority: "urgent" }, target: minutes },
    ]
    expect(saidOf({ resolution: cases })).toEqual([
      "unknown-priority targets.resolution[1].when.priority",
    ])
    expect(saidOf({ resolution: cases.slice(0, 1) })).toEqual([])
  })

  it("C21 nor a line, a request type, a calendar or a clock that is not there", () => {
    const cases = [
      { when: { line: "third" }, target: minutes },
      { when: { requestType: "wish" }, target: "none" },
    ]
    expect(saidOf({ resolution: cases, workday: minutes }, "nights")).toEqual([
      "unknown-line targets.resolution[0].when.line",
      "unknown-request-type targets.resolution[1].when.requestType",
      "unknown-clock targets.workday",
      "unknown-calendar calendar",
    ])
    expect(saidOf({}, "weekdays")).toEqual([])
  })

  it("M-01 nor a channel or a request type: such a contract covers nothing", () => {
    const contract = { targets: {}, channels: ["email", "fax"], requestTypes: ["wish", "request"] }
    const found = Promises.problemsOf(process, contract, Date.UTC(2026, 2, 2))
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "unknown-channel channels[1]",
      "unknown-request-type requestTypes[0]",
    ])
  })

  it("unknown-clock: the policy must let the contract set it", () => {
    expect(saidOf({ silence: { calendarDays: 5 } })).toEqual(["unknown-clock targets.silence"])
  })

  it("C18 business-day-undefined, in a target and in a case", () => {
    const days = { businessDays: 2 }
    expect(saidOf({ resolution: days, firstResponse: [{ when: {}, target: days }] })).toEqual([
      "business-day-undefined targets.resolution",
      "business-day-undefined targets.firstResponse",
    ])
  })

  it("days-cannot-pause, where the clock pauses", () => {
    expect(saidOf({ resolution: { workingDays: 2 }, customerAnswer: { workingDays: 2 } })).toEqual([
      "days-cannot-pause targets.resolution",
    ])
  })

  it("are judged by their form, with paths", () => {
    const wrong = [{ when: { priority: "high" }, target: { workingMinutes: -1 } }]
    expect(saidOf({ resolution: wrong, firstResponse: "soon" })).toEqual([
      "invalid-duration targets.resolution[0].target.workingMinutes",
      "unknown-value targets.firstResponse",
    ])
  })

  it("C09 deadline-unreachable, on the contract's calendar", () => {
    const six = [{ when: {}, target: { workingMinutes: 6 } }]
    expect(saidOf({ resolution: six, firstResponse: { workingMinutes: 5 } }, "rare")).toEqual([
      "deadline-unreachable targets.resolution",
    ])
    expect(saidOf({ resolution: six })).toEqual([])
  })
})
