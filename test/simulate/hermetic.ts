// Makes this process hermetic: its time stands until it is moved, its timers go by that time, and
// its chance is that of a seed. For a process that does nothing else.
import crypto from "node:crypto"
import { syncBuiltinESMExports } from "node:module"
import * as Random from "../chaos/Random.ts"

/** The time of a hermetic process. */
export interface Time {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Lets time pass until an instant; timers go off on the way, each at its own time. */
  readonly moveTo: (at: number) => Promise<void>
  /** When the next timer goes off; Infinity where there is none. */
  readonly nextAt: () => number
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly go: () => void
}

/** What `setTimeout` gives. */
interface Handle {
  readonly order: number
  readonly ref: () => Handle
  readonly unref: () => Handle
}

const real = { setImmediate: globalThis.setImmediate }

/** Lets everything run that can run without time passing. */
export const turn = (): Promise<void> => new Promise((resolve) => real.setImmediate(resolve))

/** Takes time and chance out of this process, for good. */
export const hermetic = (seed: number, start: number): Time => {
  const timers = new Map<number, Timer>()
  let at = start
  let order = 0
  const set = (go: () => void, millis = 0): Handle => {
    order += 1
    const handle: Handle = { order, ref: () => handle, unref: () => handle }
    timers.set(order, { at: at + Math.max(0, Math.trunc(millis)), order, go })
    return handle
  }
  const next = (): Timer | undefined =>
    [...timers.values()].toSorted((a, b) => a.at - b.at || a.order - b.order)[0]
  Object.assign(globalThis, {
    setTimeout: set,
    clearTimeout: (timer?: Handle) => void timers.delete(timer?.order ?? 0),
  })
  Object.assign(performance, { now: () => at - start })
  Object.assign(Date, { now: () => at })
  seedChance(seed)
  return {
    now: () => at,
    nextAt: () => next()?.at ?? Number.POSITIVE_INFINITY,
    moveTo: async (until) => {
      for (let due = next(); due !== undefined && due.at <= until; due = next()) {
        at = Math.max(at, due.at)
        timers.delete(due.order)
        due.go()
        await turn()
      }
      at = until
    },
  }
}

const seedChance = (seed: number): void => {
  const random = Random.of(Random.seedOf(seed, 0))
  const randomBytes = (size: number): Buffer =>
    Buffer.from(Array.from({ length: size }, () => Random.between(random, 0, 255)))
  const randomUUID = (): string => {
    const hex = randomBytes(16).toString("hex")
    const variant = "89ab"[Random.between(random, 0, 3)]
    const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`]
    return [...groups, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join("-")
  }
  Object.assign(crypto, { randomBytes, randomUUID })
  syncBuiltinESMExports()
  Object.assign(Math, { random })
}
