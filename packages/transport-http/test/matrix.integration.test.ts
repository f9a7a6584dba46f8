// Every operation of the document, for every actor, on everybody's tickets (P16); the commands have
// a matrix of their own.
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openApi } from "../src/index.ts"
import { operationsOf } from "./document.ts"
import { leaksIn, shownOf } from "./leaks.ts"
import { type Cell, type Field, fieldOn, hold, tally } from "./matrix.ts"
import {
  type ActorName,
  actorNames,
  maySee,
  owners,
  principalOf,
  type TicketName,
  ticketNames,
} from "./cast.ts"
import type { Planted } from "./planting.ts"
import { type World, worldOf } from "./world.ts"

const document = openApi()
const operations = operationsOf(document)
const missing = "0190a0c4-0000-7000-8000-000000000000"
const noHash = "0".repeat(64)

const kindOf = (who: ActorName) => principalOf(who)?.kind
const isOwn = (who: ActorName) => kindOf(who) === "agent" || kindOf(who) === "robot"

/** The two names of a ticket in a path. */
const namesOf = ({ ticketId, number }: Planted) => [ticketId, number]

const operation = (id: string) => {
  const found = operations.find(({ operationId }) => operationId === id)
  if (found === undefined) throw new Error(`got no operation ${id} in the document`)
  return found
}

/** A call of an operation, its path filled. */
const callOf = (
  who: ActorName,
  id: string,
  params: Readonly<Record<string, string>> = {},
): Cell => {
  const { method, path } = operation(id)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "")
  return { who, method, path: filled }
}

const fileOf = (who: ActorName, ticket: string, hash: string) =>
  callOf(who, "readAttachment", { ticket, hash })

let world: World
let field: Field

beforeAll(async () => {
  world = await worldOf("open")
  field = await fieldOn(world)
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  console.log(`matrix: ${tally.cells} cells, ${tally.leaks} leaks`)
})

it("every operation of the document has its cells", () => {
  const covered = [
    "openTicket listTickets readTicket readHistory readClocks readExplanation giveCommand keepAttachment",
    "readAttachment readOpenApi isAlive isReady searchMessages countTickets",
  ].flatMap((names) => names.split(" "))
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(covered.toSorted())
})

it("the search for leaks finds what is there: it is not blind", async () => {
  const { A } = world.tickets
  const asked = new Request(`http://desk.local/v1/tickets/${A.ticketId}/history`, {
    headers: { "x-actor": "agent" },
  })
  const shown = await shownOf(await world.fetch(asked))
  expect(leaksIn(world, "agent", shown)).toEqual([])
  const seen = leaksIn(world, "customerA", shown)
  for (const what of [
    "note",
    "asked",
    "replied",
    "handover",
    "agent",
    "assignee",
    "file",
    "module",
  ])
    expect(seen).toContain(`mk-A-int-${what}`)
  expect(leaksIn(world, "nobody", shown)).toContain("mk-A-pub-subject")
  expect(leaksIn(world, "agentSouth", shown)).toContain("MK-1 of MK-1")
})

describe.each(actorNames)("P16 what %s reads", (who) => {
  const unknown = who === "nobody"

  const ofClocks = ["readClocks", "readExplanation"]

  it.each(["readTicket", "readHistory", ...ofClocks])(
    "H34 %s is answered for the own alone; another's is as one that is not there",
    async (id) => {
      const none = unknown ? "401 not-authenticated" : "404 ticket-not-found"
      const clock = "firstResponse"
      const absent = await hold(field, callOf(who, id, { ticket: missing, clock }), none)
      for (const name of ticketNames)
        for (const ticket of namesOf(world.tickets[name])) {
          const isTheirs = maySee(who, name)
          const forbidden = ofClocks.includes(id) && !isOwn(who)
          const seen = forbidden ? "403 actor-not-allowed" : "200"
          const call = callOf(who, id, { ticket, clock })
          const shown = await hold(field, call, isTheirs ? seen : none)
          if (!isTheirs) expect(shown).toEqual(absent)
        }
    },
  )

  it("A26 a file is answered where the own ticket shows it; any other as one that is not there", async () => {
    const files = ticketNames.flatMap((name) => [
      { name, hash: world.tickets[name].publicFile, internal: false },
      { name, hash: world.tickets[name].internalFile, internal: true },
    ])
    const none = unknown ? "401 not-authenticated" : "404 ticket-not-found"
    const absent = await hold(field, fileOf(who, missing, noHash), none)
    for (const name of ticketNames) {
      const { ticketId } = world.tickets[name]
      const nothing = maySee(who, name) ? "404 file-not-found" : none
      const without = await hold(field, fileOf(who, ticketId, noHash), nothing)
      for (const file of files) {
        const isHere = file.name === name && (isOwn(who) || !file.internal)
        const isShown = maySee(who, name) && isHere
        const shown = await hold(field, fileOf(who, ticketId, file.hash), isShown ? "200" : nothing)
        if (!isShown) expect(shown).toEqual(maySee(who, name) ? without : absent)
        else expect(shown.text).toContain(`mk-${name}-${file.internal ? "int" : "pub"}-file`)
      }
    }
  })

  it("a list holds the own tickets alone, whatever it is asked for", async () => {
    const call = callOf(who, "listTickets")
    const list = async (query: string, seen = "200"): Promise<ReadonlyArray<string>> => {
      const expected = unknown ? "401 not-authenticated" : seen
      const shown = await hold(field, { ...call, path: `${call.path}${query}` }, expected)
      const { tickets = [] } = JSON.parse(shown.text)
      return tickets.map(({ ticketId }: Planted) => ticketId).toSorted()
    }
    const theirs = (holds: (name: TicketName) => boolean = () => true) =>
      ticketNames
        .filter((name) => maySee(who, name) && holds(name))
        .map((name) => world.tickets[name].ticketId)
        .toSorted()
    for (const query of ["", "?status=open", "?sort=-registered", "?sort=updated", "?limit=500"])
      expect(await list(query)).toEqual(theirs())
    const byDue = unknown || isOwn(who) ? "200" : "422 forbidden-field"
    await list("?sort=due", byDue)
    for (const customer of ["mk-alpha", "mk-beta", "mk-sigma", "mk-nobody"])
      expect(await list(`?customer=${customer}`)).toEqual(
        theirs((name) => owners[name].customer === customer),
      )
    for (const name of ticketNames) {
      const assignee = `mk-${name}-int-colleague`
      const refused = unknown || isOwn(who) ? "200" : "422 forbidden-field"
      expect(await list(`?assignee=${assignee}`, refused)).toEqual(
        theirs((each) => each === name && isOwn(who)),
      )
    }
  })

  it("the pages of a list are good for their own tenant, question and actor alone", async () => {
    const call = callOf(who, "listTickets")
    const asked = async (query: string, seen = "200") => {
      const expected = unknown ? "401 not-authenticated" : seen
      const shown = await hold(field, { ...call, path: `${call.path}${query}` }, expected)
      return JSON.parse(shown.text)
    }
    const { next } = await asked("?limit=1")
    if (typeof next !== "string") return
    await asked(`?limit=1&cursor=${next}`)
    await asked(`?limit=1&sort=-registered&cursor=${next}`, "422 invalid-cursor")
    await asked(`?limit=1&cursor=x${next}`, "422 invalid-cursor")
    const { tenant } = principalOf(who) ?? {}
    const alike = (other: ActorName) => isOwn(other) && principalOf(other)?.tenant === tenant
    for (const other of actorNames.filter((each) => each !== "nobody" && !alike(each))) {
      const path = `${call.path}?limit=1&cursor=${next}`
      await hold(field, { ...callOf(other, "listTickets"), path }, "422 invalid-cursor")
    }
  })

  it("messages and counts are the desk's own", async () => {
    for (const [operation, query] of [
      ["searchMessages", "?text=mk"],
      ["countTickets", "?by=customer"],
    ] as const) {
      const call = callOf(who, operation)
      const seen = isOwn(who) ? "200" : "403 actor-not-allowed"
      const expected = unknown ? "401 not-authenticated" : seen
      await hold(field, { ...call, path: `${call.path}${query}` }, expected)
    }
  })

  it("what is nobody's is answered alike", async () => {
    const document = unknown ? "401 not-authenticated" : "200"
    await hold(field, callOf(who, "readOpenApi"), document)
    await hold(field, callOf(who, "isAlive"), "200")
    await hold(field, callOf(who, "isReady"), "200")
  })
})

describe("P16 what is opened", () => {
  const request = { channel: "email", subject: "mk-sent-subject", text: "mk-sent-text" }
  const opening = (who: ActorName, more: object = {}): Cell => ({
    ...callOf(who, "openTicket"),
    json: { ...request, ...more },
  })

  it.each(actorNames)("%s opens a ticket of their own, and of nobody else", async (who) => {
    const principal = principalOf(who)
    const opened = await hold(field, opening(who), principal ? "201" : "401 not-authenticated")
    if (principal === undefined) return
    const { ticketId } = JSON.parse(opened.text)
    const mayRead = (reader: ActorName): boolean => {
      const other = principalOf(reader)
      if (other?.tenant !== principal.tenant) return false
      if (other.kind !== "customer") return true
      return principal.kind === "customer" && other.customer === principal.customer
    }
    for (const reader of actorNames) {
      const asked = new Request(`http://desk.local/v1/tickets/${ticketId}`, {
        headers: { "x-actor": reader },
      })
      const { status } = await world.fetch(asked)
      expect(status === 200, `${reader} reads ${who}'s`).toBe(mayRead(reader))
    }
  })

  it.each(actorNames)("%s says nothing of a customer that is not theirs to say", async (who) => {
    const customer = { customer: "mk-beta" }
    const expected = { customer: "422 forbidden-field", agent: "201", robot: "201" }
    const kind = kindOf(who)
    await hold(field, opening(who, customer), kind ? expected[kind] : "401 not-authenticated")
  })

  it.each(["customerA", "customerB", "namesake", "customerT"] as const)(
    "%s follows none but the own tickets; another's is as one that is not there",
    async (who) => {
      const none = "422 unknown-ticket"
      const { text } = await hold(field, opening(who, { follows: missing }), none)
      for (const name of ticketNames)
        for (const follows of namesOf(world.tickets[name])) {
          const expected = maySee(who, name) ? "201" : none
          const shown = await hold(field, opening(who, { follows }), expected)
          if (!maySee(who, name)) expect(shown.text.replaceAll(follows, missing)).toBe(text)
        }
    },
  )
})

const upload = (who: ActorName): Cell => ({
  ...callOf(who, "keepAttachment"),
  body: `mk-sent-by-${who}`,
  headers: { "content-type": "text/plain" },
})
const attach = (who: ActorName, ticket: string, id: string): Cell => ({
  ...callOf(who, "giveCommand", { ticket }),
  json: { type: "attach", attachments: [id] },
})

describe("P16 what is uploaded", () => {
  it("H35 an upload is good for whoever sent it; for others it is as one that was never made", async () => {
    const uploads = []
    for (const who of actorNames) {
      const { text } = await hold(
        field,
        upload(who),
        who === "nobody" ? "401 not-authenticated" : "201",
      )
      if (who !== "nobody") uploads.push({ who, id: JSON.parse(text).id })
    }
    for (const who of actorNames) {
      const own = ticketNames.find((name) => maySee(who, name))
      if (own === undefined) continue
      const { ticketId } = world.tickets[own]
      const unknown = await hold(field, attach(who, ticketId, "made.up"), "422 unknown-attachment")
      for (const { who: sender, id } of uploads) {
        const expected = sender === who ? "200" : "422 unknown-attachment"
        const shown = await hold(field, attach(who, ticketId, id), expected)
        if (sender !== who) expect(shown).toEqual(unknown)
      }
    }
  })
})

describe("P16 whose a key is", () => {
  it("H45 the key of one actor is another key for every other actor", async () => {
    const seen = new Set<string>()
    const json = { channel: "email", subject: "mk-sent", text: "mk-sent" }
    for (const who of actorNames.filter((name) => name !== "nobody")) {
      const cell = { ...callOf(who, "openTicket"), json, headers: { "idempotency-key": "one" } }
      const { text } = await hold(field, cell, "201")
      expect((await hold(field, cell, "201")).text).toBe(text)
      seen.add(JSON.parse(text).ticketId)
    }
    expect(seen.size).toBe(actorNames.length - 1)
  })
})

it("P16 the matrix is whole: no cell was left out", () => {
  expect(tally.cells).toBeGreaterThan(950)
  expect(tally.leaks).toBe(0)
})
