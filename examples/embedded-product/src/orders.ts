// What companies ordered, and how it stands.
import type { DatabaseSync } from "node:sqlite"
import { type Row, text, textOrNull } from "./database.ts"

const states = ["shipped", "delivered", "disputed", "refunded"] as const
export type OrderState = (typeof states)[number]

/** An order of a company. */
export interface Order {
  readonly id: string
  readonly company: string
  readonly item: string
  readonly state: OrderState
  /** The ticket about it, where a problem was reported. */
  readonly ticketId: string | null
}

/** A problem is reported once, with an order that was delivered. */
export class NotReportable extends Error {
  override readonly name = "NotReportable"
  constructor({ id, state }: Order) {
    super(`got an order that is ${state}, expected one that is delivered, at order ${id}`)
  }
}

/** The orders of a company. */
export const ordersOf = (db: DatabaseSync, company: string): ReadonlyArray<Order> =>
  db.prepare("SELECT * FROM orders WHERE company = ? ORDER BY id").all(company).map(orderOf)

/** An order of a company; one of another company is not there. */
export const orderIn = (db: DatabaseSync, company: string, id: string): Order | undefined => {
  const row = db.prepare("SELECT * FROM orders WHERE company = ? AND id = ?").get(company, id)
  return row && orderOf(row)
}

/** The order that a ticket is about. */
export const orderAbout = (db: DatabaseSync, ticketId: string): Order | undefined => {
  const row = db.prepare("SELECT * FROM orders WHERE ticket_id = ?").get(ticketId)
  return row && orderOf(row)
}

/**
 * A delivered order becomes a disputed one, with its ticket. Again with the same ticket changes
 * nothing; any other order is `NotReportable`.
 */
export const dispute = (db: DatabaseSync, order: Order, ticketId: string): void => {
  const { changes } = db
    .prepare(
      "UPDATE orders SET state = 'disputed', ticket_id = ? WHERE id = ? AND state = 'delivered'",
    )
    .run(ticketId, order.id)
  if (changes === 1) return
  const now = orderIn(db, order.company, order.id) ?? order
  if (now.ticketId !== ticketId) throw new NotReportable(now)
}

const orderOf = (row: Row): Order => {
  const state = states.find((each) => each === row["state"])
  if (state === undefined) throw new TypeError(`expected one of ${states.join(", ")} in state`)
  return {
    id: text(row, "id"),
    company: text(row, "company"),
    item: text(row, "item"),
    state,
    ticketId: textOrNull(row, "ticket_id"),
  }
}
