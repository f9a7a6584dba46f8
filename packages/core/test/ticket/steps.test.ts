// Steps of a process's own: who owes the next move there, and how they are taken.
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  agent,
  assigned,
  customer,
  given,
  message,
  registered,
  registration,
  secondMillis,
} from "./given.ts"
import { approval, stepped } from "./shapes.ts"
import { found } from "./attempts.ts"

const text = "words"
const toCustomers: Event = { type: "TurnPassed", to: "customers" }
const toUs: Event = { type: "TurnPassed", to: "ours" }
const cause: Event = { type: "CauseFound", cause: "productFault", module: null }
/** Stands in `approval`, which the customer owes. */
const asked: ReadonlyArray<Event> = [...assigned, cause, toCustomers]
const take = (move: string, step = "approval"): Command => ({ type: "take", step, move })
const taken = (move: string, step = "approval"): Event & { readonly type: "StepTaken" } => ({
  type: "StepTaken",
  step,
  move,
  fields: {},
  missing: [],
})

describe("a step between two states of the work", () => {
  it("is come to by what led from the one to the other, and its owner has the turn", () => {
    const diagnosed = given(assigned, stepped).when({ type: "diagnose", cause: "productFault" })
    diagnosed.thenEvents(cause, toCustomers)
    expect(diagnosed.state().status).toBe("open.approval.customers")
  })

  it("is left by its moves: onward, or back", () => {
    const onward = given(asked, stepped).when(take("approve"), { actor: customer })
    onward.thenEvents(taken("approve"), toUs)
    expect(onward.state().status).toBe("open.solving.ours")
    const back = given(asked, stepped).when(take("decline"))
    back.thenEvents(taken("decline"), toUs)
    expect(back.state().status).toBe("open.diagnosing.ours")
  })

  it("keeps the fields that were given with the move", () => {
    const moved = given(asked, stepped).when(take("approve"), { filled: found.filled })
    moved.thenEvents({ ...taken("approve"), fields: { browser: "firefox" } }, toUs)
    expect(moved.state().fields).toEqual({ browser: "firefox" })
  })

  it("whoever owes something else has the turn there too", () => {
    const wrote = given(asked, stepped).when({ type: "receiveMessage", text }, { actor: customer })
    wrote.thenEvents(message, toUs)
    given([...asked, message, toUs], stepped)
      .when({ type: "inform", text })
      .thenEvents({ type: "Informed", files: [] }, toCustomers)
  })

  it("a third party's step is nobody's move of ours until they answer", () => {
    const released: ReadonlyArray<Event> = [...asked, taken("approve"), toUs]
    const reviewed = given(released, stepped).when({ type: "awaitRelease", component: "api" })
    reviewed.thenTypes("ReleaseAwaited", "TurnPassed")
    expect(reviewed.state()).toMatchObject({
      status: "open.review.thirdPartys",
      awaited: { component: "api" },
    })
    const passed: ReadonlyArray<Event> = [
      ...released,
      { type: "ReleaseAwaited", component: "api", version: null },
      { type: "TurnPassed", to: "thirdPartys" },
    ]
    const waiting = given(passed, stepped).when(take("pass", "review")).state()
    expect(waiting).toMatchObject({
      status: "open.awaitingRelease.ours",
      awaited: { component: "api" },
    })
  })
})

describe("refusals", () => {
  it("MoveNotOffered: only a move of the step where the ticket stands", () => {
    const offered = "approval by approve, approval by decline"
    given(asked, stepped)
      .when(take("pass"))
      .thenRefused("MoveNotOffered", "approval by pass", offered)
    given(asked, stepped)
      .when(take("pass", "review"))
      .thenRefused("MoveNotOffered", "review by pass", offered)
    given(asked, stepped)
      .when(take("approve.x"))
      .thenRefused("MoveNotOffered", "approval by approve.x", offered)
    expect(approval.moves.map(({ id }) => id)).toEqual(["approve", "decline"])
  })

  it("ActorNotAllowed: a customer takes only steps that are theirs", () => {
    const reviewed: ReadonlyArray<Event> = [
      ...asked,
      taken("approve"),
      { type: "ReleaseAwaited", component: "api", version: null },
    ]
    given(reviewed, stepped)
      .when(take("pass", "review"), { actor: customer })
      .thenRefused("ActorNotAllowed", "take by customer", "agent, for a step")
    given(reviewed, stepped)
      .when(take("pass", "review"), { actor: agent })
      .thenTypes("StepTaken", "TurnPassed")
  })

  it("TransitionNotAllowed: elsewhere there is nothing to take, and in a step nothing goes round it", () => {
    given(assigned, stepped)
      .when(take("approve"))
      .thenRefused("TransitionNotAllowed", "take by agent")
    const around: ReadonlyArray<Command> = [
      { type: "diagnose", cause: "userError" },
      { type: "answer", text },
      { type: "escalate", line: "second" },
      { type: "startFix" },
    ]
    for (const command of around)
      given(asked, stepped).when(command).thenRefused("TransitionNotAllowed")
  })

  it("a breach does not go round it either", () => {
    const due = {
      effect: "breach",
      clock: "c",
      instance: 1,
      dueAt: 7,
      actions: [{ escalateTo: "second" }],
    } as const
    given(asked, stepped)
      .when({ type: "wake" }, { due: [due] })
      .thenTypes("ClockBreached")
  })
})

describe("a step that comes first of all", () => {
  const triage = {
    ...approval,
    id: "triage",
    after: "registered",
    before: "diagnosing",
    moves: [{ id: "go", to: "diagnosing" }],
  }
  const shape = { ...stepped, steps: [triage] }

  it("has the turn with its owner as soon as the routing has found somebody at registration", () => {
    const routed = { rule: "any", candidates: 1 }
    const opened = given([], shape).when(
      { type: "register", channel: "email", subject: "s", text, requester: { address: "a@b.c" } },
      { registration, routed: { assignee: "rita", ...routed } },
    )
    opened.thenEvents(
      registered,
      { type: "Assigned", assignee: "rita", routed },
      { type: "DiagnosisStarted" },
      toCustomers,
    )
    expect(opened.state().status).toBe("open.triage.customers")
  })

  it("or as soon as a breach has", () => {
    const due = {
      effect: "breach",
      clock: "c",
      instance: 1,
      dueAt: 7,
      actions: [{ reassignTo: "rita" }],
    } as const
    given([registered], shape)
      .when({ type: "wake" }, { due: [due], at: 9 * secondMillis })
      .thenTypes("ClockBreached", "Assigned", "DiagnosisStarted", "TurnPassed")
  })
})
