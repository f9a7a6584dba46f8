// Every command of the document, given by every actor, on everybody's tickets (P16).
import { afterAll, describe, expect, it } from "vitest"
import { openApi } from "../src/index.ts"
import { type ActorName, actorNames, maySee, owners, principalOf, ticketNames } from "./cast.ts"
import { commandTypes } from "./document.ts"
import { type Cell, fieldOn, hold, tally } from "./matrix.ts"
import { commands, type Row } from "./matrix.commands.ts"
import { type Further, furtherOn, type Ground } from "./matrix.world.ts"

const missing = "0190a0c4-0000-7000-8000-000000000000"

afterAll(() => {
  console.log(`matrix of commands: ${tally.cells} cells, ${tally.leaks} leaks`)
})

it("every command of the document has its row", () => {
  expect(Object.keys(commands).toSorted()).toEqual(commandTypes(openApi()).toSorted())
})

const kindOf = (who: ActorName) => principalOf(who)?.kind

/** The two names of a ticket. */
const namesOf = ({ ticketId, number }: Pick<Ground, "ticketId" | "number">) => [ticketId, number]

/** A command on a ticket; an agent decides on the version that the ticket has. */
const command = (who: ActorName, ticket: string, json: object, version = 1): Cell => ({
  who,
  method: "POST",
  path: `/v1/tickets/${ticket}/commands`,
  json,
  ...(kindOf(who) === "agent" ? { headers: { "if-match": `"${version}"` } } : {}),
})

const read = (who: ActorName, ticket: string): Cell => ({
  who,
  method: "GET",
  path: `/v1/tickets/${ticket}`,
})

const uploadOf = async ({ fetch }: Further, who: ActorName): Promise<string> => {
  const request = new Request("http://desk.local/v1/attachments", {
    method: "POST",
    headers: { "x-actor": who },
    body: "mk-sent",
  })
  const { id = "made.up" } = JSON.parse(await (await fetch(request)).text())
  return id
}

// Each of those who may give a command finds the tickets as they were brought there.
const casts: ReadonlyArray<ReadonlyArray<ActorName>> = [
  ["nobody", "customerA", "customerB", "customerT"],
  ["namesake"],
  ["agent", "agentSouth"],
  ["robot", "robotSouth"],
]

/** The casts of a command, a world for each; who is refused comes first and changes nothing. */
const castsFor = ({ by }: Row): ReadonlyArray<ReadonlyArray<ActorName>> => {
  const may = (cast: ReadonlyArray<ActorName>) =>
    cast.some((who) => by.some((kind) => kind === kindOf(who)))
  const refused = casts.filter((cast) => !may(cast)).flat()
  const [first = [], ...others] = casts.filter(may)
  return [[...refused, ...first], ...others]
}

describe.each(Object.entries(commands))("P16 H34 the command %s", (type, row: Row) => {
  const { by, stage = "open", after = [], twins = false, more = {} } = row

  const bodyOf = async (world: Further, who: ActorName, ground: Ground): Promise<object> => {
    if (type === "attach") return { type, attachments: [await uploadOf(world, who)] }
    return { type, ...(typeof more === "function" ? more(ground) : more) }
  }

  it.each(castsFor(row).map((cast) => [cast]))(
    "of %j is for those who may give it, on own tickets",
    async (cast) => {
      await using world = await furtherOn({ stage, steps: after, twins })
      const field = await fieldOn(world)
      for (const who of cast) {
        const kind = kindOf(who)
        const may = by.some((each) => each === kind)
        const none = who === "nobody" ? "401 not-authenticated" : "404 ticket-not-found"
        for (const name of ticketNames) {
          const ground = world.tickets[name]
          const give = async (ticket: string) =>
            command(who, ticket, await bodyOf(world, who, ground), ground.version)
          // What names the ticket is the same in both bodies: they differ in the path alone.
          const absent = await hold(field, await give(missing), none)
          const isTheirs = maySee(who, name)
          const allowed = may ? "200" : "403 actor-not-allowed"
          // One success for each ticket, by its id; what is refused, by both of its names.
          for (const ticket of isTheirs && may ? [ground.ticketId] : namesOf(ground)) {
            const { stored } = field
            const shown = await hold(field, await give(ticket), isTheirs ? allowed : none)
            if (!isTheirs) expect(shown).toEqual(absent)
            // What is accepted is stored: so the look at what is stored is not blind.
            if (shown.status === 200) expect(field.stored === stored, `${who} ${name}`).toBe(false)
          }
        }
      }
    },
  )
})

/** Commands that name another ticket. */
const naming = (ticket: string): ReadonlyArray<object> => [
  { type: "merge", into: ticket },
  { type: "link", ticket, as: "related" },
  { type: "link", ticket, as: "partOf" },
  { type: "reject", reason: "duplicate", duplicateOf: ticket },
]

describe("P16 tickets that a command names beside its own", () => {
  const open = { stage: "open", steps: [], twins: false } as const
  const own = { agent: "A", agentSouth: "S" } as const

  it.each(["agent", "agentSouth"] as const)(
    "to %s another tenant's is as one that is not there",
    async (who) => {
      await using world = await furtherOn(open)
      const field = await fieldOn(world)
      const { ticketId, version } = world.tickets[own[who]]
      const none = "422 unknown-ticket"
      for (const name of ticketNames.filter((each) => !maySee(who, each)))
        for (const ticket of namesOf(world.tickets[name]))
          for (const [index, json] of naming(ticket).entries()) {
            const shown = await hold(field, command(who, ticketId, json, version), none)
            const absent = command(who, ticketId, naming(missing)[index] ?? {}, version)
            const { text } = await hold(field, absent, none)
            expect(shown.text.replaceAll(ticket, missing)).toBe(text)
          }
    },
  )

  it("no ticket is merged into another customer's", async () => {
    await using world = await furtherOn(open)
    const field = await fieldOn(world)
    const { A, B } = world.tickets
    const json = { type: "merge", into: B.ticketId }
    await hold(field, command("agent", A.ticketId, json, A.version), "422 other-customer")
  })

  it.each([
    { type: "link", as: "related" },
    { type: "link", as: "partOf" },
    { type: "link", as: "causedBy" },
    { type: "reject", reason: "duplicate" },
  ])("what ties the tickets of two customers tells neither of the other: %o", async (tie) => {
    await using world = await furtherOn(open)
    const field = await fieldOn(world)
    const { A, B } = world.tickets
    const json = { ...tie, [tie.type === "link" ? "ticket" : "duplicateOf"]: B.ticketId }
    await hold(field, command("agent", A.ticketId, json, A.version), "200")
    const ties = await Promise.all([A, B].map(({ ticketId }) => world.desk.show(ticketId)))
    expect(ties.map(({ links }) => links.map(({ ticket }) => ticket))).toEqual([
      [B.ticketId],
      [A.ticketId],
    ])
    for (const [who, { ticketId }] of [["customerA", A] as const, ["customerB", B] as const]) {
      await hold(field, read(who, ticketId), "200")
      await hold(field, read(who, `${ticketId}/history`), "200")
    }
  })
})

it("P16 a ticket that was another customer's is theirs alone from then on", async () => {
  await using world = await furtherOn({ stage: "open", steps: [], twins: false })
  const { A } = world.tickets
  const mayRead = async (): Promise<ReadonlyArray<ActorName>> => {
    const cells = actorNames.map(async (who) => {
      const { path } = read(who, A.ticketId)
      const headers = { "x-actor": who }
      const { status } = await world.fetch(new Request(`http://desk.local${path}`, { headers }))
      return status === 200 ? [who] : []
    })
    return (await Promise.all(cells)).flat()
  }
  expect(await mayRead()).toEqual(["customerA", "agent", "robot"])
  const field = await fieldOn(world)
  const json = { type: "setCustomer", customer: owners.B.customer }
  await hold(field, command("agent", A.ticketId, json, A.version), "200")
  expect(await mayRead()).toEqual(["customerB", "namesake", "agent", "robot"])
  const gone = await hold(field, read("customerA", A.ticketId), "404 ticket-not-found")
  expect(gone).toEqual(await hold(field, read("customerA", missing), "404 ticket-not-found"))
})

it("P16 the matrix of commands is whole: no cell was left out", () => {
  expect(tally.cells).toBeGreaterThan(5_000)
  expect(tally.leaks).toBe(0)
})
