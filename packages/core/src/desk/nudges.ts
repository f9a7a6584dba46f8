// Who is told that there may be something to do: the worker of this process at once, those of other
// processes soon, and outside of any commit.
import { type Context, Effect, Latch } from "effect"
import type { WorkQueueService } from "../port/WorkQueue.ts"

/** The shortest pause between two signals to other processes, in milliseconds. */
export const signalPauseMillis = 100

/** What wakes workers. */
export interface Nudges {
  /** Opened where there may be something to wake, or to send; one for each round. */
  readonly wake: Latch.Latch
  readonly deliver: Latch.Latch
  /** Opens both. */
  readonly open: () => void
  /** Opens both, and signals. */
  readonly nudge: Effect.Effect<void>
  /** Signals what was not signalled yet. */
  readonly flush: Effect.Effect<void>
}

/** Nudges beside a queue; signals are sent with these services. */
export const make = ({ signal }: WorkQueueService, context: Context.Context<never>): Nudges => {
  const wake = Latch.makeUnsafe(false)
  const deliver = Latch.makeUnsafe(false)
  let timer: NodeJS.Timeout | undefined
  let lastAt = Number.NEGATIVE_INFINITY

  const send = Effect.suspend(() => {
    timer = undefined
    lastAt = performance.now()
    return signal
  })
  const open = (): void => {
    wake.openUnsafe()
    deliver.openUnsafe()
  }
  const signalSoon = (): void => {
    if (timer !== undefined) return
    const pauseMillis = Math.max(0, lastAt + signalPauseMillis - performance.now())
    // It keeps no process alive: workers look by themselves.
    timer = setTimeout(() => Effect.runForkWith(context)(send), pauseMillis).unref()
  }
  return {
    wake,
    deliver,
    open,
    nudge: Effect.sync(() => {
      open()
      signalSoon()
    }),
    flush: Effect.suspend(() => {
      if (timer === undefined) return Effect.void
      clearTimeout(timer)
      return send
    }),
  }
}
