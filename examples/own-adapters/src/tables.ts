// What the store remembers: tables in memory, each a map from a key to a row.
import type {
  CommandRow,
  ContentRow,
  DeliveryRow,
  EventRow,
  InboundRow,
  RegistryEntry,
  Sending,
  TicketRow,
  Watermark,
} from "@upkeep/core"

/** Something that waits for a worker. While it is held, `wakeAt` is the end of the lease. */
export interface Waiting {
  readonly tenant: string
  readonly wakeAt: number | null
  /** Grows with every claim, so that who comes with an older one has lost it. */
  readonly fence: number
}

/** A ticket; it waits where something of it will become due. */
export interface Ticket extends Waiting {
  readonly row: TicketRow
  readonly attempts: number
  /** Why nobody is given it until it is released; null while it is not parked. */
  readonly parked: string | null
}

/** A notification to send, and how it stands. */
export interface Delivery extends Waiting {
  readonly wakeAt: number
  readonly ticketId: string
  readonly row: DeliveryRow
  readonly status: "pending" | "delivered" | "parked"
  readonly attempts: number
  readonly reason: string
}

/** An accepted command, and when. */
export interface KeptCommand {
  readonly row: CommandRow
  readonly at: number
}

/** The tables by name. A key begins with the tenant, so that nothing crosses. */
export const emptyTables = () => ({
  tickets: new Map<string, Ticket>(),
  numbers: new Map<string, TicketRow["ticketId"]>(),
  events: new Map<string, EventRow>(),
  contents: new Map<string, ContentRow>(),
  deliveries: new Map<string, Delivery>(),
  commands: new Map<string, KeptCommand>(),
  serials: new Map<string, number>(),
  versions: new Map<string, RegistryEntry>(),
  latest: new Map<string, RegistryEntry>(),
  inbound: new Map<string, InboundRow>(),
  watermarks: new Map<string, Watermark>(),
  sending: new Map<string, Sending>(),
})

/** Every table of the store. */
export type Tables = ReturnType<typeof emptyTables>

/** A key made of parts; other parts make another key. */
export const keyOf = (...parts: ReadonlyArray<string | number>): string => JSON.stringify(parts)

/** The rows whose key begins with these parts, in the order in which they came. */
export const below = <A>(
  table: ReadonlyMap<string, A>,
  ...parts: ReadonlyArray<string>
): ReadonlyArray<A> => {
  const start = `${keyOf(...parts).slice(0, -1)},`
  return [...table].filter(([key]) => key.startsWith(start)).map(([, row]) => row)
}
