// How a fault is removed: by work on one case or by a release; the work log; changes.
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import {
  agent,
  assigned,
  completed,
  given,
  robot,
  secondMillis,
  solving,
  ticketId,
  unconfirmed,
} from "./given.ts"
import { full } from "./shapes.ts"

const text = "words"
const later = 99 * secondMillis
const awaited = (version: string | null): Event => ({
  type: "ReleaseAwaited",
  component: "api",
  version,
})
/** Event 5 waits for any next release of `api`. */
const waiting: ReadonlyArray<Event> = [...solving, awaited(null)]
const ship = (component = "api", version = "2.1"): Command => ({
  type: "shipRelease",
  component,
  version,
})

describe("M-16 individual work by a specialist", () => {
  it("is told apart, and goes on to the answer", () => {
    given(solving, full).when({ type: "startFix" }).thenEvents({ type: "FixStarted" })
    const fixing: ReadonlyArray<Event> = [...solving, { type: "FixStarted" }]
    expect(given(fixing, full).state.status).toBe("open.fixing.ours")
    given(fixing, full).when({ type: "answer", text }, { carried: true }).thenTypes("Answered")
    given(fixing, full).when({ type: "startFix" }).thenRefused("TransitionNotAllowed")
  })

  it("M-06 comes after the cause where the cause comes first", () => {
    const causeFirst = { ...full, causeFirst: true }
    given(assigned, causeFirst).when({ type: "startFix" }).thenRefused("TransitionNotAllowed")
    given(solving, causeFirst).when({ type: "startFix" }).thenTypes("FixStarted")
    given(assigned, full).when({ type: "startFix" }).thenTypes("FixStarted")
  })

  it("TransitionNotAllowed: not where the process does not tell it apart", () => {
    given(solving).when({ type: "startFix" }).thenRefused("TransitionNotAllowed")
  })
})

describe("M-16 remedy by a release", () => {
  it("the ticket waits for a component, and for a version where it is known", () => {
    given(solving, full).when({ type: "awaitRelease", component: "api" }).thenEvents(awaited(null))
    const state = given(solving, full)
      .when({ type: "awaitRelease", component: "api", version: "2.1" })
      .state()
    expect([state.status, state.awaited]).toEqual([
      "open.awaitingRelease.ours",
      { component: "api", version: "2.1" },
    ])
  })

  it("M-10 with the day on which it comes, which is announced", () => {
    const until: Command = { type: "awaitRelease", component: "api", promisedAt: later }
    given(solving, full)
      .when(until)
      .thenEvents(awaited(null), { type: "DatePromised", promisedAt: later, from: null })
    const promised: Event = { type: "DatePromised", promisedAt: later, from: null }
    given([...solving, promised], full)
      .when(until)
      .thenEvents(awaited(null))
    // The same day again, once it has come.
    given([...solving, promised], full)
      .when(until, { at: later })
      .thenRefused("DueInPast", new Date(later).toISOString())
  })

  it("a release that slips is waited for in another version", () => {
    const slipped = given([...solving, awaited("2.1")], full).when({
      type: "awaitRelease",
      component: "api",
      version: "2.2",
    })
    slipped.thenEvents(awaited("2.2"))
    expect(slipped.state().awaited).toEqual({ component: "api", version: "2.2" })
  })

  it("a shipped release is the answer, by whoever ships it, and its delivery completes", () => {
    for (const actor of [agent, robot])
      given(waiting, full)
        .when(ship(), { actor, carried: true })
        .thenEvents({ type: "ReleaseShipped", component: "api", version: "2.1" })
    const shipped = given(waiting, full).when(ship(), { carried: true }).state()
    expect(shipped).toMatchObject({
      status: "open.answering.ours",
      answer: 6,
      awaited: null,
      obligations: [],
    })
    const asked: ReadonlyArray<Event> = [
      ...waiting,
      { type: "InformationRequested", files: [] },
      { type: "TurnPassed", to: "customers" },
    ]
    const settled = given(asked, full).when(ship(), { carried: true })
    settled.thenTypes("ReleaseShipped", "TurnPassed")
    expect(settled.state().obligations).toEqual([])
    given(waiting, full).when(ship(), { carried: false }).thenTypes("ReleaseShipped", "Completed")
    const history: ReadonlyArray<Event> = [
      ...waiting,
      { type: "ReleaseShipped", component: "api", version: "2.1" },
    ]
    const delivered: Command = {
      type: "recordDelivery",
      notification: `${ticketId}.6.0`,
      outcome: "delivered",
    }
    expect(given(history, full).when(delivered).state().status).toBe("completed.awaitingWord")
    const once = { ...full, confirmation: false }
    expect(given(history, once).when(delivered).state().status).toBe("closed.processed")
    expect(unconfirmed.confirmation).toBe(false)
  })

  it("M-11 a notice of the release that came back takes the work up again", () => {
    const history: ReadonlyArray<Event> = [
      ...waiting,
      { type: "ReleaseShipped", component: "api", version: "2.1" },
    ]
    const lost: Command = {
      type: "recordDelivery",
      notification: `${ticketId}.6.0`,
      outcome: "bounced",
    }
    for (const before of [history, [...history, { type: "Completed" } as const]]) {
      const back = given(before, full).when(lost)
      back.thenTypes("NotificationFailed", "AnswerReturned")
      expect(back.state()).toMatchObject({ status: "open.solving.ours", awaited: null })
    }
  })

  it("ReleaseNotAwaited: only the component and the version that it waits for", () => {
    given(waiting, full)
      .when(ship("web"))
      .thenRefused("ReleaseNotAwaited", "web 2.1", "what it waits for: api in any version")
    given([...solving, awaited("2.2")], full)
      .when(ship())
      .thenRefused("ReleaseNotAwaited", "api 2.1", "what it waits for: api 2.2")
    given([...solving, awaited("2.2")], full)
      .when(ship("api", "2.2"))
      .thenTypes("ReleaseShipped", "Completed")
  })

  it("a release that contains the awaited one is that too", () => {
    const contains: Command = {
      type: "shipRelease",
      component: "api",
      version: "3.0",
      includes: ["2.1", "2.2"],
    }
    given([...solving, awaited("2.2")], full)
      .when(contains, { carried: true })
      .thenEvents({ type: "ReleaseShipped", component: "api", version: "3.0" })
    given([...solving, awaited("2.3")], full)
      .when(contains)
      .thenRefused("ReleaseNotAwaited")
    given([...solving, awaited("2.2")], full)
      .when({ ...contains, component: "web" })
      .thenRefused("ReleaseNotAwaited")
  })

  it("who goes on otherwise waits for no release any more", () => {
    const others: ReadonlyArray<Command> = [
      { type: "diagnose", cause: "userError" },
      { type: "escalate", line: "second" },
      { type: "startFix" },
      { type: "answer", text },
    ]
    for (const command of others) {
      const state = given(waiting, full).when(command, { carried: true }).state()
      expect([command.type, state.awaited]).toEqual([command.type, null])
    }
    const rejected: Event = { type: "Rejected", reason: "notProduct", duplicateOf: null }
    const reopened: Event = { type: "Reopened", word: null, files: [] }
    expect(given([...waiting, rejected, reopened], full).state.awaited).toBeNull()
    // A merged one that stands by itself again waits as before.
    const back: ReadonlyArray<Event> = [
      ...waiting,
      { type: "Merged", into: "T-9" },
      { type: "Unmerged", to: "awaitingRelease" },
    ]
    expect(given(back, full).state).toMatchObject({
      status: "open.awaitingRelease.ours",
      awaited: { component: "api" },
    })
  })

  it("TransitionNotAllowed: nothing is shipped to who does not wait, or where nobody waits", () => {
    given(solving, full).when(ship()).thenRefused("TransitionNotAllowed", "shipRelease by agent")
    given(solving)
      .when({ type: "awaitRelease", component: "api" })
      .thenRefused("TransitionNotAllowed")
  })
})

describe("the work log", () => {
  it("adds minutes up, whoever worked, on closed tickets too", () => {
    given(solving)
      .when({ type: "logWork", minutes: 30 })
      .thenEvents({ type: "WorkLogged", minutes: 30, worker: "boris" })
    given(solving)
      .when({ type: "logWork", minutes: 30, worker: "clara" })
      .thenEvents({ type: "WorkLogged", minutes: 30, worker: "clara" })
    const logged: ReadonlyArray<Event> = [
      ...completed,
      { type: "WorkLogged", minutes: 30, worker: "boris" },
      { type: "Confirmed" },
    ]
    const state = given(logged).when({ type: "logWork", minutes: 12 }).state()
    expect([state.status, state.workMinutes]).toEqual(["closed.confirmed", 42])
  })
})

describe("B-08 changes of the product", () => {
  it("are named by the ticket and which of its changes they are, with their origin", () => {
    const first: Event = { type: "ChangeOpened", change: "T-1/1", origin: "defect" }
    given(solving).when({ type: "openChange", origin: "defect" }).thenEvents(first)
    const second = given([...solving, first]).when({ type: "openChange", origin: "legislation" })
    second.thenEvents({ type: "ChangeOpened", change: "T-1/2", origin: "legislation" })
    expect(second.state().changes).toEqual(["T-1/1", "T-1/2"])
    given(completed).when({ type: "openChange", origin: "market" }).thenTypes("ChangeOpened")
  })
})
