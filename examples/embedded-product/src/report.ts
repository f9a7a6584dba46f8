// A problem with an order: the ticket and the order's own row in one transaction.
import type { Receipt } from "@upkeep/core"
import { storeIn } from "@upkeep/storage-sqlite"
import { inTransaction } from "./database.ts"
import { dispute, type Order } from "./orders.ts"
import { customerOf, type Shop } from "./shop.ts"
import type { Member } from "./users.ts"

/** What a member says. */
export interface Report {
  readonly subject: string
  readonly text: string
  /** The same for every sending of one form, so that a double click reports once. */
  readonly commandId: string
}

/**
 * Opens a ticket and disputes its order: both, or neither. A repeat has the first receipt; an order
 * that is disputed already, or was not delivered yet, is `NotReportable`.
 */
export const reportProblem = async (
  { db, desk }: Shop,
  member: Member,
  order: Order,
  { subject, text, commandId }: Report,
): Promise<Receipt> => {
  const prepared = await desk.forActor(customerOf(member)).prepare({
    command: { type: "register", channel: "web", subject, text, requester: {} },
    commandId,
  })
  return inTransaction(db, () => {
    // The receipt of `storeIn` is the one that counts: of a double click it is the first one.
    const receipt = storeIn(db, prepared)
    dispute(db, order, receipt.ticketId)
    return receipt
  })
}
