// One intake: what it is called, whose addresses are its own, its bounds, its reader.
import type {
  DeskError,
  Directory,
  AttachmentStore,
  Inbound,
  StoreError,
  TicketStore,
} from "@upkeep/core/effect"
import type { Desk } from "@upkeep/core/effect"
import type { Semaphore } from "effect"
import type { MailLimits } from "../MailLimits.ts"
import type { MailParser, MailReaderError } from "../MailParser.ts"

/** What the taking of mails works with. */
export interface Intake {
  /** The name under which mails are booked. */
  readonly name: string
  readonly channel: string
  /** The desk's own addresses, as `Address.key` writes them, without plus parts. */
  readonly own: ReadonlySet<string>
  readonly limits: MailLimits
  readonly parser: MailParser
  /** Mails are taken one after the other: a reply must find the mail that it answers. */
  readonly turn: Semaphore.Semaphore
  /** Ends every watch: the intake is being closed. */
  readonly closing: AbortController
}

/** The services of a desk that the intake drives. */
export type DeskServices =
  | Desk.Desk
  | Inbound.Inbound
  | AttachmentStore.AttachmentStore
  | Directory.Directory
  | TicketStore.TicketStore

/**
 * The desk's own trouble: the mail at hand was not booked and is taken again next time.
 * `InvalidInput` says that the process cannot take mail, or that an argument is wrong.
 */
export type IntakeError =
  | StoreError.StoreError
  | DeskError.InvalidInput
  | MailReaderError
  | Directory.DirectoryError
  | AttachmentStore.AttachmentError
  | DeskError.VersionMismatch
  | DeskError.Overloaded

/** A mail as it came in. */
export interface RawMail {
  readonly raw: Uint8Array
  /** Epoch milliseconds; an instant in the future counts as now. */
  readonly receivedAt: number
  /** What the intake calls it, a file name for example; it only comes back in `MailTaken`. */
  readonly name?: string
}

/** What became of a mail (P15). */
export interface MailTaken {
  /** The name given with the mail; null where there was none. */
  readonly file: string | null
  readonly outcome: Inbound.InboundOutcome
  /** The ticket's number, where the mail belongs to one. */
  readonly ticket: string | null
  readonly ticketId: string | null
  /** Why; empty for `new-ticket` and `added`. */
  readonly reason: string
  /** What was odd about the mail, each as `code: sentence`. */
  readonly warnings: ReadonlyArray<string>
}
