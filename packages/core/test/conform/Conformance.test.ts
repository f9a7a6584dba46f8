// The chart as the judge of real life: what it accepts, and by which name it refuses the rest.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Conformance from "../../src/conform/Conformance.ts"
import * as Process from "../../src/process/Process.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { standard } from "../../src/process/Standard.ts"
import { conformanceOf, replayed, states, told } from "./replayed.ts"

describe("a row is played as the fewest signals of the chart that it can mean", () => {
  it.each([
    [["work"], "open.diagnosing.ours"],
    [["wait", "work"], "open.diagnosing.ours"],
    [["work", "wait", "work"], "open.diagnosing.ours"],
    [["work", "up", "work"], "open.escalated.ours"],
    [["wait", "up"], "open.escalated.ours"],
    [["solved"], "completed.awaitingWord"],
    [["wait", "solved"], "completed.awaitingWord"],
    [["solved", "again"], "open.solving.ours"],
    [["solved", "closed", "again"], "open.solving.ours"],
    [["work", "note"], "open.diagnosing.ours"],
  ])("%j", (rows, place) => {
    expect(told(rows)).toEqual({ kinds: [], place })
  })

  it("none where the case stands there already: a log may say a thing twice", () => {
    const twice = ["new", "new", "work", "work", "solved", "solved", "closed", "closed"]
    expect(told(twice).kinds).toEqual([])
  })

  it("of ends that are equally near all stay possible: who closed it, the log does not say", () => {
    expect(told(["solved", "closed"]).place).toBe("closed.confirmed|closed.silence")
    expect(told(["gone"]).place).toBe("closed.withdrawn|closed.rejected|closed.merged")
  })

  it("a request that was merged may come back where one that was withdrawn may not", () => {
    const { reopenWithin: _, ...final } = standard
    const once = conformanceOf({ states }, { ...final, id: "final" })
    const back = told(["gone", "again"], once)
    expect(back.kinds).toEqual([])
    expect(back.place).toContain("open.registered.ours")
    expect(told(["solved", "gone", "again"], once).kinds).toEqual(["not-allowed"])
  })

  it("B-06 without confirmation the answer closes; M-06 where causes come first it implies one", () => {
    const processed = { ...standard, id: "processed", confirmation: false, policy: onlyFirst }
    expect(told(["solved", "closed"], conformanceOf({ states }, processed))).toEqual({
      kinds: [],
      place: "closed.processed",
    })
    const causes = conformanceOf({ states }, { ...standard, id: "causes", causeFirst: true })
    expect(told(["solved"], causes)).toEqual({ kinds: [], place: "completed.awaitingWord" })
  })
})

const [firstResponse] = standard.policy.clocks
const onlyFirst = { ...standard.policy, clocks: firstResponse === undefined ? [] : [firstResponse] }

describe("what the chart does not lead to has a name, and the rest of the case is judged", () => {
  it("reopened-without-marker: from completed and from closed, and as if it were reopened", () => {
    for (const end of [["solved"], ["solved", "closed"], ["gone"]])
      expect(told([...end, "work", "wait", "solved", "closed"])).toEqual({
        kinds: ["reopened-without-marker"],
        place: "closed.confirmed|closed.silence",
      })
  })

  it("reopened-without-marker: solved once more after it was closed", () => {
    const { deviations, reopenedShare } = replayed({ one: ["solved", "closed", "solved"] })
    expect(Object.keys(deviations)).toEqual(["reopened-without-marker"])
    expect(reopenedShare).toBe(1)
  })

  it("closed-without-answer: closed by whatever, and nothing says answered", () => {
    expect(told(["work", "closed"])).toEqual({
      kinds: ["closed-without-answer"],
      place: "closed.confirmed|closed.silence",
    })
  })

  it("not-allowed: where nothing is ever reopened one row deviates, and not all that follow", () => {
    const { reopenWithin: _, ...final } = standard
    const once = conformanceOf({ states }, { ...final, id: "final" })
    const { deviations } = replayed({ one: ["solved", "closed", "work", "wait", "solved"] }, once)
    expect(deviations).toEqual({
      "not-allowed": {
        cases: 1,
        events: 1,
        examples: ["one"],
        pairs: [{ from: "closed", state: "work", events: 1 }],
      },
    })
  })

  it("not-allowed: a chart without the state stays where it is", () => {
    const single = { ...standard, id: "single", lines: standard.lines.slice(0, 1) }
    expect(told(["work", "up", "solved"], conformanceOf({ states }, single))).toEqual({
      kinds: ["not-allowed"],
      place: "completed.awaitingWord",
    })
  })

  it("unknown-state: one that the map does not name, and none that every object has", () => {
    expect(told(["work", "parked", "toString", "solved"])).toEqual({
      kinds: ["unknown-state"],
      place: "completed.awaitingWord",
    })
  })

  it("time-goes-back: a row before the one that it follows; at the same instant is none", () => {
    const same = [
      { state: "work", hour: 5 },
      { state: "solved", hour: 5 },
    ]
    expect(told(same).kinds).toEqual([])
    const back = [
      { state: "work", hour: 5 },
      { state: "wait", hour: 4 },
      { state: "work", hour: 5 },
    ]
    const { deviations } = replayed({ one: back })
    expect(deviations["time-goes-back"]).toMatchObject({ cases: 1, events: 1 })
  })
})

describe("the chart's own signals as states", () => {
  const signals = conformanceOf({ states: "signals" })

  it("are judged one by one: an arrow, or a fact where its tags allow it", () => {
    const rows = [
      "Registered",
      "Acknowledged",
      "DiagnosisStarted",
      "Answered",
      "Completed",
      "Noted",
    ]
    expect(told(rows, signals)).toEqual({ kinds: [], place: "completed.awaitingWord" })
    expect(told(["Registered", "Completed"], signals).kinds).toEqual(["not-allowed"])
    expect(told(["Answered", "Completed", "Assigned"], signals).kinds).toEqual(["not-allowed"])
    expect(told(["DiagnosisStarted", "Registered"], signals).kinds).toEqual(["not-allowed"])
  })

  it("go the way of their request type, as the first row of the case says", () => {
    const { judge } = conformanceOf({ states: "signals" }, mixvel)
    const answeredAs = (type: string) => {
      const at = Date.UTC(2026, 2, 2)
      const begun = judge(undefined, { state: "DiagnosisStarted", at, group: null, type })
      return judge(begun.after, { state: "Answered", at, group: null, type: "other" }).deviations
    }
    expect(answeredAs("support")).toEqual(["not-allowed"])
    expect(answeredAs("development")).toEqual([])
    expect(answeredAs("nobody's")).toEqual(answeredAs(""))
  })

  it.each([standard, mixvel, businessConnect])("no walk of $id deviates", (profile) => {
    const { judge, process } = conformanceOf({ states: "signals" }, profile)
    const { initial, table } = process.lifecycle
    const at = 0
    let steps = 0
    const walk = (standing: Conformance.Standing | undefined, status: string, left: number) => {
      for (const [signal, next] of table.get(status)?.next ?? []) {
        const { after, deviations } = judge(standing, {
          state: signal,
          at,
          group: null,
          type: null,
        })
        expect({ signal, deviations, place: after.place }).toEqual({
          signal,
          deviations: [],
          place: next,
        })
        steps += 1
        if (left > 1) walk(after, next, left - 1)
      }
    }
    walk(undefined, initial, 3)
    expect(steps).toBeGreaterThan(50)
  })
})

describe("a map", () => {
  const process = Result.getOrThrow(Process.make(standard))
  const problemsOf = (map: unknown) =>
    Result.match(Conformance.make(process, map), {
      onSuccess: () => [],
      onFailure: (problems) => problems.map(({ code, path }) => `${code} ${path}`),
    })

  it("is refused with everything that is wrong with it at once", () => {
    const wrong = {
      timeZone: "Mars/Olympus",
      states: {
        a: { to: "opne", by: ["Confirmd"] },
        "b c": { to: ["closed", "open.customers.sleeping"], not: "nowhere", by: [] },
      },
    }
    expect(problemsOf(wrong)).toEqual([
      "unknown-time-zone timeZone",
      "unknown-state states.a.to",
      "unknown-event states.a.by",
      'unknown-state states."b c".to',
      'unknown-state states."b c".not',
    ])
  })

  it("is refused with fields that nobody knows, without states, and with too many", () => {
    const columns = { case: "c", time: "t", state: [], owner: "o" }
    expect(problemsOf({ columns, states: {} })).toEqual([
      "unknown-field columns.owner",
      "out-of-range columns.state",
    ])
    expect(problemsOf({})).toEqual(["missing-field states"])
    const many = Array.from({ length: Conformance.statesAtMost + 1 }, (_, n) => [`s${n}`, null])
    expect(problemsOf({ states: Object.fromEntries(many) })).toEqual(["too-many states"])
  })

  it("may name what this process does without: it is made for many", () => {
    const single = { ...standard, id: "single", lines: standard.lines.slice(0, 1) }
    expect(() => conformanceOf({ states }, single)).not.toThrow()
  })
})

const codes = (text: string) =>
  Result.match(Conformance.instantOf(text, {}), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map(({ code }) => code),
  })

describe("the time of a row", () => {
  const timeZone = "Europe/Rome"
  const utc = (text: string, after?: string) => {
    const options = after === undefined ? {} : { after: Date.parse(after) }
    return Result.map(Conformance.instantOf(text, { timeZone, ...options }), (at) =>
      new Date(at).toISOString(),
    )
  }

  it("T02 came twice: the earlier one, unless the row before it lies after that", () => {
    const text = "2010-10-31T02:30:00"
    expect(utc(text)).toEqual(Result.succeed("2010-10-31T00:30:00.000Z"))
    expect(utc(text, "2010-10-31T00:30:00Z")).toEqual(Result.succeed("2010-10-31T00:30:00.000Z"))
    expect(utc(text, "2010-10-31T00:30:01Z")).toEqual(Result.succeed("2010-10-31T01:30:00.000Z"))
  })

  it("T01 the clock went over it: by the clock before it or after it, in order", () => {
    expect(utc("2010-03-28T02:30:00")).toEqual(Result.succeed("2010-03-28T00:30:00.000Z"))
    expect(utc("2010-03-28T02:30:00", "2010-03-28T00:59:00Z")).toEqual(
      Result.succeed("2010-03-28T01:30:00.000Z"),
    )
  })

  it("T04 without an offset and a zone is refused, and so is what is no time", () => {
    expect(codes("2010-03-28T12:00:00")).toEqual(["offset-missing"])
    expect(codes("2010-02-30T12:00:00Z")).toEqual(["invalid-date"])
    expect(codes("")).toContain("invalid-instant")
  })
})
