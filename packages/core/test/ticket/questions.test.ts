// Questions as a list, each of which is owed an answer of its own (B-05, M-06, M-09).
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { assigned, customer, given, message, robot, secondMillis, ticketId } from "./given.ts"

const text = "words"
const later = 99 * secondMillis
const toCustomers: Event = { type: "TurnPassed", to: "customers" }
const toUs: Event = { type: "TurnPassed", to: "ours" }
const ask: Command = { type: "requestInformation", text, questions: ["browser?", "since when?"] }
const question = (place: number, letter = 4): Event => ({
  type: "QuestionAsked",
  letter,
  place,
  of: "customer",
})
const list: Event = { type: "InformationRequested", questions: 2, files: [] }
/** Events 5 and 6 are the questions of event 4. */
const asked: ReadonlyArray<Event> = [...assigned, list, question(0), question(1), toCustomers]

describe("B-05 a list of questions", () => {
  it("is one letter and a question each, whose event's number is its id", () => {
    given(assigned).when(ask).thenEvents(list, question(0), question(1), toCustomers)
    expect(given(assigned).when(ask).state()).toMatchObject({
      status: "open.diagnosing.customers",
      obligations: [
        { id: 5, owner: "customer", kind: "question", letter: 4 },
        { id: 6, owner: "customer", kind: "question", letter: 4 },
      ],
    })
  })

  it("is owed by a day, each of them", () => {
    const state = given(assigned)
      .when({ ...ask, dueAt: later })
      .state()
    expect(state.obligations.map(({ dueAt }) => dueAt)).toEqual([later, later])
  })

  it("may be put to a third party", () => {
    const theirs: Event = { type: "QuestionAsked", letter: 4, place: 0, of: "thirdParty" }
    given(assigned)
      .when({ ...ask, of: "thirdParty", questions: ["when?"] })
      .thenEvents({ type: "ThirdPartyAsked", questions: 1, files: [] }, theirs, {
        type: "TurnPassed",
        to: "thirdPartys",
      })
    const history: ReadonlyArray<Event> = [
      ...assigned,
      { type: "ThirdPartyAsked", questions: 1, files: [] },
      theirs,
    ]
    given(history)
      .when({ type: "receiveMessage", text, from: "thirdParty", answers: [5] })
      .thenTypes("ThirdPartyAnswered")
    given(history)
      .when({ type: "receiveMessage", text, answers: [5] })
      .thenRefused("QuestionNotOpen", "question 5", "one of the open questions (none)")
  })

  it("answers the words that waited for us", () => {
    const state = given([...assigned, message])
      .when(ask)
      .state()
    expect(state.obligations.map(({ kind }) => kind)).toEqual(["question", "question"])
  })
})

describe("M-09 a list that is answered in parts", () => {
  const partly: ReadonlyArray<Event> = [
    ...asked,
    { type: "MessageReceived", answers: [6], files: [] },
    toUs,
  ]

  it("what was not answered stays owed; our move is to look at the words", () => {
    const heard = given(asked).when(
      { type: "receiveMessage", text, answers: [6] },
      { actor: customer },
    )
    heard.thenEvents({ type: "MessageReceived", answers: [6], files: [] }, toUs)
    expect(heard.state().obligations).toEqual([
      { id: 5, owner: "customer", kind: "question", letter: 4 },
      { id: 8, owner: "vendor", kind: "message" },
    ])
  })

  it("once we have looked, the rest is theirs again", () => {
    given(partly)
      .when({ type: "settle", obligation: 8, outcome: "done" })
      .thenEvents({ type: "ObligationSettled", obligation: 8, outcome: "done" }, toCustomers)
    given(partly)
      .when({ type: "inform", text })
      .thenEvents({ type: "Informed", files: [] }, toCustomers)
  })

  it("words that name no question answer all that are left", () => {
    given(partly)
      .when({ type: "receiveMessage", text })
      .thenEvents({ type: "MessageReceived", answers: [5], files: [] })
    given(asked)
      .when({ type: "receiveMessage", text })
      .thenEvents({ type: "MessageReceived", answers: [5, 6], files: [] }, toUs)
  })

  it("QuestionNotOpen: neither the letter, nor what was answered, nor what is owed otherwise", () => {
    for (const id of [4, 6, 8, 99, -1])
      given(partly)
        .when({ type: "receiveMessage", text, answers: [id] })
        .thenRefused("QuestionNotOpen", `question ${id}`, "one of the open questions (5)")
  })

  it("we may say that nobody waits for an answer any more", () => {
    const one: Command = { type: "settle", obligation: 5, outcome: "waived" }
    given(asked).when(one).thenTypes("ObligationSettled")
    given([...asked, { type: "ObligationSettled", obligation: 6, outcome: "waived" }])
      .when(one)
      .thenTypes("ObligationSettled", "TurnPassed")
  })

  it("a further list is told apart from the first", () => {
    const state = given(asked)
      .when({ ...ask, questions: ["more?"] })
      .state()
    expect(state.obligations.map(({ id, letter }) => [id, letter])).toEqual([
      [5, 4],
      [6, 4],
      [9, 8],
    ])
  })
})

const lost = (number: number, index = 0): Command => ({
  type: "recordDelivery",
  notification: `${ticketId}.${number}.${index}`,
  outcome: "parked",
})

describe("a letter with questions that came back", () => {
  it("takes all its questions back, and the turn", () => {
    const back = given(asked).when(lost(4), { actor: robot })
    back.thenTypes("NotificationFailed", "TurnPassed")
    expect(back.state()).toMatchObject({ status: "open.diagnosing.ours", obligations: [] })
  })

  it("leaves those of another letter", () => {
    const further: ReadonlyArray<Event> = [...asked, list, question(0, 8), question(1, 8)]
    const back = given(further).when(lost(4), { actor: robot })
    back.thenTypes("NotificationFailed")
    expect(back.state().obligations.map(({ id }) => id)).toEqual([9, 10])
  })

  it("is not the letter of a single question", () => {
    given(asked).when(lost(5), { actor: robot }).thenTypes("NotificationFailed")
  })
})
