// What each event makes somebody owe, what it settles, and what it leaves as it was.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import * as Obligation from "../../src/ticket/Obligation.ts"

const files = { files: [] }

const question: Event = { type: "InformationRequested", ...files }
const asked: Event = { type: "ThirdPartyAsked", ...files }
const options: Event = { type: "OptionsOffered", options: ["a", "b"] }
const advice: Event = { type: "Recommended", ...files }
const undertaking: Event = { type: "Undertaken" }
const message: Event = { type: "MessageReceived", answers: [], ...files }
const report: Event = { type: "ThirdPartyAnswered", answers: [], ...files }

/** What is open after events that are numbered from 1: `2 customer choice`. */
const open = (...events: ReadonlyArray<Event>) => {
  const steps = events.map((event, index) => ({ event, number: index + 1 }))
  const none: ReadonlyArray<Obligation.Obligation> = []
  return steps.reduce((now, { event, number }) => Obligation.step(now, event, number), none)
}
const told = (...events: ReadonlyArray<Event>) =>
  open(...events).map(({ id, owner, kind }) => `${id} ${owner} ${kind}`)

describe("what is owed", () => {
  it.each([
    ["B-05 a question, by the customer", question, "1 customer question"],
    ["a question to a third party, by that", asked, "1 thirdParty question"],
    ["M-08 a choice, by the customer", options, "1 customer choice"],
    ["M-09 what was recommended, by the customer", advice, "1 customer recommendation"],
    ["M-09 what we undertook, by us", undertaking, "1 vendor undertaking"],
    ["M-14 a look at a message, by us", message, "1 vendor message"],
    ["a look at a third party's report, by us", report, "1 vendor report"],
  ] as const)("%s", (_, event, obligation) => {
    expect(told(event)).toEqual([obligation])
  })

  it("by an instant where one was said, and else by none", () => {
    const timed: ReadonlyArray<Event> = [
      { ...question, dueAt: 5 },
      { ...options, dueAt: 6 },
      { ...advice, dueAt: 7 },
      { ...undertaking, dueAt: 8 },
    ]
    expect(open(...timed).map(({ dueAt }) => dueAt)).toEqual([5, 6, 7, 8])
    expect(open(question).map((each) => Object.hasOwn(each, "dueAt"))).toEqual([false])
  })
})

describe("what we write to the customer", () => {
  const waiting = [question, advice, message, report]
  const kept = ["1 customer question", "2 customer recommendation"]

  it.each<readonly [Event["type"], Event, ReadonlyArray<string>]>([
    ["Informed", { type: "Informed", ...files }, []],
    ["WorkaroundGiven", { type: "WorkaroundGiven", ...files }, []],
    ["InformationRequested", question, ["5 customer question"]],
    ["ThirdPartyAsked", asked, ["5 thirdParty question"]],
    ["Recommended", advice, ["5 customer recommendation"]],
    ["OptionsOffered", options, ["5 customer choice"]],
  ])("%s: settles each word that waited for us, and nothing else", (_, event, made) => {
    expect(told(...waiting, event)).toEqual([...kept, ...made])
  })

  it("a note for ourselves settles nothing", () => {
    expect(told(...waiting, { type: "Noted", ...files })).toHaveLength(4)
  })
})

describe("what is settled", () => {
  it("by an answer, of the customer or of a third party: the questions that it names", () => {
    const asking = [question, asked, question]
    expect(told(...asking, { ...message, answers: [1] })).toEqual([
      "2 thirdParty question",
      "3 customer question",
      "4 vendor message",
    ])
    expect(told(...asking, { ...report, answers: [2] })).toEqual([
      "1 customer question",
      "3 customer question",
      "4 vendor report",
    ])
  })

  it("M-08 by a new offer the choice of the one before, by a choice every one; nothing else", () => {
    expect(told(question, options, options)).toEqual(["1 customer question", "3 customer choice"])
    const chosen: Event = { type: "OptionChosen", option: "a", offer: 2 }
    expect(told(question, options, chosen)).toEqual(["1 customer question"])
  })

  it("by hand: that one", () => {
    const settled: Event = { type: "ObligationSettled", obligation: 1, outcome: "done" }
    expect(told(advice, advice, settled)).toEqual(["2 customer recommendation"])
  })

  it("M-11 by the completion: all but a message that crossed the answer", () => {
    expect(told(question, undertaking, message, report, { type: "Completed" })).toEqual([
      "3 vendor message",
    ])
  })
})

describe("M-09 what was due", () => {
  it("is reminded of once, and nothing else with it", () => {
    const due: Event = { type: "ObligationDue", obligation: 1, owner: "customer", dueAt: 5 }
    expect(open(advice, question, due)).toEqual([
      { id: 1, owner: "customer", kind: "recommendation", reminded: true },
      { id: 2, owner: "customer", kind: "question" },
    ])
  })
})
