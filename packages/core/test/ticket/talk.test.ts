// Questions and messages, both ways: obligations, and whose turn it is.
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
  heard,
  message,
  registered,
  silenceDueAt,
  robot,
  silent,
  solving,
  ticketId,
} from "./given.ts"

const text = "words"
const ask: Command = { type: "requestInformation", text }
const askVendor: Command = { type: "requestInformation", of: "thirdParty", text }
const write: Command = { type: "receiveMessage", text }
const toCustomers: Event = { type: "TurnPassed", to: "customers" }
const toUs: Event = { type: "TurnPassed", to: "ours" }
const toThird: Event = { type: "TurnPassed", to: "thirdPartys" }
const question: Event = { type: "InformationRequested", files: [] }
const thirdQuestion: Event = { type: "ThirdPartyAsked", files: [] }
/** Event 4 asks the customer. */
const asked: ReadonlyArray<Event> = [...assigned, question, toCustomers]
/** Event 4 and 6 ask the customer. */
const askedTwice: ReadonlyArray<Event> = [...asked, question]
/** Event 4 asks the third party. */
const askedThird: ReadonlyArray<Event> = [...assigned, thirdQuestion, toThird]

describe("clarification", () => {
  it("B-05 a question passes the turn to the customer and leaves the work where it is", () => {
    given(assigned).when(ask).thenEvents(question, toCustomers)
    expect(given(assigned).when(ask).state().status).toBe("open.diagnosing.customers")
    expect(given([registered]).when(ask).state().status).toBe("open.registered.customers")
    expect(given(solving).when(ask).state().status).toBe("open.solving.customers")
  })

  it("a second question passes no turn that has passed already", () => {
    given(asked).when(ask).thenEvents(question)
  })

  it.each(["parked", "bounced"] as const)(
    "a question that was %s reached nobody: the turn is ours again",
    (outcome) => {
      const lost = given(asked).when(
        { type: "recordDelivery", notification: `${ticketId}.4.0`, outcome },
        { actor: robot },
      )
      lost.thenTypes("NotificationFailed", "TurnPassed")
      expect(lost.state()).toMatchObject({ status: "open.diagnosing.ours", obligations: [] })
    },
  )

  it("clock regression 14: a message of the customer by any channel ends the clarification", () => {
    for (const actor of [customer, agent]) {
      given(asked)
        .when(write, { actor })
        .thenEvents({ type: "MessageReceived", answers: [4], files: [] }, toUs)
      expect(given(asked).when(write, { actor }).state()).toMatchObject({
        status: "open.diagnosing.ours",
        obligations: [{ id: 6, owner: "vendor", kind: "message" }],
      })
    }
  })

  it("a message that answers nothing by name settles every question to its writer", () => {
    const state = given(askedTwice).when(write).state()
    expect(state.obligations).toEqual([{ id: 7, owner: "vendor", kind: "message" }])
  })

  it("a partial answer leaves the other question open; when we have written, it is their turn again", () => {
    const partly = given(askedTwice).when({ ...write, answers: [4] })
    partly.thenEvents({ type: "MessageReceived", answers: [4], files: [] }, toUs)
    expect(partly.state().obligations).toEqual([
      { id: 6, owner: "customer", kind: "question" },
      { id: 7, owner: "vendor", kind: "message" },
    ])
    const history: ReadonlyArray<Event> = [
      ...askedTwice,
      { type: "MessageReceived", answers: [4], files: [] },
      toUs,
    ]
    given(history)
      .when({ type: "inform", text })
      .thenEvents({ type: "Informed", files: [] }, toCustomers)
  })

  it("a message may answer none of the questions", () => {
    const state = given(asked)
      .when({ ...write, answers: [] })
      .state()
    expect(state.obligations.map(({ kind }) => kind)).toEqual(["question", "message"])
    expect(state.status).toBe("open.diagnosing.ours")
  })

  it("QuestionNotOpen: only open questions to the writer are answered", () => {
    const refused = given(askedTwice)
      .when({ ...write, answers: [4, 5] })
      .thenRefused("QuestionNotOpen")
    expect(refused.message).toContain("question 5")
    expect(refused.message).toContain("4, 6")
    given(assigned)
      .when({ ...write, answers: [2] })
      .thenRefused("QuestionNotOpen")
    given(askedThird)
      .when({ ...write, answers: [4] })
      .thenRefused("QuestionNotOpen")
    given(asked)
      .when({ ...write, from: "thirdParty", answers: [4] })
      .thenRefused("QuestionNotOpen")
  })

  it("what we write settles the messages that wait, and no questions", () => {
    const waiting: ReadonlyArray<Event> = [...assigned, message]
    given(waiting).when({ type: "inform", text }).thenEvents({ type: "Informed", files: [] })
    expect(given(waiting).when({ type: "inform", text }).state().obligations).toEqual([])
    expect(given(waiting).when(ask).state().obligations).toEqual([
      { id: 5, owner: "customer", kind: "question" },
    ])
    expect(given(asked).when({ type: "inform", text }).state().obligations).toEqual([
      { id: 4, owner: "customer", kind: "question" },
    ])
  })

  it("a note settles nothing and passes no turn", () => {
    given(asked).when({ type: "note", text }).thenEvents({ type: "Noted", files: [] })
    given([...assigned, message])
      .when({ type: "note", text })
      .thenEvents({ type: "Noted", files: [] })
  })

  it("M-15 who owes an answer may withdraw instead, and owes nothing any more", () => {
    const state = given(asked).when({ type: "withdraw" }, { actor: customer }).state()
    expect([state.status, state.obligations]).toEqual(["closed.withdrawn", []])
  })

  it("an answer settles everything and takes the turn back", () => {
    given(asked)
      .when({ type: "answer", text }, { carried: true })
      .thenEvents({ type: "Answered", files: [] }, toUs)
    expect(
      given(asked).when({ type: "answer", text }, { carried: true }).state().obligations,
    ).toEqual([])
  })

  it("nobody is asked while the answer is under way or once it is there", () => {
    given(answering).when(ask).thenRefused("TransitionNotAllowed")
    given(completed).when(ask).thenRefused("TransitionNotAllowed")
    given(silent).when(askVendor).thenRefused("TransitionNotAllowed")
  })
})

describe("third parties", () => {
  it("a question to a third party passes the turn to them", () => {
    given(assigned).when(askVendor).thenEvents(thirdQuestion, toThird)
  })

  it("the third party's answer gives the turn back to us", () => {
    given(askedThird)
      .when({ ...write, from: "thirdParty" })
      .thenEvents({ type: "ThirdPartyAnswered", answers: [4], files: [] }, toUs)
  })

  it("with questions to both, it is the third party's move before the customer's", () => {
    given(asked).when(askVendor).thenEvents(thirdQuestion, toThird)
    given(askedThird).when(ask).thenEvents(question)
  })

  it("whoever asks a third party has seen the messages that wait", () => {
    const state = given([...assigned, message])
      .when(askVendor)
      .state()
    expect(state.obligations).toEqual([{ id: 5, owner: "thirdParty", kind: "question" }])
  })

  it("a customer's message settles no question to a third party", () => {
    const both: ReadonlyArray<Event> = [...askedThird, question]
    expect(given(both).when(write).state().obligations).toEqual([
      { id: 4, owner: "thirdParty", kind: "question" },
      { id: 7, owner: "vendor", kind: "message" },
    ])
  })

  it("a third party's word does not touch a completed or closed ticket", () => {
    for (const history of [completed, heard, silent])
      given(history)
        .when({ ...write, from: "thirdParty" })
        .thenRefused("TransitionNotAllowed")
  })
})

describe("a message on a completed ticket", () => {
  it("M-14 stops the silence and waits for a person's ruling", () => {
    given(completed).when(write, { actor: customer }).thenEvents(message, { type: "WordHeard" })
    expect(given(completed).when(write).state().status).toBe("completed.heard")
  })

  it("a further message is heard as well", () => {
    given(heard).when(write).thenEvents(message)
  })

  it("P7 a message from before the silence ran out undoes the closing", () => {
    const early = { at: 70_000, effectiveAt: silenceDueAt - 1 }
    const undone = given(silent).when(write, early)
    undone.thenEvents({ type: "ClosingUndone" }, message)
    expect(undone.state()).toMatchObject({
      status: "completed.heard",
      silenceDueAt: null,
      obligations: [{ kind: "message" }],
    })
  })

  it("P7 a message at the very instant at which the silence ran out is too late", () => {
    given(silent)
      .when(write, { at: 70_000, effectiveAt: silenceDueAt })
      .thenRefused("TransitionNotAllowed")
  })

  it("other closings are not undone by any message", () => {
    const early = { effectiveAt: 2_000 }
    for (const closing of [{ type: "Confirmed" }, { type: "Withdrawn" }] as const)
      given([...completed, closing])
        .when(write, early)
        .thenRefused("TransitionNotAllowed")
  })
})
