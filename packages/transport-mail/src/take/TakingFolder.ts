// A folder taken in: each file in its turn, and the watermark when its end is reached.
import { Clock, Effect, Predicate, Stream } from "effect"
import * as MailFolder from "../folder/MailFolder.ts"
import { checkProcess } from "./fitness.ts"
import type { DeskServices, Intake, IntakeError, MailTaken } from "./Intake.ts"
import * as Progress from "./Progress.ts"
import * as Taking from "./Taking.ts"

/** A file of a scan. */
export interface ScannedFile {
  readonly folder: string
  /** Leads from the folder to the file. */
  readonly name: string
  /** When the scan began. */
  readonly beganAt: number
}

/** How the files of a scan are found and taken. */
export interface Scan {
  readonly folder: string
  readonly list: Effect.Effect<ReadonlyArray<string>, MailFolder.MailFolderError>
  /** Undefined where the file is passed over. */
  readonly take: (
    file: ScannedFile,
  ) => Effect.Effect<MailTaken | undefined, IntakeError, DeskServices>
  /** Asked at the end: whether everything that was there has its outcome now. */
  readonly isComplete: () => boolean
}

/** Takes in the `.eml` files of a folder. */
export const takeFolder = (intake: Intake, folder: string) =>
  run(intake, {
    folder,
    list: MailFolder.list(folder),
    take: (file) => Effect.flatMap(read(intake, file), (found) => takeFile(intake, file, found)),
    isComplete: () => true,
  })

/**
 * Takes in what a scan finds when it begins; mails that arrive later belong to the next one. A file
 * is taken when its outcome is asked for, and the watermark is booked when the end is asked for.
 */
export const run = (
  intake: Intake,
  { folder, list, take, isComplete }: Scan,
): Stream.Stream<MailTaken, IntakeError | MailFolder.MailFolderError, DeskServices> =>
  Stream.unwrap(
    Effect.gen(function* () {
      yield* checkProcess(intake)
      const beganAt = yield* Clock.currentTimeMillis
      const finish = Effect.suspend(() =>
        isComplete() ? Progress.mark(intake, beganAt) : Effect.void,
      )
      return Stream.fromIterable(yield* list).pipe(
        Stream.mapEffect((name) => take({ folder, name, beganAt })),
        Stream.filter(Predicate.isNotUndefined),
        Stream.concat(Stream.fromEffectDrain(finish)),
      )
    }),
  )

/** Reads a file within the bounds of the intake. */
export const read = ({ limits }: Intake, { folder, name }: ScannedFile) =>
  MailFolder.read(folder, name, { mailBytes: limits.mailBytes, headBytes: Taking.headBytes })

/** Takes a file in that was read, or could not be. */
export const takeFile = (
  intake: Intake,
  { folder, name, beganAt }: ScannedFile,
  found: MailFolder.MailFile,
): Effect.Effect<MailTaken, IntakeError, DeskServices> => {
  if (found.kind === "unreadable") {
    const mail = { raw: new Uint8Array(), receivedAt: beganAt, name }
    return Taking.takeUnreadable(intake, mail, `${folder}/${name}`, found.why)
  }
  const { raw, receivedAt, bytes } = found
  const mail = { raw, receivedAt, name }
  return bytes > intake.limits.mailBytes
    ? Taking.takeTooBig(intake, mail, bytes)
    : Taking.take(intake, mail)
}
