// Two tenants, three customers, and tickets on which everything has happened. Whatever anybody said
// or wrote holds a marker that tells whose it is, so that no answer can hide where it comes from.
import {
  createDesk,
  type Desk,
  type DeskOptions,
  memory,
  standard,
  type StorageAdapter,
} from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { createHttpApi, type HttpPrincipal } from "../src/index.ts"
import { isActor, owners, principalOf, type TicketName, ticketNames } from "./cast.ts"
import { type Marker, plant, type Planted, type Planting, type Stage } from "./planting.ts"

const monday = Date.UTC(2026, 10, 16, 6)
const dayMillis = 86_400_000

/** A desk with its tickets, behind a door. */
export interface World extends AsyncDisposable {
  readonly desk: Desk
  readonly fetch: (request: Request) => Promise<Response>
  readonly tickets: { readonly [name in TicketName]: Planted }
  readonly markers: ReadonlyArray<Marker>
  /** Everything that is stored, of every tenant. */
  readonly journals: () => Promise<string>
}

const lines = standard.lines.map(({ labels }, index) => ({ id: `mk-line-${index}`, labels }))
const priorities = ["urgent", "usual"].map((id) => ({ id, labels: { en: id, ru: id } }))
const process = { ...standard, id: "mk-process", numberPrefix: "MK-", lines, priorities }

/** Makes a world; each ticket has come to the stage. */
export const worldOf = async (stage: Stage, storage: StorageAdapter = memory()): Promise<World> => {
  const clock = { now: monday }
  const deskOn = (profile: DeskOptions["process"]) =>
    createDesk({
      storage,
      process: profile,
      tenant: "mk-north",
      // Notifications wait: no other process sends them here.
      channels: ["email"],
      background: false,
      now: () => clock.now,
    })
  await publish(await deskOn({ ...process, version: "2" }))
  const desk = await deskOn(process)
  const south = await desk.forTenant("mk-south")
  const deskOf = async (tenant: string) => (tenant === "mk-south" ? south : desk)
  await apart(desk)
  const plantings = new Map<TicketName, Planting>()
  for (const name of ticketNames)
    plantings.set(name, await plant(await deskOf(owners[name].tenant), name, stage))
  if (stage === "due") clock.now += 10 * dayMillis
  const api = createHttpApi({ desk, actor, limits: { requestsPerMinute: 1_000_000 } })
  const ticket = (name: TicketName): Planted => {
    const planting = plantings.get(name)
    if (planting === undefined) throw new Error(`got no ticket ${name}, expected it planted`)
    return planting.planted
  }
  return {
    desk,
    fetch: api.fetch,
    tickets: { A: ticket("A"), B: ticket("B"), S: ticket("S"), T: ticket("T") },
    markers: [...plantings.values()].flatMap(({ markers }) => markers),
    journals: async () => JSON.stringify(await Promise.all([desk, south].map(journalsOf))),
    [Symbol.asyncDispose]: async () => {
      await api.close()
      await desk[Symbol.asyncDispose]()
    },
  }
}

// What a desk of each tenant was opened on is there to be applied.
const publish = async (desk: Desk): Promise<void> => {
  await desk.forTenant("mk-south")
  await desk[Symbol.asyncDispose]()
}

const actor = (request: Request): HttpPrincipal | undefined => {
  const name = request.headers.get("x-actor") ?? ""
  return isActor(name) ? principalOf(name) : undefined
}

// Numbers of the tenants must differ, so that a number tells whose it is.
const apart = (desk: Desk) =>
  desk.run(Effect.flatMap(TicketStore.TicketStore, (store) => store.takeSerials("mk-south", 500)))

/** Everything that is stored of a tenant's tickets. */
const journalsOf = async (desk: Desk): Promise<ReadonlyArray<unknown>> => {
  const tickets = await desk.list({ limit: 1_000 })
  return Promise.all(tickets.map(({ ticketId }) => desk.show(ticketId)))
}
