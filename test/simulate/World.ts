// A year in the life of some tickets: two desks on one store, people who use them, and faults.
import { type Desk, createDesk, memory, Process, type Profile } from "@upkeep/core"
import { Feed, Inbound, WorkQueue } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import type { EventName, Evidence } from "../chaos/Evidence.ts"
import * as Random from "../chaos/Random.ts"
import * as Stored from "../chaos/Stored.ts"
import { behind } from "../chaos/Wrapped.ts"
import * as Agenda from "./Agenda.ts"
import * as Client from "./Client.ts"
import * as Gate from "./Gate.ts"
import { type Time, turn } from "./hermetic.ts"
import * as Host from "./Host.ts"
import * as Swarm from "./Swarm.ts"
import type { Variant } from "./Variants.ts"

export const dayMillis = 86_400_000
export const yearMillis = 365 * dayMillis

/** What a world begins with. */
export interface Beginning {
  readonly time: Time
  readonly seed: number
  /** How many tickets live through a year. */
  readonly tickets: number
  readonly process: Profile
  readonly swarm: Swarm.Swarm
  readonly variant: Variant
}

/** A world and everything in it. */
export interface World extends Beginning {
  readonly chance: Swarm.Chance
  readonly gate: Gate.Gate
  readonly agenda: Agenda.Agenda
  readonly client: Client.Memory
  /** The clock of the hosts, which may be wrong. */
  readonly now: () => number
  readonly setClock: (offsetMillis: number) => void
  /** A desk that looks, and that nothing happens to. */
  readonly observer: Desk
  readonly hosts: () => ReadonlyArray<Host.Host>
  /** Starts new desks where some are gone. */
  readonly replace: () => Promise<void>
  readonly tasks: Array<Gate.Task>
  readonly given: Array<string>
  readonly givenEarly: Array<string>
  /** The tickets that clients know of. */
  readonly known: Array<string>
  readonly follower: Follower
}

/** Somebody who follows the feed: what they read, up to where, and whom they are asking. */
interface Follower {
  readonly read: Array<EventName>
  cursor: string | null
  asks: Host.Host | undefined
}

/** How many desks there are. */
const hostsAtOnce = 2

/** Makes a world; `accepted` hears what its people were told. */
export const make = async (
  beginning: Beginning,
  accepted: (world: World, ...told: Parameters<Parameters<typeof Client.make>[1]>) => void,
): Promise<World> => {
  const { time, process, variant } = beginning
  const random = Random.of(beginning.seed)
  const chance = Swarm.chanceOf(random, beginning.swarm)
  const gate = Gate.make(random, (caller) => fateOf(chance, caller))
  const committed = new Set<string>()
  const [given, givenEarly]: [Array<string>, Array<string>] = [[], []]
  let offset = 0
  const now = () => time.now() + offset
  const storage = watched(committed)
  const give = (id: string) => {
    given.push(id)
    if (!committed.has(id)) givenEarly.push(id)
  }
  const bad = variant({ gate, give, later: (task) => void later.push(task) })
  const later: Array<() => void> = []
  const place: Host.Place = { storage, process, now, gate, chance, ...bad }
  let hosts: ReadonlyArray<Host.Host> = []
  const replace = async () => {
    for (const task of later.splice(0)) task()
    const left = hosts.filter(({ isGone }) => !isGone())
    while (left.length < hostsAtOnce) left.push(await Host.start(place))
    hosts = left
  }
  const channels = [Host.channel]
  const observer = await createDesk({ process, storage, channels, background: false, now })
  await replace()
  const client = Client.make(time.now, (wish, receipt) => accepted(world, wish, receipt))
  const world: World = {
    ...beginning,
    chance,
    gate,
    client,
    now,
    observer,
    replace,
    given,
    givenEarly,
    agenda: Agenda.make(),
    hosts: () => hosts,
    setClock: (offsetMillis) => {
      offset = offsetMillis
    },
    tasks: [],
    known: [],
    follower: { read: [], cursor: null, asks: undefined },
  }
  return world
}

// The innermost of all: knows what is committed, whatever stands before it.
const watched = (committed: Set<string>) =>
  behind(memory(), ({ tickets }) => ({
    tickets: {
      ...tickets,
      commit: (tenant, commits) =>
        Effect.tap(tickets.commit(tenant, commits), (results) =>
          Effect.sync(() => {
            for (const [index, result] of results.entries())
              if (Result.isSuccess(result))
                for (const { id } of commits[index]?.deliveries ?? []) committed.add(id)
          }),
        ),
    },
  }))

const fateOf = (chance: Swarm.Chance, caller: Gate.Caller): Gate.Fate => {
  if (chance.strikes("crash")) caller.kill()
  if (chance.strikes("stop")) caller.still(true)
  if (chance.strikes("fail")) return "fail"
  return chance.strikes("lose") ? "lose" : "go"
}

/** Lets everything that was begun go as far as it can. */
export const settle = async (world: World): Promise<void> => {
  const { gate, tasks, time } = world
  for (;;) {
    await gate.settle()
    // What waits for nobody waits for time to pass: somebody asks again after a pause.
    if (!tasks.some(({ caller, isDone }) => Gate.isUp(caller) && !isDone())) break
    const at = time.nextAt()
    if (at === Number.POSITIVE_INFINITY) throw new Error("a task waits for nothing that can come")
    await time.moveTo(at)
  }
  const open = tasks.filter(({ caller, isDone }) => !caller.isGone() && !isDone())
  tasks.splice(0, tasks.length, ...open)
  await world.replace()
}

/** Lets a host do what is due. */
export const work = (world: World, host: Host.Host): void => {
  let done = false
  const end = () => {
    done = true
  }
  host.desk.work().then(end, end)
  world.tasks.push({ caller: host, isDone: () => done })
}

/** The next instant, by the world's own time, at which something is due. */
export const nextDueAt = async ({ observer, time, now }: World): Promise<number> => {
  const due = await observer.run(
    Effect.flatMap(WorkQueue.WorkQueue, (queue) =>
      queue.nextDueAt({ tenants: [observer.tenant], channels: [Host.channel] }),
    ),
  )
  return due === null ? Number.POSITIVE_INFINITY : due + time.now() - now()
}

/** An intake was read up to an instant. */
export const readIntake = ({ observer }: World, readUntil: number): Promise<void> =>
  observer.run(
    Effect.flatMap(Inbound.Inbound, (inbound) =>
      inbound.markRead(observer.tenant, { intake: "mailbox", readUntil }),
    ),
  )

/** How much is read of the feed, and how often in a row. */
interface Reading {
  readonly limit: number
  readonly times: number
}

/** Reads on in the feed, as somebody who follows it: one question at a time. */
export const follow = (world: World, host: Host.Host, { limit, times }: Reading): void => {
  const { follower, tasks } = world
  if (follower.asks !== undefined && Gate.isUp(follower.asks)) return
  follower.asks = host
  let done = false
  const end = () => {
    done = true
    if (follower.asks === host) follower.asks = undefined
  }
  const ask = async (left: number): Promise<void> => {
    if (left === 0) return
    const { events, cursor } = await host.desk.run(
      Effect.flatMap(Feed.Feed, (feed) =>
        feed.read(host.desk.tenant, { after: follower.cursor, limit }),
      ),
    )
    // Who asked somebody else meanwhile does not hear an old answer.
    if (follower.asks !== host || host.isGone()) return
    follower.read.push(...events.map(({ ticketId, number }) => ({ ticketId, number })))
    follower.cursor = cursor
    return ask(left - 1)
  }
  ask(times).then(end, end)
  tasks.push({ caller: host, isDone: () => done })
}

/** What there is to say of a world once it has come to rest. */
export const evidenceOf = async (world: World): Promise<Evidence> => {
  const { client, observer, process, swarm } = world
  const ids = [...new Set(client.attempts.map(({ commandId }) => commandId))]
  await turn()
  return {
    ...(await Stored.read(observer, ids)),
    process: Result.getOrThrow(Process.make(process)),
    channels: new Set([Host.channel]),
    attempts: client.attempts,
    given: world.given,
    givenEarly: world.givenEarly,
    followed: [world.follower.read],
    endedAt: world.now(),
    skewMillis: swarm.step > 0 ? Number.POSITIVE_INFINITY : 0,
  }
}
