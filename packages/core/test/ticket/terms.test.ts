// What a request is promised: its priority, a deadline by hand, the policy and the process.
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  assigned,
  completed,
  given,
  lifecycleOf,
  registered,
  robot,
  secondMillis,
  silent,
  usual,
} from "./given.ts"
import { stepped } from "./shapes.ts"

const iso = (millis: number) => new Date(millis).toISOString()

describe("B-03 the priority", () => {
  const high: Command = { type: "setPriority", priority: "high" }
  const matrix = { all: { now: "high", later: "low" }, one: { now: "low", later: "low" } }
  const judged: Event = {
    type: "PriorityChanged",
    from: null,
    to: "high",
    impact: "all",
    urgency: "now",
  }

  it("is set by name, by one of ours or a machine", () => {
    given(assigned).when(high).thenEvents({ type: "PriorityChanged", from: null, to: "high" })
    given(assigned).when(high, { actor: robot }).thenTypes("PriorityChanged")
  })

  it("is what the matrix has for an impact and an urgency", () => {
    const set = given(assigned).when(
      { type: "setPriority", impact: "all", urgency: "now" },
      { matrix },
    )
    set.thenEvents(judged)
    expect(set.state()).toMatchObject({ priority: "high", impact: "all", urgency: "now" })
    const calmer = given([...assigned, judged]).when(
      { type: "setPriority", urgency: "later" },
      { matrix },
    )
    calmer.thenEvents({ type: "PriorityChanged", from: "high", to: "low", urgency: "later" })
    expect(calmer.state()).toMatchObject({ priority: "low", impact: "all", urgency: "later" })
  })

  it("a change of impact that changes no priority is kept as well", () => {
    const history: ReadonlyArray<Event> = [
      { ...registered, priority: "low", impact: "one", urgency: "now" },
    ]
    given(history)
      .when({ type: "setPriority", urgency: "later" }, { matrix })
      .thenEvents({ type: "PriorityChanged", from: "low", to: "low", urgency: "later" })
  })

  it("UnknownPriority: one of the process, by its name or by its matrix, not both", () => {
    given(assigned)
      .when({ type: "setPriority", priority: "urgent" })
      .thenRefused("UnknownPriority", '"urgent"', "one of high, low")
    given(assigned)
      .when({ type: "setPriority" }, { matrix })
      .thenRefused("UnknownPriority", "{}", "one of high, low")
    const alone = "an impact and an urgency of the matrix, alone"
    const wrong: ReadonlyArray<readonly [Command, string]> = [
      [
        { type: "setPriority", impact: "none", urgency: "now" },
        '{"impact":"none","urgency":"now"}',
      ],
      [{ type: "setPriority", impact: "all" }, '{"impact":"all"}'],
      [{ type: "setPriority", impact: "__proto__", urgency: "now" }, '{"impact":"__proto__"'],
      [{ type: "setPriority", priority: "high", impact: "all", urgency: "now" }, '"high"'],
    ]
    for (const [command, got] of wrong) {
      const refused = given(assigned).when(command, { matrix }).thenRefused("UnknownPriority")
      expect(refused.message).toContain(`: got ${got}`)
      expect(refused.message).toContain(`expected ${alone}`)
    }
    given(assigned)
      .when({ type: "setPriority", impact: "all", urgency: "now" })
      .thenRefused("UnknownPriority", '{"impact":"all","urgency":"now"}', alone)
    given(assigned)
      .when(high, { priorities: [] })
      .thenRefused("UnknownPriority", '"high"', "one of none")
  })

  it("SamePriority: another one than now", () => {
    given([...assigned, judged])
      .when(high)
      .thenRefused("SamePriority", '"high"', "another priority than the present one")
    given([...assigned, judged])
      .when({ type: "setPriority", impact: "all", urgency: "now" }, { matrix })
      .thenRefused("SamePriority", '{"impact":"all","urgency":"now"}')
  })

  it("TransitionNotAllowed: once it is completed nothing gets more urgent", () => {
    given(completed).when(high).thenRefused("TransitionNotAllowed")
  })
})

describe("T08 a deadline by hand", () => {
  const set: Command = { type: "setDeadline", clock: "resolution", dueAt: 99 * secondMillis }

  it("is set on the run that has not ended", () => {
    given(assigned)
      .when(set, { instance: 2 })
      .thenEvents({ type: "DeadlineSet", clock: "resolution", instance: 2, dueAt: 99_000 })
  })

  it("ClockNotRunning, DueInPast: a run that goes on, an instant to come", () => {
    given(assigned)
      .when(set)
      .thenRefused("ClockNotRunning", '"resolution"', "a clock of this ticket that has not ended")
    given(assigned)
      .when(set, { instance: 2, at: 99_000 })
      .thenRefused("DueInPast", iso(99_000), `an instant after ${iso(99_000)}`)
  })

  it("TransitionNotAllowed: of a closed ticket nothing is due", () => {
    given(silent).when(set, { instance: 2 }).thenRefused("TransitionNotAllowed")
  })
})

describe("the policy that a ticket's clocks follow", () => {
  const apply: Command = { type: "applyPolicy", process: "p@2", mode: "fromNow" }
  const terms = { process: "p@2", policy: "p@2", calendar: "c@2", unknownStates: [] }

  it("is that of another process, from now on", () => {
    const applied = given(assigned).when(apply, { terms })
    applied.thenEvents({
      type: "PolicyApplied",
      process: "p@2",
      policy: "p@2",
      calendar: "c@2",
      mode: "fromNow",
    })
    expect(applied.state()).toMatchObject({ process: "p@1", terms: "p@2" })
  })

  it("UnknownProcess, SameTerms, StatesMissing", () => {
    given(assigned)
      .when(apply)
      .thenRefused("UnknownProcess", '"p@2"', "the id@version of a published process")
    given(assigned)
      .when({ ...apply, process: "p@1" }, { terms: { ...terms, process: "p@1" } })
      .thenRefused("SameTerms", '"p@1"', "another process than the one it follows")
    given(assigned)
      .when(apply, { terms: { ...terms, unknownStates: ["fixing", "approval"] } })
      .thenRefused(
        "StatesMissing",
        '"p@2"',
        "clocks that know the ticket's states, not fixing, approval",
      )
  })
})

describe("P14 another version of the process", () => {
  const to: Command = { type: "migrate", process: "p@2" }
  const there = { process: "p@2", status: "open.solving.ours", skipped: [] }
  const moved: Event = {
    type: "ProcessMigrated",
    from: "p@1",
    to: "p@2",
    status: "open.solving.ours",
    forced: false,
  }

  it("has a place for where the ticket stands; its clocks keep their terms", () => {
    const migrated = given(assigned).when(to, { migration: there, actor: robot })
    migrated.thenEvents(moved)
    expect(migrated.state()).toMatchObject({
      process: "p@2",
      terms: "p@1",
      status: "open.solving.ours",
    })
  })

  const nowhere = { process: "p@2", status: undefined, skipped: [] }

  it("P14 NoPlace: a version without such a place is refused unless the place is named", () => {
    given(assigned)
      .when(to, { migration: nowhere })
      .thenRefused("NoPlace", '"p@2"', "a version with the request type request")
    given(assigned)
      .when(to, { migration: { ...nowhere, lifecycle: lifecycleOf(usual) } })
      .thenRefused("NoPlace", '"p@2"', "a version, or places, with one for open.diagnosing.ours")
  })

  it("the turn is with who owes the next move by the new version", () => {
    const migration = { ...there, status: "open.approval.ours", lifecycle: lifecycleOf(stepped) }
    given(assigned)
      .when(to, { migration })
      .thenEvents(
        { ...moved, status: "open.approval.ours" },
        { type: "TurnPassed", to: "customers" },
      )
  })

  it("PR22 MigrationSkipsStep: a step that it demands is skipped only for a reason", () => {
    const migration = { ...there, skipped: ["approval", "review"] }
    given(assigned)
      .when(to, { migration })
      .thenRefused(
        "MigrationSkipsStep",
        '"p@2"',
        "no skipped step (approval, review), or a reason in `force`",
      )
    const forced = given(assigned).when({ ...to, force: "it was said by phone" }, { migration })
    forced.thenEvents({ ...moved, forced: true })
    expect(JSON.stringify(forced.decision)).not.toContain("phone")
    given(assigned)
      .when({ ...to, force: "in any case" }, { migration: there })
      .thenEvents(moved)
  })

  it("UnknownProcess, SameProcess: another version that was published", () => {
    given(assigned)
      .when(to)
      .thenRefused("UnknownProcess", '"p@2"', "the id@version of a published version of its own")
    given(assigned)
      .when({ ...to, process: "p@1" }, { migration: { ...there, process: "p@1" } })
      .thenRefused("SameProcess", '"p@1"', "another version than the present one")
  })

  it("TransitionNotAllowed: a closed ticket stays on its version", () => {
    given(silent).when(to, { migration: there }).thenRefused("TransitionNotAllowed")
  })
})
