// Says that something happened in a folder, as soon as the system says so, which it need not.
import { type FSWatcher, watch } from "node:fs"
import { Context, Effect, type Scope } from "effect"
import { said } from "./MailFolder.ts"

/** What is heard of a folder's changes. */
export interface Changes {
  /** Comes with the first change. */
  readonly changed: AbortSignal
  /** Why it never comes; undefined where the system watches. */
  readonly why: string | undefined
}

/** How the system is asked to watch a folder; throws where it does not. */
export const Watcher = Context.Reference<(folder: string, changed: () => void) => FSWatcher>(
  "@upkeep/transport-mail/FolderChanges/Watcher",
  { defaultValue: () => (folder, changed) => watch(folder, { persistent: false }, changed) },
)

/**
 * The changes of a folder from now on, until the scope ends. The system may watch nothing (Linux
 * has a bound on watches, and says `ENOSPC` beyond it), or watch and lose events (network file
 * systems, containers): who waits for them also looks again by time.
 */
export const next = (folder: string): Effect.Effect<Changes, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.map(Watcher, (watchFolder) => watched(folder, watchFolder)),
    ({ close }) => Effect.sync(close),
  )

const watched = (folder: string, watchFolder: typeof Watcher.Service) => {
  const change = new AbortController()
  const changed = change.signal
  try {
    const watcher = watchFolder(folder, () => change.abort())
    // The folder went away, or the system can watch no longer: the next look by time tells.
    watcher.on("error", () => {})
    return { changed, why: undefined, close: () => watcher.close() }
  } catch (error) {
    return { changed, why: said(error), close: () => {} }
  }
}
