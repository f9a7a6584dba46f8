// A store that answers without waiting (SQLite, memory) must not keep timers and sockets of its
// host from their turn: now and then the desk lets the event loop go round.
import { Effect } from "effect"

/** The longest that commands in a row hold the event loop, in milliseconds. */
export const breathMillis = 10

/** Lets the event loop go round where it has not for a while; else costs nothing. */
export const make = (): Effect.Effect<void> => {
  let last = performance.now()
  const turn = Effect.callback<void>((resume) => {
    const immediate = setImmediate(() => {
      last = performance.now()
      resume(Effect.void)
    })
    return Effect.sync(() => clearImmediate(immediate))
  })
  return Effect.suspend(() => (performance.now() - last < breathMillis ? Effect.void : turn))
}
