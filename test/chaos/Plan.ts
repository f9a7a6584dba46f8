// What goes wrong and when: decided by the seed before anything begins.
import * as Random from "./Random.ts"
import type { StoreName } from "./store.ts"

/** A kind of fault, and what it does. */
export const kinds = {
  "kill-worker": "SIGKILL of a worker",
  "kill-client": "SIGKILL of a client",
  "stop-worker": "SIGSTOP of a worker for longer than its leases",
  "stop-database": "immediate stop of the database, and its start",
  "kill-backends": "the server ends every backend",
  "cut-all": "all connections are cut",
  "half-cut": "questions of a process arrive, no answers come back",
  blackhole: "a process's connections are open and silent",
  "slow-link": "every piece takes 60 ms each way",
  "lost-answer": "a commit is executed, and its connection cut before the answer",
  "wrong-clock": "a worker's clock is off, ahead or behind, and jumps back",
  "channel-refuses": "the channel takes nothing",
  "channel-slow": "the channel takes 400 ms for a letter",
  "channel-shrugs": "the channel takes a letter and reports an error",
  haste: "commands are sent twice at once and before their turn",
  "busy-file": "another process holds the file's lock for seconds",
} as const

/** A kind of fault. */
export type Kind = keyof typeof kinds

/** One fault. */
export interface Fault {
  /** From the beginning of the run, in milliseconds. */
  readonly at: number
  readonly kind: Kind
  /** Which of its processes, by place. */
  readonly target: number
  readonly lastsMillis: number
  /** Of a wrong clock: by how much. */
  readonly offsetMillis: number
}

/** Everything that goes wrong in a run, in its order. */
export type Plan = ReadonlyArray<Fault>

/** What a run looks like. */
export interface Shape {
  readonly seed: number
  readonly seconds: number
  readonly store: StoreName
}

const everywhere: ReadonlyArray<Kind> = [
  "kill-worker",
  "kill-client",
  "stop-worker",
  "channel-refuses",
  "channel-slow",
  "channel-shrugs",
  "haste",
]

/** The kinds of a store; SQLite has no network, and the clock of its host decides (P9). */
export const kindsOf: { readonly [store in StoreName]: ReadonlyArray<Kind> } = {
  postgres: [
    ...everywhere,
    "stop-database",
    "kill-backends",
    "cut-all",
    "half-cut",
    "blackhole",
    "slow-link",
    "lost-answer",
    "lost-answer",
    "wrong-clock",
  ],
  sqlite: [
    ...everywhere,
    ...Array.from({ length: 3 }, () => ["kill-worker", "kill-client"] as const).flat(),
    "busy-file",
  ],
}

/** One fault begins every so many milliseconds, about: on SQLite 40 kills in a minute. */
const everyMillis = { postgres: 900, sqlite: 700 } as const
/** Nothing goes wrong before everything is at work, nor at the end. */
const quietMillis = 1_000

/** How long each kind lasts, in milliseconds; what is not here is over as it happens. */
const lasting: { readonly [kind in Kind]?: readonly [least: number, most: number] } = {
  "stop-worker": [3_500, 5_000],
  "stop-database": [0, 500],
  "half-cut": [500, 2_000],
  blackhole: [1_000, 3_000],
  "slow-link": [1_000, 2_500],
  "lost-answer": [300, 1_000],
  "wrong-clock": [2_000, 6_000],
  "channel-refuses": [1_000, 3_000],
  "channel-slow": [1_000, 3_000],
  "channel-shrugs": [500, 1_500],
  haste: [1_000, 3_000],
  "busy-file": [500, 3_000],
}

const offsets = [-3_600_000, -90_000, -5_000, 5_000, 45_000, 90_000, 3_600_000]

/** The plan of a run: each kind once before any comes again, in an order of chance. */
export const of = ({ seed, seconds, store }: Shape): Plan => {
  const random = Random.of(seed)
  const end = seconds * 1_000 - quietMillis
  const plan: Array<Fault> = []
  let deck: ReadonlyArray<Kind> = []
  const every = everyMillis[store]
  for (let at = quietMillis; at < end; at += Random.between(random, every / 2, 1.5 * every)) {
    if (deck.length === 0) deck = Random.shuffled(random, kindsOf[store])
    const [kind = "kill-worker", ...rest] = deck
    deck = rest
    const [least, most] = lasting[kind] ?? [0, 0]
    plan.push({
      at,
      kind,
      target: Random.between(random, 0, 1_000),
      lastsMillis: Random.between(random, least, most),
      offsetMillis: Random.pick(random, offsets),
    })
  }
  return plan
}
