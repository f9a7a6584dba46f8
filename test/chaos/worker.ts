// A process that does what is due, with a channel of its own that writes down what it was given;
// it also follows the feed, and its clock may be wrong.
import { NotifyError, type NotifierAdapter } from "@upkeep/core"
import { Feed, Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { flushCompileCache } from "node:module"
import { setTimeout as sleep } from "node:timers/promises"
import { channel, opened } from "./desk.ts"
import { hurried } from "./hurried.ts"
import * as Log from "./Log.ts"
import { type ChannelMode, hear, say } from "./orders.ts"
import { storageOf, type Where } from "./store.ts"

/** What a worker is told as it starts. */
export interface WorkerTask {
  readonly where: Where
  /** What the channel was given. */
  readonly givenLog: string
  /** What was read of the feed. */
  readonly followedLog: string
}

const task: WorkerTask = JSON.parse(process.argv[2] ?? "{}")
const { where, givenLog, followedLog } = task

const hostNow = Date.now
/** By how much its clock is wrong. */
let offsetMillis = 0
Object.assign(Date, { now: () => hostNow() + offsetMillis })

let mode: ChannelMode = "fine"
const slowMillis = 400

hear((order) => {
  if (order.order === "clock") offsetMillis = order.offsetMillis
  if (order.order === "channel") mode = order.mode
})

const no = (detail: string) => Effect.fail(new NotifyError({ reason: "temporary", detail }))

const send = ({ id }: Notifier.Notification) =>
  Effect.gen(function* () {
    if (mode === "refuses") return yield* no("takes nothing for now")
    if (mode === "slow") yield* Effect.promise(() => sleep(slowMillis))
    Log.add(givenLog, id)
    if (mode === "shrugs") return yield* no("cut off after the letter was taken")
    return { detail: "written down" }
  })

const outward: NotifierAdapter = {
  name: "log",
  channel,
  layer: Layer.succeed(Notifier.Notifier, { send }),
}

const desk = await opened({ storage: hurried(await storageOf(where)), notify: [outward] })
say("ready")
// Node does so as it ends, which a process that is killed never comes to.
flushCompileCache()

interface Followed {
  readonly cursor: string | null
  readonly events: ReadonlyArray<{ readonly ticketId: string; readonly number: number }>
}

const followMillis = 50
const isFollowed = (json: unknown): json is Followed =>
  typeof json === "object" && json !== null && "cursor" in json && "events" in json

// What is read and its cursor are one line, so that whoever comes after goes on exactly there.
let after = Log.read(followedLog, isFollowed).at(-1)?.cursor ?? null
for (;;) {
  await sleep(followMillis)
  try {
    const { events, cursor } = await desk.run(
      Effect.flatMap(Feed.Feed, (feed) => feed.read(desk.tenant, { after, limit: 200 })),
    )
    if (events.length === 0) continue
    const read = events.map(({ ticketId, number }) => ({ ticketId, number }))
    Log.add(followedLog, { cursor, events: read })
    after = cursor
  } catch {
    // The store is away; the next read begins where the last one ended.
  }
}
