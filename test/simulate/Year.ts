// What happens in a world: people act, work is done when it is due or late, and in the end
// everything heals and comes to rest.
import type { Evidence } from "../chaos/Evidence.ts"
import { WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as Random from "../chaos/Random.ts"
import * as Client from "./Client.ts"
import { isUp } from "./Gate.ts"
import type { Host } from "./Host.ts"
import * as World from "./World.ts"
import { dayMillis, yearMillis } from "./World.ts"

const { between, happens, pick } = Random
const minuteMillis = 60_000
const hourMillis = 60 * minuteMillis
/** How often somebody does something with a ticket in a year, about. */
const actsPerYear = 7
/** For how many minutes a desk stands still at most: about its leases, or for much of a day. */
const stillMinutes = [15, 600]
/** Within which time tickets are registered. */
const openingMillis = 5 * dayMillis

/** Lives through a year, and tells what there is to tell. */
export const live = async (beginning: World.Beginning): Promise<Lived> => {
  const start = beginning.time.now()
  const planned: Planned = { workAt: Number.POSITIVE_INFINITY, again: new Set() }
  const world = await World.make(beginning, (world, wish, { ticketId }) => {
    if (wish.command.type !== "register" || world.known.includes(ticketId)) return
    world.known.push(ticketId)
    planAct(world, ticketId)
  })
  for (let ticket = 0; ticket < beginning.tickets; ticket++) {
    const at = start + between(world.chance.random, 0, openingMillis)
    world.agenda.plan(at, async () => register(world, ticket))
  }
  for (let at = start; at < start + yearMillis; at += dayMillis)
    world.agenda.plan(at, () => readMail(world))
  for (;;) {
    const item = world.agenda.next()
    if (item === undefined || item.at > start + yearMillis) break
    await beginning.time.moveTo(Math.max(beginning.time.now(), item.at))
    await item.act()
    await World.settle(world)
    await goOn(world, planned)
  }
  await rest(world)
  return { evidence: await World.evidenceOf(world), struck: world.chance.struck }
}

/** A world that was lived through. */
export interface Lived {
  readonly evidence: Evidence
  readonly struck: World.World["chance"]["struck"]
}

interface Planned {
  workAt: number
  readonly again: Set<string>
}

const upHosts = (world: World.World): ReadonlyArray<Host> => world.hosts().filter(isUp)

const readMail = async (world: World.World): Promise<void> => {
  if (!world.chance.strikes("unread")) await World.readIntake(world, world.now())
}

const register = (world: World.World, ticket: number): void => {
  const { chance, process } = world
  const command = Client.registrationOf(chance.random, process)
  const actor = { kind: "customer", id: `customer-${ticket % 7}` } as const
  send(world, { commandId: `register-${ticket}`, actor, command })
}

// Two desks may get the same command at once.
const send = (world: World.World, wish: Client.Wish): void => {
  const { chance, client, tasks } = world
  const up = upHosts(world)
  if (up.length === 0) return world.agenda.plan(soon(world), async () => send(world, wish))
  tasks.push(client.send(pick(chance.random, up), wish))
  if (chance.strikes("twice")) tasks.push(client.send(pick(chance.random, up), wish))
}

const soon = ({ time, chance }: World.World): number =>
  time.now() + between(chance.random, minuteMillis / 2, 30 * minuteMillis)

const planAct = (world: World.World, ticketId: string): void => {
  const share = -Math.log(1 - world.chance.random())
  const at = world.time.now() + Math.trunc((share * yearMillis) / actsPerYear)
  world.agenda.plan(at, () => act(world, ticketId))
}

const act = async (world: World.World, ticketId: string): Promise<void> => {
  const { chance, client, known } = world
  planAct(world, ticketId)
  if (chance.strikes("step")) world.setClock(between(chance.random, -2, 2) * hourMillis)
  await speak(world, ticketId)
  while (chance.strikes("crowd")) await speak(world, pick(chance.random, known))
  if (chance.strikes("repeat")) send(world, pick(chance.random, client.sent))
  const up = upHosts(world)
  if (up.length === 0) return
  if (happens(chance.random, 0.3)) World.work(world, pick(chance.random, up))
  World.follow(world, pick(chance.random, up), {
    limit: between(chance.random, 1, 40),
    times: between(chance.random, 2, 12),
  })
}

// Somebody says something on a ticket; now and then two do at once.
const speak = async (world: World.World, ticketId: string): Promise<void> => {
  const { chance, client, process, observer } = world
  const ticket = await observer.show(ticketId).catch(() => undefined)
  // What cannot even be shown is for the checker to find.
  if (ticket === undefined) return
  const one = () => {
    const said = Client.commandFor(chance.random, ticket, process)
    const mayBeLate = said.command.type === "receiveMessage" && chance.strikes("late")
    const late = mayBeLate
      ? { effectiveAt: world.now() - between(chance.random, 1, dayMillis) }
      : {}
    const commandId = `command-${client.sent.length}`
    send(world, { ticketId, commandId, ...said, ...late })
  }
  one()
  if (chance.strikes("pair")) one()
}

// What follows from the state of things: desks wake up, clients ask again, work comes due.
const goOn = async (world: World.World, planned: Planned): Promise<void> => {
  const { agenda, chance, client, time } = world
  for (const host of world.hosts().filter(({ isStill }) => isStill()))
    if (!planned.again.has(idOf(host))) {
      planned.again.add(idOf(host))
      const minutes = between(chance.random, 1, pick(chance.random, stillMinutes))
      agenda.plan(time.now() + minutes * minuteMillis, async () => {
        planned.again.delete(idOf(host))
        host.still(false)
      })
    }
  for (const wish of client.open())
    if (!planned.again.has(wish.commandId)) {
      planned.again.add(wish.commandId)
      agenda.plan(soon(world), async () => {
        planned.again.delete(wish.commandId)
        if (client.open().includes(wish)) send(world, wish)
      })
    }
  await planWork(world, planned)
}

const hostIds = new WeakMap<Host, string>()
let hostCount = 0
const idOf = (host: Host): string => {
  const known = hostIds.get(host) ?? `host ${(hostCount += 1)}`
  hostIds.set(host, known)
  return known
}

const planWork = async (world: World.World, planned: Planned): Promise<void> => {
  const { agenda, chance, time } = world
  const due = await World.nextDueAt(world)
  // What is due now could not be done: somebody else holds it, or the store was away.
  const pause = due > time.now() ? 0 : between(chance.random, 1, 300) * 1_000
  const at = Math.max(due, time.now()) + pause
  if (at === Number.POSITIVE_INFINITY || planned.workAt <= at) return
  planned.workAt = at
  const late = chance.strikes("tardy") ? between(chance.random, 1, 600) * minuteMillis : 0
  agenda.plan(at + late, async () => {
    planned.workAt = Number.POSITIVE_INFINITY
    const up = upHosts(world)
    const first = up.length === 0 ? undefined : pick(chance.random, up)
    if (first !== undefined) World.work(world, first)
    for (const other of up)
      if (other !== first && happens(chance.random, 0.2)) World.work(world, other)
  })
}

/** How long after the year the last letter may be tried again. */
const restMillis = 8 * dayMillis
const roundsAtMost = 10_000

// Nothing goes wrong any more: every question is answered, and all that is due is done.
const rest = async (world: World.World): Promise<void> => {
  world.chance.heal()
  world.setClock(0)
  for (const host of world.hosts()) host.still(false)
  await World.settle(world)
  for (const wish of world.client.open()) {
    send(world, wish)
    await World.settle(world)
  }
  const end = world.time.now() + restMillis
  await World.readIntake(world, end + yearMillis)
  for (let round = 0; round < roundsAtMost; round++) {
    await release(world)
    const due = await World.nextDueAt(world)
    if (due > end) break
    await world.time.moveTo(Math.max(world.time.now(), due))
    for (const host of upHosts(world).slice(0, 1)) World.work(world, host)
    await World.settle(world)
  }
  await world.time.moveTo(end)
  for (let read = -1; read !== world.follower.read.length;) {
    read = world.follower.read.length
    for (const host of upHosts(world).slice(0, 1))
      World.follow(world, host, { limit: 1_000, times: 1 })
    await World.settle(world)
  }
}

// Tickets that were given up because the store was away: one action brings them back (P12).
const release = ({ observer, now }: World.World): Promise<void> =>
  observer.run(
    Effect.gen(function* () {
      const queue = yield* WorkQueue.WorkQueue
      const parked = yield* queue.parked(observer.tenant, "ticket", { limit: 1_000 })
      for (const { kind, id } of parked) yield* queue.release(observer.tenant, { kind, id }, now())
    }),
  )
