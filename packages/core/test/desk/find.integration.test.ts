// Finding tickets: pages in any order, words, counts; and what of it an actor gets.
import {
  createDesk,
  type Desk,
  InvalidInput,
  memory,
  type PageQuestion,
  type StorageAdapter,
} from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { unreadable } from "./broken.ts"
import { refusal } from "./setUp.ts"

const anna = { kind: "customer", id: "anna" } as const
const olga = { kind: "agent", id: "olga" } as const

const at = Date.parse("2026-11-16T09:00:00Z")

/** A desk with a ticket for each text, a minute apart, every second one of the customer `acme`. */
const deskWith = (...texts: ReadonlyArray<string>) => deskOn(memory(), ...texts)

const deskOn = async (storage: StorageAdapter, ...texts: ReadonlyArray<string>) => {
  const clock = { now: at }
  const desk = await createDesk({ storage, now: () => clock.now, background: false })
  const tickets: Array<string> = []
  for (const [index, text] of texts.entries()) {
    const customer = index % 2 === 0 ? { customer: "acme" } : {}
    const request = { channel: "web", subject: "A request", text, requester: {} } as const
    const command = { type: "register", ...request, ...customer } as const
    tickets.push((await desk.submit({ actor: anna, command })).ticketId)
    clock.now += 60_000
  }
  return { desk, tickets, clock }
}

const walk = async (desk: Pick<Desk, "page">, question: PageQuestion) => {
  const found: Array<string> = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Desk["page"]>> = await desk.page({
      ...question,
      ...(cursor === null ? {} : { cursor }),
    })
    found.push(...page.tickets.map(({ ticketId }) => ticketId))
    cursor = page.next
  } while (cursor !== null)
  return found
}

const codes = (error: unknown): ReadonlyArray<string> =>
  error instanceof InvalidInput ? error.problems.map(({ code }) => code) : [String(error)]

describe("a walk through the pages", () => {
  it("shows each ticket once, in the order that was asked for, the last page without a next", async () => {
    const { desk, tickets, clock } = await deskWith("one", "two", "three", "four", "five")
    await using _ = desk
    const [first = ""] = tickets
    clock.now += 60_000
    await desk.submit({ ticketId: first, actor: olga, command: { type: "note", text: "looked" } })
    expect(await walk(desk, { limit: 2 })).toEqual(tickets)
    expect(await walk(desk, { limit: 2, order: "newestFirst" })).toEqual(tickets.toReversed())
    const moved = [...tickets.slice(1), first]
    expect(await walk(desk, { limit: 1, sort: "updated" })).toEqual(moved)
    expect(await walk(desk, { limit: 4, sort: "updated", order: "newestFirst" })).toEqual(
      moved.toReversed(),
    )
    expect(await walk(desk, { limit: 2, sort: "due" })).toEqual(tickets)
    expect(await walk(desk, { limit: 1, customer: "acme" })).toEqual(
      tickets.filter((_, index) => index % 2 === 0),
    )
    expect(await walk(desk, { limit: 5, assignee: null })).toEqual(tickets)
  })

  it.each<[string, (next: string) => PageQuestion]>([
    ["of another question", (cursor) => ({ cursor, sort: "updated" })],
    ["that was changed", (cursor) => ({ cursor: `A${cursor.slice(1)}` })],
    ["that is none", () => ({ cursor: "x" })],
    ["that is empty", () => ({ cursor: "" })],
  ])("refuses a cursor %s", async (_, questionOf) => {
    const { desk } = await deskWith("one", "two")
    await using open = desk
    const { next } = await open.page({ limit: 1 })
    expect(codes(await refusal(open.page(questionOf(next ?? ""))))).toEqual(["invalid-cursor"])
  })

  it("refuses the cursor of another tenant (P16)", async () => {
    const { desk } = await deskWith("one", "two")
    await using open = desk
    const other = await open.forTenant("b")
    const { next } = await open.page({ limit: 1 })
    expect(codes(await refusal(other.page({ cursor: next ?? "" })))).toEqual(["invalid-cursor"])
  })

  it("refuses what is no question, all of it at once", async () => {
    await using desk = await createDesk()
    // @ts-expect-error: a host without types may ask anything.
    const error = await refusal(desk.page({ sort: "size", limit: 0, colour: "red" }))
    expect(codes(error).toSorted()).toEqual(["out-of-range", "unknown-field", "unknown-value"])
  })
})

describe("a search", () => {
  it("finds messages by the beginnings of their words, the newest first, page by page", async () => {
    const { desk, tickets } = await deskWith("Займ не проходит", "Заём проведён", "ничего")
    await using _ = desk
    const [first = "", second = ""] = tickets
    await desk.submit({ ticketId: first, actor: olga, command: { type: "note", text: "заем №2" } })
    const page = await desk.search({ text: "ЗАЁМ", limit: 1 })
    expect(page.hits.map((hit) => [hit.ticket.ticketId, hit.eventNumber])).toEqual([[first, 2]])
    const next = await desk.search({ text: "заем", limit: 1, cursor: page.next ?? "" })
    expect(next.hits.map((hit) => [hit.ticket.ticketId, hit.eventNumber])).toEqual([[second, 1]])
    expect(next.next).toBeNull()
    expect((await desk.search({ text: "займ не про" })).hits).toHaveLength(1)
    expect((await desk.search({ text: "займ проведён" })).hits).toEqual([])
  })

  it("P12 leaves out a ticket whose row cannot be read, and finds the others", async () => {
    const broken = new Set<string>()
    const { desk, tickets } = await deskOn(unreadable(memory(), broken), "one", "one", "one")
    await using _ = desk
    const [first = "", second = "", third = ""] = tickets
    broken.add(second)
    const { hits, next } = await desk.search({ text: "one" })
    expect(hits.map(({ ticket }) => ticket.ticketId)).toEqual([third, first])
    expect(next).toBeNull()
    await expect(desk.show(second)).rejects.toMatchObject({ reason: "damaged" })
  })

  it("refuses a text without a word, and a cursor of other words", async () => {
    const { desk } = await deskWith("one thing", "one more")
    await using _ = desk
    expect(codes(await refusal(desk.search({ text: " – !" })))).toEqual(["no-words"])
    const { next } = await desk.search({ text: "one", limit: 1 })
    const other = desk.search({ text: "more", cursor: next ?? "" })
    expect(codes(await refusal(other))).toEqual(["invalid-cursor"])
  })
})

describe("counts", () => {
  it("tell how many tickets there are of each, the most first", async () => {
    const { desk, tickets } = await deskWith("one", "two", "three")
    await using _ = desk
    const [ticketId = ""] = tickets
    const command = { type: "assign", assignee: "olga" } as const
    await desk.submit({ ticketId, actor: olga, command })
    expect(await desk.counts({ by: "status" })).toEqual([
      { value: "open.registered.ours", count: 2 },
      { value: "open.diagnosing.ours", count: 1 },
    ])
    expect(await desk.counts({ by: "assignee", statusPrefix: "open.reg" })).toEqual([
      { value: null, count: 2 },
    ])
  })
})

describe("P16 a customer", () => {
  it("walks through their own tickets, and neither searches nor counts", async () => {
    const { desk, tickets } = await deskWith("one", "two", "three")
    await using _ = desk
    const theirs = desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const page = await theirs.page({ limit: 1 })
    expect(page.tickets).toEqual([expect.not.objectContaining({ assignee: expect.anything() })])
    const rest = await theirs.page({ limit: 1, cursor: page.next ?? "" })
    expect([...page.tickets, ...rest.tickets].map(({ ticketId }) => ticketId)).toEqual([
      tickets[0],
      tickets[2],
    ])
    expect(rest.next).toBeNull()
    expect(await theirs.page({ customer: "b" })).toEqual({ tickets: [], next: null })
    expect(await theirs.search({ text: "two" })).toBeUndefined()
    expect(await theirs.counts({ by: "customer" })).toBeUndefined()
    const error = await refusal(theirs.page({ sort: "due", assignee: null }))
    expect(codes(error)).toEqual(["forbidden-field", "forbidden-field"])
  })
})
