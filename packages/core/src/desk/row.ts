// Between the desk's values and the store's rows.
import { Effect, Predicate, Result } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { EventRow, TicketRow } from "../port/TicketStore.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import type { Clock } from "../sla/Clock.ts"
import { formatVersion, Recorded } from "../ticket/Event.ts"
import { blank, type State } from "../ticket/State.ts"

/** A ticket as the desk holds it: its state and its clocks, both folded from its events. */
export interface Held {
  readonly state: State
  readonly clocks: ReadonlyArray<Clock>
}

/** A ticket with the hash of its last event, from which the next one goes on (P20). */
export interface Chained extends Held {
  readonly chain: string
}

/** A ticket as its row has it. */
export interface Stored extends Held {
  /** Missing from a row that was written before there were chains. */
  readonly chain?: string
  /** The zone data by which its next due instant was found. */
  readonly zoneData?: string
}

/** What a row has beside the ticket itself. */
interface Beside {
  /** Found with this version of the zone data. */
  readonly dueAt: number | null
  readonly zoneData: string
}

// What this process wrote need not be read to be known: only from another's row, or after a store
// has given it back, a body is parsed.
const atHand = new WeakMap<TicketRow, Stored>()

/** The row of a held ticket. */
export const ticketRow = (held: Chained, beside: Beside): TicketRow => {
  const row = rowOf(held, beside)
  const { state, clocks, chain } = held
  atHand.set(row, { state, clocks, zoneData: beside.zoneData, chain })
  return row
}

const rowOf = ({ state, clocks, chain }: Chained, { dueAt, zoneData }: Beside): TicketRow => ({
  ticketId: state.ticketId,
  number: state.number,
  version: state.version,
  status: state.status,
  dueAt,
  customer: state.customer,
  assignee: state.assignee,
  assignedAt: state.assignedAt,
  updatedAt: state.updatedAt,
  body: JSON.stringify({
    state: said(state, blank),
    clocks: clocks.map((clock) => said(clock, { ...earlierRun, terms: state.terms })),
    zoneData,
    chain,
  }),
})

// A row says what is not as it is without a word: half of a ticket is not, for most of its life.
// What a later version wrote beside it goes along, whoever writes the row anew (P14).
const said = <Value extends object>(
  value: Value,
  usual: { readonly [name in keyof Value]?: unknown },
): { readonly [name in keyof Value]?: unknown } => {
  const fields: { [name in keyof Value]?: unknown } = { ...value }
  for (const name in usual) if (isSame(value[name], usual[name])) fields[name] = undefined
  return fields
}

const isSame = (value: unknown, usual: unknown): boolean =>
  value === usual || (isEmpty(usual) && isEmpty(value))

const isEmpty = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false
  for (const _ in value) return false
  return true
}

/** Whether a row may be that of a ticket on some version of a process: told without parsing it. */
export const mayBeOn = ({ body }: TicketRow, processId: string): boolean =>
  body.includes(`"process":"${processId}@`)

/** The ticket that a row holds. The body is our own writing, in the same commit as its events. */
export const heldOf = (row: TicketRow): Effect.Effect<Stored, StoreError> => {
  const own = atHand.get(row)
  return own === undefined ? read(row) : Effect.succeed(own)
}

/** The ticket as the text of its row says it. */
export const read = (row: TicketRow): Effect.Effect<Stored, StoreError> =>
  Effect.flatMap(parsed(row.body, `ticket ${row.ticketId}`), (body) =>
    isWritten(body) && body.state.status === row.status
      ? Effect.succeed(completed(body))
      : Effect.fail(noTicket(row)),
  )

/** A run as an earlier version wrote it: without what that did not know. */
type EarlierRun = Omit<Clock, Later> & Partial<Clock> & { readonly endedByClosing?: boolean }
type Later = "terms" | "calendar" | "held" | "notBefore" | "byHand" | "endedIn" | "warnedBefore"

/** A row's body, by this version or an earlier one. */
interface Written extends Pick<Stored, "zoneData" | "chain"> {
  readonly state: Omit<State, keyof typeof blank | "terms" | "recordedAt"> & Partial<State>
  readonly clocks: ReadonlyArray<EarlierRun>
}

const isWritten = (body: unknown): body is Written =>
  typeof body === "object" &&
  body !== null &&
  "state" in body &&
  isState(body.state) &&
  "clocks" in body &&
  Array.isArray(body.clocks)

/** What no ticket is without, and no state was ever written without. */
const essentials: ReadonlyArray<readonly [name: string, type: "string" | "number"]> = [
  ["ticketId", "string"],
  ["number", "string"],
  ["version", "number"],
  ["status", "string"],
  ["process", "string"],
  ["requestType", "string"],
  ["channel", "string"],
  ["line", "string"],
  ["registeredAt", "number"],
  ["updatedAt", "number"],
]

const isState = (state: unknown): boolean =>
  Predicate.isObject(state) && essentials.every(([name, type]) => typeof state[name] === type)

const noTicket = ({ ticketId, status, body }: TicketRow) => {
  const expected = `a state of status ${Problem.show(status)} and its clocks`
  const detail = `got ${Problem.show(body)}, expected ${expected}, at ticket ${ticketId}`
  return new StoreError({ reason: "damaged", detail })
}

/** What a run is where its row says nothing of it; its terms are then its ticket's. */
const earlierRun = {
  calendar: null,
  held: false,
  notBefore: null,
  byHand: null,
  endedIn: 0,
  warnedBefore: [],
} as const satisfies Partial<Clock>

/** The phase of a closed ticket, see `Clock.endedIn`. */
const closedPhase = 2

// Each part by itself, for hosts of both versions may have written to one ticket (P14).
const completed = ({ state, clocks, ...rest }: Written): Stored => {
  const { terms = state.process } = state
  // What a row was written without stands at what it was then.
  const recordedAt = state.recordedAt ?? state.registeredAt
  return {
    state: { ...blank, ...state, terms, recordedAt },
    clocks: clocks.map(({ endedByClosing, ...run }) => ({
      ...earlierRun,
      terms,
      ...run,
      endedIn: run.endedIn ?? (endedByClosing === true ? closedPhase : 0),
    })),
    ...rest,
  }
}

/** The row of an event. */
export const eventRow = (recorded: Recorded): EventRow => ({
  ticketId: recorded.ticketId,
  number: recorded.number,
  id: recorded.id,
  type: recorded.event.type,
  at: recorded.at,
  body: JSON.stringify(recorded),
})

const decodeRecorded = Decode.strict(Recorded)

/** The event of a row; one of a newer format is refused, never dropped (V16). */
export const recordedOf = Effect.fnUntraced(function* (row: EventRow) {
  const place = `event ${row.number} of ticket ${row.ticketId}`
  const body = yield* parsed(row.body, place)
  const format = typeof body === "object" && body !== null && "format" in body ? body.format : 0
  if (typeof format === "number" && format > formatVersion) {
    const detail =
      `event-too-new: got format ${format}, expected at most ${formatVersion}, at ${place}; ` +
      "use the Upkeep that wrote it"
    return yield* new StoreError({ reason: "damaged", detail })
  }
  const decoded = decodeRecorded(body)
  if (Result.isSuccess(decoded)) return decoded.success
  const [first] = decoded.failure
  return yield* new StoreError({ reason: "damaged", detail: `${place}: ${first?.message ?? ""}` })
})

/** JSON of our own writing; anything else is damage, and said so. */
export const parsed = (text: string, place: string): Effect.Effect<unknown, StoreError> =>
  Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: (cause) => {
      const detail = `got ${Problem.show(text)}, expected JSON, at ${place}`
      return new StoreError({ reason: "damaged", detail, cause })
    },
  })
