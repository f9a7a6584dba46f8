// PR29: what breaches do by themselves comes to an end.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf, saidOf } from "./made.ts"
import { Result } from "effect"
import * as Process from "../../src/process/Process.ts"

const labels = { en: "words", ru: "слова" }
const lines = ["first", "second", "third"].map((id) => ({ id, labels }))
const hour = { workingMinutes: 60 }

/** A clock that every hand-over ends and starts again; owed at one line, or everywhere. */
const clock = (id: string, onBreach: ReadonlyArray<object>, line?: string, over: object = {}) => ({
  id,
  ...(line === undefined
    ? { target: hour }
    : {
        targets: [
          { when: { line }, target: hour },
          { when: {}, target: "none" },
        ],
      }),
  starts: [{ event: "Registered" }, { event: "Escalated" }],
  stops: [{ event: "Escalated" }],
  cancels: [{ enters: "closed" }],
  effect: "breach",
  onBreach,
  ...over,
})
const to = (line: string) => [{ escalateTo: line }]
const given = (...people: ReadonlyArray<string>) => people.map((id) => ({ reassignTo: id }))
const withClocks = (...clocks: ReadonlyArray<object>) => ({
  lines,
  notices: [],
  policy: { id: "p", version: "1", clocks },
})
const loopAt = (clock: number, action: number, kind = "escalateTo") =>
  `automation-loop policy.clocks[${clock}].onBreach[${action}].${kind}`

describe("PR29 automation-loop: breaches that hand a request to and fro are refused", () => {
  it("PR29 between two lines, with the way it would go", () => {
    const over = withClocks(
      clock("one", to("second"), "first"),
      clock("two", to("first"), "second"),
    )
    expect(problemsOf(over)).toEqual([loopAt(0, 0)])
    const made = Process.make({ ...standard, ...over })
    expect(Result.isFailure(made) && made.failure.map(({ message }) => message)).toEqual([
      'automation-loop: got "first → second → first", expected breaches that do not undo each ' +
        "other, at policy.clocks[0].onBreach[0].escalateTo",
    ])
  })

  it("PR29 round three lines, and by one clock alone", () => {
    const round = withClocks(
      clock("one", to("second"), "first"),
      clock("two", to("third"), "second"),
      clock("three", to("first"), "third"),
    )
    expect(problemsOf(round)).toEqual([loopAt(0, 0)])
    expect(problemsOf(withClocks(clock("one", [...to("second"), ...to("third")])))).toEqual([
      loopAt(0, 1),
    ])
  })

  it("PR29 each loop is told", () => {
    const four = [...lines, { id: "fourth", labels }]
    const clocks = withClocks(
      clock("one", to("second"), "first"),
      clock("two", to("first"), "second"),
      clock("three", to("fourth"), "third"),
      clock("four", to("third"), "fourth"),
    )
    expect(problemsOf({ ...clocks, lines: four })).toEqual([loopAt(0, 0), loopAt(2, 0)])
  })

  it("PR29 by entering and leaving states as well", () => {
    const over = { starts: [{ enters: "escalated" }, { enters: "diagnosing" }] }
    const ends = { stops: [{ leaves: "escalated" }], cancels: [{ leaves: "diagnosing" }] }
    expect(
      problemsOf(
        withClocks(
          clock("one", to("second"), "first", { ...over, ...ends }),
          clock("two", to("first"), "second", { ...over, ...ends }),
        ),
      ),
    ).toEqual([loopAt(0, 0)])
  })

  it("PR29 from person to person", () => {
    const events = { starts: [{ event: "Assigned" }], stops: [{ event: "Assigned" }] }
    expect(
      problemsOf(
        withClocks(
          clock("one", given("ivan"), undefined, events),
          clock("two", given("pavel"), undefined, events),
        ),
      ),
    ).toEqual([loopAt(1, 0, "reassignTo")])
    expect(
      problemsOf(
        withClocks(
          clock("one", given("ivan"), "first", events),
          clock("two", given("pavel"), "second", events),
        ),
      ),
    ).toEqual([])
  })
})

describe("PR29 what comes to an end is taken", () => {
  it.each([
    ["a chain of lines", clock("one", to("second"), "first"), clock("two", to("third"), "second")],
    ["one line for all", clock("one", to("second")), clock("two", to("second"))],
    [
      "clocks that nothing starts again",
      clock("one", to("second"), "first", { starts: [{ event: "Registered" }] }),
      clock("two", to("first"), "second"),
    ],
    [
      "clocks that nothing ends",
      clock("one", to("second"), "first", { stops: [{ event: "Answered" }] }),
      clock("two", to("first"), "second", { stops: [{ event: "Answered" }] }),
    ],
    [
      "clocks that a person starts",
      clock("one", to("second"), "first", { starts: [{ event: "Escalated", by: ["agent"] }] }),
      clock("two", to("first"), "second", { starts: [{ event: "Escalated", by: ["agent"] }] }),
    ],
    [
      "priorities, which are only ever raised",
      clock("one", [{ raisePriorityTo: "high" }], undefined, {
        starts: [{ event: "PriorityChanged" }],
        stops: [{ event: "PriorityChanged" }],
      }),
      clock("two", [{ raisePriorityTo: "low" }], undefined, {
        starts: [{ event: "PriorityChanged" }],
        stops: [{ event: "PriorityChanged" }],
      }),
    ],
  ])("PR29 %s", (_name, ...clocks) => {
    const priorities = ["high", "low"].map((id) => ({ id, labels }))
    expect(saidOf({ ...standard, ...withClocks(...clocks), priorities })).toEqual([])
  })
})
