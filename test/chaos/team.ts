// The processes of a run, and where each writes down what it saw.
import { join } from "node:path"
import type { ClientTask } from "./ClientLog.ts"
import * as Crew from "./Crew.ts"
import type { Shape } from "./Plan.ts"
import type { Scene } from "./Scene.ts"
import type { WorkerTask } from "./worker.ts"

/** How many processes do what is due, and how many use the desk. */
export const workers = 3
export const clients = 2
const lanes = 24
const pauseMillis = 50
/** How many tickets each client begins with in a second, at most: enough, and soon checked. */
const livesPerSecond = 8

/** The processes of a run. */
export interface Team {
  readonly workers: ReadonlyArray<Crew.Member>
  readonly clients: ReadonlyArray<Crew.Member>
  /** What processes said that broke down by themselves, which none should. */
  readonly broken: ReadonlyArray<string>
}

/** The places of so many, from 0. */
export const places = (count: number) => Array.from({ length: count }, (_, place) => place)

/** What the channel of a worker was given. */
export const givenLogOf = (scene: Scene, worker: number) => join(scene.folder, `given-${worker}`)
/** What a worker read of the feed. */
export const followedLogOf = (scene: Scene, worker: number) => join(scene.folder, `feed-${worker}`)
/** What a client asked and was told. */
export const clientLogOf = (scene: Scene, client: number) => join(scene.folder, `client-${client}`)

/** Starts them. */
export const teamOf = (scene: Scene, shape: Shape): Team => {
  const cache = join(scene.folder, "compiled")
  const broken: Array<string> = []
  const post = (program: Crew.Post["program"], task: WorkerTask | ClientTask) =>
    Crew.member({ program, task, cache, broke: (said) => void broken.push(said) })
  return {
    broken,
    workers: places(workers).map((worker) =>
      post("worker.ts", {
        where: scene.where(worker),
        givenLog: givenLogOf(scene, worker),
        followedLog: followedLogOf(scene, worker),
      }),
    ),
    clients: places(clients).map((client) =>
      post("client.ts", {
        name: `client-${client}`,
        where: scene.where(workers + client),
        log: clientLogOf(scene, client),
        seed: shape.seed + client,
        lanes,
        pauseMillis,
        livesAtMost: livesPerSecond * shape.seconds,
      }),
    ),
  }
}
