// What is offered, recommended, undertaken and promised, and what becomes of it.
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  agent,
  answering,
  assigned,
  completed,
  customer,
  given,
  message,
  robot,
  secondMillis,
  ticketId,
} from "./given.ts"
import { full } from "./shapes.ts"

const text = "words"
const later = 99 * secondMillis
const toCustomers: Event = { type: "TurnPassed", to: "customers" }
const toUs: Event = { type: "TurnPassed", to: "ours" }
const lost = (letter: number, index = 0): Command => ({
  type: "recordDelivery",
  notification: `${ticketId}.${letter}.${index}`,
  outcome: "bounced",
})

describe("M-08 options and the customer's choice", () => {
  const offer: Command = {
    type: "offerOptions",
    options: [
      { id: "patch", text },
      { id: "wait", text },
    ],
  }
  const offered: Event = { type: "OptionsOffered", options: ["patch", "wait"] }
  /** Event 4 offers. */
  const waiting: ReadonlyArray<Event> = [...assigned, offered, toCustomers]

  it("an offer is owed a choice by the customer, by a day where one is named", () => {
    given(assigned, full).when(offer).thenEvents(offered, toCustomers)
    const state = given(assigned, full)
      .when({ ...offer, dueAt: later })
      .state()
    expect(state).toMatchObject({
      status: "open.diagnosing.customers",
      offer: { event: 4, options: ["patch", "wait"], chosen: null },
      obligations: [{ id: 4, owner: "customer", kind: "choice", dueAt: later }],
    })
  })

  it("the customer chooses, or one of ours for them, and the turn is ours again", () => {
    for (const actor of [customer, agent]) {
      const chosen = given(waiting, full).when({ type: "chooseOption", option: "wait" }, { actor })
      chosen.thenEvents({ type: "OptionChosen", option: "wait", offer: 4 }, toUs)
      expect(chosen.state()).toMatchObject({
        offer: { event: 4, chosen: "wait" },
        obligations: [],
      })
    }
  })

  it("a later offer takes the place of the one before", () => {
    const again: Event = { type: "OptionsOffered", options: ["other"] }
    const history = [...waiting, again]
    expect(given(history, full).state.obligations).toEqual([
      { id: 6, owner: "customer", kind: "choice" },
    ])
    given(history, full)
      .when({ type: "chooseOption", option: "wait" })
      .thenRefused(
        "OptionNotOffered",
        '"wait"',
        "one of the options that wait for a choice (other)",
      )
    // Nor does the first one's letter matter any more.
    given(history, full).when(lost(4)).thenTypes("NotificationFailed")
  })

  it("an offer is an answer to the words that wait, and no answer to the request", () => {
    const state = given([...assigned, message], full)
      .when(offer)
      .state()
    expect(state.obligations.map(({ kind }) => kind)).toEqual(["choice"])
  })

  it("OptionNotOffered: only what waits for a choice", () => {
    given(waiting, full)
      .when({ type: "chooseOption", option: "__proto__" })
      .thenRefused(
        "OptionNotOffered",
        '"__proto__"',
        "one of the options that wait for a choice (patch, wait)",
      )
    const none = "one of the options that wait for a choice (none)"
    given(assigned, full)
      .when({ type: "chooseOption", option: "patch" })
      .thenRefused("OptionNotOffered", '"patch"', none)
    const chosen: Event = { type: "OptionChosen", option: "wait", offer: 4 }
    given([...waiting, chosen, toUs], full)
      .when({ type: "chooseOption", option: "patch" })
      .thenRefused("OptionNotOffered", '"patch"', none)
    const waived: Event = { type: "ObligationSettled", obligation: 4, outcome: "waived" }
    given([...waiting, waived, toUs], full)
      .when({ type: "chooseOption", option: "patch" })
      .thenRefused("OptionNotOffered", '"patch"', none)
  })

  it("a letter with options that came back gives the turn back: nobody owes a choice", () => {
    const back = given(waiting, full).when(lost(4))
    back.thenTypes("NotificationFailed", "TurnPassed")
    expect(back.state()).toMatchObject({ status: "open.diagnosing.ours", obligations: [] })
  })

  it("TransitionNotAllowed: no offers where the process has none, or the answer is under way", () => {
    given(assigned).when(offer).thenRefused("TransitionNotAllowed", "offerOptions by agent")
    given(assigned)
      .when({ type: "chooseOption", option: "wait" })
      .thenRefused("TransitionNotAllowed", "chooseOption by agent")
    given(answering, full).when(offer).thenRefused("TransitionNotAllowed")
    given(completed, full).when(offer).thenRefused("TransitionNotAllowed")
  })
})

const settle = (obligation: number): Command => ({
  type: "settle",
  obligation,
  outcome: "done",
})

describe("M-09 recommendations and what we undertake", () => {
  const recommended: Event = { type: "Recommended", dueAt: later, files: [] }
  const undertaken: Event = { type: "Undertaken", dueAt: later }
  /** Event 4. */
  const advised: ReadonlyArray<Event> = [...assigned, recommended, toCustomers]

  it("who is told what to do owes it, and by when", () => {
    const told = given(assigned).when({ type: "recommend", text, dueAt: later })
    told.thenEvents(recommended, toCustomers)
    expect(told.state().obligations).toEqual([
      { id: 4, owner: "customer", kind: "recommendation", dueAt: later },
    ])
    given(assigned)
      .when({ type: "recommend", text })
      .thenEvents({ type: "Recommended", files: [] }, toCustomers)
  })

  it("what we undertake keeps the turn with us, whatever the customer owes", () => {
    const both = given(advised).when({ type: "undertake", text, dueAt: later })
    both.thenEvents(undertaken, toUs)
    expect(both.state().obligations).toEqual([
      { id: 4, owner: "customer", kind: "recommendation", dueAt: later },
      { id: 6, owner: "vendor", kind: "undertaking", dueAt: later },
    ])
    given([...advised, undertaken, toUs])
      .when({ type: "settle", obligation: 6, outcome: "done" })
      .thenEvents({ type: "ObligationSettled", obligation: 6, outcome: "done" }, toCustomers)
  })

  it("what we undertake says nothing to the customer: words that wait do so still", () => {
    const state = given([...assigned, message])
      .when({ type: "undertake", text })
      .state()
    expect(state.obligations.map(({ kind }) => kind)).toEqual(["message", "undertaking"])
  })

  it("the customer has done it, or we need not wait for it", () => {
    given(advised)
      .when({ type: "settle", obligation: 4, outcome: "done" }, { actor: customer })
      .thenEvents({ type: "ObligationSettled", obligation: 4, outcome: "done" }, toUs)
    for (const outcome of ["done", "waived"] as const)
      given(advised)
        .when({ type: "settle", obligation: 4, outcome })
        .thenTypes("ObligationSettled", "TurnPassed")
  })

  it("ObligationNotOpen: only what is owed, and for a customer only what they were recommended", () => {
    const question: Event = { type: "InformationRequested", files: [] }
    const history = [...advised, question, undertaken, toUs]
    given(history)
      .when(settle(5))
      .thenRefused("ObligationNotOpen", "obligation 5", "an open obligation (4, 6, 7)")
    for (const id of [6, 7])
      given(history)
        .when(settle(id), { actor: customer })
        .thenRefused("ObligationNotOpen", `obligation ${id}`, "an open obligation (4)")
    given(assigned)
      .when(settle(-1))
      .thenRefused("ObligationNotOpen", "obligation -1", "an open obligation (none)")
    for (const id of [4, 6]) given(history).when(settle(id)).thenTypes("ObligationSettled")
  })

  it("ActorNotAllowed: who owes it does not waive it", () => {
    given(advised)
      .when({ type: "settle", obligation: 4, outcome: "waived" }, { actor: customer })
      .thenRefused("ActorNotAllowed", "settle by customer", "agent, to waive")
  })

  it("a recommendation that came back is owed by nobody; an undertaking is ours all the same", () => {
    const back = given(advised).when(lost(4))
    back.thenTypes("NotificationFailed", "TurnPassed")
    expect(back.state().obligations).toEqual([])
    given([...assigned, undertaken])
      .when(lost(4))
      .thenTypes("NotificationFailed")
    expect(
      given([...assigned, undertaken])
        .when(lost(4))
        .state().obligations,
    ).toHaveLength(1)
  })

  it("the answer ends what anybody owed, and its delivery what came up meanwhile", () => {
    const state = given([...advised, undertaken, toUs])
      .when({ type: "answer", text }, { carried: true })
      .state()
    expect(state.obligations).toEqual([])
    const meanwhile = given([...answering, undertaken]).when({
      type: "recordDelivery",
      notification: `${ticketId}.5.0`,
      outcome: "delivered",
    })
    meanwhile.thenTypes("NotificationDelivered", "Completed")
    expect(meanwhile.state().obligations).toEqual([])
  })

  it("TransitionNotAllowed: nothing is recommended while the answer is under way or after it", () => {
    for (const history of [answering, completed])
      given(history).when({ type: "recommend", text }).thenRefused("TransitionNotAllowed")
    given(completed).when({ type: "undertake", text }).thenRefused("TransitionNotAllowed")
    given(completed)
      .when({ type: "settle", obligation: 4, outcome: "done" })
      .thenRefused("TransitionNotAllowed")
  })
})

describe("M-10 the day that the customer may expect", () => {
  const promised: Event = { type: "DatePromised", promisedAt: later, from: null }
  const history: ReadonlyArray<Event> = [...assigned, promised]

  it("is promised, and each change of it is an event that says from when", () => {
    const first = given(assigned).when({ type: "promiseDate", promisedAt: later })
    first.thenEvents(promised)
    expect(first.state()).toMatchObject({ promisedAt: later, promiseDue: false })
    for (const promisedAt of [later + 1, later - 1])
      given(history)
        .when({ type: "promiseDate", promisedAt })
        .thenEvents({ type: "DatePromised", promisedAt, from: later })
  })

  it("SamePromise: the same day again is no news", () => {
    given(history)
      .when({ type: "promiseDate", promisedAt: later })
      .thenRefused("SamePromise", new Date(later).toISOString(), "another instant")
  })

  it("another day may be promised once the first has come", () => {
    const due: Event = { type: "PromiseDue", dueAt: later }
    expect(given([...history, due]).state.promiseDue).toBe(true)
    const moved = given([...history, due]).when({ type: "promiseDate", promisedAt: later + 1 })
    expect(moved.state()).toMatchObject({ promisedAt: later + 1, promiseDue: false })
  })

  it("is over with the answer, and with a closing that is taken back", () => {
    const answered = given(history).when({ type: "answer", text }, { carried: true }).state()
    expect([answered.promisedAt, answered.promiseDue]).toEqual([null, false])
    const rejected: Event = { type: "Rejected", reason: "spam", duplicateOf: null }
    const reopened: Event = { type: "Reopened", word: null, files: [] }
    const due: Event = { type: "PromiseDue", dueAt: later }
    const { state } = given([...history, due, rejected, reopened], full)
    expect([state.promisedAt, state.promiseDue]).toEqual([null, false])
  })

  it("passes no turn, and settles nothing", () => {
    given([...assigned, message])
      .when({ type: "promiseDate", promisedAt: later })
      .thenEvents(promised)
  })

  it("TransitionNotAllowed: nothing is promised of what is done", () => {
    given(completed)
      .when({ type: "promiseDate", promisedAt: later })
      .thenRefused("TransitionNotAllowed")
  })
})

describe("a way to go on until the answer comes", () => {
  it("is kept by the event that gave it, and answers the words that wait", () => {
    const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain" }
    const helped = given([...assigned, message]).when({
      type: "giveWorkaround",
      text,
      attachments: [{ ...file, name: "steps.txt" }],
    })
    helped.thenEvents({ type: "WorkaroundGiven", files: [file] })
    expect(helped.state()).toMatchObject({
      status: "open.diagnosing.ours",
      workaround: 5,
      answer: null,
      obligations: [],
    })
  })

  it("TransitionNotAllowed: not beside the answer", () => {
    given(answering).when({ type: "giveWorkaround", text }).thenRefused("TransitionNotAllowed")
  })
})

describe("T08 DueInPast: by a day that has come nobody can owe anything", () => {
  const at = 7 * secondMillis
  const commands: ReadonlyArray<(dueAt: number) => Command> = [
    (dueAt) => ({ type: "offerOptions", options: [{ id: "a", text }], dueAt }),
    (dueAt) => ({ type: "recommend", text, dueAt }),
    (dueAt) => ({ type: "undertake", text, dueAt }),
    (dueAt) => ({ type: "requestInformation", text, dueAt }),
    (dueAt) => ({ type: "requestInformation", text, questions: ["a"], dueAt }),
    (dueAt) => ({ type: "requestInformation", of: "thirdParty", text, dueAt }),
    (promisedAt) => ({ type: "promiseDate", promisedAt }),
    (promisedAt) => ({ type: "awaitRelease", component: "api", promisedAt }),
    (until) => ({ type: "snooze", until }),
  ]

  it.each(commands.map((make) => [make(0).type, make] as const))("%s", (_, make) => {
    for (const instant of [at, at - 1, 0])
      given(assigned, full)
        .when(make(instant), { at })
        .thenRefused(
          "DueInPast",
          new Date(instant).toISOString(),
          `an instant after ${new Date(at).toISOString()}`,
        )
    expect(
      given(assigned, full)
        .when(make(at + 1), { at })
        .state().version,
    ).toBeGreaterThan(3)
  })
})

describe("letters that came back", () => {
  const question: Event = { type: "InformationRequested", files: [] }
  const thirdQuestion: Event = { type: "ThirdPartyAsked", files: [] }

  it("those to our own people leave the customer what they owe", () => {
    given([...assigned, question, toCustomers])
      .when(lost(4, 1), { actor: robot })
      .thenTypes("NotificationFailed")
  })

  it("what the customer was told of a third party's question leaves that question open", () => {
    given([...assigned, thirdQuestion, { type: "TurnPassed", to: "thirdPartys" }])
      .when(lost(4), { actor: robot })
      .thenTypes("NotificationFailed")
  })

  it("a letter of number 14 is not one of number 4", () => {
    const notes = Array.from({ length: 9 }, (): Event => ({ type: "Noted", files: [] }))
    given([...assigned, question, toCustomers, ...notes])
      .when(lost(14), { actor: robot })
      .thenTypes("NotificationFailed")
  })
})
