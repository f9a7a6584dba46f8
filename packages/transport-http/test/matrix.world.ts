// The world of the matrix of commands: its tickets are brought further, by a desk that knows staff
// and contracts, on a version of the process that has steps, fields and types of its own.
import { createDesk, type Desk, directory, memory, standard } from "@upkeep/core"
import { TicketQuery } from "@upkeep/core/effect"
import { Effect } from "effect"
import { createHttpApi, type HttpPrincipal } from "../src/index.ts"
import { isActor, owners, principalOf, type TicketName, ticketNames } from "./cast.ts"
import type { Planted, Stage } from "./planting.ts"
import { type World, worldOf } from "./world.ts"

type Command = Parameters<Desk["submit"]>[0]["command"]

/** A ticket of the world, with what commands name beside it. */
export interface Ground extends Planted {
  /** Another ticket of the same customer, where the way there asks for one. */
  readonly twin: string
  /** The youngest thing that somebody owes on it. */
  readonly owed: number
}

/** What happens to a ticket before the command of the matrix, and who does it. */
export type Step = readonly [who: "agent" | "robot", command: (ticket: Ground) => Command]

/** How far the tickets have gone, and how they go on from there. */
export interface Way {
  readonly stage: Stage
  readonly steps: ReadonlyArray<Step>
  /** Whether each customer has another ticket. */
  readonly twins: boolean
}

/** A world whose tickets went on, for as long as its commands are tried. */
export interface Further extends World {
  readonly tickets: { readonly [name in TicketName]: Ground }
}

/** The version of the process to which tickets may go on. */
export const newer = "mk-process@next"
/** Somebody of the staff, who serves the line where the tickets are. */
export const assignee = "mk-sent-assignee"
/** The contract of every customer. */
export const contract = "agreement"

const labels = { en: "x", ru: "x" }
const lines = standard.lines.map((line, index) => ({ ...line, id: `mk-line-${index}` }))
const priorities = ["urgent", "usual"].map((id) => ({ id, labels }))
const [request] = standard.requestTypes
const process = {
  ...standard,
  id: "mk-process",
  version: "next",
  numberPrefix: "MK-",
  lines,
  priorities,
  fields: [{ id: "place", kind: "text", labels }],
  requestTypes: [
    { ...request, fields: ["place"] },
    { id: "outage", labels },
  ],
  routing: [{ rule: "any", spread: "leastLoad" }],
  // Whoever begins to fix a case needs the customer's consent first.
  steps: [
    {
      id: "consent",
      labels,
      after: "escalated",
      before: "fixing",
      owner: "customer",
      moves: [{ id: "agree", labels, to: "next" }],
    },
  ],
}

const contracts = [{ id: contract, version: "1", validFrom: 0, validTo: null, targets: {} }]
const people = directory({
  customers: ["mk-alpha", "mk-beta", "mk-sigma", "mk-sent-customer"].map((id) => ({
    id,
    name: id,
    contacts: [],
    contracts,
  })),
  staff: [{ id: assignee, name: "x", line: "mk-line-1" }],
})

const dayMillis = 86_400_000

/** Makes a world whose tickets went this way. */
export const furtherOn = async ({ stage, steps, twins }: Way): Promise<Further> => {
  const storage = memory()
  const world = await worldOf(stage, storage)
  const { updatedAt } = await world.desk.summary(world.tickets.A.ticketId)
  const now = stage === "due" ? updatedAt + 10 * dayMillis : updatedAt
  const north = await createDesk({
    storage,
    process,
    tenant: "mk-north",
    channels: ["email"],
    directory: people,
    background: false,
    now: () => now,
  })
  const south = await north.forTenant("mk-south")
  const grounds = new Map<TicketName, Ground>()
  for (const name of ticketNames) {
    const desk = owners[name].tenant === "mk-south" ? south : north
    const twin = twins ? await twinOf(desk, name) : ""
    grounds.set(name, await gone(desk, { ...world.tickets[name], twin, owed: 0 }, steps))
  }
  const ground = (name: TicketName): Ground => {
    const found = grounds.get(name)
    if (found === undefined) throw new Error(`got no ticket ${name}, expected it planted`)
    return found
  }
  const api = createHttpApi({ desk: north, actor, limits: { requestsPerMinute: 1_000_000 } })
  const twinMarkers = [...grounds].flatMap(([ticket, { twin: text }]) =>
    text === "" ? [] : [{ text, ticket, internal: false }],
  )
  return {
    ...world,
    desk: north,
    fetch: api.fetch,
    tickets: { A: ground("A"), B: ground("B"), S: ground("S"), T: ground("T") },
    markers: [...world.markers, ...twinMarkers],
    journals: () => rowsOf(north),
    [Symbol.asyncDispose]: async () => {
      await api.close()
      await north[Symbol.asyncDispose]()
      await world[Symbol.asyncDispose]()
    },
  }
}

const actor = (request: Request): HttpPrincipal | undefined => {
  const name = request.headers.get("x-actor") ?? ""
  return isActor(name) ? principalOf(name) : undefined
}

const twinOf = async (desk: Desk, name: TicketName): Promise<string> => {
  const { ticketId } = await desk.submit({
    actor: { kind: "customer", id: `mk-${name}-pub-person` },
    command: {
      type: "register",
      channel: "email",
      subject: `mk-${name}-pub-twin`,
      text: `mk-${name}-pub-twin`,
      requester: {},
      customer: owners[name].customer,
    },
  })
  return ticketId
}

const gone = async (desk: Desk, ground: Ground, steps: ReadonlyArray<Step>): Promise<Ground> => {
  const { ticketId, name } = ground
  for (const [kind, command] of steps) {
    const by = { kind, id: `mk-${name}-int-${kind}` }
    await desk.submit({ ticketId, actor: by, command: command(ground) })
  }
  const { version, obligations } = await desk.show(ticketId)
  return { ...ground, version, owed: obligations.at(-1)?.id ?? 0 }
}

// The rows themselves, of both tenants: read after every cell, and so without unfolding them.
const rowsOf = (desk: Desk): Promise<string> =>
  desk.run(
    Effect.gen(function* () {
      const query = yield* TicketQuery.TicketQuery
      const rows = yield* Effect.forEach(["mk-north", "mk-south"], (tenant) =>
        Effect.flatMap(query.list(tenant, { limit: 1_000 }), (tickets) =>
          Effect.forEach(tickets, (ticket) =>
            Effect.all([
              Effect.succeed(ticket),
              query.journal(tenant, ticket.ticketId),
              query.contents(tenant, ticket.ticketId),
              query.deliveries(tenant, ticket.ticketId),
            ]),
          ),
        ),
      )
      return JSON.stringify(rows)
    }),
  )
