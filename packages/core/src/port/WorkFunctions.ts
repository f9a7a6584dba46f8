// The port of workers as async functions.
import type {
  Claim,
  DeliveryClaim,
  DueDelivery,
  DueTicket,
  ParkedWork,
  Returned,
  Sending,
  WaitingDelivery,
  WorkPage,
} from "./WorkQueue.ts"

/** What is due, for workers: `WorkQueueService` as async functions. */
export interface WorkFunctions {
  /** Due tickets that nobody holds, in due order; the claim holds them, at most 1,000. */
  readonly claimTickets: (claim: Claim) => Promise<ReadonlyArray<DueTicket>>
  /** Gives a claimed ticket back; false when the lease was lost. */
  readonly postponeTicket: (
    tenant: string,
    ticketId: string,
    returned: Returned,
  ) => Promise<boolean>
  /** Pending deliveries whose time has come, oldest first; those of a line keep their order. */
  readonly claimDeliveries: (claim: DeliveryClaim) => Promise<ReadonlyArray<DueDelivery>>
  /** Gives a claimed delivery back; false when the lease was lost. */
  readonly returnDelivery: (
    tenant: string,
    deliveryId: string,
    returned: Returned,
  ) => Promise<boolean>
  /** The earliest instant at which a claim would find something; null when none ever will. */
  readonly nextDueAt: (work: Pick<DeliveryClaim, "tenants" | "channels">) => Promise<number | null>
  /** What of a tenant is parked, by id. */
  readonly parked: (
    tenant: string,
    kind: ParkedWork["kind"],
    page: WorkPage,
  ) => Promise<ReadonlyArray<ParkedWork>>
  /** Lets what is parked be claimed from an instant on; false where it is not parked. */
  readonly release: (
    tenant: string,
    work: Pick<ParkedWork, "kind" | "id">,
    at: number,
  ) => Promise<boolean>
  /** The pending deliveries of a tenant, by id. */
  readonly waiting: (tenant: string, page: WorkPage) => Promise<ReadonlyArray<WaitingDelivery>>
  readonly sending: (tenant: string) => Promise<Sending>
  /** While sending is paused, no claim gives a delivery of the tenant. */
  readonly setSending: (tenant: string, sending: Sending) => Promise<void>
  /** Needs the capability `clock`: epoch milliseconds by the store's own clock. */
  readonly now?: () => Promise<number>
  /** Needs the capability `signals`. What it throws is passed over. */
  readonly signal?: () => Promise<void>
  /** Needs the capability `signals`: calls `heard` at each; returns what ends that. */
  readonly listen?: (heard: () => void) => Promise<() => Promise<void>>
}
