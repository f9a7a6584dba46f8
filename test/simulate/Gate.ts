// A gate before the store: every call waits there until chance lets it through, so that what runs
// at the same time meets in any order, and may fail, be lost or never return.
import { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as Random from "../chaos/Random.ts"
import type { Around } from "../chaos/Wrapped.ts"
import { turn } from "./hermetic.ts"

/** Somebody whose calls come to the gate: a desk, which may be gone or stand still. */
export interface Caller {
  readonly isGone: () => boolean
  readonly isStill: () => boolean
  /** Nothing of it goes on, ever. */
  readonly kill: () => void
  /** Nothing of it goes on until it is let. */
  readonly still: (isStill: boolean) => void
}

/** Whether anything of a caller can go on. */
export const isUp = ({ isGone, isStill }: Caller): boolean => !isGone() && !isStill()

/** Something under way, which is over once its desk has answered. */
export interface Task {
  readonly caller: Caller
  readonly isDone: () => boolean
}

/** What becomes of a call. */
export type Fate = "go" | "fail" | "lose"

/** A gate. */
export interface Gate {
  /** What stands before each call of a caller. */
  readonly before: (caller: Caller) => Around
  /** Waits there without calling anything. */
  readonly pause: (caller: Caller) => Effect.Effect<void, StoreError.StoreError>
  /** Lets calls through until none is left that can go on. */
  readonly settle: () => Promise<void>
}

interface Waiting {
  readonly caller: Caller
  readonly go: (fate: Fate) => void
}

/** Makes a gate; `fateOf` is asked as a call is let through, and may undo its caller. */
export const make = (random: Random.Random, fateOf: (caller: Caller) => Fate): Gate => {
  const waiting = new Set<Waiting>()
  let moves = 0
  const turnOf = (caller: Caller) =>
    Effect.callback<Fate>((resume) => {
      moves += 1
      const go = (fate: Fate) => resume(Effect.succeed(fate))
      const one = { caller, go }
      waiting.add(one)
      return Effect.sync(() => void waiting.delete(one))
    })
  const quiet = async () => {
    for (let before = -1; before !== moves;) {
      before = moves
      for (let turns = 0; turns < quietTurns; turns++) await turn()
    }
  }
  const ready = () => [...waiting].filter(({ caller }) => isUp(caller))
  return {
    before: (caller) => (name, call) =>
      Effect.flatMap(turnOf(caller), (fate) => {
        if (fate === "fail") return Effect.fail(refused(name))
        return fate === "go" ? call : Effect.andThen(call, Effect.fail(lost(name)))
      }),
    pause: (caller) => Effect.asVoid(turnOf(caller)),
    settle: async () => {
      for (;;) {
        await quiet()
        const able = ready()
        if (able.length === 0) return
        const one = Random.pick(random, able)
        const fate = fateOf(one.caller)
        moves += 1
        if (!isUp(one.caller)) continue
        waiting.delete(one)
        one.go(fate)
      }
    },
  }
}

/** How often the event loop goes round before everything counts as waiting. */
const quietTurns = 3

const refused = (name: string) =>
  new StoreError.StoreError({ reason: "unavailable", detail: `${name}: the store is away` })

// Of a commit nobody knows; what else was lost has no other meaning than that it failed.
const lost = (name: string) =>
  new StoreError.StoreError({
    reason: name === "commit" ? "outcome-unknown" : "unavailable",
    detail: `${name}: the answer was lost`,
  })
