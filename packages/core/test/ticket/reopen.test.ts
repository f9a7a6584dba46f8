// What is not taken, and what comes back: rejection, silence of who was asked, the window in which
// a closed request may be reopened.
import { describe, expect, it } from "vitest"
import type { Other } from "../../src/ticket/Circumstances.ts"
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
  message,
  registered,
  registration,
  secondMillis,
  silenceDueAt,
  silent,
  solving,
  ticketId,
} from "./given.ts"
import { full } from "./shapes.ts"

const text = "words"
const file = { hash: "b".repeat(64), bytes: 1, mediaType: "image/png", name: "x.png" }
const question: Event = { type: "InformationRequested", files: [] }
const toCustomers: Event = { type: "TurnPassed", to: "customers" }
const reopenUntil = 99 * secondMillis
const inWindow = { actor: customer, at: reopenUntil, effectiveAt: reopenUntil - 1, reopenUntil }
const tooLate = { actor: customer, at: reopenUntil, effectiveAt: reopenUntil, reopenUntil }
const unconfirmed = { ...full, confirmation: false }
const processed: ReadonlyArray<Event> = [...answering, { type: "Completed" }]
const closings: ReadonlyArray<readonly [string, ReadonlyArray<Event>, typeof full]> = [
  ["closed.confirmed", [...completed, { type: "Confirmed" }], full],
  ["closed.silence", silent, full],
  ["closed.withdrawn", [...solving, { type: "Withdrawn" }], full],
  ["closed.rejected", [...solving, { type: "Rejected", reason: "spam", duplicateOf: null }], full],
  [
    "closed.unanswered",
    [...solving, question, toCustomers, { type: "SilenceElapsed", dueAt: silenceDueAt }],
    full,
  ],
  ["closed.processed", processed, unconfirmed],
]

const neverAnswered = new Set(["closed.withdrawn", "closed.rejected", "closed.unanswered"])

const isAnswered = ([status]: (typeof closings)[number]) => !neverAnswered.has(status)

describe("B-04 what is not taken is refused with the reason", () => {
  const other: Other = { ticketId: "T-9", isClosed: true, partOf: [], row: 2 }

  it("from wherever it is open, and nobody owes anything any more", () => {
    for (const reason of ["noContract", "notProduct", "spam"] as const) {
      const refused = given([...assigned, question, toCustomers]).when({ type: "reject", reason })
      refused.thenEvents({ type: "Rejected", reason, duplicateOf: null })
      expect(refused.state()).toMatchObject({
        status: "closed.rejected",
        obligations: [],
        closedAt: 6 * secondMillis,
      })
    }
    given(answering).when({ type: "reject", reason: "spam" }).thenTypes("Rejected")
  })

  it("a duplicate says of which, closed or not, and is linked to it", () => {
    const duplicate = given(assigned).when(
      { type: "reject", reason: "duplicate", duplicateOf: "number 9" },
      { other },
    )
    duplicate.thenEvents({ type: "Rejected", reason: "duplicate", duplicateOf: "T-9" })
    expect(duplicate.state().links).toEqual([{ ticket: "T-9", as: "duplicateOf" }])
  })

  it("ArgumentMissing: the ticket, of a duplicate and of nothing else", () => {
    const expected = "the ticket in `duplicateOf`, of a duplicate and of nothing else"
    for (const command of [
      { type: "reject", reason: "duplicate" },
      { type: "reject", reason: "spam", duplicateOf: "T-9" },
    ] as const)
      given(assigned)
        .when(command, { other })
        .thenRefused("ArgumentMissing", "reject by agent", expected)
  })

  it("UnknownTicket: a duplicate of another one that is there", () => {
    const command: Command = { type: "reject", reason: "duplicate", duplicateOf: "number 9" }
    given(assigned).when(command).thenRefused("UnknownTicket", '"number 9"', "another ticket")
    given(assigned)
      .when(command, { other: { ...other, ticketId } })
      .thenRefused("UnknownTicket", '"number 9"', "another ticket")
  })

  it("TransitionNotAllowed: what was completed was taken", () => {
    for (const history of [completed, silent])
      given(history)
        .when({ type: "reject", reason: "notProduct" })
        .thenRefused("TransitionNotAllowed", "reject by agent")
  })

  it("M-01 without a contract it is refused at once, where the process takes none without", () => {
    const refused = given([]).when(
      { type: "register", channel: "email", subject: "s", text, requester: { address: "a@b.c" } },
      {
        registration: { ...registration, acknowledge: true, refused: true, change: "request" },
        routed: { assignee: "rita", rule: "any", candidates: 1 },
      },
    )
    refused.thenEvents(
      registered,
      { type: "Acknowledged" },
      {
        type: "Rejected",
        reason: "noContract",
        duplicateOf: null,
      },
    )
    expect(refused.state().status).toBe("closed.rejected")
  })
})

describe("B-08 M-05 what comes with a registration", () => {
  it("is the change that a request of its type asks for, and who was found for it", () => {
    const routed = { rule: "any", candidates: 3 }
    given([])
      .when(
        { type: "register", channel: "email", subject: "s", text, requester: { address: "a@b.c" } },
        {
          registration: { ...registration, acknowledge: true, change: "request" },
          routed: { assignee: "rita", ...routed },
        },
      )
      .thenEvents(
        registered,
        { type: "Acknowledged" },
        { type: "ChangeOpened", change: "T-1/1", origin: "request" },
        { type: "Assigned", assignee: "rita", routed },
        { type: "DiagnosisStarted" },
      )
  })
})

describe("reopening within the window", () => {
  it.each(closings)("%s comes back with an argument, and begins anew", (status, history, shape) => {
    expect(given(history, shape).state.status).toBe(status)
    for (const actor of [customer, agent]) {
      const back = given(history, shape).when({ type: "reopen", text }, { ...inWindow, actor })
      back.thenEvents({ type: "Reopened", word: null, files: [] })
      expect(back.state()).toMatchObject({
        status: "open.solving.ours",
        reopened: 1,
        closedAt: null,
        silenceDueAt: null,
        obligations: [],
      })
    }
  })

  it.each(closings)("%s: ReopeningOver at the very end of the window", (_, history, shape) => {
    given(history, shape)
      .when({ type: "reopen", text }, tooLate)
      .thenRefused(
        "ReopeningOver",
        "reopen by customer",
        "an instant before 1970-01-01T00:01:39.000Z",
      )
  })

  it.each(closings.filter(isAnswered))("%s: nor is a word heard then", (_, history, shape) => {
    given(history, shape)
      .when({ type: "receiveMessage", text }, tooLate)
      .thenRefused(
        "ReopeningOver",
        "receiveMessage by customer",
        "a message from before 1970-01-01T00:01:39.000Z",
      )
  })

  it("the window begins when the ticket was closed, however late that was written down", () => {
    const times = { at: 50 * secondMillis, effectiveAt: 9 * secondMillis }
    expect(given(solving).when({ type: "withdraw" }, times).state()).toMatchObject({
      closedAt: times.effectiveAt,
      updatedAt: times.at,
    })
  })

  it("ArgumentMissing: nothing is taken up again without a word why", () => {
    given(silent, full)
      .when({ type: "reopen" }, inWindow)
      .thenRefused("ArgumentMissing", "reopen by customer", "an argument in `text`")
  })

  it("TransitionNotAllowed: not where the process has no window, nor before a closing", () => {
    given(silent).when({ type: "reopen", text }, inWindow).thenRefused("TransitionNotAllowed")
    given(completed, full)
      .when({ type: "reopen", text }, inWindow)
      .thenRefused("TransitionNotAllowed")
  })

  it("an answer of before that comes back does not touch the work that began anew", () => {
    const again: ReadonlyArray<Event> = [...silent, { type: "Reopened", word: null, files: [] }]
    given(again, full)
      .when({ type: "recordDelivery", notification: answer, outcome: "bounced" })
      .thenTypes("NotificationFailed")
  })

  it("counts how often", () => {
    const twice: ReadonlyArray<Event> = [
      ...silent,
      { type: "Reopened", word: null, files: [] },
      { type: "Withdrawn" },
    ]
    expect(given(twice, full).when({ type: "reopen", text }, inWindow).state().reopened).toBe(2)
  })
})

const settled = (shape: typeof full) =>
  shape.confirmation ? "closed.confirmed" : "closed.processed"

describe("a word on a closed ticket, within the window", () => {
  const heard: Event = { type: "WordHeard" }

  it("is none where nothing was answered: it opens a request of its own", () => {
    for (const [, history, shape] of closings.filter((each) => !isAnswered(each)))
      given(history, shape)
        .when({ type: "receiveMessage", text }, inWindow)
        .thenRefused("TransitionNotAllowed", "receiveMessage by customer")
  })

  it.each(closings.filter(isAnswered))("on %s waits for a ruling", (_, history, shape) => {
    const word = given(history, shape).when({ type: "receiveMessage", text }, inWindow)
    word.thenTypes("MessageReceived", "WordHeard")
    expect(word.state()).toMatchObject({
      status: "closed.reheard",
      closedAt: given(history, shape).state.closedAt,
    })
    expect(word.state().obligations.map(({ kind }) => kind)).toEqual(["message"])
  })

  const reheard: ReadonlyArray<Event> = [...silent, message, heard]

  it("M-13 ruled as confirmation or thanks it is closed, and the window runs on", () => {
    for (const ruling of ["confirmation", "thanks"] as const)
      for (const [history, shape] of [
        [reheard, full],
        [[...processed, message, heard], unconfirmed],
      ] as const) {
        const ruled = given(history, shape).when({ type: "rule", ruling })
        expect(ruled.state()).toMatchObject({
          status: settled(shape),
          obligations: [],
          closedAt: given(history, shape).state.closedAt,
        })
      }
    given(reheard, full).when({ type: "confirm" }, { actor: customer }).thenTypes("Confirmed")
  })

  it("M-12 ruled as dispute it is taken up again, with the message as the argument", () => {
    const ruled = given(reheard, full).when({ type: "rule", ruling: "dispute" })
    ruled.thenEvents({ type: "Reopened", word: 9, files: [] })
    expect(ruled.state()).toMatchObject({
      status: "open.solving.ours",
      reopened: 1,
      obligations: [],
    })
    // However long the person took: the word came in time.
    given(reheard, full)
      .when({ type: "rule", ruling: "dispute" }, { ...tooLate, actor: agent })
      .thenTypes("Reopened")
  })

  it("ArgumentMissing: a word that was replied to is no argument", () => {
    const replied: ReadonlyArray<Event> = [...reheard, { type: "Informed", files: [] }]
    given(replied, full)
      .when({ type: "rule", ruling: "dispute" })
      .thenRefused(
        "ArgumentMissing",
        "rule by agent",
        "a message that waits, or `reopen` with a text (M-12)",
      )
    given(replied, full).when({ type: "reopen", text }, inWindow).thenTypes("Reopened")
  })

  it("a further word is heard as well; files may come, a dispute by command may not", () => {
    given(reheard, full).when({ type: "receiveMessage", text }, inWindow).thenEvents(message)
    given(reheard, full)
      .when({ type: "attach", attachments: [file] })
      .thenTypes("Attached")
    given(reheard, full).when({ type: "inform", text }).thenTypes("Informed")
    given(reheard, full).when({ type: "dispute", text }).thenRefused("TransitionNotAllowed")
    given(reheard, full).when({ type: "withdraw" }).thenRefused("TransitionNotAllowed")
  })

  it("M-11 an answer that comes back changes nothing there: the customer has spoken", () => {
    given(reheard, full)
      .when({ type: "recordDelivery", notification: answer, outcome: "bounced" })
      .thenTypes("NotificationFailed")
    given(silent, full)
      .when({ type: "recordDelivery", notification: answer, outcome: "bounced" })
      .thenTypes("NotificationFailed", "AnswerReturned")
  })

  it("a third party's word opens nothing", () => {
    given(silent, full)
      .when({ type: "receiveMessage", text, from: "thirdParty" }, { ...inWindow, actor: agent })
      .thenRefused("TransitionNotAllowed", "receiveMessage by agent", "an open ticket")
  })

  it("P7 a word from before the silence ran out undoes it, window or not", () => {
    for (const until of [reopenUntil, 0]) {
      const early = { ...inWindow, reopenUntil: until, effectiveAt: silenceDueAt - 1 }
      const undone = given(silent, full).when({ type: "receiveMessage", text }, early)
      undone.thenEvents({ type: "ClosingUndone" }, message)
      expect(undone.state()).toMatchObject({ status: "completed.heard", silenceDueAt: null })
    }
  })
})

describe("B-05 the silence of a customer who owes an answer", () => {
  const waiting: ReadonlyArray<Event> = [...assigned, question, toCustomers]
  const close = { effect: "close", dueAt: silenceDueAt } as const
  const closed: ReadonlyArray<Event> = [...waiting, { type: "SilenceElapsed", dueAt: silenceDueAt }]

  it("closes the ticket where the process says so, and only in the customer's turn", () => {
    const quiet = given(waiting, full).when({ type: "wake" }, { due: [close] })
    quiet.thenEvents({ type: "SilenceElapsed", dueAt: silenceDueAt })
    expect(quiet.state()).toMatchObject({ status: "closed.unanswered", silenceDueAt })
    given(waiting)
      .when({ type: "wake" }, { due: [close] })
      .thenRefused("NothingDue")
    given(assigned, full)
      .when({ type: "wake" }, { due: [close] })
      .thenRefused("NothingDue")
  })

  it("P7 is undone by a word from before it ran out, which answers the question", () => {
    const undone = given(closed, full).when(
      { type: "receiveMessage", text },
      { ...inWindow, effectiveAt: silenceDueAt - 1 },
    )
    undone.thenEvents(
      { type: "ClosingUndone", to: "diagnosing" },
      { type: "MessageReceived", answers: [4], files: [] },
    )
    expect(undone.state()).toMatchObject({
      status: "open.diagnosing.ours",
      silenceDueAt: null,
      closedAt: null,
      reopened: 0,
      closedFrom: null,
      obligations: [{ id: 8, kind: "message" }],
    })
  })

  it("P7 the work goes on where it stood", () => {
    const asked: ReadonlyArray<Event> = [question, toCustomers]
    const unanswered: Event = { type: "SilenceElapsed", dueAt: silenceDueAt }
    const stood = { solving, fixing: [...solving, { type: "FixStarted" } as const] }
    for (const [to, history] of Object.entries(stood)) {
      const undone = given([...history, ...asked, unanswered], full).when(
        { type: "receiveMessage", text },
        { ...inWindow, effectiveAt: silenceDueAt - 1 },
      )
      expect(undone.state().status).toBe(`open.${to}.ours`)
    }
  })

  it("TransitionNotAllowed: without a window, a later word is too late", () => {
    const strict = { ...full, reopening: false }
    given(closed, strict)
      .when(
        { type: "receiveMessage", text },
        { actor: customer, at: 70_000, effectiveAt: silenceDueAt },
      )
      .thenRefused(
        "TransitionNotAllowed",
        "receiveMessage by customer",
        "a message from before the silence ran out",
      )
  })

  it("a silence and what was due after it: the ticket is closed, and nobody is reminded", () => {
    const remind = { effect: "remind", obligation: 4, owner: "customer", dueAt: 61_000 } as const
    const promise = { effect: "promise", dueAt: 61_000 } as const
    const unsnooze = { effect: "unsnooze", dueAt: 61_000 } as const
    given(waiting, full)
      .when({ type: "wake" }, { due: [close, remind, promise, unsnooze] })
      .thenTypes("SilenceElapsed")
    given(waiting, full)
      .when({ type: "wake" }, { due: [remind, close] })
      .thenTypes("ObligationDue", "SilenceElapsed")
  })
})
