// Who people are: customers, their contacts and contracts, and our own staff.
import { Context, Data, type Effect } from "effect"

/** The directory could not answer. */
export class DirectoryError extends Data.TaggedError("DirectoryError")<{
  readonly reason: "unavailable" | "invalid"
  readonly detail: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return `directory-${this.reason}: ${this.detail}`
  }
}

/** A contract in force: its targets by clock id, as the process's policy understands them. */
export interface Contract {
  readonly id: string
  readonly version: string
  /** Inclusive; epoch milliseconds. */
  readonly validFrom: number
  /** Exclusive; null for an open end. */
  readonly validTo: number | null
  /**
   * By clock id a target (`{ firstResponse: { workingMinutes: 240 } }`) or a list of cases, the
   * first of which that fits counts: `[{ when: { priority: "high" }, target: … }]`.
   */
  readonly targets: { readonly [clockId: string]: unknown }
  /** One of the process's `calendars`, for the clocks that take their target from a contract. */
  readonly calendar?: string
}

/** A person at a customer. */
export interface Contact {
  readonly id: string
  readonly name: string
  /** Compared without regard to case. */
  readonly address: string
  /** BCP 47; the desk's first language where absent. */
  readonly language?: string
}

/** A customer with its people and its contracts. */
export interface Customer {
  readonly id: string
  readonly name: string
  readonly contacts: ReadonlyArray<Contact>
  readonly contracts: ReadonlyArray<Contract>
  /** The IANA zone or fixed offset in which their deadlines are shown; the calendar's if absent. */
  readonly timeZone?: string
}

/** One of ours. */
export interface StaffMember {
  readonly id: string
  readonly name: string
  readonly address?: string
  /** The support line; see the process. */
  readonly line: string
}

/** What a directory can answer. */
export interface DirectoryService {
  /** The customer one of whose contacts has this address, or undefined for a stranger. */
  readonly customerByAddress: (
    tenant: string,
    address: string,
  ) => Effect.Effect<Customer | undefined, DirectoryError>
  readonly staffMember: (
    tenant: string,
    id: string,
  ) => Effect.Effect<StaffMember | undefined, DirectoryError>
}

/** The port through which people are known. */
export class Directory extends Context.Service<Directory, DirectoryService>()(
  "@upkeep/core/Directory",
) {}
