// What concerns more tickets than one: a request in two parts, the incidents of one problem, those
// who wait for one release.
import type { Actor, FieldValues } from "../ticket/Command.ts"
import type { LeftTicket, Page } from "./Jobs.ts"
import type { Receipt } from "./Receipt.ts"

/** A part of a request that becomes a ticket of its own. */
export interface Split {
  /** The ticket of which it is a part, by its id or its number. */
  readonly ticket: string
  /** An agent or a robot. */
  readonly actor: Actor
  readonly subject: string
  readonly text: string
  /** A request type of the process in force; that of the ticket, where absent and still known. */
  readonly requestType?: string
  /** Fields of the process's own; environment and period are those of the ticket. */
  readonly fields?: FieldValues
  /** Makes a repeat harmless: 1 to 128 characters, unique in the tenant. */
  readonly commandId?: string
}

/** One answer for every incident of a problem. */
export interface CausedAnswer extends Page {
  /** The ticket by which they are caused, by its id or its number. */
  readonly problem: string
  /** An agent: no machine answers. */
  readonly actor: Actor
  readonly text: string
  /** Makes a repeat harmless: 1 to 128 characters, unique in the tenant. */
  readonly commandId?: string
}

/** A release that is out. */
export interface Shipment extends Page {
  readonly component: string
  readonly version: string
  /** Versions of the component that it contains: at most 1,000. */
  readonly includes?: ReadonlyArray<string>
  /** An agent or a robot. */
  readonly actor: Actor
  /** What is said to each customer beside the notice. */
  readonly text?: string
}

/** A ticket by both its names. */
export type TicketNames = Pick<LeftTicket, "ticketId" | "number">

/** What became of a page of the incidents of a problem. */
export interface CausedReport {
  readonly answered: ReadonlyArray<TicketNames>
  /** Those with which we were done before: answered, completed or closed. */
  readonly done: ReadonlyArray<TicketNames>
  readonly refused: ReadonlyArray<LeftTicket>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}

/** What a release meant for a page of the tickets that wait for releases. */
export interface ShipmentReport {
  readonly shipped: ReadonlyArray<TicketNames>
  readonly refused: ReadonlyArray<LeftTicket>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}

/** What a desk does with more tickets than one, by promises; see `DeskService`. */
export interface DeskTies {
  readonly split: (split: Split) => Promise<Receipt>
  readonly answerCaused: (answer: CausedAnswer) => Promise<CausedReport>
  readonly shipRelease: (shipment: Shipment) => Promise<ShipmentReport>
}

/** The same for one actor; customers are refused. */
export interface ActorTies {
  readonly split: (split: Omit<Split, "actor">) => Promise<Receipt>
  readonly answerCaused: (answer: Omit<CausedAnswer, "actor">) => Promise<CausedReport>
  readonly shipRelease: (shipment: Omit<Shipment, "actor">) => Promise<ShipmentReport>
}
