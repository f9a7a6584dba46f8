// What an accepted command did, as its caller is told.

/** What an accepted command did. A repeat of the command gets the same receipt. */
export interface Receipt {
  readonly commandId: string
  readonly ticketId: string
  readonly number: string
  /** The ticket's version after the command. */
  readonly version: number
  readonly status: string
  /** The types of the events that happened, in their order. */
  readonly events: ReadonlyArray<string>
}
