// A Maildir watched: taken in again as soon as anything is delivered, whatever stops it meanwhile.
import { DeskError, StoreError } from "@upkeep/core/effect"
import { Effect, Stream } from "effect"
import { join } from "node:path"
import * as FolderChanges from "../folder/FolderChanges.ts"
import type { MailFolderError } from "../folder/MailFolder.ts"
import { shortestPauseMillis } from "../MailLimits.ts"
import type { DeskServices, Intake, IntakeError, MailTaken } from "./Intake.ts"
import { pause, pauseAfter } from "./pause.ts"
import { type Box, type MaildirOptions, scan } from "./TakingMaildir.ts"

/** What keeps a watch from reading for a while. */
export type WatchTrouble = IntakeError | MailFolderError

/** What the watching of a Maildir can be told. */
export interface WatchOptions extends MaildirOptions {
  /** Ends the watch when the mail at hand has its outcome. Closing the intake does so too. */
  readonly signal?: AbortSignal
  /**
   * The time between two looks at everything, 100 to 900,000 ms, 60,000 by default: mails of which
   * the system told nothing wait so long, and so often the watermark moves.
   */
  readonly pollMillis?: number
  /**
   * Is told what keeps the watch from reading, once until it changes, and null when it is over. By
   * default both go to the log. What it throws ends the watch.
   */
  readonly onTrouble?: (trouble: WatchTrouble | null) => void
}

/** Options that were checked. */
export type Watching = Required<Pick<WatchOptions, "seen" | "pollMillis">> &
  Pick<WatchOptions, "signal" | "onTrouble">

interface Watch extends Watching {
  readonly box: Box
  readonly stop: AbortSignal
  /** When everything is looked at again, in milliseconds of `performance.now()`. */
  wholeScanDue: number
  /** Failures since anything went well. */
  failures: number
  /** What was told of the trouble at hand; empty where there is none. */
  told: string
  /** Why the system does not watch, as it was told; undefined where it does. */
  unwatched: string | undefined
}

/**
 * Takes in what lies in a Maildir, and whatever is delivered to it from then on, until one of these
 * signals comes or the intake is closed.
 */
export const watchMaildir = (
  intake: Intake,
  maildir: string,
  options: Watching,
  ...ends: ReadonlyArray<AbortSignal>
) =>
  Stream.suspend(() => {
    const { seen, signal = intake.closing.signal } = options
    const stop = AbortSignal.any([intake.closing.signal, signal, ...ends])
    const isStopped = () => stop.aborted
    const box: Box = { intake, maildir, seen, settled: new Set(), isStopped }
    const fresh = { wholeScanDue: 0, failures: 0, told: "", unwatched: undefined }
    const watch: Watch = { ...options, ...fresh, box, stop }
    return Stream.fromEffectRepeat(Effect.void).pipe(
      Stream.takeWhile(() => !isStopped()),
      Stream.flatMap(() => round(watch)),
    )
  })

// A round has a watcher of its own, made before it looks: nothing comes between the two, and a
// folder that was replaced is watched again.
const round = (watch: Watch): Stream.Stream<MailTaken, IntakeError, DeskServices> =>
  Stream.unwrap(
    Effect.map(FolderChanges.next(join(watch.box.maildir, "new")), (changes) =>
      look(watch).pipe(
        Stream.tap(() => wentWell(watch)),
        Stream.concat(Stream.fromEffectDrain(wentWell(watch))),
        Stream.concat(Stream.fromEffectDrain(rest(watch, changes))),
        Stream.catch((trouble) => wentWrong(watch, trouble)),
      ),
    ),
  )

// A delivery is looked for where it was made. `cur` only grows, and is read with everything else.
const look = (watch: Watch) => {
  const isWhole = performance.now() >= watch.wholeScanDue
  if (isWhole) watch.wholeScanDue = performance.now() + watch.pollMillis
  return scan(watch.box, isWhole ? ["new", "cur"] : ["new"])
}

// What is delivered together is taken together.
const rest = (watch: Watch, { changed, why }: FolderChanges.Changes) =>
  tellUnwatched(watch, why).pipe(
    Effect.andThen(
      Effect.suspend(() => pause(watch.wholeScanDue - performance.now(), [watch.stop, changed])),
    ),
    Effect.andThen(pause(shortestPauseMillis, [watch.stop])),
  )

// A folder that was read just now and is not watched: nothing is lost, and mail is slow. A folder
// that is not there is trouble, and was told as such.
const tellUnwatched = (watch: Watch, why: string | undefined) => {
  const isNews = why !== undefined && why !== watch.unwatched
  watch.unwatched = why
  if (!isNews) return Effect.void
  const { box, pollMillis } = watch
  const found = `new mail is found only every ${pollMillis} ms`
  return Effect.logWarning(`upkeep: the system does not watch ${box.maildir} (${why}): ${found}`)
}

const wentWell = (watch: Watch) =>
  Effect.suspend(() => {
    watch.failures = 0
    if (watch.told === "") return Effect.void
    watch.told = ""
    return tell(watch, null)
  })

const wentWrong = (watch: Watch, trouble: WatchTrouble) => {
  if (watch.stop.aborted) return Stream.empty
  if (isForGood(trouble)) return Stream.fail(trouble)
  watch.wholeScanDue = 0
  watch.failures += 1
  const isNews = watch.told !== trouble.message
  watch.told = trouble.message
  return Stream.fromEffectDrain(
    Effect.andThen(
      isNews ? tell(watch, trouble) : Effect.void,
      pause(pauseAfter(watch.failures), [watch.stop]),
    ),
  )
}

/** Whether waiting mends nothing: a process that takes no mail, a desk that was closed. */
const isForGood = (trouble: WatchTrouble): trouble is IntakeError =>
  trouble instanceof DeskError.InvalidInput ||
  (trouble instanceof StoreError.StoreError && trouble.reason === "closed")

const tell = ({ onTrouble, box }: Watch, trouble: WatchTrouble | null): Effect.Effect<void> => {
  if (onTrouble !== undefined) return Effect.sync(() => onTrouble(trouble))
  return trouble === null
    ? Effect.logInfo(`upkeep: ${box.maildir} is read again`)
    : Effect.logError(`upkeep: ${box.maildir} is not read for now: ${trouble.message}`)
}
