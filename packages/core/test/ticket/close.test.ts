// The answer's delivery, completion, and how a completed ticket ends or goes on.
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  agent,
  answer,
  answering,
  assigned,
  completed,
  customer,
  given,
  heard,
  message,
  registered,
  silent,
  solving,
  ticketId,
  unconfirmed,
} from "./given.ts"

const text = "words"
const report = (outcome: "delivered" | "parked" | "bounced", notification = answer): Command => ({
  type: "recordDelivery",
  notification,
  outcome,
})
const delivered: Event = { type: "NotificationDelivered", notification: answer }
const failed = (outcome: "parked" | "bounced"): Event => ({
  type: "NotificationFailed",
  notification: answer,
  outcome,
})

describe("M-11 the ticket is completed once the channel has accepted the answer", () => {
  it("an answer that a channel carries completes nothing by itself", () => {
    given(solving)
      .when({ type: "answer", text }, { carried: true })
      .thenEvents({ type: "Answered", files: [] })
    expect(given(solving).when({ type: "answer", text }, { carried: true }).state()).toMatchObject({
      status: "open.answering.ours",
      answer: 5,
    })
  })

  it("an answer that no channel carries is there at once", () => {
    given(solving)
      .when({ type: "answer", text }, { carried: false })
      .thenEvents({ type: "Answered", files: [] }, { type: "Completed" })
  })

  it("the delivery of the answer's own notification completes it", () => {
    given(answering).when(report("delivered")).thenEvents(delivered, { type: "Completed" })
  })

  it("where it goes out by several channels, the first one counts", () => {
    const second = answer.replace(/0$/, "1")
    given(answering).when(report("delivered", second)).thenTypes("NotificationDelivered")
    given(completed).when(report("parked", second)).thenTypes("NotificationFailed")
  })

  it("a third party's words while the answer is under way are not the customer's", () => {
    const theirs = { type: "ThirdPartyAnswered", answers: [], files: [] } as const
    given([...answering, theirs])
      .when(report("delivered"))
      .thenTypes("NotificationDelivered", "Completed")
  })

  it("the delivery of another notification does not", () => {
    const other = `${ticketId}.2.0`
    given(answering)
      .when(report("delivered", other))
      .thenEvents({ type: "NotificationDelivered", notification: other })
  })

  it("a parked or returned answer gives the work back", () => {
    for (const outcome of ["parked", "bounced"] as const) {
      const returned = given(answering).when(report(outcome))
      returned.thenEvents(failed(outcome), { type: "AnswerReturned" })
      expect(returned.state().status).toBe("open.solving.ours")
    }
  })

  it("an answer that comes back after completion reopens the work", () => {
    for (const history of [completed, heard, silent]) {
      const returned = given(history).when(report("bounced"))
      returned.thenTypes("NotificationFailed", "AnswerReturned")
      expect(returned.state().status).toBe("open.solving.ours")
    }
  })

  it("an answer that comes back after the customer's own closing changes nothing", () => {
    for (const closing of [{ type: "Confirmed" }, { type: "Withdrawn" }] as const)
      given([...completed, closing])
        .when(report("bounced"))
        .thenEvents(failed("bounced"))
  })

  it("the bounce of an earlier answer touches no later one", () => {
    const again: ReadonlyArray<Event> = [
      ...answering,
      failed("bounced"),
      { type: "AnswerReturned" },
      { type: "Answered", files: [] },
    ]
    given(again).when(report("bounced")).thenEvents(failed("bounced"))
    given(again).when(report("delivered")).thenEvents(delivered)
    given(again)
      .when(report("delivered", `${ticketId}.8.0`))
      .thenTypes("NotificationDelivered", "Completed")
  })

  it("a delivery that is reported twice completes once", () => {
    given(completed).when(report("delivered")).thenEvents(delivered)
  })

  it("a message that came while the answer was under way is a word to be ruled", () => {
    const meanwhile = given([...answering, message]).when(report("delivered"))
    meanwhile.thenEvents(delivered, { type: "Completed" }, { type: "WordHeard" })
    expect(meanwhile.state().status).toBe("completed.heard")
  })

  it("UnknownNotification: only notifications of this ticket", () => {
    const strange = [
      "x",
      "",
      `${ticketId}.6.0`,
      `${ticketId}.1`,
      `${ticketId}.1.0.`,
      "01890000-0000-7000-8000-000000000002.1.0",
      `${ticketId}.1234567890.0`,
      ` ${answer}`,
    ]
    for (const notification of strange)
      given(answering).when(report("delivered", notification)).thenRefused("UnknownNotification")
  })
})

describe("B-06 without confirmation the delivered answer closes", () => {
  it("the ticket is processed when its answer is delivered", () => {
    const done = given(answering, unconfirmed).when(report("delivered"))
    done.thenEvents(delivered, { type: "Completed" })
    expect(done.state().status).toBe("closed.processed")
    expect(
      given(solving, unconfirmed).when({ type: "answer", text }, { carried: false }).state().status,
    ).toBe("closed.processed")
  })

  it("a message that crossed the answer keeps the work open, for nobody else would read it", () => {
    const crossed = given([...answering, message], unconfirmed).when(report("delivered"))
    crossed.thenTypes("NotificationDelivered", "AnswerReturned")
    expect(crossed.state().status).toBe("open.solving.ours")
  })

  it("M-11 an answer that comes back later reopens the work", () => {
    const closed = [...answering, delivered, { type: "Completed" }] as const
    expect(given(closed, unconfirmed).when(report("bounced")).state().status).toBe(
      "open.solving.ours",
    )
  })

  it("nobody confirms, disputes or rules", () => {
    const closed = [...answering, delivered, { type: "Completed" }] as const
    for (const command of [
      { type: "confirm" },
      { type: "dispute", text },
      { type: "rule", ruling: "thanks" },
    ] as const)
      given(closed, unconfirmed).when(command).thenRefused("TransitionNotAllowed")
  })
})

describe("the customer's word", () => {
  it("M-13 a confirmation closes", () => {
    for (const history of [completed, heard])
      for (const actor of [customer, agent]) {
        const confirmed = given(history).when({ type: "confirm" }, { actor })
        confirmed.thenEvents({ type: "Confirmed" })
        expect(confirmed.state().status).toBe("closed.confirmed")
      }
  })

  it("M-13 there is nothing to confirm before completion or after closing", () => {
    for (const history of [[registered], assigned, solving, answering, silent])
      given(history).when({ type: "confirm" }).thenRefused("TransitionNotAllowed")
  })

  it("M-12 a reasoned dispute takes the work up again", () => {
    for (const history of [completed, heard]) {
      const disputed = given(history).when({ type: "dispute", text }, { actor: customer })
      disputed.thenEvents({ type: "Disputed", word: null, files: [] })
      expect(disputed.state()).toMatchObject({ status: "open.solving.ours", obligations: [] })
    }
  })

  it("M-12 a dispute needs an argument", () => {
    const refused = given(completed).when({ type: "dispute" }).thenRefused("ArgumentMissing")
    expect(refused.message).toContain("M-12")
  })

  it("M-12 a message ruled as dispute has its text as the argument", () => {
    given(heard)
      .when({ type: "rule", ruling: "dispute" })
      .thenEvents({ type: "Disputed", word: 8, files: [] })
    given([...heard, message])
      .when({ type: "rule", ruling: "dispute" })
      .thenEvents({ type: "Disputed", word: 10, files: [] })
  })

  it("M-12 a dispute by ruling needs a message too: one that was replied to is argued anew", () => {
    const replied: ReadonlyArray<Event> = [...heard, { type: "Informed", files: [] }]
    given(replied).when({ type: "rule", ruling: "dispute" }).thenRefused("ArgumentMissing")
    given(replied).when({ type: "dispute", text }).thenTypes("Disputed")
    given(replied).when({ type: "rule", ruling: "thanks" }).thenTypes("Thanked")
  })

  it("M-13 M-14 a message ruled as confirmation closes, one ruled as thanks waits anew", () => {
    given(heard).when({ type: "rule", ruling: "confirmation" }).thenEvents({ type: "Confirmed" })
    const thanked = given(heard).when({ type: "rule", ruling: "thanks" })
    thanked.thenEvents({ type: "Thanked" })
    expect(thanked.state()).toMatchObject({ status: "completed.awaitingWord", obligations: [] })
  })

  it("M-14 without a word there is nothing to rule, not even as confirmation", () => {
    for (const ruling of ["confirmation", "dispute", "thanks"] as const)
      given(completed).when({ type: "rule", ruling }).thenRefused("TransitionNotAllowed")
  })

  it("M-15 a request is withdrawn wherever it is not closed", () => {
    for (const history of [[registered], assigned, solving, answering, completed, heard])
      for (const actor of [customer, agent])
        expect(given(history).when({ type: "withdraw" }, { actor }).state().status).toBe(
          "closed.withdrawn",
        )
    given(silent).when({ type: "withdraw" }).thenRefused("TransitionNotAllowed")
  })
})
