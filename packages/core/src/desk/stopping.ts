// The end of a desk: it takes nothing new, finishes what it has begun, or gives it back (P19).
import { Effect, Latch } from "effect"
import { atMost } from "./patience.ts"

/** How long the end of a desk may take, everything together. */
export const stopMillis = 15_000
/** How long it waits for what is under way: commands, and letters that are with their channels. */
export const finishMillis = 5_000
/** How long it then waits for the store to take back what was left undone. */
export const giveBackMillis = 3_000

/** An end that is told once, and reached by everybody who waits for it. */
export interface Stopping {
  readonly isStopping: () => boolean
  /** Waits until it begins. */
  readonly begun: Effect.Effect<void>
  /** Begins it, and waits at most `finishMillis` from its beginning on. */
  readonly stop: Effect.Effect<void>
}

/** What an end begins with, and what it waits for. */
export interface End {
  readonly begin: () => void
  readonly finished: Effect.Effect<void>
}

/** Makes an end that has not begun. */
export const make = ({ begin, finished }: End): Stopping => {
  const begun = Latch.makeUnsafe(false)
  let since: number | undefined
  return {
    isStopping: () => since !== undefined,
    begun: begun.await,
    stop: Effect.suspend(() => {
      if (since === undefined) {
        since = performance.now()
        begin()
        begun.openUnsafe()
      }
      const left = since + finishMillis - performance.now()
      return left <= 0 ? Effect.void : atMost(left, finished)
    }),
  }
}
