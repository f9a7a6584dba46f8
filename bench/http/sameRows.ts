// The limit of the desk behind HTTP: the rows that the desk writes for a command, written by hand
// into a store of the same tables and indexes, one durable transaction each, and nothing decided.
import { createDesk, type Desk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { randomUUID } from "node:crypto"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import { cacheKibibytes, checkpointPages } from "../../packages/storage-sqlite/src/open.ts"

/** What is answered for a command. */
export interface Receipt {
  readonly commandId: string
  readonly ticketId: string
  readonly number: string
  readonly version: number
}

/** A store that does what it is told. */
export interface SameRows {
  /** A ticket, one event, its content, the command. */
  readonly open: (request: unknown) => Receipt
  /** The ticket, one event, its content, the command. */
  readonly note: (number: string, command: unknown) => Receipt
  /** The ticket moved to somebody, one event, the command; undefined on another version. */
  readonly assign: (number: string, assignee: string, version: number) => Receipt | undefined
  readonly list: (limit: number) => ReadonlyArray<unknown>
}

/** Makes one in a new file. */
export const sameRows = async (file: string): Promise<SameRows> => {
  const samples = await samplesIn(file)
  const database = new DatabaseSync(file)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
  database.exec(
    `PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA cache_size = -${cacheKibibytes}`,
  )
  const whole = <A>(work: () => A): A => {
    database.exec("BEGIN IMMEDIATE")
    const answer = work()
    database.exec("COMMIT")
    return answer
  }
  const { open, note, assign } = commandsOn(database, samples)
  return {
    open: (request) => whole(() => open(request)),
    note: (number, command) => whole(() => note(number, command)),
    assign: (...command) => whole(() => assign(...command)),
    list: listOn(database),
  }
}

type Row = Readonly<Record<string, SQLInputValue>>

/** The last rows of some tables. */
interface Sample {
  readonly ticket: Row
  readonly event: Row
  readonly content: Row
  readonly command: Row
}

interface Samples {
  readonly open: Sample
  readonly note: Sample
  readonly assign: Sample
}

// A desk makes the store, so tables and indexes are its own, and gives each command once: what is
// written by hand has the columns and the lengths of these rows.
const samplesIn = async (file: string): Promise<Samples> => {
  await using desk = await createDesk({ storage: sqlite({ file }), background: false })
  const actor = { kind: "agent", id: "olga" } as const
  const give = async (command: Parameters<Desk["submit"]>[0]["command"], ticketId?: string) => {
    const receipt = await desk.submit({ actor, command, ...(ticketId && { ticketId }) })
    return { ticketId: receipt.ticketId, sample: lastRows(file) }
  }
  const words = { subject: "Login fails", text: "Since noon." }
  const opened = await give({ type: "register", channel: "phone", ...words, requester: {} })
  await give({ type: "assign", assignee: "ivan" }, opened.ticketId)
  const noted = await give({ type: "note", text: "Looked." }, opened.ticketId)
  const assigned = await give({ type: "assign", assignee: "olga" }, opened.ticketId)
  return { open: opened.sample, note: noted.sample, assign: assigned.sample }
}

const lastRows = (file: string): Sample => {
  const database = new DatabaseSync(file, { readOnly: true })
  const last = (table: string, order: string): Row =>
    database.prepare(`SELECT * FROM upkeep_${table} ORDER BY ${order} DESC LIMIT 1`).get() ?? {}
  const ticket = last("ticket", "sequence")
  const event = last("event", "position")
  const content = last("content", "sequence")
  const command = last("command", "id")
  database.close()
  return { ticket, event, content, command }
}

/** Inserts rows like a sample, but for some columns. */
const inserterOn = (database: DatabaseSync, table: string, sample: Row) => {
  const columns = Object.keys(sample).filter((name) => !["sequence", "position"].includes(name))
  const places = columns.map(() => "?").join(", ")
  const insert = database.prepare(
    `INSERT INTO upkeep_${table} (${columns.join(", ")}) VALUES (${places})`,
  )
  return (own: Row) => insert.run(...columns.map((name) => own[name] ?? sample[name] ?? null))
}

/** Writes what lies beside the ticket. */
const besideOn = (database: DatabaseSync, sample: Sample) => {
  const event = inserterOn(database, "event", sample.event)
  const content = inserterOn(database, "content", sample.content)
  const command = inserterOn(database, "command", sample.command)
  const { result } = sample.command
  const form: Receipt = JSON.parse(typeof result === "string" ? result : "{}")
  return (ticket: Omit<Receipt, "commandId">, said?: unknown): Receipt => {
    const { ticketId: ticket_id, version } = ticket
    const [commandId, id, at] = [nextId(), `${ticket_id}.${version}`, Date.now()]
    const receipt = { ...form, ...ticket, commandId }
    command({ id: commandId, result: JSON.stringify(receipt), at })
    event({ ticket_id, number: version, id, at })
    if (said !== undefined)
      content({ ticket_id, key: id, salt: randomUUID(), body: JSON.stringify(said) })
    return receipt
  }
}

// In order and as long as those of the desk, which begin with the time.
let ids = 0
const nextId = (): string => String(++ids).padStart(36, "0")

const commandsOn = (database: DatabaseSync, samples: Samples) => {
  const insert = inserterOn(database, "ticket", samples.open.ticket)
  const find = database.prepare(
    "SELECT ticket_id, version FROM upkeep_ticket WHERE tenant = ? AND number = ?",
  )
  const update = database.prepare(
    "UPDATE upkeep_ticket SET version = ?, due_at = ?, wake_at = ?, updated_at = ?, body = ?, " +
      "fence = fence + 1 WHERE tenant = ? AND ticket_id = ?",
  )
  const move = database.prepare(
    "UPDATE upkeep_ticket SET status = ?, customer = ?, assignee = ? WHERE tenant = ? AND ticket_id = ?",
  )
  const besideOpen = besideOn(database, samples.open)
  const besideNote = besideOn(database, samples.note)
  const besideAssign = besideOn(database, samples.assign)
  const tenant = samples.open.ticket["tenant"] ?? null
  const ticketOf = (number: string) => {
    const row = find.get(tenant, number) ?? {}
    return { ticketId: String(row["ticket_id"]), number, version: Number(row["version"]) }
  }
  const next = (ticket: ReturnType<typeof ticketOf>, { ticket: like }: Sample) => {
    const version = ticket.version + 1
    const { due_at = null, wake_at = null, body = null } = like
    update.run(version, due_at, wake_at, Date.now(), body, tenant, ticket.ticketId)
    return { ...ticket, version }
  }
  let opened = 1
  return {
    open: (request: unknown) => {
      const ticket = { ticketId: nextId(), number: `T-${++opened}`, version: 1 }
      insert({ ticket_id: ticket.ticketId, number: ticket.number, updated_at: Date.now() })
      return besideOpen(ticket, request)
    },
    note: (number: string, command: unknown) =>
      besideNote(next(ticketOf(number), samples.note), command),
    assign: (number: string, assignee: string, version: number) => {
      const ticket = ticketOf(number)
      if (ticket.version !== version) return undefined
      const moved = next(ticket, samples.assign)
      const { status = null, customer = null } = samples.assign.ticket
      move.run(status, customer, assignee, tenant, ticket.ticketId)
      return besideAssign(moved)
    },
  }
}

const listOn = (database: DatabaseSync) => {
  const page = database.prepare(
    "SELECT ticket_id, number, version, status, customer, assignee, due_at, updated_at, " +
      "(SELECT body FROM upkeep_content AS content WHERE content.tenant = ticket.tenant AND " +
      "content.ticket_id = ticket.ticket_id AND key = ticket.ticket_id || '.1') AS content " +
      "FROM upkeep_ticket AS ticket WHERE tenant = 'default' ORDER BY ticket_id LIMIT ?",
  )
  return (limit: number) =>
    page.all(limit).map(({ content, ...columns }) => {
      const { subject }: { readonly subject: string } = JSON.parse(String(content))
      return { ...columns, subject }
    })
}
