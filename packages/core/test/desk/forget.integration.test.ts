// A person is forgotten: their words, names and files go; numbers, clocks, reports, the chain stay.
import { CommandRejected, type Desk, InvalidInput, listLimit, TicketNotFound } from "@upkeep/core"
import { TicketQuery } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { deskWith, rowsOf } from "./chain/tampered.ts"
import {
  agent,
  answered,
  channel,
  contentsOf,
  customer,
  march,
  openDesk,
  refusal,
  register,
  request,
  rowOf,
  words,
} from "./setUp.ts"

const order = { actor: agent, reason: "case 7" } as const
const person = new RegExp([words.subject, words.text, words.address, words.name].join("|"))

const keepText = (desk: Desk, text: string) =>
  desk.keep({
    content: [new TextEncoder().encode(text)],
    name: "anna.log",
    mediaType: "text/plain",
  })

const found = (desk: Desk, word: string) =>
  desk.run(
    Effect.flatMap(TicketQuery.TicketQuery, ({ search }) =>
      search(desk.tenant, { words: [word], limit: 10 }),
    ),
  )

describe("P20 a ticket that is forgotten", () => {
  it("says nothing personal any more, and who forgot it and why", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId, number } = await answered(desk)
    expect(await found(desk, "login")).toHaveLength(1)
    const report = await desk.forget({ ...order, tickets: [number] })
    expect(report).toMatchObject({ forgotten: [{ ticketId, number }], already: 0, next: null })
    const view = await desk.show(ticketId)
    expect(JSON.stringify(view)).not.toMatch(person)
    expect(view).toMatchObject({ subject: "", requester: {} })
    expect(view.history[0]).toMatchObject({ type: "Registered", forgotten: true })
    const facts = { reason: "case 7", events: [1, 5], requester: true }
    expect(view.history.at(-1)).toMatchObject({ type: "ContentForgotten", actor: agent, facts })
    expect(await contentsOf(desk, ticketId)).toEqual([])
    expect(await found(desk, "login")).toEqual([])
    expect(JSON.stringify(await rowOf(desk, ticketId))).not.toMatch(person)
    expect(await desk.verify()).toMatchObject({ contents: 0, forgotten: 2, found: 0 })
  })

  it("keeps its number, its clocks and what reports say of it", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    clock.at = march(5, 12)
    const month = { from: march(1, 0), to: march(5, 12) }
    const before = { view: await desk.show(ticketId), report: await desk.report(month) }
    await desk.forget({ ...order, tickets: [ticketId] })
    const { number, status, clocks } = await desk.show(ticketId)
    const { number: was, status: stood, clocks: ran } = before.view
    expect({ number, status, clocks }).toEqual({ number: was, status: stood, clocks: ran })
    expect(await desk.report(month)).toEqual(before.report)
  })

  it("is forgotten once, and what is written later is not", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId, number } = await register(desk)
    await desk.forget({ ...order, tickets: [number] })
    expect(await desk.forget({ ...order, tickets: [number] })).toMatchObject({
      forgotten: [],
      already: 1,
    })
    await desk.submit({ ticketId, actor: agent, command: { type: "note", text: "Later." } })
    const { history } = await desk.show(ticketId)
    expect(history.at(-1)).toMatchObject({ type: "Noted", text: "Later." })
    expect(await desk.forget({ ...order, tickets: [number] })).toMatchObject({ already: 0 })
  })

  it("M-11 nobody can be written to any more: an answer counts as delivered", async () => {
    const mail = channel()
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk } = opened
    const { ticketId } = await register(desk)
    await desk.work()
    await desk.forget({ ...order, tickets: [ticketId] })
    const letters = mail.given.length
    await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "boris" } })
    await desk.submit({ ticketId, actor: agent, command: { type: "answer", text: "Done." } })
    await desk.work()
    expect(mail.given).toHaveLength(letters)
    expect(await desk.summary(ticketId)).toMatchObject({ status: "completed.awaitingWord" })
  })

  it("P6 a letter that still waits for the requester is parked, and says why", async () => {
    const mail = channel("temporary")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    await desk.work()
    const waiting = await desk.show(ticketId)
    expect(waiting.deliveries).toMatchObject([
      { status: "pending", reason: expect.stringMatching(/./) },
    ])
    await desk.forget({ ...order, tickets: [ticketId] })
    const left = await desk.show(ticketId)
    // What the channel answered may have named the address.
    expect(left.deliveries).toMatchObject([{ status: "pending", reason: "" }])
    clock.at = march(3, 12)
    await desk.work()
    expect(mail.given).toHaveLength(1)
    const { deliveries } = await desk.show(ticketId)
    expect(deliveries).toMatchObject([
      { status: "parked", reason: expect.stringContaining("address is not kept") },
    ])
    expect(await desk.verify()).toMatchObject({ found: 0 })
  })

  it("may be a closed or a merged one", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const [closed, merged, into] = [
      await register(desk),
      await register(desk),
      await register(desk),
    ]
    const merge = { type: "merge", into: into.ticketId } as const
    await desk.submit({ ticketId: closed.ticketId, actor: agent, command: { type: "withdraw" } })
    await desk.submit({ ticketId: merged.ticketId, actor: agent, command: merge })
    const tickets = [closed.number, merged.number]
    expect(await desk.forget({ ...order, tickets })).toMatchObject({ refused: [] })
    expect(await contentsOf(desk, merged.ticketId)).toEqual([])
    expect(await contentsOf(desk, into.ticketId)).toHaveLength(1)
    expect(await desk.verify()).toMatchObject({ found: 0 })
  })
})

describe("P20 the files of what is forgotten", () => {
  it("go with it, but for those that came with other words too", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const [own, shared] = [await keepText(desk, "Anna's"), await keepText(desk, "logo")]
    const first = await desk.submit({
      actor: customer,
      command: { ...request, attachments: [own, shared] },
    })
    await desk.submit({ actor: customer, command: { ...request, attachments: [shared] } })
    clock.at = march(3, 12)
    const report = await desk.forget({ ...order, tickets: [first.ticketId] })
    expect(report).toMatchObject({ removedFiles: [own.hash], heldFiles: [], leftFiles: [] })
    const { history } = await desk.show(first.ticketId)
    expect(history[0]?.attachments).toEqual([])
    expect(await desk.verify()).toMatchObject({ files: 1, found: 0 })
  })

  it("are removed by the next order where one was stopped before it removed them", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const own = await keepText(desk, "Anna's")
    const { ticketId } = await desk.submit({
      actor: customer,
      command: { ...request, attachments: [own] },
    })
    await desk.submit({ ticketId, actor: agent, command: { type: "forget", reason: "case 7" } })
    clock.at = march(3, 12)
    const report = await desk.forget({ ...order, customer: "nobody" })
    expect(report).toMatchObject({ forgotten: [], removedFiles: [own.hash] })
  })

  it("are held for a day after they came or were named, and removed by any order after it", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const own = await keepText(desk, "Anna's")
    const command = { ...request, attachments: [own] }
    const first = await desk.submit({ actor: customer, command })
    clock.at = march(3, 12)
    const second = await desk.submit({ actor: customer, command })
    const tickets = [first.ticketId, second.ticketId]
    const held = { removedFiles: [], heldFiles: [own.hash], leftFiles: [] }
    expect(await desk.forget({ ...order, tickets })).toMatchObject(held)
    clock.at = march(4, 12) - 1
    expect(await desk.forget({ ...order, tickets })).toMatchObject({ already: 2, ...held })
    clock.at = march(4, 12)
    expect(await desk.forget({ ...order, customer: "nobody" })).toMatchObject({
      removedFiles: [own.hash],
      heldFiles: [],
    })
  })

  it("are found among many, where a ticket's events lie on two pages", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const kept = await keepText(desk, "Bob's")
    const own = await keepText(desk, "Anna's")
    const note = { type: "note", text: "Look.", attachments: [kept] } as const
    const other = await register(desk)
    for (let count = 1; count < listLimit; count++)
      await desk.submit({ ticketId: other.ticketId, actor: agent, command: note })
    const command = { ...request, attachments: [own, kept] }
    const { ticketId } = await desk.submit({ actor: customer, command })
    clock.at = march(3, 12)
    const report = await desk.forget({ ...order, tickets: [ticketId] })
    expect(report).toMatchObject({ removedFiles: [own.hash] })
    expect(await desk.verify()).toMatchObject({ files: listLimit - 1, found: 0 })
  })
})

describe("P12 the files of what is forgotten", () => {
  it("stay with a damaged ticket, and go with all others", async () => {
    await using opened = await openDesk()
    const { desk: source } = opened
    const [kept, gone] = [await keepText(source, "Anna's"), await keepText(source, "Bob's")]
    for (const file of [kept, gone]) {
      const command = { ...request, attachments: [file] }
      const { ticketId } = await source.submit({ actor: customer, command })
      const forget = { type: "forget", reason: "case 7" } as const
      await source.submit({ ticketId, actor: agent, command: forget })
    }
    const rows = (await rowsOf(source)).map((row) =>
      row.kind === "event" && row.event.body.includes(kept.hash)
        ? { ...row, event: { ...row.event, body: row.event.body.replace("customer", "nobody") } }
        : row,
    )
    const { desk, clock } = await deskWith(rows, source)
    clock.at = march(31, 12)
    const report = await desk.forget({ ...order, customer: "nobody" })
    expect(report).toMatchObject({ removedFiles: [gone.hash], leftFiles: [] })
  })
})

describe("P20 a person is found", () => {
  const anna = { ...customer, id: "anna" }
  const bob = { ...customer, id: "bob" }
  const bobs = { ...request, requester: { address: "bob@example.com", name: "Bob" } }

  it("by their address, in any case of its letters, page by page, begun again at any time", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    for (let count = 0; count < 3; count++) {
      await desk.submit({ actor: anna, command: request })
      await desk.submit({ actor: bob, command: bobs })
    }
    const address = words.address.toUpperCase()
    const first = await desk.forget({ ...order, address, limit: 2 })
    expect(first.forgotten.map(({ number }) => number)).toEqual(["T-1"])
    const after = first.next ?? ""
    const second = await desk.forget({ ...order, address, limit: 2, after })
    expect(second.forgotten.map(({ number }) => number)).toEqual(["T-3"])
    const again = await desk.forget({ ...order, address })
    expect(again.forgotten.map(({ number }) => number)).toEqual(["T-5"])
    expect(again.next).toBeNull()
    const subjects = (await desk.list()).map(({ subject }) => subject === "")
    expect(subjects).toEqual([true, false, true, false, true, false])
  })

  it("by the id of a contact, where they acted", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const own = await desk.submit({ actor: anna, command: request })
    const other = await desk.submit({ actor: bob, command: bobs })
    const message = { type: "receiveMessage", text: "Me too." } as const
    await desk.submit({ ticketId: other.ticketId, actor: anna, command: message })
    await desk.submit({ actor: bob, command: bobs })
    const { forgotten, already } = await desk.forget({ ...order, contact: "anna" })
    expect(forgotten.map(({ number }) => number)).toEqual([own.number, other.number])
    expect(already).toBe(0)
    expect(await desk.forget({ ...order, contact: "anna" })).toMatchObject({ already: 2 })
  })
})

describe("what is to be forgotten", () => {
  it("is said in one way, with a reason, and exists", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const none = await refusal(desk.forget(order))
    expect(none).toBeInstanceOf(InvalidInput)
    expect(String(none)).toContain("ambiguous-order")
    expect(await refusal(desk.forget({ ...order, contact: "a", address: "b" }))).toBeInstanceOf(
      InvalidInput,
    )
    const bare = await refusal(desk.forget({ ...order, reason: "", tickets: [] }))
    expect(bare).toMatchObject({ problems: [{ code: "empty" }, { code: "out-of-range" }] })
    expect(await refusal(desk.forget({ ...order, tickets: ["T-9"] }))).toBeInstanceOf(
      TicketNotFound,
    )
  })

  it("NothingToForget: may be single events, each once", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    await desk.submit({ ticketId, actor: agent, command: { type: "note", text: "A password." } })
    const command = { type: "forget", reason: "case 7", events: [3] } as const
    await desk.submit({ ticketId, actor: agent, command })
    const { history, requester } = await desk.show(ticketId)
    expect(history.map(({ forgotten = false }) => forgotten)).toEqual([false, false, true, false])
    expect(requester.name).toBe(words.name)
    const again = await refusal(desk.submit({ ticketId, actor: agent, command }))
    expect(again).toBeInstanceOf(CommandRejected)
    expect(String(again)).toContain("NothingToForget: got events 3")
  })
})
