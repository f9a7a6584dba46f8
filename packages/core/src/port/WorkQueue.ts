// What is due: tickets whose next instant has come, and notifications that wait to be sent.
import { Context, type Effect } from "effect"
import type { StoreError } from "./StoreError.ts"

/** The most that one claim gives; a larger limit is cut to it. */
export const claimLimit = 1_000

/** Whose work a worker does: that of the tenants named, or of every tenant of the store. */
export type Served = ReadonlyArray<string> | "all"

/** What a worker asks for. It holds what it gets until `now + leaseMillis`, then others may. */
export interface Claim {
  readonly tenants: Served
  readonly now: number
  readonly limit: number
  readonly leaseMillis: number
}

/** A claim of deliveries: only those of channels that the worker can send by. */
export interface DeliveryClaim extends Claim {
  readonly channels: ReadonlyArray<string>
}

/** A ticket something of which is due. */
export interface DueTicket {
  readonly tenant: string
  readonly ticketId: string
  readonly dueAt: number
  /** Grows with every claim of this ticket; a worker with an older one has lost it. */
  readonly fence: number
}

/** A notification to send now. */
export interface DueDelivery {
  readonly tenant: string
  readonly id: string
  readonly ticketId: string
  readonly eventNumber: number
  readonly channel: string
  readonly notice: string
  /** Attempts that failed before. */
  readonly attempts: number
  /** Grows with every claim of this delivery; a worker with an older one has lost it. */
  readonly fence: number
}

/** Later, please: the instant from which it may be claimed again, and why. */
export interface Postponement {
  readonly fence: number
  readonly until: number
  readonly reason: string
}

/**
 * A delivery that was claimed and not sent: `tried` counts as a failed attempt, `untried` does not,
 * and `parked` is never claimed again.
 */
export interface Returned extends Postponement {
  readonly as: "tried" | "untried" | "parked"
}

/** What workers can do; all tenants share the queue. */
export interface WorkQueueService {
  /**
   * Tickets with `dueAt ≤ now` that nobody holds, in due order. What was postponed, or whose lease
   * ran out, queues by that instant; what is due at one instant comes in the order of registration.
   */
  readonly claimTickets: (claim: Claim) => Effect.Effect<ReadonlyArray<DueTicket>, StoreError>
  /**
   * Gives a claimed ticket back: it may be claimed again from `until` on. False when the lease was
   * lost. A commit of the ticket ends its lease by itself.
   */
  readonly postponeTicket: (
    tenant: string,
    ticketId: string,
    postponement: Postponement,
  ) => Effect.Effect<boolean, StoreError>
  /**
   * Pending deliveries whose time has come (first their commit's `at`) and that nobody holds,
   * oldest first. A letter waits for the earlier ones of its ticket and channel that are still
   * pending, unless the same claim gives them too: letters of one ticket keep their order.
   */
  readonly claimDeliveries: (
    claim: DeliveryClaim,
  ) => Effect.Effect<ReadonlyArray<DueDelivery>, StoreError>
  /**
   * Gives a claimed delivery back: unless it is parked, it may be claimed again from `until` on.
   * False when the lease was lost.
   */
  readonly returnDelivery: (
    tenant: string,
    deliveryId: string,
    returned: Returned,
  ) => Effect.Effect<boolean, StoreError>
  /**
   * The earliest instant at which a claim of these tenants' tickets, or of their deliveries by
   * these channels, would find something; null when neither ever will.
   */
  readonly nextDueAt: (
    work: Pick<DeliveryClaim, "tenants" | "channels">,
  ) => Effect.Effect<number | null, StoreError>
}

/** The port through which workers find what is due. */
export class WorkQueue extends Context.Service<WorkQueue, WorkQueueService>()(
  "@upkeep/core/WorkQueue",
) {}
