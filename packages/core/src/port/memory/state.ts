// What the memory holds: one book for each tenant, and what waits in all of them.
import type { InboundRow } from "../Inbound.ts"
import type { RegistryEntry } from "../Registry.ts"
import type {
  CommandRow,
  ContentRow,
  DeliveryRow,
  EventRow,
  Settlement,
  TicketRow,
} from "../TicketStore.ts"
import type { Sending } from "../WorkQueue.ts"

/** A ticket with all that lies beside it. `sequence` is the order in which things came. */
export interface TicketRecord {
  readonly tenant: string
  readonly sequence: number
  row: TicketRow
  wakeAt: number | null
  fence: number
  attempts: number
  /** Why it is parked; undefined while it is not. */
  parked: string | undefined
  readonly events: Array<EventRow>
  contents: Array<ContentRecord>
  readonly deliveries: Array<DeliveryRecord>
}

/** Content with its place in the order in which contents came. */
export interface ContentRecord extends ContentRow {
  readonly ticketId: string
  readonly sequence: number
}

/** A delivery and how it stands. While it is held, `wakeAt` is the end of its lease. */
export interface DeliveryRecord {
  readonly tenant: string
  readonly ticketId: string
  readonly sequence: number
  readonly row: DeliveryRow
  status: "pending" | Settlement["status"]
  attempts: number
  wakeAt: number
  reason: string
  fence: number
}

/** A file, and when it was put or held last. */
export interface KeptFile {
  readonly content: Uint8Array
  readonly heldAt: number
}

/** Everything of one tenant. */
export interface Book {
  readonly tenant: string
  readonly tickets: Map<string, TicketRecord>
  readonly numbers: Map<string, TicketRecord>
  readonly commands: Map<string, { readonly row: CommandRow; readonly at: number }>
  readonly deliveries: Map<string, DeliveryRecord>
  /** The keys that may stand only once, whatever they are keys of. */
  readonly keys: Set<string>
  /** In the order in which they were published last. */
  readonly registry: Map<string, RegistryEntry>
  /** In the order in which they were published first. */
  readonly published: Array<RegistryEntry>
  /** Every event in the order of the commits. */
  readonly feed: Array<EventRow>
  sending: Sending
  readonly inbound: Map<string, InboundRow>
  readonly watermarks: Map<string, number>
  readonly files: Map<string, KeptFile>
  nextSerial: number
}

/** Everything of all tenants, with what waits for a worker. */
export interface State {
  readonly books: Map<string, Book>
  readonly dueTickets: Set<TicketRecord>
  readonly pending: Set<DeliveryRecord>
  lastSequence: number
}

/** An empty memory. */
export const emptyState = (): State => ({
  books: new Map(),
  dueTickets: new Set(),
  pending: new Set(),
  lastSequence: 0,
})

/** The next place in the order of arrival. */
export const nextSequence = (state: State): number => {
  state.lastSequence += 1
  return state.lastSequence
}

/** The book of a tenant, opened where there is none yet. */
export const bookOf = (state: State, tenant: string): Book => {
  const found = state.books.get(tenant)
  if (found !== undefined) return found
  const book = emptyBook(tenant)
  state.books.set(tenant, book)
  return book
}

const emptyBook = (tenant: string): Book => ({
  tenant,
  tickets: new Map(),
  numbers: new Map(),
  commands: new Map(),
  deliveries: new Map(),
  keys: new Set(),
  registry: new Map(),
  published: [],
  feed: [],
  sending: { pausedAt: null, reason: "" },
  inbound: new Map(),
  watermarks: new Map(),
  files: new Map(),
  nextSerial: 1,
})
