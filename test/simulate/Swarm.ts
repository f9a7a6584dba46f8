// Which faults a world has and how often: each world has some of them and not others, since two
// faults may hide each other (swarm testing).
import * as Random from "../chaos/Random.ts"

/** Every kind of fault, and how it is called in a report. */
export const kinds = {
  fail: "a call of the store fails and nothing happened",
  lose: "a call of the store happened and is reported as failed",
  crash: "a desk is gone in the middle of a call",
  stop: "a desk stands still for longer than its leases",
  refuse: "the channel takes nothing for now",
  bounce: "the channel refuses for good",
  shrug: "the channel takes a letter and reports an error",
  step: "the clock jumps",
  twice: "a command is sent by two desks at once",
  pair: "two commands meet on one ticket, in no order",
  crowd: "people speak on several tickets at one instant",
  repeat: "an old command is sent again",
  late: "a message is written down late",
  unread: "an intake lies unread",
  tardy: "a worker looks late",
} as const

/** A kind of fault. */
export type Kind = keyof typeof kinds

/** How often each fault happens where it can: a share from 0 to 1. */
export type Swarm = { readonly [kind in Kind]: number }

/** The rates of a fault, in worlds that have it. */
const rates: { readonly [kind in Kind]: ReadonlyArray<number> } = {
  fail: [0.002, 0.01, 0.05],
  lose: [0.002, 0.01, 0.05],
  crash: [0.0005, 0.002],
  stop: [0.0005, 0.003],
  refuse: [0.05, 0.3],
  bounce: [0.01, 0.03],
  shrug: [0.02, 0.1],
  step: [0.005, 0.02],
  twice: [0.05, 0.2],
  pair: [0.05, 0.3],
  crowd: [0.1, 0.3],
  repeat: [0.05, 0.2],
  late: [0.1, 0.3],
  unread: [0.02, 0.1],
  tardy: [0.1, 0.5],
}

/** How likely it is that a world has a fault. */
const hasFault = 0.55

/** No faults at all. */
export const calm: Swarm = mapped(() => 0)

/** For desks that are known to be bad: much that shows it, and little that hides it. */
export const storm: Swarm = {
  ...mapped((kind) => Math.max(...rates[kind])),
  fail: 0.005,
  lose: 0.01,
  crash: 0.005,
  stop: 0.02,
  unread: 0.02,
  step: 0,
}

/** The faults of a world. */
export const swarmOf = (random: Random.Random): Swarm =>
  mapped((kind) => (Random.happens(random, hasFault) ? Random.pick(random, rates[kind]) : 0))

function mapped(rateOf: (kind: Kind) => number): Swarm {
  return {
    fail: rateOf("fail"),
    lose: rateOf("lose"),
    crash: rateOf("crash"),
    stop: rateOf("stop"),
    refuse: rateOf("refuse"),
    bounce: rateOf("bounce"),
    shrug: rateOf("shrug"),
    step: rateOf("step"),
    twice: rateOf("twice"),
    pair: rateOf("pair"),
    crowd: rateOf("crowd"),
    repeat: rateOf("repeat"),
    late: rateOf("late"),
    unread: rateOf("unread"),
    tardy: rateOf("tardy"),
  }
}

/** Chance with a count of the faults that it brought about. */
export interface Chance {
  readonly random: Random.Random
  /** Whether a fault happens now, where the world has it. */
  readonly strikes: (kind: Kind) => boolean
  /** How often each happened. */
  readonly struck: ReadonlyMap<Kind, number>
  /** From now on nothing goes wrong. */
  readonly heal: () => void
}

/** The chance of a world. */
export const chanceOf = (random: Random.Random, swarm: Swarm): Chance => {
  const struck = new Map<Kind, number>()
  let rates = swarm
  return {
    random,
    struck,
    strikes: (kind) => {
      const strikes = rates[kind] > 0 && Random.happens(random, rates[kind])
      if (strikes) struck.set(kind, (struck.get(kind) ?? 0) + 1)
      return strikes
    },
    heal: () => {
      rates = calm
    },
  }
}
