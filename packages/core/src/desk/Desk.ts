// The desk of one tenant: commands in, receipts out; what is due is done; what happened can be
// read.
import { Context, type Effect } from "effect"
import type { AttachmentError, StoredContent } from "../port/AttachmentStore.ts"
import type { DirectoryError } from "../port/Directory.ts"
import type { VersionExists } from "../port/Registry.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketFilter } from "../port/TicketQuery.ts"
import type { Problem } from "../problem/Problem.ts"
import type { Profile } from "../process/Profile.ts"
import type { Report } from "../report/Report.ts"
import type { Explanation } from "../sla/Explanation.ts"
import type { Actor, Attachment, Command } from "../ticket/Command.ts"
import type {
  CommandIdReused,
  CommandRejected,
  InvalidInput,
  Overloaded,
  TicketNotFound,
  VersionMismatch,
} from "./DeskError.ts"
import type { AuditPage, AuditQuestion } from "./audit/question.ts"
import type { ExplainOptions } from "./explain.ts"
import type {
  Page,
  PolicyOrder,
  PolicyPreview,
  PolicyQuestion,
  PolicyReport,
  RecomputeReport,
} from "./Jobs.ts"
import type { FindService } from "./Find.ts"
import type { DeskHealth } from "./Health.ts"
import type { MigrationOrder, MigrationQuestion, MigrationReport } from "./Migration.ts"
import type { OperatorService } from "./Operating.ts"
import type { PreparedCommand } from "./Prepared.ts"
import type { Receipt } from "./Receipt.ts"
import type { RoutingExplanation } from "./routing.ts"
import type { CausedAnswer, CausedReport, Shipment, ShipmentReport, Split } from "./Ties.ts"
import type { VersionsService } from "./Versions.ts"
import type { TrailService } from "./Trail.ts"
import type { TicketSummary, TicketView, VisibleTicket } from "./View.ts"
import type { ReportQuestion } from "./report/question.ts"
import type { WhatIfPage, WhatIfQuestion } from "./whatif/question.ts"

export type { PreparedCommand, Receipt }

/** A command with everything that surrounds it. */
export interface Submission {
  /** The ticket; absent for `register` only. */
  readonly ticketId?: string
  readonly actor: Actor
  readonly command: Command
  /**
   * Makes a repeat harmless (P2): 1 to 128 characters, unique in the tenant. Made anew where
   * absent.
   */
  readonly commandId?: string
  /**
   * When it truly happened, where it is recorded later: epoch milliseconds, never in the future.
   */
  readonly effectiveAt?: number
  /** Refuse where somebody changed the ticket since this version (P3). */
  readonly expectedVersion?: number
}

/** Why a submission was not carried out. */
export type SubmitError =
  | InvalidInput
  | CommandRejected
  | TicketNotFound
  | VersionMismatch
  | CommandIdReused
  | Overloaded
  | AttachmentError
  | DirectoryError
  | StoreError

/** A file to keep for a ticket; `name` and `mediaType` are what the sender said. */
export interface FileToKeep {
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly name: string
  readonly mediaType: string
}

/** What one round of work did. */
export interface WorkReport {
  /** Tickets to which something due was applied. */
  readonly woken: number
  readonly delivered: number
  /** Deliveries that failed for now and will be tried again. */
  readonly postponed: number
  readonly parked: number
}

/** What a desk can do. */
export interface DeskService extends OperatorService, VersionsService, FindService, TrailService {
  readonly tenant: string
  /** The profile of the process in force: new tickets are opened on it. */
  readonly profile: Profile
  /** How the desk is: whether it should be sent commands, and what it has to do. Never fails. */
  readonly health: Effect.Effect<DeskHealth>
  /**
   * Decides and stores a command, or says why not. What is said on a merged ticket lands where that
   * went in the end: the receipt names the ticket. What changes two tickets is two commits, of
   * which a repeat with the same command id does what a crash left undone.
   */
  readonly submit: (submission: Submission) => Effect.Effect<Receipt, SubmitError>
  /**
   * Decides a command and stores nothing yet: a storage adapter stores it in a transaction of the
   * host's own, together with the host's rows. Refuses what changes two tickets
   * (`two-tickets`).
   */
  readonly prepare: (submission: Submission) => Effect.Effect<PreparedCommand, SubmitError>
  /** The receipt of a command that was accepted under this id, or undefined. */
  readonly receipt: (commandId: string) => Effect.Effect<Receipt | undefined, StoreError>
  /** Everything of one ticket, by its id or its number. */
  readonly show: (ticket: string) => Effect.Effect<TicketView, TicketNotFound | StoreError>
  /** The same without what is the desk's own, for whoever its customer is. */
  readonly showToCustomer: (
    ticket: string,
  ) => Effect.Effect<VisibleTicket, TicketNotFound | StoreError>
  /**
   * Why the clocks of a ticket stand as they do, by its id or its number: for each of their runs
   * every stretch since its start. Refuses a clock that did not run there (`unknown-clock`).
   */
  readonly explain: (
    ticket: string,
    options?: ExplainOptions,
  ) => Effect.Effect<ReadonlyArray<Explanation>, InvalidInput | TicketNotFound | StoreError>
  /**
   * Whom the routing of a ticket's process would choose now, and why, by the ticket's id or its
   * number; nothing is assigned. The rules are those of the version that the ticket is on.
   */
  readonly explainRouting: (
    ticket: string,
  ) => Effect.Effect<RoutingExplanation, TicketNotFound | DirectoryError | StoreError>
  /** How a ticket stands, by its id or its number, without its history. */
  readonly summary: (ticket: string) => Effect.Effect<TicketSummary, TicketNotFound | StoreError>
  /** A page of tickets; the limit is 1 to 1,000. */
  readonly list: (
    filter: TicketFilter,
  ) => Effect.Effect<ReadonlyArray<TicketSummary>, InvalidInput | StoreError>
  /** Asks a page of tickets what would have been under another policy or calendar. */
  readonly whatIf: (
    question: WhatIfQuestion,
  ) => Effect.Effect<WhatIfPage, InvalidInput | StoreError>
  /** What the desk did in a period, by its journals; reads all tickets and changes nothing. */
  readonly report: (question: ReportQuestion) => Effect.Effect<Report, InvalidInput | StoreError>
  /** Reads a page of tickets by rules that say where clocks may have been played with. */
  readonly audit: (question?: AuditQuestion) => Effect.Effect<AuditPage, InvalidInput | StoreError>
  /**
   * What the policy and the calendars of a profile would do to a page of tickets that are not
   * closed, decided and folded by the code that would do it; nothing is stored. Refuses a profile
   * with mistakes, and one whose version was published with other content.
   */
  readonly previewPolicy: (
    question: PolicyQuestion,
  ) => Effect.Effect<PolicyPreview, InvalidInput | VersionExists | StoreError>
  /**
   * Lets a page of tickets that are not closed follow the policy and the calendars of a published
   * process, each by a command of its own. Whatever stops it, begin again: a ticket that follows
   * them already is left as it is. Refuses what was never published (`unknown-process`).
   */
  readonly applyPolicy: (
    order: PolicyOrder,
  ) => Effect.Effect<PolicyReport, InvalidInput | StoreError>
  /**
   * What a version of their process would make of a page of tickets that are not closed (P14):
   * where each would stand, and which would be refused; nothing is stored. Refuses a profile with
   * mistakes, one whose version was published with other content, and places that lead nowhere.
   */
  readonly previewMigration: (
    question: MigrationQuestion,
  ) => Effect.Effect<MigrationReport, InvalidInput | VersionExists | StoreError>
  /**
   * Lets a page of tickets that are not closed go on by a published version of their process, each
   * by a command of its own; their clocks keep their terms, see `applyPolicy`. Whatever stops it,
   * begin again. Refuses what was never published (`unknown-process`) and places that lead nowhere.
   */
  readonly migrateTickets: (
    order: MigrationOrder,
  ) => Effect.Effect<MigrationReport, InvalidInput | StoreError>
  /**
   * Measures a page of tickets that are not closed by the zone data of this host, where it was
   * another's: a deadline that people were told and that falls elsewhere is an event
   * (`DeadlineMoved`), all else moves without one. Begin again, and it does what is left.
   */
  readonly recompute: (page: Page) => Effect.Effect<RecomputeReport, InvalidInput | StoreError>
  /**
   * Registers a part of a request as a ticket of its own, for the same requester and under the same
   * contract, and links both. The receipt is the new ticket's.
   */
  readonly split: (split: Split) => Effect.Effect<Receipt, SubmitError>
  /**
   * Answers a page of the tickets that are `causedBy` a problem (B-03), each by a command of its
   * own. Begun again with the same command id, it does what is left.
   */
  readonly answerCaused: (answer: CausedAnswer) => Effect.Effect<CausedReport, SubmitError>
  /**
   * Ships a release to a page of the tickets that wait for it (M-16), each by a command of its own:
   * it is their answer. Begun again, it does what is left.
   */
  readonly shipRelease: (shipment: Shipment) => Effect.Effect<ShipmentReport, SubmitError>
  /** What deserves a look before it becomes trouble: holidays or open time that end soon (C13). */
  readonly warnings: Effect.Effect<ReadonlyArray<Problem>>
  /** Keeps a file, so that a command can name it: at most 25 MiB. */
  readonly keep: (file: FileToKeep) => Effect.Effect<Attachment, AttachmentError>
  /** A kept file by its hash, as a stream whose bytes were checked. */
  readonly read: (hash: string) => Effect.Effect<StoredContent, AttachmentError>
  /** Proof that this tenant's desk wrote a text: 43 characters of A–Z, a–z, 0–9, `-` and `_`. */
  readonly sign: (text: string) => string
  /** Whether a proof is that of this text. */
  readonly isSigned: (text: string, proof: string) => boolean
  /** Proof for a mail that answers this ticket: 45 characters of a–z and 2–7. */
  readonly replyToken: (ticketId: string) => string
  /** The ticket of a reply token, or undefined where this tenant did not sign it. */
  readonly ticketOfReplyToken: (token: string) => string | undefined
}

/** The service through which a tenant's desk is used. */
export class Desk extends Context.Service<Desk, DeskService>()("@upkeep/core/Desk") {}
