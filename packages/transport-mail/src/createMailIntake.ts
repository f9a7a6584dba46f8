// The intake for everyone: promises over a desk made by `createDesk`.
import { Effect, Stream } from "effect"
import { intakeOf, maildirOf, type MailIntakeOptions, watchingOf } from "./options.ts"
import type { DeskServices, Intake, MailTaken, RawMail } from "./take/Intake.ts"
import * as Progress from "./take/Progress.ts"
import * as Taking from "./take/Taking.ts"
import { takeFolder } from "./take/TakingFolder.ts"
import { type MaildirOptions, takeMaildir } from "./take/TakingMaildir.ts"
import { type Watching, watchMaildir, type WatchOptions } from "./take/WatchingMaildir.ts"

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
  /**
   * Takes in the mails that lie in `new` and `cur` of a Maildir and are not seen yet, in the order
   * of their names, which begin with the time of delivery, and then books how far the intake was
   * read. A mail that has its outcome is moved to `cur` as seen, or left (`seen`); where that fails
   * the mail is still taken once, and its `warnings` say so. Rejects with `MailFolderError` where
   * there is no `new`.
   */
  readonly takeMaildir: (maildir: string, options?: MaildirOptions) => AsyncIterable<MailTaken>
  /**
   * Does the same, and then takes each mail soon after it was delivered, until the signal comes or
   * the intake is closed: then the loop ends after the mail at hand, without an error. A folder or
   * a desk that is in trouble is told to `onTrouble`, and tried again after 1 second to 15 minutes.
   * Rejects only where waiting mends nothing: `InvalidInput` of an unfit process, a closed desk.
   */
  readonly watchMaildir: (maildir: string, options?: WatchOptions) => AsyncIterable<MailTaken>
  /**
   * For hosts that call `take` themselves: every mail that came before `at` (epoch milliseconds)
   * has its outcome. Until an intake says so, silence closes no ticket (P7). It never goes back.
   */
  readonly readUntil: (at: number) => Promise<void>
  /**
   * This intake is read no more: no silence waits for it. One that is only abandoned holds every
   * silence of the desk. A mail taken later is booked as ever.
   */
  readonly retire: () => Promise<void>
}

/**
 * Makes an intake for a desk; wrong options are thrown as a `TypeError` that names all of them.
 *
 * Only the desk's own trouble rejects (a store, its files, its directory, the reading thread, or
 * `InvalidInput` where the process has no such channel or requires what a mail may lack): the mail
 * at hand and those after it were not booked and are taken next time. No mail does that.
 *
 * Each mailbox of a desk needs an intake name of its own (`intake`): under one name, a mailbox that
 * was read says that the others were.
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
    takeFolder: (folder) => iterate(desk, takeFolder(intake, folder)),
    takeMaildir: (maildir, options = {}) =>
      iterate(desk, takeMaildir(intake, maildir, maildirOf(options))),
    watchMaildir: (maildir, options = {}) => watch(desk, intake, maildir, watchingOf(options)),
    readUntil: (at) => desk.run(Progress.readUntil(intake, at)),
    retire: () => desk.run(Progress.retire(intake)),
    [Symbol.asyncDispose]: () => Effect.runPromise(Taking.close(intake)),
  }
}

// A mail is taken when the loop asks for it, and not before.
async function* iterate<E>(
  desk: DeskBridge,
  mails: Stream.Stream<MailTaken, E, DeskServices>,
): AsyncGenerator<MailTaken> {
  yield* await desk.run(Stream.toAsyncIterableEffect(mails))
}

// What a desk runs is broken off when it is closed: so a watch that rests hears of it at once, and
// its pause does not hold the process (P19). The loop rejects then as any call to a closed desk.
async function* watch(
  desk: DeskBridge,
  intake: Intake,
  maildir: string,
  options: Watching,
): AsyncGenerator<MailTaken> {
  const left = Promise.withResolvers<void>()
  const closed = new AbortController()
  desk.run(Effect.promise(() => left.promise)).catch(() => closed.abort())
  try {
    yield* iterate(desk, watchMaildir(intake, maildir, options, closed.signal))
    const isEndedByUs = intake.closing.signal.aborted || options.signal?.aborted === true
    if (closed.signal.aborted && !isEndedByUs) await desk.run(Effect.void)
  } finally {
    left.resolve()
  }
}
