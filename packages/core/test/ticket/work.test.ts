// Working on a request: executor, cause, lines, answer, notes and files.
import { describe, expect, it } from "vitest"
import {
  answering,
  assigned,
  completed,
  given,
  registered,
  silent,
  solving,
  usual,
} from "./given.ts"

const text = "words"

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

  it("M-08 a line hands over in both directions", () => {
    const second = given(assigned).when({ type: "escalate", line: "second" })
    second.thenEvents({ type: "Escalated", from: "first", to: "second" })
    given([...assigned, { type: "Escalated", from: "first", to: "second" }])
      .when({ type: "escalate", line: "first" })
      .thenEvents({ type: "Escalated", from: "second", to: "first" })
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
