// The intake for everyone: promises over a desk made by `createDesk`.
import type { Effect } from "effect"
import { intakeOf, type MailIntakeOptions } from "./options.ts"
import type { DeskServices, MailTaken, RawMail } from "./take/Intake.ts"
import * as Taking from "./take/Taking.ts"
import * as TakingFolder from "./take/TakingFolder.ts"

/** What the intake needs of a desk: to run effects over the desk's services. */
export interface DeskBridge {
  readonly run: <A, E>(effect: Effect.Effect<A, E, DeskServices>) => Promise<A>
}

/** An intake of mails. */
export interface MailIntake extends AsyncDisposable {
  /** Takes a mail in: exactly one recorded outcome; the same mail again changes nothing (P15). */
  readonly take: (mail: RawMail) => Promise<MailTaken>
  /**
   * Takes in the `.eml` files that lie directly in a folder, in the order of their names, and then
   * books how far the intake was read. Leaving the loop early leaves the rest for the next time.
   */
  readonly takeFolder: (folder: string) => AsyncIterable<MailTaken>
}

/**
 * Makes an intake for a desk; wrong options are thrown as a `TypeError` that names all of them.
 *
 * Only the desk's own trouble rejects (a store, its files, its directory): the mail at hand and
 * those after it were not booked and are taken next time. No mail does that.
 *
 * @example
 * import { createDesk } from "@upkeep/core"
 *
 * await using desk = await createDesk()
 * await using intake = createMailIntake({ desk, ownAddresses: ["info@mixvel.example"] })
 * const mail = "From: anna@example.com\r\nSubject: Login fails\r\n\r\nSince noon."
 * const raw = new TextEncoder().encode(mail)
 * const { outcome, ticket } = await intake.take({ raw, receivedAt: Date.now() })
 * outcome // => "new-ticket"
 * ticket // => "T-1"
 */
export const createMailIntake = ({
  desk,
  ...options
}: MailIntakeOptions & { readonly desk: DeskBridge }): MailIntake => {
  const intake = intakeOf(options)
  return {
    take: (mail) => desk.run(Taking.take(intake, mail)),
    async *takeFolder(folder) {
      const scan = await desk.run(TakingFolder.begin(folder))
      for (const file of scan.files) yield await desk.run(TakingFolder.takeFile(intake, scan, file))
      await desk.run(TakingFolder.finish(intake, scan))
    },
    [Symbol.asyncDispose]: () => intake.parser.close(),
  }
}
