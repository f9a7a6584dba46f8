// What an event changes in a ticket, and what it leaves as it was.
import { describe, expect, it } from "vitest"
import type { LinkKind } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import {
  answering,
  assigned,
  completed,
  given,
  heard,
  lifecycleOf,
  recorded,
  registered,
  secondMillis,
  solving,
  usual,
} from "./given.ts"
import { full, stepped } from "./shapes.ts"

const file = { hash: "a".repeat(64), bytes: 1, mediaType: "image/png" }
const stateAfter = (...events: ReadonlyArray<Event>) => given(events, full).state

describe("M-03 what was asked for and is missing", () => {
  const lacking: Event = { ...registered, missing: ["files", "version"] }

  it.each<readonly [string, Event]>([
    ["with a message", { type: "MessageReceived", answers: [], files: [file] }],
    ["later", { type: "Attached", files: [file] }],
  ])("a file that comes %s is there", (_, event) => {
    expect(stateAfter(lacking, event).missing).toEqual(["version"])
  })

  it.each<readonly [string, Event]>([
    ["a message", { type: "MessageReceived", answers: [], files: [] }],
    ["a note", { type: "Noted", files: [file] }],
  ])("%s without one for us leaves it missing", (_, event) => {
    expect(stateAfter(lacking, event).missing).toEqual(["files", "version"])
  })
})

const linked = (ticket: string, as: LinkKind): Event => ({
  type: "Linked",
  ticket,
  as,
})

const rejected = (duplicateOf: string | null): Event => ({
  type: "Rejected",
  reason: duplicateOf === null ? "spam" : "duplicate",
  duplicateOf,
})

describe("links", () => {
  const three = [linked("T-2", "related"), linked("T-2", "causedBy"), linked("T-3", "related")]

  it("one that is taken away takes none with it: of another kind, or to another ticket", () => {
    const gone: Event = { type: "Unlinked", ticket: "T-2", as: "related" }
    expect(stateAfter(registered, ...three, gone).links).toEqual([
      { ticket: "T-2", as: "causedBy" },
      { ticket: "T-3", as: "related" },
    ])
  })

  it("a duplicate is linked to the request that it repeats, once", () => {
    const duplicate = { ticket: "T-2", as: "duplicateOf" }
    expect(stateAfter(registered, rejected("T-2")).links).toEqual([duplicate])
    const before = linked("T-2", "duplicateOf")
    expect(stateAfter(registered, before, rejected("T-2")).links).toEqual([duplicate])
    const others = [linked("T-2", "related"), linked("T-3", "duplicateOf")]
    expect(stateAfter(registered, ...others, rejected("T-2")).links).toHaveLength(3)
  })

  it("what is refused for another reason is linked to nothing", () => {
    expect(stateAfter(registered, rejected(null)).links).toEqual([])
  })
})

const noted = (ticket: string, merged: boolean): Event => ({ type: "MergeNoted", ticket, merged })

const watched = (watcher: string, type: "Watched" | "Unwatched" = "Watched"): Event => ({
  type,
  watcher,
})

describe("lists of a ticket", () => {
  it("what is merged into it, and taken out again, leaves the others", () => {
    const both = [registered, noted("T-2", true), noted("T-3", true)]
    expect(stateAfter(...both).absorbed).toEqual(["T-2", "T-3"])
    expect(stateAfter(...both, noted("T-2", false)).absorbed).toEqual(["T-3"])
  })

  it("who watches it stands there once; who goes leaves the others", () => {
    const both = [registered, watched("vera"), watched("gleb"), watched("vera")]
    expect(stateAfter(...both).watchers).toEqual(["gleb", "vera"])
    expect(stateAfter(...both, watched("gleb", "Unwatched")).watchers).toEqual(["vera"])
  })
})

describe("M-05 when somebody got a ticket", () => {
  it("is when the last assignment was recorded, whatever happened since", () => {
    const [first, again] = ["boris", "rita"].map((assignee): Event => ({
      type: "Assigned",
      assignee,
    }))
    const note: Event = { type: "Noted", files: [] }
    const history = [registered, ...(first === undefined ? [] : [first]), note]
    expect(stateAfter(...history).assignedAt).toBe(2 * secondMillis)
    const later = [...history, ...(again === undefined ? [] : [again]), note]
    expect(stateAfter(...later).assignedAt).toBe(4 * secondMillis)
    expect(stateAfter(registered, note).assignedAt).toBeNull()
  })

  it("is nothing any more with a hand-over", () => {
    const away: Event = { type: "Escalated", from: "first", to: "second" }
    expect(stateAfter(...assigned, away)).toMatchObject({ assignee: null, assignedAt: null })
  })
})

describe("M-08 a hand-over", () => {
  it.each([
    [{ first: 1, second: 2 }, "up"],
    [{ first: 2, second: 1 }, "down"],
    [{ first: 1, second: 1 }, "sideways"],
  ] as const)("by tiers %o goes %s", (tiers, direction) => {
    given(assigned)
      .when({ type: "escalate", line: "second" }, { tiers })
      .thenEvents({ type: "Escalated", from: "first", to: "second", direction })
  })
})

describe("P4 a journal that no ticket can have", () => {
  const lifecycle = lifecycleOf(usual)

  it("is damaged: begun by something else than the registration", () => {
    expect(() => Ticket.replay(lifecycle, recorded([{ type: "Acknowledged" }]))).toThrow(
      "journal-damaged: Acknowledged before Registered",
    )
  })

  it("is damaged: with an event that its status does not allow", () => {
    expect(() => Ticket.replay(lifecycle, recorded([registered, { type: "Confirmed" }]))).toThrow(
      "journal-damaged: Confirmed in open.registered.ours",
    )
  })
})

describe("M-03 what a step asks for", () => {
  it("is missing no more once it is filled, in facts or apart from them", () => {
    const lacking: Event = { ...registered, missing: ["browser", "phone", "log"] }
    const around = { filled: { fields: { browser: "x" }, missing: [] }, personal: { phone: "1" } }
    given(
      [lacking, ...assigned.slice(1), { type: "CauseFound", cause: "productFault", module: null }],
      stepped,
    )
      .when({ type: "take", step: "approval", move: "approve" }, around)
      .thenEvents({
        type: "StepTaken",
        step: "approval",
        move: "approve",
        fields: { browser: "x" },
        missing: ["log"],
      })
  })
})

describe("M-08 what was chosen", () => {
  it("is kept with its offer", () => {
    const offered: Event = { type: "OptionsOffered", options: ["a", "b"] }
    const chosen: Event = { type: "OptionChosen", option: "b", offer: 5 }
    expect(stateAfter(...solving, offered, chosen).offer).toEqual({
      event: 5,
      options: ["a", "b"],
      chosen: "b",
    })
  })
})

const link = (as: "related" | "causes", ticket = "T-9") => ({ type: "link", ticket, as }) as const

describe("what a command looks for among other things", () => {
  const other = { ticketId: "T-9", isClosed: false, partOf: [], row: 2 }

  it("a link of that kind to that ticket: neither another kind nor another ticket is one", () => {
    const history = [...assigned, linked("T-9", "causes"), linked("T-8", "related")]
    given(history).when(link("related"), { other }).thenTypes("Linked")
    given(history).when(link("causes"), { other }).thenRefused("AlreadyLinked")
    given(history)
      .when({ ...link("related"), type: "unlink" }, { other })
      .thenRefused("NotLinked")
  })

  it("parts of parts, for links of parts alone", () => {
    const { ticketId } = given(assigned).state
    const deep = { ...other, partOf: [ticketId, "T-9"], row: 99 }
    given(assigned).when(link("related"), { other: deep }).thenTypes("Linked")
  })

  it("what is merged meanwhile takes along what was merged into it", () => {
    const note = { type: "noteMerge", ticket: "T-8", merged: true } as const
    const merged: Event = { type: "Merged", into: "T-9" }
    given([...assigned, merged])
      .when(note)
      .thenTypes("MergeNoted")
    given([...assigned, { type: "Withdrawn" }])
      .when(note)
      .thenRefused("TargetClosed")
  })

  it("M-08 a choice that waits, whatever else does", () => {
    const offered: Event = { type: "OptionsOffered", options: ["a", "b"] }
    const chosen: Event = { type: "OptionChosen", option: "a", offer: 5 }
    const question: Event = { type: "InformationRequested", files: [] }
    given([...solving, offered, chosen, question], full)
      .when({ type: "chooseOption", option: "b" })
      .thenRefused("OptionNotOffered", '"b"', "one of the options that wait for a choice (none)")
  })

  it("M-12 the message that waits, whatever else we owe", () => {
    const undertaken: Event = { type: "Undertaken" }
    given([...heard.slice(0, -1), undertaken, { type: "WordHeard" }])
      .when({ type: "rule", ruling: "dispute" })
      .thenEvents({ type: "Disputed", word: completed.length + 1, files: [] })
  })

  it("M-09 of a customer: what they owe, and of that what was recommended", () => {
    const history: ReadonlyArray<Event> = [
      ...solving,
      { type: "InformationRequested", files: [] },
      { type: "Undertaken" },
      { type: "Recommended", files: [] },
    ]
    const settle = (obligation: number) =>
      given(history).when(
        { type: "settle", obligation, outcome: "done" },
        { actor: { kind: "customer", id: "anna" } },
      )
    settle(5).thenRefused("ObligationNotOpen", "obligation 5", "an open obligation (7)")
    settle(6).thenRefused("ObligationNotOpen")
    settle(7).thenTypes("ObligationSettled")
  })
})

const contract = (id: string) => ({ id, version: "1", targets: {} })

describe("what is the same", () => {
  it("M-01 is a contract of the same id and version: another id is another contract", () => {
    const party = { customer: "acme", contract: contract("gold"), reachable: true }
    const under = (id: string) => [{ ...registered, contract: contract(id) }]
    const command = { type: "setContract", contract: "gold" } as const
    given(under("silver")).when(command, { party }).thenTypes("ContractCorrected")
    given(under("gold")).when(command, { party }).thenRefused("SameContract")
  })

  it("is a priority that came of the same impact and the same urgency", () => {
    const judged = { ...registered, priority: "high", impact: "wide", urgency: "now" }
    const matrix = { wide: { now: "high", soon: "high" }, narrow: { now: "high" } }
    const set = (words: { readonly impact?: string; readonly urgency?: string }) =>
      given([judged]).when({ type: "setPriority", ...words }, { matrix })
    set({ impact: "narrow" }).thenTypes("PriorityChanged")
    set({ urgency: "soon" }).thenTypes("PriorityChanged")
    set({ impact: "wide", urgency: "now" }).thenRefused("SamePriority")
  })

  it("M-03 no question is answered by naming what was recommended", () => {
    const history: ReadonlyArray<Event> = [...solving, { type: "Recommended", files: [] }]
    given(history)
      .when({ type: "receiveMessage", text: "t", answers: [5] })
      .thenRefused("QuestionNotOpen", "question 5", "one of the open questions (none)")
  })
})

describe("what was found out at the registration", () => {
  it("is the ticket's: its words for impact and urgency, the zone of its requester", () => {
    const found = { impact: "wide", urgency: "now", timeZone: "Asia/Omsk" }
    expect(stateAfter({ ...registered, ...found })).toMatchObject(found)
    const none = { impact: null, urgency: null, timeZone: null }
    expect(stateAfter(registered)).toMatchObject(none)
  })
})

describe("M-04 the name of a letter", () => {
  it("says which event it tells of, and which of that event's letters it is", () => {
    const name = Ticket.notificationId("T.1", 123_456_789, 120)
    expect(name).toBe("T.1.123456789.120")
    expect(Ticket.eventNumberOf(name)).toBe(123_456_789)
    expect(Ticket.eventNumberOf("another letter")).toBe(0)
  })
})

describe("what a breach brings about", () => {
  it("sees what the one before it did: who is urgent already is not raised again", () => {
    const raise = { raisePriorityTo: "high" } as const
    const due = [
      { effect: "breach", clock: "c", instance: 1, dueAt: 9, actions: [raise, raise] },
    ] as const
    const wake = given([{ ...registered, priority: "low" }]).when({ type: "wake" }, { due })
    wake.thenTypes("ClockBreached", "PriorityChanged")
  })
})

describe("a request that was split from another", () => {
  const command = {
    type: "register",
    channel: "email",
    requester: {},
    subject: "s",
    text: "t",
  } as const

  it("says from which, and one that was not says nothing", () => {
    const split = given([])
      .when({ ...command, splitFrom: "T-9" })
      .state()
    expect(split.links).toEqual([{ ticket: "T-9", as: "splitFrom" }])
    expect(given([]).when(command).state().links).toEqual([])
  })
})

describe("B-08 a request type that opens a change", () => {
  const change = "request"
  const retyped = { lifecycle: lifecycleOf(usual), fields: {}, missing: [], change } as const

  it("opens one where the request has opened none", () => {
    const raise = { type: "setRequestType", requestType: "change" } as const
    given(assigned).when(raise, { retyped }).thenTypes("RequestTypeChanged", "ChangeOpened")
    const opened: Event = { type: "ChangeOpened", change: "T-1/1", origin: "defect" }
    given([...assigned, opened])
      .when(raise, { retyped })
      .thenTypes("RequestTypeChanged")
  })
})

describe("M-11 the letter that carries a deadline", () => {
  const deadline = { clock: "resolution", instance: 1, dueAt: 99 * secondMillis } as const

  it("is recorded with it, and without one where it named none", () => {
    const notification = given(answering).state.ticketId + ".1.0"
    const report = { type: "recordDelivery", notification, outcome: "delivered" } as const
    const named = given(answering).when({ ...report, deadline })
    named.thenEvents({ type: "NotificationDelivered", notification, deadline })
    const bare = given(answering).when(report)
    bare.thenEvents({ type: "NotificationDelivered", notification })
  })

  it("a name that is too long is shown by its first 64 characters", () => {
    const notification = `T-9.${"1".repeat(80)}.0`
    given(answering)
      .when({ type: "recordDelivery", notification, outcome: "delivered" })
      .thenRefused("UnknownNotification", JSON.stringify(notification.slice(0, 64)), "a notif")
  })

  it.each(["x.2.0.0.0", "2.0", ".2.0", "T.2.", "T..0", "T.x.0", "T.2.x", "T.2.0x", ""])(
    "%j is the name of none",
    (notification) => {
      const { ticketId } = given(answering).state
      given(answering)
        .when({
          type: "recordDelivery",
          notification: notification.replace("T", ticketId),
          outcome: "delivered",
        })
        .thenRefused("UnknownNotification")
    },
  )
})
