// Corrections: nothing that happened is edited, each is an event of its own.
import { describe, expect, it } from "vitest"
import type { Circumstances } from "../../src/ticket/Circumstances.ts"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import {
  agent,
  answering,
  assigned,
  completed,
  customer,
  given,
  lifecycleOf,
  lines,
  message,
  priorities,
  recorded,
  robot,
  registered,
  registration,
  secondMillis,
  silent,
  solving,
  usual,
} from "./given.ts"
import { full } from "./shapes.ts"

const text = "words"
const file = { hash: "a".repeat(64), bytes: 1, mediaType: "image/png" }
const attachments = [{ ...file, name: "screen.png" }]

describe("B-03 another request type", () => {
  const retyped = {
    lifecycle: lifecycleOf(usual),
    fields: { browser: "firefox" },
    missing: ["log"],
  }
  const raise: Command = { type: "setRequestType", requestType: "problem", attachments }

  it("an incident is raised to a problem, with the fields of that type", () => {
    const raised = given(assigned).when(raise, { retyped })
    raised.thenEvents({
      type: "RequestTypeChanged",
      from: "request",
      to: "problem",
      fields: { browser: "firefox" },
      missing: ["log"],
      files: [file],
    })
    expect(raised.state()).toMatchObject({
      status: "open.diagnosing.ours",
      requestType: "problem",
      fields: { browser: "firefox" },
      missing: ["log"],
    })
  })

  it("fields that both types have stay", () => {
    const history: ReadonlyArray<Event> = [
      { ...registered, fields: { version: "1", browser: "x" } },
    ]
    expect(given(history).when(raise, { retyped }).state().fields).toEqual({
      version: "1",
      browser: "firefox",
    })
  })

  it("UnknownRequestType, SameRequestType: another one of the process", () => {
    given(assigned).when(raise).thenRefused("UnknownRequestType", '"problem"', "a request type of")
    given(assigned)
      .when({ ...raise, requestType: "request" }, { retyped })
      .thenRefused("SameRequestType", '"request"', "another type than the present one")
  })

  it("NoPlace: only a type whose way has a place for where the request stands", () => {
    const fixing: ReadonlyArray<Event> = [...solving, { type: "FixStarted" }]
    given(fixing, full)
      .when(raise, { retyped })
      .thenRefused("NoPlace", '"problem"', "a type whose way has a place for open.fixing.ours")
    given(solving, full).when(raise, { retyped }).thenTypes("RequestTypeChanged")
  })

  it("TransitionNotAllowed: not while the answer is under way, nor after it", () => {
    for (const history of [answering, completed, silent])
      given(history).when(raise, { retyped }).thenRefused("TransitionNotAllowed")
  })
})

describe("B-02 B-21 M-03 fields", () => {
  const set: Command = { type: "setFields", fields: { browser: "firefox" }, attachments }
  const filled = { fields: { browser: "firefox" }, missing: ["device"] }

  it("are set by the customer or one of ours, as facts, and what is missing still is kept", () => {
    for (const around of [{ filled }, { filled, actor: customer }]) {
      const done = given([registered]).when(set, around)
      done.thenEvents({ type: "FieldsSet", ...filled, files: [file] })
      expect(done.state()).toMatchObject(filled)
    }
  })

  it("that hold something personal lie with the content: the event says that they are there", () => {
    const history: ReadonlyArray<Event> = [{ ...registered, missing: ["device", "reporter"] }]
    const done = given(history).when(
      { type: "setFields", fields: { reporter: "Anna" } },
      { filled: { fields: {}, missing: ["device"] } },
    )
    expect(JSON.stringify(done.decision)).not.toContain("Anna")
    expect(done.state()).toMatchObject({ fields: {}, missing: ["device"] })
  })

  it("B-21 come with the registration too", () => {
    const opened = given([]).when(
      { type: "register", channel: "email", subject: "s", text, requester: { address: "a@b.c" } },
      { registration: { ...registration, ...filled } },
    )
    opened.thenEvents({ ...registered, ...filled })
    expect(opened.state()).toMatchObject(filled)
  })

  it("TransitionNotAllowed: of a completed ticket still, of a closed one not", () => {
    given(completed).when(set, { filled }).thenTypes("FieldsSet")
    given(silent).when(set, { filled }).thenRefused("TransitionNotAllowed")
  })
})

const under = (id: string | null): Command => ({ type: "setContract", contract: id })

describe("M-01 the customer and their contract", () => {
  const contract = { id: "k", version: "1", targets: {} }
  const party = { customer: "acme", contract, reachable: true, timeZone: "Europe/Moscow" }
  const theirs: Command = { type: "setCustomer", customer: "acme" }
  const of: Event = { type: "CustomerCorrected", from: null, ...party }

  it("it was another customer's request", () => {
    const corrected = given(assigned).when(theirs, { party })
    corrected.thenEvents(of)
    expect(corrected.state()).toMatchObject(party)
  })

  it("it was another person there, who may not be reachable", () => {
    const person: Command = { ...theirs, requester: { name: "Olga" } }
    const corrected = given([...assigned, of]).when(person, {
      party: { customer: "acme", contract: null, uncovered: "over", reachable: false },
    })
    corrected.thenEvents({
      type: "CustomerCorrected",
      from: "acme",
      customer: "acme",
      contract: null,
      uncovered: "over",
      reachable: false,
    })
    expect(corrected.state()).toMatchObject({ reachable: false, contract: null, timeZone: null })
    expect(JSON.stringify(corrected.decision)).not.toContain("Olga")
  })

  it("SameCustomer: somebody else than now", () => {
    given([...assigned, of])
      .when(theirs, { party })
      .thenRefused("SameCustomer", '"acme"', "another customer or requester")
  })

  it("UnknownCustomer: one whom the directory knows", () => {
    given(assigned)
      .when(theirs)
      .thenRefused("UnknownCustomer", '"acme"', "a customer whom the directory knows")
  })

  it("it falls under another contract, or under none", () => {
    given(assigned)
      .when(under("k"), { party })
      .thenEvents({ type: "ContractCorrected", from: null, contract })
    const none: Circumstances["party"] = { customer: "acme", contract: null, reachable: true }
    const freed = given([...assigned, of]).when(under(null), { party: none })
    freed.thenEvents({ type: "ContractCorrected", from: "k", contract: null })
    expect(freed.state().contract).toBeNull()
    const newer = { ...party, contract: { ...contract, version: "2" } }
    given([...assigned, of])
      .when(under("k"), { party: newer })
      .thenTypes("ContractCorrected")
  })

  it("UnknownContract, SameContract: one of the customer's, and not the present one", () => {
    given(assigned)
      .when(under("k"))
      .thenRefused("UnknownContract", '"k"', "a contract of the ticket's customer, or null")
    given([...assigned, of])
      .when(under("k"), { party })
      .thenRefused("SameContract", '"k"', "another contract than the present one")
    given(assigned)
      .when(under(null), { party: { ...party, contract: null } })
      .thenRefused("SameContract", "null")
  })

  it("TransitionNotAllowed: what is closed was promised what it was promised", () => {
    given(completed).when(theirs, { party }).thenTypes("CustomerCorrected")
    given(silent).when(theirs, { party }).thenRefused("TransitionNotAllowed")
    given(silent)
      .when({ type: "setContract", contract: null }, { party })
      .thenRefused("TransitionNotAllowed")
  })
})

const at = (registeredAt: number): Command => ({ type: "setRegisteredAt", registeredAt })
const iso = (millis: number) => new Date(millis).toISOString()

describe("the time of the call", () => {
  it("was earlier than it was written down", () => {
    const corrected = given(assigned).when(at(400))
    corrected.thenEvents({
      type: "RegistrationTimeCorrected",
      from: secondMillis,
      registeredAt: 400,
    })
    expect(corrected.state()).toMatchObject({
      registeredAt: 400,
      recordedAt: secondMillis,
      firstMoveAt: 2 * secondMillis,
    })
  })

  it("TimeOutOfOrder: not later than it was written down", () => {
    given([registered])
      .when(at(secondMillis + 1))
      .thenRefused("TimeOutOfOrder", iso(secondMillis + 1), `an instant until ${iso(secondMillis)}`)
  })

  it("TimeOutOfOrder: nor than what came of it before it was written down", () => {
    // A call of the first second, on which somebody worked from the second one, told at the fifth.
    const told = { at: 5 * secondMillis, actor: agent }
    const lifecycle = lifecycleOf(usual)
    const state = Ticket.replay(lifecycle, [
      ...recorded([registered], { ...told, effectiveAt: secondMillis }),
      ...recorded([{ type: "Noted", files: [] }], {
        ...told,
        after: 1,
        effectiveAt: 2 * secondMillis,
      }),
    ])
    const circumstances = { lifecycle, lines, priorities, ...told, effectiveAt: told.at }
    const decide = (registeredAt: number) =>
      JSON.stringify(Ticket.decide(circumstances, state, at(registeredAt)))
    expect(decide(2 * secondMillis)).toContain("RegistrationTimeCorrected")
    expect(decide(2 * secondMillis + 1)).toContain(`an instant until ${iso(2 * secondMillis)}`)
  })

  it("the acknowledgement belongs to the registration, and moves with it", () => {
    const { state } = given([registered, { type: "Acknowledged" }])
    expect(state.firstMoveAt).toBeNull()
  })

  it("a word that a machine takes in is a move, what it does of itself is none", () => {
    const at = 3 * secondMillis
    const after = (event: Event) =>
      Ticket.replay(lifecycleOf(usual), [
        ...recorded([registered], { at: secondMillis, effectiveAt: secondMillis, actor: agent }),
        ...recorded([event], { at, effectiveAt: at, actor: robot, after: 1 }),
      ])?.firstMoveAt
    expect(after({ type: "MessageReceived", answers: [], files: [] })).toBe(at)
    expect(after({ type: "ThirdPartyAnswered", answers: [], files: [] })).toBe(at)
    expect(after({ type: "Noted", files: [] })).toBeNull()
  })

  it("SameTime: another instant than the present one", () => {
    given([registered])
      .when(at(secondMillis))
      .thenRefused("SameTime", iso(secondMillis), "another instant than the present one")
  })

  it("EffectiveBeforeRegistration follows it", () => {
    const corrected: Event = { type: "RegistrationTimeCorrected", from: 1_000, registeredAt: 400 }
    given([registered, corrected])
      .when({ type: "receiveMessage", text }, { effectiveAt: 400 })
      .thenEvents(message)
    given([registered, corrected])
      .when({ type: "receiveMessage", text }, { effectiveAt: 399 })
      .thenRefused("EffectiveBeforeRegistration")
  })

  it("TransitionNotAllowed: not of a closed ticket", () => {
    given(completed).when(at(400)).thenTypes("RegistrationTimeCorrected")
    given(silent).when(at(400)).thenRefused("TransitionNotAllowed")
  })
})
