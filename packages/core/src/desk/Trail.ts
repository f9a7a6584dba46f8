// What a desk proves of its own journals, and what it forgets of people in them (P20).
import type { Effect } from "effect"
import type { AttachmentError } from "../port/AttachmentStore.ts"
import type { DirectoryError } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { Actor } from "../ticket/Command.ts"
import type { Checkpoint } from "./chain/Checkpoint.ts"
import type { IntegrityQuestion, IntegrityReport } from "./chain/Integrity.ts"
import type { InvalidInput, TicketNotFound, VersionMismatch } from "./DeskError.ts"
import type { LeftTicket, Page } from "./Jobs.ts"
import type { CallOptions } from "./promised.ts"
import type { TicketNames } from "./Ties.ts"

/**
 * Whose content is forgotten: exactly one of `tickets`, `customer`, `contact`, `address`. Of each
 * ticket that is meant all content goes, whoever wrote it: one's words stand in the answers of
 * others.
 */
export interface ForgetOrder extends Page {
  /** An agent or a robot; named in each event. */
  readonly actor: Actor
  /** Why: one line of 1 to 320 characters, which stays for ever. A case number, and no name. */
  readonly reason: string
  /** Ids or numbers: 1 to 1,000, all of them in one call. */
  readonly tickets?: ReadonlyArray<string>
  /** The id of a customer: all of their tickets. */
  readonly customer?: string
  /** The id of a contact: all tickets on which they acted. */
  readonly contact?: string
  /** All tickets whose requester has or had this address, without regard to case. */
  readonly address?: string
}

/** What became of a page of tickets. */
export interface ForgetReport {
  readonly forgotten: ReadonlyArray<TicketNames>
  /** How many were meant, and had nothing left to forget. */
  readonly already: number
  readonly refused: ReadonlyArray<LeftTicket>
  /**
   * Files that came with forgotten content and with nothing else, by their hashes, whatever order
   * forgot it: with the last page they are removed.
   */
  readonly removedFiles: ReadonlyArray<string>
  /**
   * Those of them that came in, or were named by a command, less than a day ago: somebody may be
   * about to store what needs them. Any order after that day removes them, this one again too.
   */
  readonly heldFiles: ReadonlyArray<string>
  /** Those of them that are there for good: the store of files cannot remove any. */
  readonly leftFiles: ReadonlyArray<string>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}

/** Why nothing more is forgotten; a ticket that stands in its own way stops no other. */
export type ForgetError =
  | InvalidInput
  | TicketNotFound
  | VersionMismatch
  | AttachmentError
  | DirectoryError
  | StoreError

/** What a desk does about its trail. */
export interface TrailService {
  /**
   * Reads everything that the tenant's store holds, in constant memory, and reports each thing that
   * is not what the desk wrote: events and their order, tickets against the replay of their
   * journals, contents and files against their hashes, checkpoints. Changes nothing.
   */
  readonly verify: (
    question?: IntegrityQuestion,
  ) => Effect.Effect<IntegrityReport, InvalidInput | StoreError | AttachmentError>
  /**
   * Takes a checkpoint over everything that happened so far, unless the last one has it all; a
   * worker in the background does so once an hour. Undefined where nothing ever happened. Kept
   * elsewhere, it shows what was cut off since (`verify`).
   */
  readonly checkpoint: Effect.Effect<Checkpoint | undefined, StoreError>
  /**
   * Deletes the content of a page of tickets for good, each by a command of its own that leaves an
   * event (`ContentForgotten`). Numbers, clocks, reports and the chain stay as they are. Whatever
   * stops it, begin again: what is forgotten already is passed over.
   */
  readonly forget: (order: ForgetOrder) => Effect.Effect<ForgetReport, ForgetError>
}

/** The same by promises; see `TrailService`. */
export interface DeskTrail {
  readonly verify: (question?: IntegrityQuestion, options?: CallOptions) => Promise<IntegrityReport>
  readonly checkpoint: () => Promise<Checkpoint | undefined>
  readonly forget: (order: ForgetOrder, options?: CallOptions) => Promise<ForgetReport>
}
