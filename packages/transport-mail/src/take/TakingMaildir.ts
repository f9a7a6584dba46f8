// A Maildir taken in: mails that nobody has seen, each of them seen as soon as it has its outcome.
import { Effect, Stream } from "effect"
import { hasLeft } from "../folder/MailFolder.ts"
import * as Maildir from "../folder/Maildir.ts"
import type { Intake } from "./Intake.ts"
import * as TakingFolder from "./TakingFolder.ts"

/** What the reading of a Maildir can be told. */
export interface MaildirOptions {
  /**
   * `move`, the default: a mail that has its outcome is moved to `cur` and flagged as seen, and
   * mails in `cur` that are seen are passed over. `leave`: nothing is moved or renamed, for another
   * program owns the Maildir; every mail is read, seen or not, and known again by its sha256.
   * Mails in `cur` that are trashed or drafts are passed over by both.
   */
  readonly seen?: "move" | "leave"
}

/** A Maildir with what one reader knows of it. */
export interface Box {
  readonly intake: Intake
  readonly maildir: string
  readonly seen: "move" | "leave"
  /** Where mails stay that have their outcome: they are not read again. */
  readonly settled: Set<string>
  /** Whether no further mail is to be begun. */
  readonly isStopped: () => boolean
}

/** Takes in what lies in a Maildir now. */
export const takeMaildir = (intake: Intake, maildir: string, { seen }: Required<MaildirOptions>) =>
  Stream.suspend(() =>
    scan({ intake, maildir, seen, settled: new Set(), isStopped: () => false }, ["new", "cur"]),
  )

/** Takes in what lies in these places now; the watermark is booked where they are all there are. */
export const scan = (box: Box, places: ReadonlyArray<Maildir.Place>) =>
  Stream.suspend(() => {
    const { intake, maildir } = box
    const isWhole = places.includes("cur")
    const missed: Array<string> = []
    return TakingFolder.run(intake, {
      folder: maildir,
      list: Effect.map(Maildir.list(maildir, places), (paths) => {
        if (isWhole) forgetAllBut(box.settled, paths)
        return paths.filter((path) => isOpen(box, path))
      }),
      take: (file) => (box.isStopped() ? Effect.succeed(undefined) : takeFile(box, file, missed)),
      isComplete: () => isWhole && missed.length === 0 && !box.isStopped(),
    })
  })

const isOpen = ({ seen, settled }: Box, path: string): boolean =>
  !settled.has(path) && !Maildir.isPutAside(path) && !(seen === "move" && Maildir.isSeen(path))

// What is there no more needs no remembering.
const forgetAllBut = (settled: Set<string>, paths: ReadonlyArray<string>): void => {
  const there = new Set(paths)
  for (const path of settled) if (!there.has(path)) settled.delete(path)
}

const takeFile = Effect.fnUntraced(function* (
  box: Box,
  file: TakingFolder.ScannedFile,
  missed: Array<string>,
) {
  const found = yield* TakingFolder.read(box.intake, file)
  const isUnreadable = found.kind === "unreadable"
  // Another reader moved it, or the volume is gone: only the next scan can tell, and until then
  // nobody may say that the Maildir was read to its end (P7).
  if (isUnreadable && hasLeft(found.why)) return void missed.push(file.name)
  const taken = yield* TakingFolder.takeFile(box.intake, file, found)
  // It stays where it is, to be taken when somebody has mended it, and is not told each time.
  if (isUnreadable) return taken.reason === "already-taken" ? undefined : taken
  const why = box.seen === "move" ? yield* Maildir.markSeen(box.maildir, file.name) : "leave"
  if (why !== undefined) box.settled.add(file.name)
  if (why === undefined || box.seen === "leave") return taken
  const warning = `not-moved: ${why}: the mail stays at ${file.name}, and is not taken twice`
  return { ...taken, warnings: [...taken.warnings, warning] }
})
