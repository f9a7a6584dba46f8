// The intake for Effect hosts: a service over a desk's services.
import { Context, Effect, Layer, Stream } from "effect"
import type { MailFolderError } from "./folder/MailFolder.ts"
import { intakeOf, maildirOf, type MailIntakeOptions, watchingOf } from "./options.ts"
import type { DeskServices, IntakeError, MailTaken, RawMail } from "./take/Intake.ts"
import * as Progress from "./take/Progress.ts"
import * as Taking from "./take/Taking.ts"
import { takeFolder } from "./take/TakingFolder.ts"
import { type MaildirOptions, takeMaildir } from "./take/TakingMaildir.ts"
import { watchMaildir, type WatchOptions } from "./take/WatchingMaildir.ts"

/** What an intake can do. */
export interface MailIntakeService {
  /** Takes a mail in: exactly one recorded outcome; the same mail again changes nothing (P15). */
  readonly take: (mail: RawMail) => Effect.Effect<MailTaken, IntakeError>
  /**
   * Takes in the `.eml` files that lie directly in a folder, in the order of their names, and then
   * books how far the intake was read. Links, hidden files and everything else are passed over.
   */
  readonly takeFolder: (folder: string) => Stream.Stream<MailTaken, IntakeError | MailFolderError>
  /**
   * Takes in the mails that lie in a Maildir and are not seen yet, in the order of their delivery,
   * and then books how far the intake was read. Wrong options are a defect.
   */
  readonly takeMaildir: (
    maildir: string,
    options?: MaildirOptions,
  ) => Stream.Stream<MailTaken, IntakeError | MailFolderError>
  /**
   * The same, and then whatever is delivered, until the stream is interrupted or the signal comes.
   * Trouble that may pass is told and waited for; it fails only where waiting mends nothing.
   */
  readonly watchMaildir: (
    maildir: string,
    options?: WatchOptions,
  ) => Stream.Stream<MailTaken, IntakeError>
  /**
   * For hosts that call `take` themselves: every mail that came before `at` (epoch milliseconds)
   * has its outcome. Until an intake says so, silence closes no ticket (P7). It never goes back.
   */
  readonly readUntil: (at: number) => Effect.Effect<void, IntakeError>
  /** This intake is read no more: no silence waits for it. Merely abandoned, it holds them all. */
  readonly retire: Effect.Effect<void, IntakeError>
}

/** The service through which mails are taken in. */
export class MailIntake extends Context.Service<MailIntake, MailIntakeService>()(
  "@upkeep/transport-mail/MailIntake",
) {}

/** An intake over the desk at hand, until the scope ends. Wrong options are a defect. */
export const layer = (
  options: MailIntakeOptions = {},
): Layer.Layer<MailIntake, never, DeskServices> => Layer.effect(MailIntake, make(options))

const make = Effect.fnUntraced(function* (options: MailIntakeOptions) {
  const intake = yield* Effect.acquireRelease(
    Effect.sync(() => intakeOf(options)),
    Taking.close,
  )
  const services = yield* Effect.context<DeskServices>()
  return MailIntake.of({
    take: Effect.fn("MailIntake.take")((mail) =>
      Effect.provide(Taking.take(intake, mail), services),
    ),
    takeFolder: (folder) => Stream.provide(takeFolder(intake, folder), services),
    takeMaildir: (maildir, options = {}) =>
      Stream.provide(takeMaildir(intake, maildir, maildirOf(options)), services),
    watchMaildir: (maildir, options = {}) =>
      Stream.provide(watchMaildir(intake, maildir, watchingOf(options)), services),
    readUntil: (at) => Effect.provide(Progress.readUntil(intake, at), services),
    retire: Effect.provide(Progress.retire(intake), services),
  })
})
