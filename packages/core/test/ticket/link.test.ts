// What a ticket has to do with others, with people, and with a later day.
import { describe, expect, it } from "vitest"
import type { Other } from "../../src/ticket/Circumstances.ts"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { partsDeep } from "../../src/ticket/Ticket.ts"
import {
  agent,
  answering,
  assigned,
  completed,
  customer,
  given,
  message,
  registered,
  robot,
  secondMillis,
  silent,
  solving,
  ticketId,
} from "./given.ts"
import { full } from "./shapes.ts"

const text = "words"
const later = 99 * secondMillis
const other: Other = { ticketId: "T-9", isClosed: false, partOf: [], row: 2 }
const question: Event = { type: "InformationRequested", files: [] }
const toCustomers: Event = { type: "TurnPassed", to: "customers" }

const note = (isMerged: boolean): Command => ({
  type: "noteMerge",
  ticket: "T-8",
  merged: isMerged,
})

describe("merging", () => {
  const merge: Command = { type: "merge", into: "number 9" }
  const merged: Event = { type: "Merged", into: "T-9" }
  const waiting: ReadonlyArray<Event> = [...solving, question, toCustomers]

  it("closes the ticket into the other one, and loses nothing", () => {
    const one = given(waiting).when(merge, { other })
    one.thenEvents(merged)
    expect(one.state()).toMatchObject({
      status: "closed.merged",
      mergedInto: "T-9",
      closedFrom: "solving",
      closedAt: 7 * secondMillis,
      obligations: [{ id: 5, kind: "question" }],
    })
  })

  it("unmerged, it stands where it stood, and whoever owed something owes it", () => {
    const back = given([...waiting, merged]).when({ type: "unmerge" })
    back.thenEvents({ type: "Unmerged", to: "solving" }, toCustomers)
    expect(back.state()).toMatchObject({
      status: "open.solving.customers",
      mergedInto: null,
      closedFrom: null,
      closedAt: null,
      reopened: 0,
      obligations: [{ id: 5, kind: "question" }],
    })
    given([...solving, merged])
      .when({ type: "unmerge" })
      .thenTypes("Unmerged")
  })

  it("UnknownTicket, MergeCycle, OtherCustomer, TargetClosed", () => {
    given(solving)
      .when(merge)
      .thenRefused("UnknownTicket", '"number 9"', "the id or the number of a ticket")
    given(solving)
      .when(merge, { other: { ...other, ticketId } })
      .thenRefused("MergeCycle", '"number 9"', "a ticket that is not, in the end, this one")
    given(solving)
      .when(merge, { other: { ...other, ofAnother: true } })
      .thenRefused("OtherCustomer", '"number 9"', "a ticket of the same customer")
    given(solving)
      .when(merge, { other: { ...other, isClosed: true } })
      .thenRefused("TargetClosed", '"number 9"', "a ticket that is not closed")
  })

  it("TransitionNotAllowed: what is answered is not merged, and what is merged hears nothing", () => {
    for (const history of [answering, completed, silent])
      given(history).when(merge, { other }).thenRefused("TransitionNotAllowed", "merge by agent")
    given(solving).when({ type: "unmerge" }).thenRefused("TransitionNotAllowed")
    const closed = given([...solving, merged], full)
    const reopenUntil = later
    closed
      .when({ type: "receiveMessage", text }, { reopenUntil })
      .thenRefused("TransitionNotAllowed")
    closed.when({ type: "reopen", text }, { reopenUntil }).thenRefused("TransitionNotAllowed")
    closed.when({ type: "note", text }).thenTypes("Noted")
  })

  it("is noted on the other one, once, and so is its end", () => {
    const noted: Event = { type: "MergeNoted", ticket: "T-8", merged: true }
    given(solving).when(note(true)).thenEvents(noted)
    given([...solving, noted])
      .when(note(true))
      .thenRefused("AlreadyMerged", '"T-8"', "a ticket that is not merged into it")
    const ended = given([...solving, noted]).when(note(false))
    ended.thenEvents({ ...noted, merged: false })
    expect(ended.state().absorbed).toEqual([])
    given(solving).when(note(false)).thenRefused("AlreadyMerged", '"T-8"', "one that is")
    given(silent)
      .when(note(true))
      .thenRefused("TargetClosed", '"T-8"', "a ticket that is not closed")
    given([...solving, noted, { type: "Withdrawn" }])
      .when(note(false))
      .thenTypes("MergeNoted")
  })
})

const link = (as: "related" | "partOf" | "hasPart" | "causedBy"): Command => ({
  type: "link",
  ticket: "number 9",
  as,
})

describe("links", () => {
  const linked: Event = { type: "Linked", ticket: "T-9", as: "causedBy" }

  it("B-03 many incidents are caused by one problem", () => {
    for (const actor of [agent, robot])
      given(solving).when(link("causedBy"), { other, actor }).thenEvents(linked)
    const { state } = given([...silent, linked])
    expect(state.links).toEqual([{ ticket: "T-9", as: "causedBy" }])
  })

  it("two tickets may have to do with each other in several ways, in each once", () => {
    given([...solving, linked])
      .when(link("related"), { other })
      .thenTypes("Linked")
    given([...solving, linked])
      .when(link("causedBy"), { other })
      .thenRefused("AlreadyLinked", 'causedBy "number 9"', "a link that is not there yet")
  })

  it("are taken off again, in the way in which they were there", () => {
    const off: Command = { type: "unlink", ticket: "number 9", as: "causedBy" }
    const taken = given([...solving, linked]).when(off, { other })
    taken.thenEvents({ type: "Unlinked", ticket: "T-9", as: "causedBy" })
    expect(taken.state().links).toEqual([])
    // A ticket that is there no more is known by its id alone.
    given([...solving, linked])
      .when({ ...off, ticket: "T-9" })
      .thenTypes("Unlinked")
    given([...solving, linked])
      .when({ ...off, as: "causes" }, { other })
      .thenRefused("NotLinked", 'causes "number 9"', "a link that is there")
  })

  it("a request that was split off says from which", () => {
    const { state } = given([{ ...registered, splitFrom: "T-7" }])
    expect(state.links).toEqual([{ ticket: "T-7", as: "splitFrom" }])
  })

  it("UnknownTicket, LinkToItself: another ticket that is there", () => {
    given(solving)
      .when(link("related"))
      .thenRefused("UnknownTicket", 'related "number 9"', "the id or the number of a ticket")
    given(solving)
      .when(link("related"), { other: { ...other, ticketId } })
      .thenRefused("LinkToItself", 'related "number 9"', "another ticket")
  })

  it("I08 LinkCycle: no ticket is a part of itself, from whichever side it is linked", () => {
    const around = "a link by which no ticket is a part of itself"
    given(solving)
      .when(link("partOf"), { other: { ...other, partOf: ["T-7", ticketId] } })
      .thenRefused("LinkCycle", 'partOf "number 9"', around)
    given(solving)
      .when(link("hasPart"), { other: { ...other, partOf: ["T-7", "T-9"] } })
      .thenRefused("LinkCycle", 'hasPart "number 9"', around)
    given(solving)
      .when(link("related"), { other: { ...other, partOf: [ticketId] } })
      .thenTypes("Linked")
  })

  it("I08 LinkTooDeep: at most five tickets in a row, each a part of the next", () => {
    expect(partsDeep).toBe(5)
    for (const as of ["partOf", "hasPart"] as const) {
      given(solving)
        .when(link(as), { other: { ...other, row: 5 } })
        .thenTypes("Linked")
      given(solving)
        .when(link(as), { other: { ...other, row: 6 } })
        .thenRefused("LinkTooDeep", `${as} "number 9"`, "at most 5 tickets, each in the next")
    }
  })
})

describe("a later day", () => {
  const snooze: Command = { type: "snooze", until: later }
  const snoozed: Event = { type: "Snoozed", until: later }
  const asleep: ReadonlyArray<Event> = [...solving, snoozed]

  it("nobody needs to look before it; it may be set anew", () => {
    given(solving).when(snooze).thenEvents(snoozed)
    expect(given(solving).when(snooze).state().snoozedUntil).toBe(later)
    const sooner = given(asleep).when({ type: "snooze", until: later - 1 })
    expect(sooner.state().snoozedUntil).toBe(later - 1)
  })

  it("may be ended before its time", () => {
    const ended = given(asleep).when({ type: "unsnooze" })
    ended.thenEvents({ type: "SnoozeEnded", dueAt: null })
    expect(ended.state().snoozedUntil).toBeNull()
    given(solving)
      .when({ type: "unsnooze" })
      .thenRefused("NotSnoozed", "unsnooze by agent", "a ticket that waits for a later day")
  })

  it("whatever comes from the customer ends it, and nothing else that is said does", () => {
    const theirs: ReadonlyArray<Command> = [
      { type: "receiveMessage", text },
      { type: "setFields", fields: {} },
      { type: "attach", attachments: [] },
      { type: "withdraw" },
    ]
    for (const command of theirs) {
      const state = given(asleep).when(command, { actor: customer }).state()
      expect([command.type, state.snoozedUntil]).toEqual([command.type, null])
    }
    const byPhone = given(asleep).when({ type: "receiveMessage", text }, { actor: agent })
    expect(byPhone.state().snoozedUntil).toBeNull()
    const ours: ReadonlyArray<Command> = [
      { type: "note", text },
      { type: "receiveMessage", text, from: "thirdParty" },
      { type: "inform", text },
      { type: "assign", assignee: "clara" },
    ]
    for (const command of ours) expect(given(asleep).when(command).state().snoozedUntil).toBe(later)
  })

  it("ends with the work: completed, closed or merged, and stays so when it is taken up again", () => {
    const ends: ReadonlyArray<ReadonlyArray<Event>> = [
      [{ type: "Answered", files: [] }, { type: "Completed" }],
      [{ type: "Rejected", reason: "spam", duplicateOf: null }],
      [{ type: "Withdrawn" }],
      [{ type: "Merged", into: "T-9" }],
    ]
    for (const end of ends) expect(given([...asleep, ...end]).state.snoozedUntil).toBeNull()
    const back: ReadonlyArray<Event> = [
      ...asleep,
      { type: "Merged", into: "T-9" },
      { type: "Unmerged", to: "solving" },
    ]
    expect(given(back).state).toMatchObject({ status: "open.solving.ours", snoozedUntil: null })
  })

  it("TransitionNotAllowed: only of an open ticket", () => {
    for (const history of [completed, silent])
      for (const command of [snooze, { type: "unsnooze" } as const])
        given(history).when(command).thenRefused("TransitionNotAllowed")
  })
})

describe("watchers", () => {
  const watch: Command = { type: "watch", watcher: "wanda" }
  const watching: ReadonlyArray<Event> = [...solving, { type: "Watched", watcher: "wanda" }]

  it("want to know how it goes on, closed too, until they do not", () => {
    given(silent).when(watch).thenEvents({ type: "Watched", watcher: "wanda" })
    expect(given(watching).state.watchers).toEqual(["wanda"])
    const left = given(watching).when({ type: "unwatch", watcher: "wanda" })
    left.thenEvents({ type: "Unwatched", watcher: "wanda" })
    expect(left.state().watchers).toEqual([])
  })

  it("I09 UnknownWatcher, AlreadyWatching, NotWatching", () => {
    given(solving)
      .when(watch, { watcherKnown: false })
      .thenRefused("UnknownWatcher", '"wanda"', "somebody whom the directory knows")
    given(watching)
      .when(watch)
      .thenRefused("AlreadyWatching", '"wanda"', "somebody who does not watch it yet")
    given(solving)
      .when({ type: "unwatch", watcher: "wanda" })
      .thenRefused("NotWatching", '"wanda"', "one of its watchers")
  })
})

it("a public note is told apart, and is no answer to anybody", () => {
  given([...assigned, message])
    .when({ type: "note", text, public: true })
    .thenEvents({ type: "Noted", public: true, files: [] })
  given([...assigned, message])
    .when({ type: "note", text, public: false })
    .thenEvents({ type: "Noted", files: [] })
})
