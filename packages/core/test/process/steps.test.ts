// Steps of a process's own: each way of going wrong, with its place.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf } from "./made.ts"

const labels = { en: "words", ru: "слова" }
const move = (to: string, id = to) => ({ id, labels, to })
const step = (over: object = {}) => ({
  id: "approval",
  labels,
  after: "registered",
  before: "diagnosing",
  owner: "vendor",
  moves: [move("next"), move("back")],
  ...over,
})
const [type] = standard.requestTypes

/** What the problems of steps say that they got and expected. */
const toldOf = (over: object) => {
  const made = Process.make({ ...standard, ...over })
  return Result.isSuccess(made) ? [] : made.failure.map(({ message }) => message)
}

describe("a step", () => {
  it("that hangs together is a state between two others", () => {
    const process = Result.getOrThrow(Process.make({ ...standard, steps: [step()] }))
    const { table } = process.lifecycle
    expect(table.get("open.registered.ours")?.next.get("DiagnosisStarted")).toBe(
      "open.approval.ours",
    )
    const { next } = table.get("open.approval.ours") ?? {}
    expect(next?.get("StepTaken.approval.next")).toBe("open.diagnosing.ours")
    expect(next?.get("StepTaken.approval.back")).toBe("open.registered.ours")
  })

  it("after the diagnosis is not gone round by what another line finds out", () => {
    const guarded = { ...standard, causeFirst: true, individualWork: false, release: false }
    const steps = [step({ after: "diagnosing", before: "solving" })]
    const { table } = Result.getOrThrow(Process.make({ ...guarded, steps })).lifecycle
    for (const state of ["diagnosing", "escalated"])
      expect([state, table.get(`open.${state}.ours`)?.next.get("CauseFound")]).toEqual([
        state,
        "open.approval.ours",
      ])
    const into = [...table.values()].filter(
      ({ status, next }) =>
        /^open\.(registered|diagnosing|escalated)/.test(status) &&
        [...next.values()].some((to) => to.startsWith("open.solving")),
    )
    expect(into).toEqual([])
  })

  it("PR04 a move to a state that is not there is refused, with its path and its name", () => {
    const moves = [move("next"), move("nowhere", "away"), move("answering"), move("closed")]
    expect(problemsOf({ steps: [step({ moves })] })).toEqual([
      "unknown-state steps[0].moves[1].to",
      "unknown-state steps[0].moves[2].to",
      "unknown-state steps[0].moves[3].to",
    ])
    expect(toldOf({ steps: [step({ moves: moves.slice(0, 2) })] })).toEqual([
      'unknown-state: got "away to nowhere", expected next, back, or one of registered, ' +
        "diagnosing, escalated, solving, fixing, awaitingRelease, approval, at " +
        "steps[0].moves[1].to",
    ])
  })

  it("PR06 dead-end: from a step without a move nothing leads to an end", () => {
    expect(problemsOf({ steps: [step({ moves: [] })] })).toEqual(["dead-end steps[0].moves"])
  })

  it("PR08 duplicate-move: two moves of one name", () => {
    const moves = [move("next", "go"), move("back"), move("solving", "go"), move("back", "go")]
    expect(problemsOf({ steps: [step({ moves })] })).toEqual([
      "duplicate-move steps[0].moves[2].id",
      "duplicate-move steps[0].moves[3].id",
    ])
  })

  it("PR09 endless-loop: steps that never come to an answer, with the shortest path", () => {
    // Whoever comes to the second step goes round for ever, by a step or by two.
    const round = [
      step({ id: "first" }),
      step({
        id: "second",
        after: "first",
        moves: [move("third", "away"), move("second", "again")],
      }),
      step({ id: "third", after: "second", before: "second", moves: [move("next")] }),
    ]
    expect(toldOf({ steps: round })).toEqual([
      'endless-loop: got "second → third → second", expected a way from each step to an answer, at steps[1]',
      'endless-loop: got "third → second → third", expected a way from each step to an answer, ' +
        "at steps[2]",
    ])
  })

  it("PR09 a loop with a way out is none", () => {
    const steps = [step(), step({ id: "second", after: "approval", moves: [move("approval")] })]
    expect(problemsOf({ steps })).toEqual([])
  })

  it("PR12 unknown-state: a place after a part that is switched off", () => {
    for (const [after, over] of [
      ["awaitingRelease", { release: false }],
      ["fixing", { individualWork: false }],
      ["escalated", { escalation: false }],
      ["escalated", { lines: standard.lines.slice(0, 1) }],
    ] as const) {
      const steps = [step({ after, before: "solving" })]
      expect(problemsOf({ steps })).toEqual([])
      expect(problemsOf({ steps, ...over })).toEqual(["unknown-state steps[0].after"])
    }
  })

  it("PR12 also on the way of a request type, unless that goes without the step", () => {
    const steps = [step({ after: "awaitingRelease", before: "solving" })]
    const way = { release: false }
    expect(toldOf({ steps, requestTypes: [{ ...type, way }] })).toEqual([
      'unknown-state: got "awaitingRelease", expected one of registered, diagnosing, escalated, ' +
        "solving, fixing, for requests of type request, at steps[0].after",
    ])
    expect(problemsOf({ steps, requestTypes: [{ ...type, way: { ...way, steps: [] } }] })).toEqual(
      [],
    )
  })

  it("unreachable-step: between two states of which the one does not lead to the other", () => {
    expect(problemsOf({ steps: [step({ after: "solving", before: "registered" })] })).toEqual([
      "unreachable-step steps[0]",
    ])
    const both = [step(), step({ id: "second" })]
    expect(problemsOf({ steps: both })).toEqual(["unreachable-step steps[1]"])
  })

  it("unreachable-step: after a state to which nothing leads any more", () => {
    const steps = [
      step({ moves: [move("solving")] }),
      step({ id: "second", after: "diagnosing", before: "solving" }),
    ]
    const alone = { lines: standard.lines.slice(0, 1) }
    expect(problemsOf({ steps, ...alone })).toEqual(["unreachable-step steps[1]"])
    expect(problemsOf({ steps })).toEqual([])
  })
})

describe("names of steps", () => {
  it("PR14 PR15 are plain, and none that the machinery keeps", () => {
    for (const id of ["__proto__", "constructor", "toString", "", "a.b", "x".repeat(300)])
      expect(problemsOf({ steps: [step({ id })] })).toEqual(["invalid-name steps[0].id"])
    for (const id of ["xstate", "done", "error"])
      expect(problemsOf({ steps: [step({ id })] })).toEqual(["reserved-name steps[0].id"])
    for (const id of ["xstate.init", "done.x", "error.y", "*"])
      expect(problemsOf({ steps: [step({ moves: [move("next", id)] })] })).toContain(
        "reserved-name steps[0].moves[0].id",
      )
  })

  it("reserved-name: are no standard state's, no reason's and no direction's", () => {
    for (const id of ["solving", "open", "ours", "closed", "reheard", "spam", "next", "back"])
      expect(problemsOf({ steps: [step({ id })] })).toEqual(["reserved-name steps[0].id"])
  })

  it("duplicate-name: are theirs alone", () => {
    expect(problemsOf({ steps: [step(), step({ after: "approval" })] })).toEqual([
      "duplicate-name steps[1].id",
    ])
  })

  it("unknown-state, duplicate-name: a way takes steps that there are, each once", () => {
    const way = { steps: ["approval", "praise", "approval"] }
    expect(problemsOf({ steps: [step()], requestTypes: [{ ...type, way }] })).toEqual([
      "unknown-state requestTypes[0].way.steps[1]",
      "duplicate-name requestTypes[0].way.steps[2]",
    ])
  })

  it("missing-language: steps and moves are named in every language", () => {
    const moves = [{ id: "go", labels: { en: "Go" }, to: "next" }]
    expect(problemsOf({ steps: [step({ labels: { ru: "Да" }, moves })] })).toEqual([
      "missing-language labels.approval.en",
      "missing-language steps[0].labels.en",
      "missing-language steps[0].moves[0].labels.ru",
    ])
  })
})

it("what is wrong with steps is told with all else, and hides no state of theirs", () => {
  const clock = {
    ...standard.policy.clocks[0],
    pausesIn: ["approval", "lunch"],
  }
  const policy = { id: "p", version: "1", clocks: [clock] }
  expect(problemsOf({ policy, steps: [step({ moves: [] })] })).toEqual([
    "dead-end steps[0].moves",
    "unknown-state policy.clocks[0].pausesIn[1]",
  ])
})

describe("PR10 PR27 what a profile does not know", () => {
  it("PR10 a guard, an action, a script of a step or a move is an unknown field", () => {
    const moves = [{ ...move("next"), guard: "isManager", actions: [] }]
    expect(problemsOf({ steps: [step({ moves, entry: "eval" })] })).toEqual([
      "unknown-field steps[0].entry",
      "unknown-field steps[0].moves[0].guard",
      "unknown-field steps[0].moves[0].actions",
    ])
  })

  it("PR27 there are no permission rules, so no role of theirs; nobody else acts or owes", () => {
    const permissions = [{ role: "supervisor", may: ["answer"] }]
    expect(problemsOf({ permissions, roles: ["supervisor"] })).toEqual([
      "unknown-field permissions",
      "unknown-field roles",
    ])
    expect(problemsOf({ steps: [step({ owner: "supervisor" })] })).toEqual([
      "unknown-value steps[0].owner",
    ])
    const [notice] = standard.notices
    expect(problemsOf({ notices: [{ ...notice, by: ["supervisor"] }] })).toEqual([
      "unknown-value notices[0].by[0]",
    ])
    expect(problemsOf({ notices: [{ ...notice, to: "supervisor" }] })).toEqual([
      "unknown-value notices[0].to",
    ])
  })
})
