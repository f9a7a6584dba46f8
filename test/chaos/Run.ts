// A run: processes at work on one store, faults by plan, everything healed, and the reckoning.
import { setTimeout as sleep } from "node:timers/promises"
import * as Checker from "./Checker.ts"
import type { Member } from "./Crew.ts"
import { opened } from "./desk.ts"
import type { Finding } from "./Evidence.ts"
import type { ChannelMode } from "./orders.ts"
import * as Plan from "./Plan.ts"
import { reckon } from "./reckoning.ts"
import * as Scene from "./Scene.ts"
import { storageOf } from "./store.ts"
import { clients, type Team, teamOf, workers } from "./team.ts"

/** How long processes may take to start, in milliseconds. */
const readyMillis = 60_000

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

/** Runs by a plan of its seed. */
export const run = async (shape: Plan.Shape, voice: Voice): Promise<Outcome> => {
  const plan = Plan.of(shape)
  voice.plan(plan)
  await using scene = await Scene.make(shape.store, workers + clients)
  // The schema is there before everybody asks for it at once.
  await (await opened({ storage: await storageOf(scene.direct) }))[Symbol.asyncDispose]()
  const team = teamOf(scene, shape)
  try {
    for (const each of [...team.workers, ...team.clients])
      if (!(await each.says("ready", readyMillis))) throw new Error("a process did not start")
    const happened = await disturb(plan, { scene, team, voice })
    const evidence = await reckon(scene, team, voice.note)
    const findings = [...team.broken.map(brokenDown), ...Checker.check(evidence)]
    if (findings.length > 0) {
      scene.keep()
      voice.note(`what everybody wrote down is kept in ${scene.folder}\n`)
    }
    const { seed, seconds } = shape
    const tally = Checker.tallyOf(evidence, findings)
    const kinds = new Set(happened.map(({ kind }) => kind)).size
    return { numbers: { seed, seconds, faults: happened.length, kinds, ...tally }, findings }
  } finally {
    await Promise.all([...team.workers, ...team.clients].map((each) => each.end()))
  }
}

const brokenDown = (said: string): Finding => ({
  promise: "P19",
  verdict: "wrong",
  detail: `a process broke down by itself: ${said}`,
})

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
  const tellWorkers = (order: Parameters<Member["tell"]>[0]) => {
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
