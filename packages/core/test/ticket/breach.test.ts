// What a breach brings about beside being recorded: another line, a priority, an executor.
import { describe, expect, it } from "vitest"
import type { DueAction } from "../../src/ticket/Circumstances.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  answering,
  assigned,
  completed,
  given,
  heard,
  priorities,
  registered,
  silenceDueAt,
  silent,
  solving,
} from "./given.ts"

const wake = { type: "wake" } as const
const breachOf = (...actions: ReadonlyArray<DueAction>) =>
  ({ effect: "breach", clock: "c", instance: 1, dueAt: 7_000, actions }) as const
const breached: Event = { type: "ClockBreached", clock: "c", instance: 1, dueAt: 7_000 }
const due = (...actions: ReadonlyArray<DueAction>) => ({ due: [breachOf(...actions)] })
const toSecond = { escalateTo: "second" }
const escalated: Event = { type: "Escalated", from: "first", to: "second", direction: "up" }

describe("escalateTo", () => {
  it.each([
    ["registered", [registered]],
    ["diagnosing", assigned],
    ["solving", solving],
  ])("passes the request on while it is %s", (_, events) => {
    const woken = given(events).when(wake, due(toSecond))
    woken.thenEvents(breached, escalated)
    expect(woken.state()).toMatchObject({
      status: "open.escalated.ours",
      line: "second",
      assignee: null,
    })
  })

  it.each([
    ["the answer is under way", answering],
    ["it is completed", completed],
    ["a word waits", heard],
    ["it is closed", silent],
  ])("does nothing where %s", (_, events) => {
    given(events).when(wake, due(toSecond)).thenEvents(breached)
  })

  it("does nothing where there is one line, or the line has it already, or nobody knows it", () => {
    given(solving, { confirmation: true, causeFirst: false, escalation: false })
      .when(wake, due(toSecond))
      .thenEvents(breached)
    given(solving)
      .when(wake, due({ escalateTo: "first" }))
      .thenEvents(breached)
    given(solving)
      .when(wake, due({ escalateTo: "of a newer process" }))
      .thenEvents(breached)
  })
})

const ofPriority = (priority?: string): ReadonlyArray<Event> => [
  { ...registered, ...(priority === undefined ? {} : { priority }) },
]
const raise = (priority: string) => due({ raisePriorityTo: priority })

describe("raisePriorityTo", () => {
  it("raises, and lowers never", () => {
    given(ofPriority("low"))
      .when(wake, raise("high"))
      .thenEvents(breached, { type: "PriorityChanged", from: "low", to: "high" })
    given(ofPriority("high")).when(wake, raise("low")).thenEvents(breached)
    given(ofPriority("low")).when(wake, raise("low")).thenEvents(breached)
    given(ofPriority("high")).when(wake, raise("high")).thenEvents(breached)
  })

  it("gives one to a request that has none", () => {
    given(ofPriority())
      .when(wake, raise("low"))
      .thenEvents(breached, { type: "PriorityChanged", from: null, to: "low" })
  })

  it("knows only the priorities of the ticket's own process", () => {
    expect(priorities).toEqual(["high", "low"])
    given(ofPriority("low")).when(wake, raise("of a newer process")).thenEvents(breached)
    given(ofPriority("of an older process")).when(wake, raise("high")).thenEvents(breached)
  })

  it("does nothing once the ticket is completed", () => {
    given(completed).when(wake, raise("high")).thenEvents(breached)
  })
})

describe("reassignTo", () => {
  it("gives the request an executor, and a first one begins the diagnosis", () => {
    given([registered])
      .when(wake, due({ reassignTo: "clara" }))
      .thenEvents(breached, { type: "Assigned", assignee: "clara" }, { type: "DiagnosisStarted" })
    given(assigned)
      .when(wake, due({ reassignTo: "clara" }))
      .thenEvents(breached, { type: "Assigned", assignee: "clara" })
    given(answering)
      .when(wake, due({ reassignTo: "clara" }))
      .thenEvents(breached, { type: "Assigned", assignee: "clara" })
  })

  it("does nothing where that executor has it, or the ticket is completed", () => {
    given(assigned)
      .when(wake, due({ reassignTo: "boris" }))
      .thenEvents(breached)
    given(completed)
      .when(wake, due({ reassignTo: "clara" }))
      .thenEvents(breached)
  })
})

describe("several at once", () => {
  it("happen in the order of the policy, each on what the one before left", () => {
    given(assigned)
      .when(wake, due({ raisePriorityTo: "high" }, toSecond, { reassignTo: "boris" }))
      .thenEvents(
        breached,
        { type: "PriorityChanged", from: null, to: "high" },
        escalated,
        // The line's people take it from there: boris, who had it, has to be given it anew.
        { type: "Assigned", assignee: "boris" },
      )
  })

  it("one that the ticket does not allow leaves the others", () => {
    given(answering)
      .when(wake, due(toSecond, { raisePriorityTo: "high" }))
      .thenEvents(breached, { type: "PriorityChanged", from: null, to: "high" })
  })

  it("happen once, however many breaches want them", () => {
    const other = { ...breachOf(toSecond, { reassignTo: "clara" }), clock: "d" }
    given([registered])
      .when(wake, { due: [breachOf(toSecond, { reassignTo: "clara" }), other] })
      .thenTypes("ClockBreached", "ClockBreached", "Escalated", "Assigned")
  })

  it("happen after everything that was due by the targets as they stood", () => {
    const warn = { effect: "warn", clock: "d", instance: 1, share: 0.5, dueAt: 9_000 } as const
    given([registered])
      .when(wake, { due: [breachOf(toSecond), warn] })
      .thenTypes("ClockBreached", "ClockWarned", "Escalated")
  })

  it("a silence that ends in the same moment closes the ticket all the same", () => {
    const close = { effect: "close", dueAt: silenceDueAt } as const
    given(completed)
      .when(wake, { due: [breachOf(toSecond), close] })
      .thenTypes("ClockBreached", "SilenceElapsed")
  })
})
