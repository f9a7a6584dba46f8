// Says that something happened in a folder, as soon as the system says so, which it need not.
import { watch } from "node:fs"
import { Effect, type Scope } from "effect"

/**
 * A signal that comes with the first change in a folder from now on, until the scope ends. It never
 * comes where the system has no such events, or loses them (network file systems, containers): who
 * waits for it also looks again by time.
 */
export const next = (folder: string): Effect.Effect<AbortSignal, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => watched(folder)),
    ({ close }) => Effect.sync(close),
  ).pipe(Effect.map(({ changed }) => changed))

const watched = (folder: string) => {
  const change = new AbortController()
  const changed = change.signal
  try {
    const watcher = watch(folder, { persistent: false }, () => change.abort())
    // The folder went away, or the system can watch no longer: the next look by time tells.
    watcher.on("error", () => {})
    return { changed, close: () => watcher.close() }
  } catch {
    return { changed, close: () => {} }
  }
}
