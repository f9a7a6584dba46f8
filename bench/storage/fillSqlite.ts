// The same store as `fillPostgres` makes, in a SQLite file: copies of one real ticket, by SQL and
// without a sync, as nothing of them has to be kept.
import { DatabaseSync } from "node:sqlite"
import { sqlite } from "@upkeep/storage-sqlite"
import { chance, idOf, pieces, spread } from "./copied.ts"
import { type Filling, rangesTo } from "./fill.ts"

/** Fills a file whose desk was closed. */
export const fillSqlite = async (
  file: string,
  { tickets, tenant = "default", now }: Filling,
): Promise<void> => {
  const db = new DatabaseSync(file)
  try {
    db.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000")
    db.exec(`PRAGMA temp_store = MEMORY; CREATE TEMP TABLE piece AS ${piecesOf}`)
    const indexes = secondaryOf(db)
    for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
    for (const [from, to] of rangesTo(tickets)) {
      db.exec("BEGIN")
      db.prepare(ticketsOf(from, to)).run(tenant, now, tickets)
      db.prepare(eventsOf(from, to)).run(tenant)
      db.prepare(contentsOf(from, to)).run(tenant)
      db.exec("COMMIT")
    }
    for (const { sql } of indexes) db.exec(sql)
    // The last step is the one that fills the index of words: it is to run again.
    db.exec("UPDATE upkeep_schema SET version = version - 1; PRAGMA journal_mode = WAL")
  } finally {
    db.close()
  }
  await sqlite({ file }).admin.up()
}

// Whole at once they are made many times faster than row by row.
const secondaryOf = (db: DatabaseSync) =>
  db
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL " +
        "AND tbl_name IN ('upkeep_ticket', 'upkeep_event', 'upkeep_content')",
    )
    .all()
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }))

const copies = (from: number, to: number): string =>
  `WITH RECURSIVE g (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM g WHERE n < ${to})`

const id = idOf("printf('%012x', g.n)")

const isOurs = "g.n / 20 % 10 > 0"

const minuteMillis = 60_000

const monthMillis = 2_592_000_000

const first =
  "(SELECT * FROM upkeep_ticket WHERE tenant = ?1 AND number NOT LIKE 'C-%' ORDER BY sequence LIMIT 1) AS first"

const registered = `(?2 - (?3 - g.n) * ${minuteMillis})`

const openStatus =
  "CASE g.n / 20 % 4 WHEN 0 THEN 'open.registered.ours' WHEN 1 THEN 'open.diagnosing.ours' " +
  "WHEN 2 THEN 'open.diagnosing.customer' ELSE 'open.answered.customer' END"

const closedStatus =
  "CASE g.n % 3 WHEN 0 THEN 'closed.confirmed' WHEN 1 THEN 'closed.silence' ELSE 'closed.declined' END"

const due = `CASE WHEN g.n % 20 = 0 THEN ?2 + CAST(floor((${chance("g.n", "611953")} - 0.5) * ${monthMillis}) AS INTEGER) END`

const ofFirst = "WHERE it.tenant = ?1 AND it.ticket_id = first.ticket_id"

const renamed = `replace(it.body, first.ticket_id, ${id})`

const ticketsOf = (from: number, to: number): string =>
  "INSERT INTO upkeep_ticket (tenant, ticket_id, number, version, status, due_at, wake_at, fence, " +
  "customer, assignee, assigned_at, updated_at, body) " +
  `${copies(from, to)} SELECT ?1, ${id}, 'C-' || g.n, first.version, CASE WHEN g.n % 20 = 0 THEN ${openStatus} ELSE ${closedStatus} END, ` +
  `${due}, ${due}, 0, 'customer-' || CAST(floor(2000 * pow(${chance("g.n", "7919")}, 3)) AS INTEGER), ` +
  `CASE WHEN ${isOurs} THEN 'agent-' || CAST(floor(200 * ${chance("g.n", "15487469")}) AS INTEGER) END, ` +
  `CASE WHEN ${isOurs} THEN ${registered} END, ` +
  `${registered} + CAST(floor(${chance("g.n", "104729")} * ${monthMillis}) AS INTEGER), ` +
  `replace(replace(first.body, first.ticket_id, ${id}), first.number, 'C-' || g.n) FROM ${first}, g`

const eventsOf = (from: number, to: number): string =>
  "INSERT INTO upkeep_event (tenant, ticket_id, number, id, type, at, body) " +
  `${copies(from, to)} SELECT ?1, ${id}, it.number, ${id} || '.' || it.number, it.type, it.at, ${renamed} ` +
  `FROM ${first} CROSS JOIN g CROSS JOIN upkeep_event AS it ${ofFirst}`

// The rows of a table as it was made have the numbers from 1 on.
const wordsOf = (size: number): string =>
  `(SELECT words FROM piece WHERE piece.rowid = 1 + g.n % ${size})`

const contentsOf = (from: number, to: number): string =>
  "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) " +
  `${copies(from, to)} SELECT ?1, ${id}, ${id} || '.1', printf('%032x', g.n), ` +
  '\'{"requester":{},"subject":"Copy \' || g.n || \'","text":"\' || ' +
  `${pieces.ofText.map(wordsOf).join(" || ' ' || ")} || '"}' FROM g`

const piecesOf =
  `${copies(0, pieces.count - 1)}, word (w) AS (SELECT 1 UNION ALL SELECT w + 1 FROM word WHERE w < ${pieces.words}) ` +
  `SELECT (SELECT group_concat('word' || CAST(floor(exp(${spread(`(g.n * ${pieces.words} + w)`)} * ` +
  `ln(${pieces.vocabulary}))) AS INTEGER), ' ') FROM word) AS words FROM g`
