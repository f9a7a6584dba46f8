// A command that is decided and not stored yet: for a host that stores it in a transaction of its
// own, together with its own rows.
import type { Commit } from "../port/TicketStore.ts"
import type { Receipt } from "./Receipt.ts"

/**
 * A decided command. A storage adapter stores it (`storeIn` of `@upkeep/storage-sqlite`); until
 * then nothing has happened, and it may be dropped. It holds as long as nobody changes the ticket.
 *
 * It is meant for the transaction that follows, within seconds: its events carry the instant at
 * which it was prepared, whenever it is stored. Drop one that is older than a day and prepare
 * again: no storage can tell its age, since the desk's clock may not be the machine's.
 */
export interface PreparedCommand {
  readonly tenant: string
  /**
   * What is to be stored, for storage adapters; undefined where the command id was accepted before:
   * then there is nothing to do, and `receipt` is the first one (P2).
   */
  readonly commit: Commit | undefined
  readonly receipt: Receipt
  /** Tells the worker of this process that there may be something to send: after the commit. */
  readonly stored: () => void
}
