// What an operator does with a tenant's work: whether its letters are sent (P17), and what was
// parked (P12). Each change is recorded: who, when, why.
import type { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { ParkedWork, Sending, WaitingDelivery } from "../port/WorkQueue.ts"
import type { InvalidInput } from "./DeskError.ts"

/** Who does it: a name of 1 to 320 characters, as it is recorded. */
interface Signed {
  readonly by: string
}

/** Why sending is paused, and by whom. */
export interface PauseOrder extends Signed {
  /** 1 to 320 characters, in one line. */
  readonly reason: string
}

/** What is let go on. */
export interface ReleaseOrder extends Signed, Pick<ParkedWork, "kind" | "id"> {}

/** A part of a list by id. */
export interface WorkPart {
  /** The last id of the part before. */
  readonly after?: string
  /** 1 to 1,000; 100 by default. */
  readonly limit?: number
}

/** Parked tickets, or parked notifications. */
export interface ParkedPart extends WorkPart {
  readonly kind: ParkedWork["kind"]
}

/** A notification that waits, and the number of its ticket. */
export interface WaitingNotice extends WaitingDelivery {
  readonly ticketNumber: string
}

/** What an operator does with a desk. */
export interface OperatorService {
  /** Whether notifications are sent; where they are not, since when and why. */
  readonly sending: Effect.Effect<Sending, StoreError>
  /** What waits to be sent, by id: what a release may send, maybe once more, under these ids. */
  readonly waiting: (
    part?: WorkPart,
  ) => Effect.Effect<ReadonlyArray<WaitingNotice>, InvalidInput | StoreError>
  /**
   * Keeps all notifications of the tenant back, in every process on its store, until they are
   * released. One that is with its channel already may still go out. What is paused already
   * stays as it is.
   */
  readonly pauseSending: (order: PauseOrder) => Effect.Effect<void, InvalidInput | StoreError>
  /** Lets notifications go out again; who is to send them finds them within five seconds. */
  readonly releaseSending: (order: Signed) => Effect.Effect<void, InvalidInput | StoreError>
  /** Tickets or notifications that are parked, by id. */
  readonly parked: (
    part: ParkedPart,
  ) => Effect.Effect<ReadonlyArray<ParkedWork>, InvalidInput | StoreError>
  /** Lets a parked ticket or notification be tried anew; false where nothing of this id is. */
  readonly releaseParked: (order: ReleaseOrder) => Effect.Effect<boolean, InvalidInput | StoreError>
}

/** The same by promises; see `OperatorService`. */
export interface DeskOperator {
  /** Whether notifications are sent; where they are not, since when and why. */
  readonly sending: () => Promise<Sending>
  /** What waits to be sent: what a release may send, maybe once more, under these ids. */
  readonly waiting: (part?: WorkPart) => Promise<ReadonlyArray<WaitingNotice>>
  /** Keeps all notifications of the tenant back, in every process, until they are released. */
  readonly pauseSending: (order: PauseOrder) => Promise<void>
  readonly releaseSending: (order: Signed) => Promise<void>
  /** Tickets or notifications that are parked, by id. */
  readonly parked: (part: ParkedPart) => Promise<ReadonlyArray<ParkedWork>>
  /** Lets a parked ticket or notification be tried anew; false where nothing of this id is. */
  readonly releaseParked: (order: ReleaseOrder) => Promise<boolean>
}
