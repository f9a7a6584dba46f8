// Stores commits: all are judged, then what was accepted is written, so nothing needs undoing.
import { Result } from "effect"
import { StoreError } from "../StoreError.ts"
import {
  type CommandRow,
  CommandRepeated,
  type Commit,
  type CommitRefused,
  LeaseLost,
  type Settlement,
  VersionConflict,
} from "../TicketStore.ts"
import { type Book, nextSequence, type State, type TicketRecord } from "./state.ts"

type Verdict = Result.Result<void, CommitRefused>

/** What the accepted commits before this one in the batch have taken. */
interface Taken {
  readonly commands: Map<string, CommandRow>
  readonly settled: Set<string>
  readonly keys: Set<string>
}

/** Judges and stores a batch; the answers stand in its order. */
export const commitAll = (
  state: State,
  book: Book,
  commits: ReadonlyArray<Commit>,
): ReadonlyArray<Verdict> => {
  const taken: Taken = { commands: new Map(), settled: new Set(), keys: new Set() }
  const verdicts = commits.map((commit) => judge(book, taken, commit))
  commits.forEach((commit, index) => {
    const verdict = verdicts[index]
    if (verdict !== undefined && Result.isSuccess(verdict)) write(state, book, commit)
  })
  return verdicts
}

const judge = (book: Book, taken: Taken, commit: Commit): Verdict => {
  const { ticketId, expectedVersion: expected } = commit
  const command = book.commands.get(commit.command.id)?.row ?? taken.commands.get(commit.command.id)
  if (command !== undefined) return Result.fail(new CommandRepeated({ command }))
  const version = book.tickets.get(ticketId)?.row.version ?? 0
  if (version !== expected) return Result.fail(new VersionConflict({ ticketId, expected, version }))
  const lost = commit.settlements.find((settlement) => !isHeld(book, taken, settlement))
  if (lost !== undefined) return Result.fail(new LeaseLost({ deliveryId: lost.deliveryId }))
  take(book, taken, commit)
  return Result.succeed(undefined)
}

const isHeld = (book: Book, taken: Taken, { deliveryId, fence }: Settlement): boolean => {
  const delivery = book.deliveries.get(deliveryId)
  if (delivery === undefined || taken.settled.has(deliveryId)) return false
  return delivery.status === "pending" && delivery.fence === fence
}

const take = (book: Book, taken: Taken, commit: Commit): void => {
  for (const key of uniqueKeys(commit)) {
    if (book.keys.has(key) || taken.keys.has(key)) throw collision(book.tenant, key)
    taken.keys.add(key)
  }
  for (const { deliveryId } of commit.settlements) taken.settled.add(deliveryId)
  taken.commands.set(commit.command.id, { ...commit.command })
}

const uniqueKeys = ({ ticketId, row, ...commit }: Commit): ReadonlyArray<string> => [
  ...(commit.expectedVersion === 0 ? [JSON.stringify(["ticket.number", row.number])] : []),
  ...commit.events.flatMap((event) => [JSON.stringify(["event", ticketId, event.number])]),
  ...commit.contents.map(({ key }) => JSON.stringify(["content", ticketId, key])),
  ...commit.deliveries.map(({ id }) => JSON.stringify(["delivery", id])),
]

const collision = (tenant: string, key: string) =>
  new StoreError({
    reason: "damaged",
    detail:
      `a commit of tenant ${tenant} has the key ${key.slice(0, 200)}, expected one that is not stored yet; ` +
      "nothing of its batch was stored: commit it alone, and look at what stands there",
  })

const write = (state: State, book: Book, commit: Commit): void => {
  const record = writeRow(state, book, commit)
  const events = commit.events.map((event) => ({ ...event }))
  record.events.push(...events)
  book.feed.push(...events)
  writeContents(state, record, commit)
  writeDeliveries(state, book, record, commit)
  for (const settlement of commit.settlements) settle(state, book, settlement)
  for (const key of uniqueKeys(commit)) book.keys.add(key)
  book.commands.set(commit.command.id, { row: { ...commit.command }, at: commit.at })
}

const writeContents = (state: State, record: TicketRecord, commit: Commit): void => {
  const { ticketId, contents, forgotten } = commit
  const added = contents.map((each) => ({ ...each, ticketId, sequence: nextSequence(state) }))
  // The keys of what is forgotten stay taken: nothing else is ever found under them.
  const left = record.contents.filter(({ key }) => !forgotten.includes(key))
  record.contents = [...left, ...added]
  // What a channel answered may name whom it wrote to.
  if (forgotten.length > 0) for (const delivery of record.deliveries) delivery.reason = ""
}

const writeRow = (state: State, book: Book, { ticketId, row }: Commit): TicketRecord => {
  const record = book.tickets.get(ticketId) ?? register(state, book, ticketId, row)
  record.row = { ...row, ticketId, number: record.row.number }
  record.wakeAt = row.dueAt
  record.fence += 1
  record.attempts = 0
  record.parked = undefined
  if (row.dueAt === null) state.dueTickets.delete(record)
  else state.dueTickets.add(record)
  return record
}

/** Makes the record of a new ticket. */
export const register = (
  state: State,
  book: Book,
  ticketId: string,
  row: Commit["row"],
): TicketRecord => {
  const record: TicketRecord = {
    tenant: book.tenant,
    sequence: nextSequence(state),
    row,
    wakeAt: null,
    fence: 0,
    attempts: 0,
    parked: undefined,
    events: [],
    contents: [],
    deliveries: [],
  }
  book.tickets.set(ticketId, record)
  book.numbers.set(row.number, record)
  return record
}

const writeDeliveries = (state: State, book: Book, ticket: TicketRecord, commit: Commit): void => {
  for (const row of commit.deliveries) {
    const delivery = {
      tenant: book.tenant,
      ticketId: commit.ticketId,
      sequence: nextSequence(state),
      row: { ...row },
      status: "pending" as const,
      attempts: 0,
      wakeAt: commit.at,
      reason: "",
      fence: 0,
    }
    ticket.deliveries.push(delivery)
    book.deliveries.set(row.id, delivery)
    state.pending.add(delivery)
  }
}

const settle = (state: State, book: Book, settlement: Settlement): void => {
  const delivery = book.deliveries.get(settlement.deliveryId)
  if (delivery === undefined) return
  delivery.status = settlement.status
  delivery.reason = settlement.reason
  delivery.attempts += 1
  state.pending.delete(delivery)
}
