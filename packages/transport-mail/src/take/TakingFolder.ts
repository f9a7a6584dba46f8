// A folder taken in: each file in its turn, and the watermark when its end is reached.
import { Clock, Effect } from "effect"
import * as MailFolder from "../folder/MailFolder.ts"
import { checkProcess } from "./fitness.ts"
import type { DeskServices, Intake, IntakeError } from "./Intake.ts"
import * as Progress from "./Progress.ts"
import * as Taking from "./Taking.ts"

/** A folder as it was found: mails that arrive later belong to the next scan. */
export interface Scan {
  readonly folder: string
  readonly files: ReadonlyArray<string>
  readonly beganAt: number
}

/** Lists the mails of a folder. */
export const begin: (
  intake: Intake,
  folder: string,
) => Effect.Effect<Scan, IntakeError | MailFolder.MailFolderError, DeskServices> =
  Effect.fnUntraced(function* (intake, folder) {
    yield* checkProcess(intake)
    const beganAt = yield* Clock.currentTimeMillis
    const scan: Scan = { folder, files: yield* MailFolder.list(folder), beganAt }
    return scan
  })

/** Takes one file of the folder in. */
export const takeFile = Effect.fnUntraced(function* (intake: Intake, scan: Scan, name: string) {
  const { mailBytes } = intake.limits
  const bounds = { mailBytes, headBytes: Taking.headBytes }
  const file = yield* MailFolder.read(scan.folder, name, bounds)
  if (file.kind === "unreadable") {
    const mail = { raw: new Uint8Array(), receivedAt: scan.beganAt, name }
    return yield* Taking.takeUnreadable(intake, mail, `${scan.folder}/${name}`, file.why)
  }
  const { raw, receivedAt, bytes } = file
  const mail = { raw, receivedAt, name }
  if (bytes > mailBytes) return yield* Taking.takeTooBig(intake, mail, bytes)
  return yield* Taking.take(intake, mail)
})

/** Books that everything that came before the scan began has its outcome. */
export const finish = (
  intake: Intake,
  scan: Scan,
): Effect.Effect<void, IntakeError, DeskServices> => Progress.mark(intake, scan.beganAt)
