// What comes due by itself beside the clocks: what is owed by a day, a promised day, a later day.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { assigned, completed, given, secondMillis, solving } from "./given.ts"

const text = "words"
const later = 50 * secondMillis
const latest = 90 * secondMillis
const asked: Event = { type: "InformationRequested", dueAt: later, files: [] }
const undertaken: Event = { type: "Undertaken", dueAt: latest }
const promised: Event = { type: "DatePromised", promisedAt: later, from: null }
const snoozed: Event = { type: "Snoozed", until: latest }
const history: ReadonlyArray<Event> = [
  ...assigned,
  asked,
  { type: "TurnPassed", to: "customers" },
  undertaken,
  { type: "TurnPassed", to: "ours" },
  promised,
  snoozed,
]

const timersOf = (events: ReadonlyArray<Event>) => Ticket.timers(given(events).state)
const dueOf = (events: ReadonlyArray<Event>) => timersOf(events).map(({ due }) => due)

describe("M-09 M-10 what comes due", () => {
  it("is each day by which somebody owes something, the promised day, the later day", () => {
    expect(timersOf(history)).toEqual([
      { at: later, due: { effect: "remind", obligation: 4, owner: "customer", dueAt: later } },
      { at: latest, due: { effect: "remind", obligation: 6, owner: "vendor", dueAt: latest } },
      { at: later, due: { effect: "promise", dueAt: later } },
      { at: latest, due: { effect: "unsnooze", dueAt: latest } },
    ])
  })

  it("happens once, as facts that pass no turn", () => {
    const woken = given(history).when({ type: "wake" }, { due: dueOf(history) })
    woken.thenEvents(
      { type: "ObligationDue", obligation: 4, owner: "customer", dueAt: later },
      { type: "ObligationDue", obligation: 6, owner: "vendor", dueAt: latest },
      { type: "PromiseDue", dueAt: later },
      { type: "SnoozeEnded", dueAt: latest },
    )
    const state = woken.state()
    expect(Ticket.timers(state)).toEqual([])
    expect(state.obligations.map(({ reminded }) => reminded)).toEqual([true, true])
    expect(state).toMatchObject({ promiseDue: true, promisedAt: later, snoozedUntil: null })
  })

  it("what has no day is due never", () => {
    const never: Event = { type: "InformationRequested", files: [] }
    expect(timersOf([...assigned, never])).toEqual([])
  })

  it("each question of a list has its own day", () => {
    const list: Event = { type: "InformationRequested", questions: 1, dueAt: later, files: [] }
    const one: Event = { type: "QuestionAsked", letter: 4, place: 0, of: "customer", dueAt: later }
    expect(dueOf([...assigned, list, one])).toEqual([
      { effect: "remind", obligation: 5, owner: "customer", dueAt: later },
    ])
  })

  it("what is met is due no more", () => {
    const wrote = given(history).when({ type: "receiveMessage", text }).state()
    expect(Ticket.timers(wrote).map(({ due }) => due.effect)).toEqual(["remind", "promise"])
    const done = given(history).when({ type: "settle", obligation: 6, outcome: "done" }).state()
    expect(Ticket.timers(done).map(({ due }) => due.effect)).toEqual([
      "remind",
      "promise",
      "unsnooze",
    ])
    const answered = given(history).when({ type: "answer", text }, { carried: true }).state()
    expect(Ticket.timers(answered).map(({ due }) => due.effect)).toEqual(["unsnooze"])
  })

  it("a day that is promised anew comes due again", () => {
    const moved: ReadonlyArray<Event> = [
      ...assigned,
      promised,
      { type: "PromiseDue", dueAt: later },
      { type: "DatePromised", promisedAt: latest, from: later },
    ]
    expect(dueOf(moved)).toEqual([{ effect: "promise", dueAt: latest }])
  })

  it("of what is completed or closed nothing comes due, of what comes back what is owed still", () => {
    const merged: ReadonlyArray<Event> = [...history, { type: "Merged", into: "T-9" }]
    expect(timersOf(merged)).toEqual([])
    expect(timersOf([...completed, { type: "Withdrawn" }])).toEqual([])
    expect(timersOf(completed)).toEqual([])
    const back: ReadonlyArray<Event> = [...merged, { type: "Unmerged", to: "diagnosing" }]
    expect(dueOf(back).map(({ effect }) => effect)).toEqual(["remind", "remind", "promise"])
    const reopened: ReadonlyArray<Event> = [
      ...solving,
      promised,
      { type: "Rejected", reason: "spam", duplicateOf: null },
    ]
    expect(timersOf(reopened)).toEqual([])
  })

  it("NothingDue: what the ticket does not allow any more is not due", () => {
    given(completed)
      .when({ type: "wake" }, { due: dueOf(history) })
      .thenRefused("NothingDue", "wake by robot", "something whose time has come")
  })
})
