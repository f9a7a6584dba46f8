// Tickets that go on by another version of their process: previewed, done, and begun again at any
// moment without harm.
import type { LeftTicket, Page } from "./Jobs.ts"

/** How tickets are to be moved. */
interface Manner extends Page {
  /** By the state now, the state of the work then; before the places of the profile. */
  readonly places?: { readonly [state: string]: string }
  /** Why tickets may skip steps that the version demands (PR22); kept with each that does. */
  readonly force?: string
}

/** The version of their process on which tickets are to go on. */
export interface MigrationOrder extends Manner {
  /** A published process, `id@version`: a desk was opened on it. */
  readonly process: string
}

/** What a version of their process would make of tickets. */
export interface MigrationQuestion extends Manner {
  /** A profile, as data; it need not be published. */
  readonly process: unknown
}

/** A ticket that goes on by the version. */
export interface MigratedTicket {
  readonly ticketId: string
  readonly number: string
  /** The status before, and the one after. */
  readonly from: string
  readonly to: string
}

/** A ticket that stays on its version; `NoPlace` where the other has none for it. */
export interface StrandedTicket extends LeftTicket {
  readonly status: string
}

/** What becomes, or would become, of a page of tickets that are not closed. */
export interface MigrationReport {
  readonly moved: ReadonlyArray<MigratedTicket>
  /** How many are on the version already. */
  readonly unchanged: number
  /** How many are on other processes, which it does not concern. */
  readonly others: number
  readonly refused: ReadonlyArray<StrandedTicket>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}
