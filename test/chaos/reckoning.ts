// The end of a run: everything is well again, what is left is done, and all that was written down
// is gathered.
import { type Desk, Process } from "@upkeep/core"
import { WorkQueue } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { setTimeout as sleep } from "node:timers/promises"
import { attemptsIn, isEntry } from "./ClientLog.ts"
import { channel, opened, process as profile } from "./desk.ts"
import type { EventName, Evidence } from "./Evidence.ts"
import * as Log from "./Log.ts"
import type { Scene } from "./Scene.ts"
import { storageOf } from "./store.ts"
import * as Stored from "./Stored.ts"
import {
  clientLogOf,
  clients,
  followedLogOf,
  givenLogOf,
  places,
  type Team,
  workers,
} from "./team.ts"

/** How long clients may take to hear their last answers, and workers to do what is left. */
const finishMillis = 90_000
const drainMillis = 120_000

/** Clients hear the answers that they wait for, workers do what is left; then all is gathered. */
export const reckon = async (
  scene: Scene,
  team: Team,
  note: (text: string) => void,
): Promise<Evidence> => {
  for (const each of team.clients) each.tell({ order: "finish" })
  for (const each of team.clients)
    if (!(await each.says("finished", finishMillis))) note("a client was never answered\n")
  for (const each of team.clients) await each.end()
  await using desk = await opened({
    storage: await storageOf(scene.direct),
    channels: [channel],
    background: false,
  })
  const endedAt = await drained(desk, note)
  for (const each of team.workers) await each.end()
  return await evidenceOf(scene, desk, endedAt)
}

/** What is due later than this after the end is left to the future. */
const horizonMillis = 30_000

const drained = async (desk: Desk, note: (text: string) => void): Promise<number> => {
  const start = performance.now()
  for (;;) {
    const { now, next } = await desk.run(workLeft(desk.tenant))
    if (next === null || next > now + horizonMillis) return now
    if (performance.now() - start > drainMillis) {
      note("not everything that is due was done\n")
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

const evidenceOf = async (scene: Scene, desk: Desk, endedAt: number): Promise<Evidence> => {
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
