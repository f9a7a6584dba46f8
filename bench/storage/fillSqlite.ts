// Fills a SQLite store with tickets, for figures on a large one: rows as a desk would have written
// them, by SQL and without a sync, as nothing of it has to be kept.
import { DatabaseSync } from "node:sqlite"
import { sqlite } from "@upkeep/storage-sqlite"

/** What a filled store holds. */
export interface Filled {
  readonly tenant: string
  readonly tickets: number
  /** From a common to a rare one. */
  readonly words: readonly [common: string, seldom: string, rare: string]
  /** One with many tickets and one with few. */
  readonly customers: readonly [large: string, small: string]
  readonly assignee: string
  /** From here on tickets are due, one a millisecond; the newest change was a millisecond before. */
  readonly now: number
}

const tenant = "default"
const now = Date.UTC(2026, 0, 1)
const batch = 10_000
const assignees = 20
const customers = 2_000
const open = ["open.registered.ours", "open.diagnosing.ours", "open.solving.customers"]
const closed = ["closed.confirmed", "closed.silence", "closed.withdrawn"]

/** Fills a file that is not there yet: one ticket in ten is open, and due. */
export const fillSqlite = async (file: string, tickets: number): Promise<Filled> => {
  const { admin } = sqlite({ file })
  await admin.up()
  const db = new DatabaseSync(file)
  db.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY")
  const write = writer(db)
  for (let from = 0; from < tickets; from += batch) {
    db.exec("BEGIN")
    for (let index = from; index < Math.min(from + batch, tickets); index += 1) write(index, tickets)
    db.exec("COMMIT")
  }
  // The step that fills the index of words is the last: it is to be run again.
  db.exec("UPDATE upkeep_schema SET version = version - 1; PRAGMA wal_checkpoint(TRUNCATE)")
  db.close()
  await admin.up()
  return {
    tenant,
    tickets,
    words: [wordAt(0), wordAt(500), wordAt(vocabulary - 1)],
    customers: ["k0", `k${customers - 1}`],
    assignee: "agent1",
    now,
  }
}

const writer = (db: DatabaseSync) => {
  const ticket = db.prepare(
    "INSERT INTO upkeep_ticket (tenant, ticket_id, number, version, status, due_at, wake_at, fence, customer, assignee, " +
      "assigned_at, updated_at, body) VALUES (?, ?, ?, 1, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
  )
  const event = db.prepare(
    "INSERT INTO upkeep_event (tenant, ticket_id, number, id, type, at, body) VALUES (?, ?, 1, ?, 'Registered', ?, ?)",
  )
  const command = db.prepare(
    "INSERT INTO upkeep_command (tenant, id, hash, result, at) VALUES (?, ?, ?, ?, ?)",
  )
  const content = db.prepare(
    "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES (?, ?, '1', ?, ?)",
  )
  const hash = "0".repeat(64)
  const body = JSON.stringify({ state: "x".repeat(600) })
  const random = randomFrom(7)
  return (index: number, tickets: number): void => {
    const id = idOf(index)
    const isOpen = index % 10 === 0
    const statuses = isOpen ? open : closed
    const status = statuses[Math.floor(random() * statuses.length)] ?? ""
    const dueAt = isOpen ? now + index : null
    const assignee = isOpen && random() < 0.2 ? null : `agent${Math.floor(random() * assignees)}`
    // Some customers have very many, and most have few.
    const customer = `k${Math.floor(random() ** 4 * customers)}`
    const at = now - tickets + index
    const changedAt = isOpen ? now - Math.floor(random() * tickets) : at
    const people = [customer, assignee, assignee && at]
    ticket.run(tenant, id, `T-${index + 1}`, status, dueAt, dueAt, ...people, changedAt, body)
    event.run(tenant, id, `e-${id}`, at, JSON.stringify({ fact: "y".repeat(200) }))
    // Results are kept 30 days: those of one ticket in ten.
    if (index * 10 >= tickets * 9) command.run(tenant, `c-${id}`, hash, JSON.stringify({ ticketId: id }), at)
    content.run(tenant, id, hash.slice(0, 32), JSON.stringify({ subject: `Заявка ${index + 1}`, text: textOf(random) }))
  }
}

/** In the form of a UUIDv7, in the order of registration. */
const idOf = (index: number): string => {
  const millis = (now + index).toString(16).padStart(12, "0")
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-${index.toString(16).padStart(12, "0")}`
}

const vocabulary = 50_000
const wordsAText = 30
const syllables = ["ба", "ве", "го", "ду", "жи", "за", "ки", "ло", "му", "не", "по", "ри", "са", "то"]

// As in a language: the word of rank n stands in one text of n.
const textOf = (random: () => number): string =>
  Array.from({ length: wordsAText }, () => wordAt(Math.floor(vocabulary ** random()) - 1)).join(" ")

const wordAt = (rank: number): string => {
  let rest = rank + 200
  let word = ""
  while (rest > 0) {
    word += syllables[rest % syllables.length]
    rest = Math.floor(rest / syllables.length)
  }
  return word
}

// Mulberry32: the same store every time.
const randomFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
