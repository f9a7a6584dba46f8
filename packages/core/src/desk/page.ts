// The page of tickets that a call asks for.
import type { TicketFilter } from "../port/TicketQuery.ts"

/** Tickets of one page where a list names no limit. */
export const pageDefault = 100

/** The page that a filter asks for; a field that is there and says nothing asks for nothing. */
export const pageOf = (filter: Partial<TicketFilter> = {}): TicketFilter => ({
  limit: pageDefault,
  ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
})
