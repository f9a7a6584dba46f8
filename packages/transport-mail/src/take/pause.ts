// Pauses of a watch, in real time whatever clock the desk decides by: the world is waited for.
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { firstRetryMillis, longestRetryMillis } from "../MailLimits.ts"

/** Waits, or until one of these signals comes. */
export const pause = (millis: number, until: ReadonlyArray<AbortSignal>): Effect.Effect<void> =>
  Effect.promise((interrupted) => {
    // `AbortSignal.any` would leave a trace on signals that live as long as the watch.
    const signals = [...until, interrupted]
    const waking = new AbortController()
    const wake = () => waking.abort()
    for (const signal of signals) signal.addEventListener("abort", wake)
    if (signals.some(({ aborted }) => aborted)) wake()
    return setTimeout(Math.max(0, millis), undefined, { signal: waking.signal })
      .catch(() => undefined)
      .finally(() => {
        for (const signal of signals) signal.removeEventListener("abort", wake)
      })
  })

/** How long to wait after so many failures, from 1: doubled each time, up to the longest pause. */
export const pauseAfter = (failures: number): number =>
  Math.min(firstRetryMillis * 2 ** (failures - 1), longestRetryMillis)
