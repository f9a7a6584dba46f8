// The rules that hold for every command, and those of registering and working.
import { describe, expect, it } from "vitest"
import { actorsOf } from "../../src/ticket/Actors.ts"
import type { Actor, Command, CommandType } from "../../src/ticket/Command.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import {
  agent,
  completed,
  customer,
  given,
  lifecycleOf,
  registered,
  registration,
  robot,
  secondMillis,
  silent,
  solving,
  ticketId,
  usual,
} from "./given.ts"
import { commandTypes } from "./walk.ts"
import { attemptsOn, found } from "./attempts.ts"

const text = "words"
const register: Command = {
  type: "register",
  channel: "email",
  subject: "Login fails",
  text,
  requester: { address: "anna@example.com" },
}

describe("registering", () => {
  it("B-04 a request that is not there yet is registered with what was found out", () => {
    given([]).when(register).thenEvents(registered)
  })

  it("M-04 the machine acknowledges at once where it may", () => {
    given([])
      .when(register, { registration: { ...registration, acknowledge: true } })
      .thenEvents(registered, { type: "Acknowledged" })
  })

  it("M-03 environment, period, files and what is missing are recorded as facts", () => {
    const file = { hash: "a".repeat(64), bytes: 7, mediaType: "text/plain" }
    const period = { from: 1, to: 2 }
    given([])
      .when(
        {
          ...register,
          environment: "test",
          period,
          follows: "T-0",
          attachments: [{ ...file, name: "anna's log.txt" }],
        },
        { registration: { ...registration, missing: ["files"] } },
      )
      .thenEvents({
        ...registered,
        environment: "test",
        period,
        follows: "T-0",
        missing: ["files"],
        files: [file],
      })
  })

  it("who has no address is not reachable", () => {
    given([])
      .when({ ...register, requester: {} })
      .thenEvents({ ...registered, reachable: false })
  })

  it("a request begins at the first line", () => {
    const state = given([])
      .when(register, { lines: ["front", "back"] })
      .state()
    expect([state.line, state.status, state.version]).toEqual(["front", "open.registered.ours", 1])
  })

  it("NotRegistered: any other command needs a ticket", () => {
    const refused = given([]).when({ type: "note", text }).thenRefused("NotRegistered")
    expect(refused).toMatchObject({ status: "", allowed: ["register"], command: "note" })
  })

  it("AlreadyRegistered: a ticket is registered once", () => {
    given([registered]).when(register).thenRefused("AlreadyRegistered")
    given(silent).when(register).thenRefused("AlreadyRegistered")
  })

  it("to register without what was found out is a defect, not a refusal", () => {
    const at = secondMillis
    const surroundings = {
      lifecycle: lifecycleOf(usual),
      lines: [],
      priorities: [],
      actor: agent,
      at,
    }
    expect(() => Ticket.decide({ ...surroundings, effectiveAt: at }, undefined, register)).toThrow(
      "register needs",
    )
  })
})

describe("times", () => {
  it("P15 AlreadyAcknowledged: the requester is told once that the request was received", () => {
    given([registered]).when({ type: "acknowledge" }, { actor: robot }).thenTypes("Acknowledged")
    for (const actor of [agent, robot])
      given([registered, { type: "Acknowledged" }])
        .when({ type: "acknowledge" }, { actor })
        .thenRefused("AlreadyAcknowledged")
  })

  it("UnknownNotification: what the outbox never held was never sent", () => {
    given(solving)
      .when(
        { type: "recordDelivery", notification: `${ticketId}.1.77`, outcome: "bounced" },
        { actor: robot, notificationKnown: false },
      )
      .thenRefused("UnknownNotification")
  })

  it("EffectiveInFuture: nothing is recorded before it happened", () => {
    const times = { at: 9 * secondMillis, effectiveAt: 9 * secondMillis + 1 }
    given([registered]).when({ type: "note", text }, times).thenRefused("EffectiveInFuture")
    given([registered])
      .when({ type: "note", text }, { ...times, effectiveAt: times.at })
      .thenTypes("Noted")
    given([]).when(register, times).thenRefused("EffectiveInFuture")
  })

  it("EffectiveBeforeRegistration: nothing happened before the request reached us", () => {
    const before = { effectiveAt: secondMillis - 1 }
    given([registered])
      .when({ type: "note", text }, before)
      .thenRefused("EffectiveBeforeRegistration")
    given([registered])
      .when({ type: "note", text }, { effectiveAt: secondMillis })
      .thenTypes("Noted")
  })
})

const isOfThirdParty = (command: Command) =>
  command.type === "receiveMessage" && command.from === "thirdParty"

describe("who may act", () => {
  const kinds: ReadonlyArray<Actor> = [customer, agent, robot]
  const matrix: { readonly [type in CommandType]: string } = {
    register: "customer agent robot",
    acknowledge: "agent robot",
    assign: "agent robot",
    route: "agent robot",
    requestInformation: "agent",
    receiveMessage: "customer agent robot",
    inform: "agent",
    diagnose: "agent",
    escalate: "agent",
    offerOptions: "agent",
    chooseOption: "customer agent",
    recommend: "agent",
    undertake: "agent",
    settle: "customer agent",
    promiseDate: "agent",
    giveWorkaround: "agent",
    startFix: "agent",
    awaitRelease: "agent",
    shipRelease: "agent robot",
    take: "customer agent",
    setPriority: "agent robot",
    setDeadline: "agent",
    applyPolicy: "agent robot",
    migrate: "agent robot",
    setRequestType: "agent",
    setFields: "customer agent",
    setCustomer: "agent",
    setContract: "agent",
    setRegisteredAt: "agent",
    answer: "agent",
    confirm: "customer agent",
    dispute: "customer agent",
    rule: "agent",
    withdraw: "customer agent",
    reject: "agent",
    reopen: "customer agent",
    merge: "agent",
    unmerge: "agent",
    noteMerge: "robot",
    link: "agent robot",
    unlink: "agent robot",
    snooze: "agent",
    unsnooze: "agent",
    watch: "agent",
    unwatch: "agent",
    logWork: "agent",
    openChange: "agent",
    note: "agent robot",
    attach: "customer agent robot",
    forget: "agent robot",
    recordDelivery: "robot",
    wake: "robot",
  }

  it("ActorNotAllowed: every command has its actors, and nobody else gives it", () => {
    expect(Object.keys(actorsOf).toSorted()).toEqual(["register", ...commandTypes].toSorted())
    const { state } = given(completed)
    for (const { command } of attemptsOn(state))
      for (const actor of kinds)
        if (!matrix[command.type].split(" ").includes(actor.kind))
          given(completed).when(command, { actor }).thenRefused("ActorNotAllowed")
  })

  it.each(kinds)("nothing but the actor keeps a $kind from what is theirs", (actor) => {
    for (const history of [[registered], solving, completed, silent]) {
      const { state, when } = given(history)
      for (const { command, around } of attemptsOn(state)) {
        if (!matrix[command.type].split(" ").includes(actor.kind)) continue
        if (actor.kind === "customer" && isOfThirdParty(command)) continue
        const { decision } = when(command, { ...found, ...around, actor })
        expect(JSON.stringify(decision)).not.toContain("ActorNotAllowed")
      }
    }
  })

  it("ActorNotAllowed: a customer does not speak for a third party", () => {
    given([registered])
      .when({ type: "receiveMessage", from: "thirdParty", text }, { actor: customer })
      .thenRefused("ActorNotAllowed")
  })

  it("a refusal lists what this actor may do here, not what others may", () => {
    const refused = given([registered]).when({ type: "confirm" }, { actor: customer })
    expect(refused.thenRefused("TransitionNotAllowed").allowed).toEqual([
      "receiveMessage",
      "settle",
      "setFields",
      "withdraw",
      "attach",
    ])
  })

  it("H49 a refusal names the state and the commands that it allows", () => {
    const refused = given([registered])
      .when({ type: "confirm" })
      .thenRefused("TransitionNotAllowed")
    expect(refused.status).toBe("open.registered.ours")
    expect(refused.allowed).toEqual(
      Lifecycle.permitted(lifecycleOf(usual), refused.status).filter((type) =>
        actorsOf[type].includes("agent"),
      ),
    )
    expect(refused.message).toContain("confirm by agent")
  })
})
