// What is due: tickets whose next instant has come, and notifications that wait to be sent.
import { Context, type Effect, type Scope } from "effect"
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
  /** Attempts that failed since its last commit. */
  readonly attempts: number
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
 * A ticket or a delivery that was claimed and not done: `tried` counts as a failed attempt,
 * `untried` does not, and `parked` is never claimed again.
 */
export interface Returned extends Postponement {
  readonly as: "tried" | "untried" | "parked"
}

/** Work that is claimed no more, until somebody releases it (P12). */
export interface ParkedWork {
  readonly kind: "ticket" | "delivery"
  /** The ticket's id, or the delivery's. */
  readonly id: string
  readonly ticketId: string
  readonly attempts: number
  readonly reason: string
}

/** A delivery that is not sent yet, or never was. */
export interface WaitingDelivery extends Omit<DueDelivery, "fence" | "tenant"> {
  readonly nextAttemptAt: number
  readonly reason: string
}

/** A stretch of a list by id. */
export interface WorkPage {
  /** The last id of the page before. */
  readonly after?: string
  /** From 1 on; cut to `claimLimit`. */
  readonly limit: number
}

/** Whether a tenant's notifications are sent. */
export interface Sending {
  /** Since when nothing is sent, in epoch milliseconds; null where it is. */
  readonly pausedAt: number | null
  /** Why; empty where it is sent. */
  readonly reason: string
}

/** What workers can do; all tenants share the queue. */
export interface WorkQueueService {
  /**
   * Tickets with `dueAt ≤ now` that nobody holds, in due order. What was postponed, or whose lease
   * ran out, queues by that instant; what is due at one instant comes in the order of registration.
   */
  readonly claimTickets: (claim: Claim) => Effect.Effect<ReadonlyArray<DueTicket>, StoreError>
  /**
   * Gives a claimed ticket back: unless it is parked, it may be claimed again from `until` on.
   * False when the lease was lost. A commit of the ticket ends its lease, and its parking.
   */
  readonly postponeTicket: (
    tenant: string,
    ticketId: string,
    returned: Returned,
  ) => Effect.Effect<boolean, StoreError>
  /**
   * Pending deliveries whose time has come (first their commit's `at`) and that nobody holds,
   * oldest first. A letter waits for the earlier ones of its ticket and channel that are still
   * pending, unless the same claim gives them too: letters of one ticket keep their order. Of a
   * tenant whose sending is paused there are none.
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
  /** Tickets and deliveries of a tenant that are parked, by id. */
  readonly parked: (
    tenant: string,
    kind: ParkedWork["kind"],
    page: WorkPage,
  ) => Effect.Effect<ReadonlyArray<ParkedWork>, StoreError>
  /**
   * Lets a parked ticket or delivery be claimed from an instant on, with no attempt counted; false
   * where nothing of this id is parked.
   */
  readonly release: (
    tenant: string,
    work: Pick<ParkedWork, "kind" | "id">,
    at: number,
  ) => Effect.Effect<boolean, StoreError>
  /** The pending deliveries of a tenant, by id: what may be sent. */
  readonly waiting: (
    tenant: string,
    page: WorkPage,
  ) => Effect.Effect<ReadonlyArray<WaitingDelivery>, StoreError>
  readonly sending: (tenant: string) => Effect.Effect<Sending, StoreError>
  /** Pauses a tenant's sending, or lets it go on; the same again changes nothing. */
  readonly setSending: (tenant: string, sending: Sending) => Effect.Effect<void, StoreError>
  /** The store's own clock (P9), in epoch milliseconds; null where it has none but the host's. */
  readonly now: Effect.Effect<number | null, StoreError>
  /** Tells workers in other processes that there may be work; may be lost, and never fails. */
  readonly signal: Effect.Effect<void>
  /** Calls `heard` whenever another process signals, while the scope lasts; polling goes on. */
  readonly listen: (heard: () => void) => Effect.Effect<void, never, Scope.Scope>
}

/** The port through which workers find what is due. */
export class WorkQueue extends Context.Service<WorkQueue, WorkQueueService>()(
  "@upkeep/core/WorkQueue",
) {}
