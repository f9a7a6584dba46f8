// Working on a request: executor, cause, lines, answer, notes and files.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import {
  agent,
  answering,
  assigned,
  completed,
  given,
  registered,
  robot,
  silent,
  solving,
  usual,
} from "./given.ts"

const text = "words"
const routed = { assignee: "rita", rule: "any", candidates: 2 }

describe("working", () => {
  it("M-05 the first executor starts the diagnosis, the next one does not", () => {
    given([registered])
      .when({ type: "assign", assignee: "boris" })
      .thenEvents({ type: "Assigned", assignee: "boris" }, { type: "DiagnosisStarted" })
    given(assigned)
      .when({ type: "assign", assignee: "clara" })
      .thenEvents({ type: "Assigned", assignee: "clara" })
  })

  it("SameAssignee: who has the ticket is not assigned again", () => {
    const refused = given(assigned)
      .when({ type: "assign", assignee: "boris" })
      .thenRefused("SameAssignee")
    expect(refused.message).toContain('"boris"')
  })

  it("I09 UnknownAssignee: only whom the directory knows", () => {
    given([registered])
      .when({ type: "assign", assignee: "zed" }, { assigneeKnown: false })
      .thenRefused("UnknownAssignee")
  })

  it("M-06 M-08 the cause and its module are recorded", () => {
    const state = given(assigned)
      .when({ type: "diagnose", cause: "productFault", module: "login" })
      .state()
    expect([state.status, state.cause, state.module]).toEqual([
      "open.solving.ours",
      "productFault",
      "login",
    ])
    given(assigned)
      .when({ type: "diagnose", cause: "userError" })
      .thenEvents({ type: "CauseFound", cause: "userError", module: null })
  })

  it("a cause can be corrected while it is being solved, and not before diagnosis", () => {
    const state = given(solving).when({ type: "diagnose", cause: "userError" }).state()
    expect([state.status, state.cause, state.module]).toEqual([
      "open.solving.ours",
      "userError",
      null,
    ])
    given([registered])
      .when({ type: "diagnose", cause: "userError" })
      .thenRefused("TransitionNotAllowed")
  })

  it("M-08 the request goes to another line, which has no executor yet", () => {
    const state = given(solving).when({ type: "escalate", line: "second" }).state()
    expect([state.status, state.line, state.assignee]).toEqual([
      "open.escalated.ours",
      "second",
      null,
    ])
  })

  it("M-08 a line hands over up, down to the diagnosis, or sideways", () => {
    const up = given(assigned).when({ type: "escalate", line: "second" })
    up.thenEvents({ type: "Escalated", from: "first", to: "second", direction: "up" })
    expect(up.state().status).toBe("open.escalated.ours")
    const escalated: Event = { type: "Escalated", from: "first", to: "second", direction: "up" }
    const down = given([...assigned, escalated]).when({ type: "escalate", line: "first" })
    down.thenEvents({ type: "Escalated", from: "second", to: "first", direction: "down" })
    expect(down.state()).toMatchObject({
      status: "open.diagnosing.ours",
      line: "first",
      assignee: null,
    })
    const sideways = given(solving).when(
      { type: "escalate", line: "second" },
      { tiers: { first: 1, second: 1 } },
    )
    sideways.thenEvents({ type: "Escalated", from: "first", to: "second", direction: "sideways" })
    expect(sideways.state().status).toBe("open.escalated.ours")
  })

  it("M-08 which line stands higher the process may say", () => {
    given(assigned)
      .when({ type: "escalate", line: "second" }, { tiers: { first: 2, second: 1 } })
      .thenEvents({ type: "Escalated", from: "first", to: "second", direction: "down" })
  })

  it("M-08 a hand-over that was written before there were directions went up", () => {
    const { state } = given([...assigned, { type: "Escalated", from: "first", to: "second" }])
    expect(state).toMatchObject({ status: "open.escalated.ours", line: "second" })
  })

  it("M-05 whoever the routing of the other line finds has it at once", () => {
    const handed = given(solving).when({ type: "escalate", line: "second" }, { routed })
    handed.thenEvents(
      { type: "Escalated", from: "first", to: "second", direction: "up" },
      { type: "Assigned", assignee: "rita", routed: { rule: "any", candidates: 2 } },
    )
    expect(handed.state()).toMatchObject({ line: "second", assignee: "rita" })
  })

  it("M-05 the routing finds an executor, and says by which rule, among how many", () => {
    const assignment: Event = {
      type: "Assigned",
      assignee: "rita",
      routed: { rule: "any", candidates: 2 },
    }
    for (const actor of [agent, robot])
      given([registered])
        .when({ type: "route" }, { routed, actor })
        .thenEvents(assignment, { type: "DiagnosisStarted" })
    given(assigned).when({ type: "route" }, { routed }).thenEvents(assignment)
  })

  it("NobodyToRoute, SameAssignee: somebody, and somebody else than now", () => {
    given([registered])
      .when({ type: "route" })
      .thenRefused("NobodyToRoute", "route by agent", "somebody who is on shift, able and free")
    given(assigned)
      .when({ type: "route" }, { routed: { ...routed, assignee: "boris" } })
      .thenRefused("SameAssignee", '"boris"', "somebody else than the present executor")
  })

  it("SameLine and UnknownLine: only to another line that there is", () => {
    given(assigned).when({ type: "escalate", line: "first" }).thenRefused("SameLine")
    given(assigned).when({ type: "escalate", line: "third" }).thenRefused("UnknownLine")
  })

  it("with one line there is nowhere to escalate to", () => {
    given(assigned, { ...usual, escalation: false })
      .when({ type: "escalate", line: "second" })
      .thenRefused("TransitionNotAllowed")
  })

  it("M-06 where the cause comes first, there is no answer before it", () => {
    const causeFirst = { ...usual, causeFirst: true }
    given(assigned, causeFirst).when({ type: "answer", text }).thenRefused("TransitionNotAllowed")
    given(solving, causeFirst)
      .when({ type: "answer", text }, { carried: true })
      .thenTypes("Answered")
    given(assigned).when({ type: "answer", text }, { carried: true }).thenTypes("Answered")
    given([registered]).when({ type: "answer", text }, { carried: true }).thenTypes("Answered")
  })

  it("an answer that is under way is not given twice", () => {
    given(answering).when({ type: "answer", text }).thenRefused("TransitionNotAllowed")
  })

  it("notes and their files move nothing, and stay possible after closing", () => {
    const file = { hash: "b".repeat(64), bytes: 1, mediaType: "image/png" }
    given(silent)
      .when({ type: "note", text, attachments: [{ ...file, name: "x.png" }] })
      .thenEvents({ type: "Noted", files: [file] })
    expect(given(silent).when({ type: "note", text }).state().status).toBe("closed.silence")
  })

  it("files come later too, but not to a closed ticket", () => {
    const attachments = [{ hash: "b".repeat(64), bytes: 1, mediaType: "image/png", name: "x.png" }]
    given(completed).when({ type: "attach", attachments }).thenTypes("Attached")
    given(silent).when({ type: "attach", attachments }).thenRefused("TransitionNotAllowed")
  })

  it("M-04 a person acknowledges where the machine did not", () => {
    given([registered]).when({ type: "acknowledge" }).thenEvents({ type: "Acknowledged" })
    given(completed).when({ type: "acknowledge" }).thenRefused("TransitionNotAllowed")
  })
})
