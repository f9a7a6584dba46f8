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

/** The most members of the staff of one tenant. */
export const staffAtMost = 1_000

/** How much a contract includes, in a calendar month or in its whole validity. */
export type Quota =
  | { readonly hours: number; readonly per: "month" | "term" }
  | { readonly requests: number; readonly per: "month" | "term" }

/** What is promised to a customer, for how long, and for which requests (M-01). */
export interface Contract {
  readonly id: string
  readonly version: string
  /** Inclusive; epoch milliseconds. */
  readonly validFrom: number
  /** Exclusive; null for an open end. */
  readonly validTo: number | null
  /** The process's channels by which it may be used; all of them where absent. */
  readonly channels?: ReadonlyArray<string>
  /** The request types that it covers; all of them where absent. */
  readonly requestTypes?: ReadonlyArray<string>
  /**
   * By clock id a target (`{ firstResponse: { workingMinutes: 240 } }`) or a list of cases, the
   * first of which that fits counts: `[{ when: { priority: "high" }, target: … }]`.
   */
  readonly targets: { readonly [clockId: string]: unknown }
  /** One of the process's `calendars`, for the clocks that take their target from a contract. */
  readonly calendar?: string
  /** What it includes; as much as is asked for where absent. */
  readonly quota?: Quota
}

/** A person at a customer. */
export interface Contact {
  readonly id: string
  readonly name: string
  /** Compared without regard to case. */
  readonly address: string
  /** BCP 47; the desk's first language where absent. */
  readonly language?: string
  readonly phone?: string
  /** What they do at the customer: `connection`, `operation`, or a role of one's own (M-21). */
  readonly roles?: ReadonlyArray<string>
}

/** A contact, and whose it is. */
export interface CustomerContact extends Contact {
  /** The customer's id. */
  readonly customer: string
}

/** How many people of a role a customer should have (M-21). */
export interface WantedRole {
  readonly role: string
  readonly count: number
}

/** A customer with its people and its contracts. */
export interface Customer {
  readonly id: string
  readonly name: string
  readonly contacts: ReadonlyArray<Contact>
  readonly contracts: ReadonlyArray<Contract>
  /** The IANA zone or fixed offset in which their deadlines are shown; the calendar's if absent. */
  readonly timeZone?: string
  readonly wanted?: ReadonlyArray<WantedRole>
}

/** A time in which somebody is not there: half-open, epoch milliseconds. */
export interface Absence {
  readonly from: number
  readonly to: number
}

/** One of ours (M-20). */
export interface StaffMember {
  readonly id: string
  readonly name: string
  readonly address?: string
  /** The support line to which they belong; see the process. */
  readonly line: string
  /** All lines that they serve; `line` is one of them, named here or not. */
  readonly lines?: ReadonlyArray<string>
  /** Backend, web, integration, testing, design, support, or a direction of one's own. */
  readonly direction?: string
  readonly competences?: ReadonlyArray<string>
  readonly employment?: "employee" | "contractor"
  /** Their own calendar, as `Calendar.make` takes it; the process's where absent. */
  readonly workingTime?: unknown
  readonly absences?: ReadonlyArray<Absence>
  /** How many tickets they can have at once; any number where absent. */
  readonly capacity?: number
  /**
   * From this instant on (epoch milliseconds) they get no ticket; what they did keeps their name.
   */
  readonly leftAt?: number
}

/** What a directory can answer. Ids are compared as they are; undefined is nobody. */
export interface DirectoryService {
  /** The customer one of whose contacts has this address, or undefined for a stranger. */
  readonly customerByAddress: (
    tenant: string,
    address: string,
  ) => Effect.Effect<Customer | undefined, DirectoryError>
  readonly customer: (
    tenant: string,
    id: string,
  ) => Effect.Effect<Customer | undefined, DirectoryError>
  readonly contact: (
    tenant: string,
    id: string,
  ) => Effect.Effect<CustomerContact | undefined, DirectoryError>
  /** One of ours, also one who has left. */
  readonly staffMember: (
    tenant: string,
    id: string,
  ) => Effect.Effect<StaffMember | undefined, DirectoryError>
  /** All of ours, in any order: at most 1,000. */
  readonly staff: (tenant: string) => Effect.Effect<ReadonlyArray<StaffMember>, DirectoryError>
}

/** The port through which people are known. */
export class Directory extends Context.Service<Directory, DirectoryService>()(
  "@upkeep/core/Directory",
) {}
