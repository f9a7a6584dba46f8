// A clock that a host moves by hand; sleeping is still real time.
import { type Clock, Duration, Effect } from "effect"

/** Effect's clock over a function that says the time in epoch milliseconds. */
export const make = (now: () => number): Clock.Clock => {
  // Times are stored as whole milliseconds, whatever the host's clock can do.
  const millis = () => Math.trunc(now())
  const nanos = () => BigInt(millis()) * 1_000_000n
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Effect.callback<void>((resume) => {
        const timer = setTimeout(() => resume(Effect.void), Duration.toMillis(duration))
        return Effect.sync(() => clearTimeout(timer))
      }),
  }
}
