// Tells other processes that there may be work: outside every commit, for what is sent inside one
// makes all commits of the server queue up, and not more often than it helps.
import { setTimeout } from "node:timers"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"

/** What happens within this time is told by one signal. */
export const signalMillis = 50

/** The port's `signal`. It waits for nothing, and nobody is told where it fails. */
export const signalOn = ({ read, ear }: Connection): Effect.Effect<void> => {
  let isWaiting = false
  const send = () => {
    isWaiting = false
    Effect.runFork(Effect.ignore(read("SELECT pg_notify($1, $2)", [ear.channel, ear.own])))
  }
  return Effect.sync(() => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(send, signalMillis).unref()
  })
}
