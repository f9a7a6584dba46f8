// A run: processes at work on one store, faults by plan, everything healed, and the reckoning.
import type { Desk } from "@upkeep/core"
import { Process } from "@upkeep/core"
import { WorkQueue } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import * as Checker from "./Checker.ts"
import { attemptsIn, type ClientTask, isEntry } from "./ClientLog.ts"
import * as Crew from "./Crew.ts"
import { channel, opened, process as profile } from "./desk.ts"
import type { Evidence, EventName, Finding } from "./Evidence.ts"
import * as Log from "./Log.ts"
import type { ChannelMode } from "./orders.ts"
import * as Plan from "./Plan.ts"
import * as Scene from "./Scene.ts"
import { storageOf } from "./store.ts"
import * as Stored from "./Stored.ts"
import type { WorkerTask } from "./worker.ts"

/** How many processes do what is due, and how many use the desk. */
export const workers = 3
export const clients = 2
const lanes = 24
const pauseMillis = 50
/** How many tickets each client begins with in a second, at most: enough, and soon checked. */
const livesPerSecond = 8

/** How long processes may take to start, to finish and to do what is left, in milliseconds. */
const readyMillis = 60_000
const finishMillis = 90_000
const drainMillis = 120_000

/** What a run says as it goes. */
export interface Voice {
  readonly plan: (plan: Plan.Plan) => void
  readonly fault: (fault: Plan.Fault) => void
  readonly note: (text: string) => void
}

/** What came of a run. */
export interface Outcome {
  readonly numbers: Numbers
  readonly findings: ReadonlyArray<Finding>
}

/** A run in numbers. */
export interface Numbers extends Checker.Tally {
  readonly seed: number
  readonly seconds: number
  readonly faults: number
  readonly kinds: number
}

/** The processes of a run. */
interface Team {
  readonly workers: ReadonlyArray<Crew.Member>
  readonly clients: ReadonlyArray<Crew.Member>
}

/** Runs by a plan of its seed. */
export const run = async (shape: Plan.Shape, voice: Voice): Promise<Outcome> => {
  const plan = Plan.of(shape)
  voice.plan(plan)
  await using scene = await Scene.make(shape.store, workers + clients)
  // The schema is there before everybody asks for it at once.
  await (await opened({ storage: await storageOf(scene.direct) }))[Symbol.asyncDispose]()
  const team = teamOf(scene, shape, voice)
  try {
    for (const each of [...team.workers, ...team.clients])
      if (!(await each.says("ready", readyMillis))) throw new Error("a process did not start")
    const happened = await disturb(plan, { scene, team, voice })
    const evidence = await reckon(scene, team, voice)
    const findings = Checker.check(evidence)
    const { seed, seconds } = shape
    const tally = Checker.tallyOf(evidence, findings)
    const kinds = new Set(happened.map(({ kind }) => kind)).size
    return { numbers: { seed, seconds, faults: happened.length, kinds, ...tally }, findings }
  } finally {
    await Promise.all([...team.workers, ...team.clients].map((each) => each.end()))
  }
}

const places = (count: number) => Array.from({ length: count }, (_, place) => place)

const givenLogOf = (scene: Scene.Scene, worker: number) => join(scene.folder, `given-${worker}`)
const followedLogOf = (scene: Scene.Scene, worker: number) => join(scene.folder, `feed-${worker}`)
const clientLogOf = (scene: Scene.Scene, client: number) => join(scene.folder, `client-${client}`)

const teamOf = (scene: Scene.Scene, { seed, seconds }: Plan.Shape, voice: Voice): Team => {
  const cache = join(scene.folder, "compiled")
  // What desks log of faults that are meant is none of the findings.
  const heard = (text: string) => {
    const own = text.split("\n").filter((line) => line !== "" && !line.startsWith("timestamp="))
    if (own.length > 0) voice.note(`${own.join("\n")}\n`)
  }
  return {
    workers: places(workers).map((worker) => {
      const task: WorkerTask = {
        where: scene.where(worker),
        givenLog: givenLogOf(scene, worker),
        followedLog: followedLogOf(scene, worker),
        offsetMillis: 0,
      }
      return Crew.member({ program: "worker.ts", task: () => task, cache, heard })
    }),
    clients: places(clients).map((client) => {
      const log = clientLogOf(scene, client)
      const where = scene.where(workers + client)
      const name = `client-${client}`
      const load = { lanes, pauseMillis, livesAtMost: livesPerSecond * seconds }
      const task: ClientTask = { name, where, log, seed: seed + client, ...load }
      return Crew.member({ program: "client.ts", task: () => task, cache, heard })
    }),
  }
}

interface Stage {
  readonly scene: Scene.Scene
  readonly team: Team
  readonly voice: Voice
}

// Faults overlap, but what happens to one thing is over before it happens to it again.
const disturb = async (plan: Plan.Plan, stage: Stage): Promise<Plan.Plan> => {
  const start = performance.now()
  const busy = new Map<string, Promise<void>>()
  for (const fault of plan) {
    await sleep(Math.max(0, start + fault.at - performance.now()))
    const thing = thingOf(fault)
    const before = busy.get(thing) ?? Promise.resolve()
    busy.set(
      thing,
      before.then(() => happen(fault, stage)),
    )
    if (fault.kind === "stop-database") await busy.get(thing)
  }
  await Promise.all(busy.values())
  return plan
}

const thingOf = ({ kind, target }: Plan.Fault): string => {
  if (kind.endsWith("-worker")) return `worker ${target % workers}`
  if (kind === "kill-client") return `client ${target % clients}`
  if (/half-cut|blackhole|slow-link|lost-answer/.test(kind))
    return `way ${target % (workers + clients)}`
  return kind
}

const happen = async (fault: Plan.Fault, { scene, team, voice }: Stage): Promise<void> => {
  voice.fault(fault)
  const { kind, target, lastsMillis, offsetMillis } = fault
  const worker = team.workers[target % workers]
  const tellWorkers = (order: Parameters<Crew.Member["tell"]>[0]) => {
    for (const each of team.workers) each.tell(order)
  }
  const tellClients = (share: number) => {
    for (const each of team.clients) each.tell({ order: "haste", share })
  }
  const during = async (begin: () => void, end: () => void) => {
    begin()
    await sleep(lastsMillis)
    end()
  }
  const channelMode = channelModes[kind]
  if (channelMode !== undefined)
    return during(
      () => tellWorkers({ order: "channel", mode: channelMode }),
      () => tellWorkers({ order: "channel", mode: "fine" }),
    )
  switch (kind) {
    case "kill-worker":
      return worker?.replace()
    case "kill-client":
      return team.clients[target % clients]?.replace()
    case "stop-worker":
      return during(
        () => worker?.stand(),
        () => worker?.goOn(),
      )
    case "wrong-clock":
      return during(
        () => worker?.tell({ order: "clock", offsetMillis }),
        () => worker?.tell({ order: "clock", offsetMillis: 0 }),
      )
    case "haste":
      return during(
        () => tellClients(0.5),
        () => tellClients(0),
      )
    default: {
      const end = await scene.begin(fault)
      await sleep(lastsMillis)
      return end()
    }
  }
}

const channelModes: { readonly [kind in Plan.Kind]?: ChannelMode } = {
  "channel-refuses": "refuses",
  "channel-slow": "slow",
  "channel-shrugs": "shrugs",
}

// Everything is well again: clients hear the answers that they wait for, workers do what is left.
const reckon = async (scene: Scene.Scene, team: Team, voice: Voice): Promise<Evidence> => {
  for (const each of team.clients) each.tell({ order: "finish" })
  for (const each of team.clients)
    if (!(await each.says("finished", finishMillis))) voice.note("a client was never answered\n")
  for (const each of team.clients) await each.end()
  await using desk = await opened({
    storage: await storageOf(scene.direct),
    channels: [channel],
    background: false,
  })
  const endedAt = await drained(desk, voice)
  for (const each of team.workers) await each.end()
  return await evidenceOf(scene, desk, endedAt)
}

/** What is due later than this after the end is left to the future. */
const horizonMillis = 30_000

const drained = async (desk: Desk, voice: Voice): Promise<number> => {
  const start = performance.now()
  for (;;) {
    const { now, next } = await desk.run(workLeft(desk.tenant))
    if (next === null || next > now + horizonMillis) return now
    if (performance.now() - start > drainMillis) {
      voice.note("not everything that is due was done\n")
      return now
    }
    await sleep(250)
  }
}

const workLeft = Effect.fnUntraced(function* (tenant: string) {
  const queue = yield* WorkQueue.WorkQueue
  // Given up while the store was away: one action brings it back (P12).
  for (const { kind, id } of yield* queue.parked(tenant, "ticket", { limit: 1_000 }))
    yield* queue.release(tenant, { kind, id }, 0)
  const next = yield* queue.nextDueAt({ tenants: [tenant], channels: [channel] })
  return { now: (yield* queue.now) ?? Date.now(), next }
})

/** How far apart the clocks of one machine may seem, over a slow link, in milliseconds. */
const skewMillis = 2_500

const evidenceOf = async (scene: Scene.Scene, desk: Desk, endedAt: number): Promise<Evidence> => {
  const logs = places(clients).map((client) => clientLogOf(scene, client))
  const attempts = logs.flatMap((log) => attemptsIn(Log.read(log, isEntry)))
  const ids = [...new Set(attempts.map(({ commandId }) => commandId))]
  const given = places(workers).flatMap((worker) => Log.read(givenLogOf(scene, worker), isText))
  const followed = places(workers).map((worker) =>
    Log.read(followedLogOf(scene, worker), isFollowed).flatMap(({ events }) => events),
  )
  const stored = await Stored.read(desk, ids)
  return {
    ...stored,
    process: Result.getOrThrow(Process.make(profile)),
    channels: new Set([channel]),
    attempts,
    given,
    givenEarly: [],
    followed,
    endedAt,
    skewMillis,
  }
}

const isText = (json: unknown): json is string => typeof json === "string"

interface Followed {
  readonly events: ReadonlyArray<EventName>
}

const isFollowed = (json: unknown): json is Followed =>
  typeof json === "object" && json !== null && "events" in json
