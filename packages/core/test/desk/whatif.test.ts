// What would have been: the same facts, asked under other terms.
import { standard } from "@upkeep/core"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as WhatIf from "../../src/desk/WhatIf.ts"
import * as Process from "../../src/process/Process.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import {
  agent,
  answered,
  applied,
  asked,
  completed,
  customer,
  deadlineSet,
  type Entry,
  escalated,
  informed,
  journalOf,
  march,
  priorities,
  processOf,
  raised,
  registered,
  resolution,
  turn,
  versions,
} from "../sla/story.ts"

const response: ClockRule = {
  id: "firstResponse",
  target: { workingMinutes: 1_440 },
  starts: [{ event: "Registered" }],
  stops: [{ event: "Informed", by: ["agent"] }],
  cancels: [{ enters: "closed" }],
  effect: "breach",
}
const withTarget = (target: ClockRule["target"] & object, rule = response): ClockRule => ({
  ...rule,
  target,
})
const policy = (...clocks: ReadonlyArray<ClockRule>) => ({ id: "other", version: "1", clocks })
const made = (instead: WhatIf.Instead) => Result.getOrThrow(WhatIf.make(instead))
const problemsOf = (instead: WhatIf.Instead) =>
  Result.match(WhatIf.make(instead), {
    onSuccess: () => [],
    onFailure: (problems) => problems.map(({ code, path }) => `${code} at ${path}`),
  })
const weekdays = (over: object) => ({ ...Object(standard.calendar), ...over })

interface Facts {
  readonly process: Process.Process | Process.ProcessOf
  readonly now?: number
}

const answerTo = (
  { process, now = march(31, 18) }: Facts,
  instead: WhatIf.Instead,
  ...entries: ReadonlyArray<Entry>
) => {
  const found = typeof process === "function" ? process : Process.only(process)
  const question = { alternative: made(instead), processOf: found, now }
  return WhatIf.ask(question, journalOf(...entries))
}

/** The runs of an answer: `firstResponse 1 breaches`. */
const runsOf = (answer: WhatIf.Answer | undefined): ReadonlyArray<string> =>
  answer === undefined || answer.outcome === "unasked"
    ? []
    : answer.clocks.map(({ clock, instance, outcome }) => `${clock} ${instance} ${outcome}`)

const runOf = (answer: WhatIf.Answer | undefined, clock: string, instance = 1) => {
  const clocks = answer === undefined || answer.outcome === "unasked" ? [] : answer.clocks
  const found = clocks.find((run) => run.clock === clock && run.instance === instance)
  if (found === undefined) throw new Error(`no run of ${clock}`)
  return found
}

const was = processOf([response])

describe("what if", () => {
  it("B-07 24 elapsed hours instead of 24 working ones breach what was asked on Friday", () => {
    const instead = { policy: policy(withTarget({ elapsedMinutes: 1_440 })) }
    const friday = [march(6, 17), registered] as const
    const onMonday = answerTo({ process: was }, instead, friday, [march(9, 12), informed])
    expect(onMonday).toMatchObject({ number: "T-1", outcome: "breaches" })
    expect(runOf(onMonday, "firstResponse")).toEqual({
      clock: "firstResponse",
      instance: 1,
      outcome: "breaches",
      before: { kind: "met", at: march(9, 12), dueAt: march(11, 14) },
      after: { kind: "breached", at: march(7, 17), dueAt: march(7, 17) },
      movedMillis: march(7, 17) - march(11, 14),
      timeZone: "+03:00",
    })
    const onSaturday = answerTo({ process: was }, instead, friday, [march(7, 17), informed])
    expect(onSaturday).toMatchObject({ outcome: "neither" })
    const atLast = answerTo({ process: was }, instead, friday, [march(11, 14, 1), informed])
    expect(atLast).toMatchObject({ outcome: "both" })
  })

  it("one more holiday spares exactly the tickets whose deadline it moves behind the answer", () => {
    const instead = { calendar: weekdays({ holidays: ["2026-03-09"] }) }
    const outcomeOf = (...entries: ReadonlyArray<Entry>) =>
      answerTo({ process: was }, instead, ...entries)?.outcome
    // Due on Wednesday 14:00, and on Thursday 14:00 with the holiday.
    const friday = [march(6, 17), registered] as const
    expect(outcomeOf(friday, [march(11, 14), informed])).toBe("neither")
    expect(outcomeOf(friday, [march(11, 14, 1), informed])).toBe("spared")
    expect(outcomeOf(friday, [march(12, 14), informed])).toBe("spared")
    expect(outcomeOf(friday, [march(12, 14, 1), informed])).toBe("both")
    // Due on Friday 15:00, before the holiday.
    expect(outcomeOf([march(4, 9), registered], [march(6, 16), informed])).toBe("both")
    expect(outcomeOf([march(10, 9), registered], [march(12, 16), informed])).toBe("both")
  })

  it("a pause that the other policy knows spares the time of the question", () => {
    const clock = withTarget({ workingMinutes: 120 }, resolution)
    const { pausesIn: _, ...ticking } = clock
    const process = processOf([ticking])
    const entries: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(2, 10), asked],
      [march(2, 10), turn("customers")],
      [march(2, 15), { type: "MessageReceived", answers: [2], files: [] }, { by: customer }],
      [march(2, 15), turn("ours")],
      [march(2, 15, 30), { type: "Withdrawn" }, { by: customer }],
    ]
    const spared = answerTo({ process }, { policy: policy(clock) }, ...entries)
    expect(runOf(spared, "resolution")).toMatchObject({
      outcome: "spared",
      before: { kind: "breached", at: march(2, 11) },
      after: { kind: "met", at: march(2, 15, 30), dueAt: march(2, 16) },
    })
    const paused = answerTo({ process, now: march(2, 12) }, { policy: policy(clock) }, ...entries)
    expect(runOf(paused, "resolution").after).toEqual({ kind: "paused", at: null, dueAt: null })
  })

  it("M-12 after a dispute the same run goes on, on both sides", () => {
    const process = processOf([withTarget({ workingMinutes: 240 }, resolution)])
    const entries: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(2, 11), answered],
      [march(2, 11), completed],
      [march(3, 9), { type: "Disputed", word: null, files: [] }, { by: customer }],
    ]
    const instead = { policy: policy(withTarget({ workingMinutes: 150 }, resolution)) }
    const answer = answerTo({ process, now: march(3, 10) }, instead, ...entries)
    expect(runsOf(answer)).toEqual(["resolution 1 breaches"])
    expect(runOf(answer, "resolution")).toMatchObject({
      before: { kind: "running", dueAt: march(3, 11) },
      after: { kind: "breached", at: march(3, 9, 30) },
      movedMillis: march(3, 9, 30) - march(3, 11),
    })
  })

  it("clocks that only one of the two policies has are shown, absent on the other side", () => {
    const other = withTarget({ workingMinutes: 60 }, { ...response, id: "other" })
    const entries: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(6, 9), informed],
    ]
    const answer = answerTo({ process: was }, { policy: policy(other) }, ...entries)
    expect(runsOf(answer)).toEqual(["firstResponse 1 spared", "other 1 breaches"])
    expect(answer?.outcome).toBe("both")
    expect(runOf(answer, "firstResponse").after.kind).toBe("absent")
    expect(runOf(answer, "other").before.kind).toBe("absent")
    const none = answerTo({ process: was }, { policy: policy() }, ...entries)
    expect(none).toMatchObject({ outcome: "spared" })
  })

  it("both sides are computed from facts: recorded warnings and breaches change nothing", () => {
    const mark = { clock: "firstResponse", instance: 1, dueAt: march(4, 15) }
    const told: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(3, 9), { type: "ClockWarned", share: 0.5, ...mark }],
      [march(4, 15), { type: "ClockBreached", ...mark }],
      [march(4, 15), { type: "Noted", files: [] }],
    ]
    const plain = told.filter(([, { type }]) => !type.startsWith("Clock"))
    const instead = { policy: policy(withTarget({ workingMinutes: 9_000 })) }
    const facts = { process: was, now: march(10, 9) }
    expect(answerTo(facts, instead, ...told)).toEqual(answerTo(facts, instead, ...plain))
    expect(answerTo(facts, instead, ...plain)).toMatchObject({ outcome: "spared" })
  })

  it("what a breach brought about stays a fact", () => {
    const cases = [
      { when: { line: "second" }, target: { workingMinutes: 60 } },
      { when: {}, target: { workingMinutes: 600 } },
    ]
    const { target: _, ...rule } = response
    const process = processOf([{ ...rule, targets: cases, onBreach: [{ escalateTo: "second" }] }])
    const instead = { policy: policy({ ...rule, targets: cases }) }
    const answer = answerTo(
      { process },
      instead,
      [march(2, 9), registered],
      [march(2, 10), { type: "Assigned", assignee: "boris" }],
      [march(2, 10), { type: "DiagnosisStarted" }],
      [march(2, 12), escalated("second", "first")],
    )
    expect(runOf(answer, "firstResponse")).toMatchObject({
      outcome: "both",
      after: { kind: "breached", at: march(2, 12) },
    })
  })

  it("a breach from before a change of target counts, unless a fact that came to light later refutes it", () => {
    const { target: _, ...rule } = response
    const targets = [
      { when: { priority: "high" }, target: { workingMinutes: 60 } },
      { when: {}, target: { workingMinutes: 600 } },
    ]
    const process = processOf([{ ...rule, targets }], { priorities })
    const urgent = { ...registered, priority: "high" }
    const lowered: ReadonlyArray<Entry> = [
      [march(2, 9), urgent],
      [march(2, 11), raised("low", "high")],
      [march(2, 12), informed],
    ]
    const same = { process: process.profile }
    expect(runOf(answerTo({ process }, same, ...lowered), "firstResponse")).toMatchObject({
      outcome: "both",
      before: { kind: "breached", at: march(2, 10) },
    })
    const late = [march(2, 9, 30), informed, { at: march(2, 12) }] as const
    const answer = answerTo({ process }, same, ...lowered.slice(0, 2), late)
    expect(runOf(answer, "firstResponse").before).toMatchObject({
      kind: "met",
      at: march(2, 9, 30),
    })
  })

  it("a policy that reached the ticket counts where only a calendar is asked about", () => {
    const { newer, processOf: both } = versions(was, [withTarget({ workingMinutes: 60 })])
    const entries: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(2, 9, 30), applied(newer, "fromStart")],
      [march(3, 9, 30), informed],
    ]
    const holiday = { calendar: weekdays({ holidays: ["2026-03-02"] }) }
    const answer = answerTo({ process: both }, holiday, ...entries)
    expect(runOf(answer, "firstResponse")).toMatchObject({
      outcome: "spared",
      before: { kind: "breached", at: march(2, 10) },
      after: { kind: "met", dueAt: march(3, 10) },
    })
    const loose = answerTo({ process: both }, { policy: policy(response) }, ...entries)
    expect(runOf(loose, "firstResponse")).toMatchObject({
      outcome: "spared",
      after: { kind: "met", dueAt: march(4, 15) },
    })
  })

  it("a policy that reached the ticket did not, where another one is asked about", () => {
    const targets = [
      { when: { priority: "high" }, target: { workingMinutes: 60 } },
      { when: {}, target: { workingMinutes: 600 } },
    ]
    const { target: _, ...rule } = response
    const kept: ClockRule = { ...rule, targets, onChange: "keep" }
    const { newer, processOf: both } = versions(processOf([kept], { priorities }), [kept], {
      priorities,
    })
    const answer = answerTo(
      { process: both, now: march(2, 18) },
      { policy: policy(kept) },
      [march(2, 9), { ...registered, priority: "low" }],
      [march(2, 9, 15), raised("high", "low")],
      [march(2, 9, 30), applied(newer, "fromStart")],
    )
    expect(runOf(answer, "firstResponse")).toMatchObject({
      outcome: "spared",
      before: { kind: "breached", at: march(2, 10) },
      after: { kind: "running", dueAt: march(3, 10) },
    })
  })

  it("a deadline that was set by hand stays set", () => {
    const instead = { policy: policy(withTarget({ workingMinutes: 60 })) }
    const answer = answerTo(
      { process: was, now: march(3, 9) },
      instead,
      [march(2, 9), registered],
      [march(2, 9, 30), deadlineSet("firstResponse", march(5, 12))],
    )
    expect(runOf(answer, "firstResponse")).toMatchObject({
      outcome: "neither",
      after: { kind: "running", dueAt: march(5, 12) },
      movedMillis: 0,
    })
  })

  it("now ends the question", () => {
    const instead = { policy: policy(withTarget({ workingMinutes: 60 })) }
    const entries: ReadonlyArray<Entry> = [
      [march(2, 9), registered],
      [march(2, 12), { type: "Withdrawn" }, { by: customer }],
    ]
    const at = (now: number) => answerTo({ process: was, now }, instead, ...entries)
    expect(at(march(2, 9) - 1)).toBeUndefined()
    expect(runOf(at(march(2, 10) - 1), "firstResponse").after.kind).toBe("running")
    expect(runOf(at(march(2, 10)), "firstResponse").after.kind).toBe("breached")
    expect(runOf(at(march(2, 12) - 1), "firstResponse").before.kind).toBe("running")
    expect(runOf(at(march(2, 12)), "firstResponse").before).toMatchObject({ kind: "cancelled" })
  })

  it("a clock whose end closes tickets is not asked", () => {
    const process = Result.getOrThrow(Process.make(standard))
    const answer = answerTo(
      { process },
      { process: standard },
      [march(2, 9), registered],
      [march(2, 10), answered, { by: agent }],
      [march(2, 10), completed],
      [march(5, 10), { type: "SilenceElapsed", dueAt: march(5, 10) }],
    )
    expect(runsOf(answer)).toEqual(["firstResponse 1 neither"])
  })

  it("a calendar takes the place of the one with its id, else of the process's own", () => {
    const own = weekdays({ id: "own" })
    const process = processOf([{ ...response, calendar: "other" }], {
      calendar: own,
      calendars: [weekdays({ id: "other" })],
    })
    const entries: ReadonlyArray<Entry> = [
      [march(6, 17), registered],
      [march(12, 9), informed],
    ]
    const holidays = ["2026-03-09"]
    const outcomeWith = (id: string) =>
      answerTo({ process }, { calendar: weekdays({ id, holidays }) }, ...entries)?.outcome
    expect(outcomeWith("other")).toBe("spared")
    expect(outcomeWith("own")).toBe("both")
    expect(outcomeWith("strange")).toBe("both")
    const unnamed = answerTo(
      { process: processOf([{ ...response, calendar: "own" }], { calendar: own }) },
      { calendar: weekdays({ id: "strange", holidays }) },
      ...entries,
    )
    expect(unnamed?.outcome).toBe("spared")
  })

  it("a ticket whose process cannot have the alternative is not asked, and says why", () => {
    const short = { confirmation: false, policy: standard.policy, notices: standard.notices }
    const process = Result.getOrThrow(
      Process.make({ ...standard, ...short, policy: policy(response) }),
    )
    const answer = answerTo({ process }, { process: standard }, [march(2, 9), registered])
    expect(answer).toMatchObject({
      number: "T-1",
      outcome: "unasked",
      problems: ["awaitingWord", "heard", "completed"].map((state) => ({
        code: "unknown-state",
        path: "policy",
        got: JSON.stringify(state),
      })),
    })
  })

  it("says all mistakes of what is asked by at once", () => {
    expect(problemsOf({ policy: { id: "p", clocks: [{ ...response, effect: "burst" }] } })).toEqual(
      ["missing-field at policy.version", "unknown-value at policy.clocks[0].effect"],
    )
    expect(
      problemsOf({ calendar: weekdays({ timeZone: "MSK", holidays: ["2026-02-30"] }) }),
    ).toEqual(["invalid-date at calendar.holidays[0]", "ambiguous-time-zone at calendar.timeZone"])
    expect(problemsOf({ process: { ...standard, colour: "red", languages: [] } })).toEqual([
      "unknown-field at colour",
    ])
    const both = { policy: policy(response), calendar: standard.calendar }
    expect(problemsOf(both)).toEqual(["unknown-value at "])
    const strange = made({ policy: policy({ ...response, pausesIn: ["nowhere"] }) })
    expect(WhatIf.problemsWith(strange, was)).toMatchObject([
      { code: "unknown-state", path: "policy.clocks[0].pausesIn[0]" },
    ])
  })
})
