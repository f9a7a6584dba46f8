// Work that stands still: parked, overdue, not sent, or held back from the feed.
import type { StorageAdmin } from "@upkeep/core/effect"
import type { Queries, Row } from "./executor.ts"
import { integer } from "./row.ts"

type Finding = StorageAdmin.Finding

/** What is due for longer than this has no worker. */
export const overdueMillis = 600_000

/** At most so many rows are counted; more are said as so many. */
export const countedAtMost = 1_000

/** The findings about the work of a schema. */
export const workOf = async (queries: Queries, schema: string): Promise<ReadonlyArray<Finding>> => {
  const { rows } = await queries.query(question(schema), [])
  const row = rows[0] ?? {}
  return checks.map((check) => findingOf(check, row, schema))
}

interface Check {
  readonly code: string
  readonly columns: ReadonlyArray<readonly [column: string, what: string]>
  readonly level: "warning" | "error"
  readonly advice: string
}

const checks: ReadonlyArray<Check> = [
  {
    code: "work-parked",
    columns: [
      ["parked_tickets", "tickets"],
      ["parked_letters", "deliveries"],
    ],
    level: "warning",
    advice: "see why, put it right, and release them",
  },
  {
    code: "work-stuck",
    columns: [
      ["overdue_tickets", "tickets"],
      ["overdue_letters", "deliveries"],
    ],
    level: "warning",
    advice: "start a worker that serves their tenants and channels",
  },
  {
    code: "sending-paused",
    columns: [["paused", "tenants"]],
    level: "warning",
    advice: "look at what waits, then let it go on",
  },
  {
    code: "feed-ahead",
    columns: [["ahead", "tenants whose events are"]],
    level: "error",
    advice:
      "they came with a dump of another server: run `upkeep migrate up`, and read the feed anew",
  },
]

const countOf = (from: string): string =>
  `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${countedAtMost}) some_of_them)`

const question = (schema: string) => {
  const now = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
  const letters = `${schema}.delivery WHERE status`
  return `SELECT ${countOf(`${schema}.wake WHERE parked_reason IS NOT NULL`)} AS parked_tickets,
    ${countOf(`${letters} = 'parked'`)} AS parked_letters,
    ${countOf(`${schema}.wake WHERE wake_at IS NOT NULL AND wake_at < ${now} - ${overdueMillis}`)} AS overdue_tickets,
    ${countOf(`${letters} = 'pending' AND is_first AND wake_at < ${now} - ${overdueMillis}
      AND NOT EXISTS (SELECT FROM ${schema}.sending s WHERE s.tenant = delivery.tenant)`)} AS overdue_letters,
    ${countOf(`${schema}.sending`)} AS paused,
    (${aheadIn(schema)}) AS ahead`
}

// Of each tenant the newest event, by a seek: transactions that this server has not begun yet.
const aheadIn = (schema: string) => `WITH RECURSIVE newest (tenant, xid) AS (
      (SELECT tenant, xid FROM ${schema}.event ORDER BY tenant DESC, xid DESC, position DESC LIMIT 1)
      UNION ALL
      SELECT n.tenant, n.xid FROM newest CROSS JOIN LATERAL (
        SELECT e.tenant, e.xid FROM ${schema}.event e WHERE e.tenant < newest.tenant
        ORDER BY e.tenant DESC, e.xid DESC, e.position DESC LIMIT 1
      ) n
    ) SELECT count(*) FROM newest WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())`

/**
 * Lets the feed go on in a database that came as a dump from another server, where transactions
 * had higher numbers: what is ahead of this one's gets the number of now. The positions stay.
 */
export const catchUp = async (queries: Queries, schema: string): Promise<void> => {
  const { rows } = await queries.query(`SELECT (${aheadIn(schema)}) AS ahead`, [])
  if (integer(rows[0] ?? {}, "ahead") === 0) return
  await queries.query(
    `UPDATE ${schema}.event SET xid = pg_current_xact_id() WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())`,
    [],
  )
}

const findingOf = ({ code, columns, level, advice }: Check, row: Row, schema: string): Finding => {
  const got = columns.map(([column, what]) => `${counted(integer(row, column))} ${what}`).join(", ")
  const isFine = columns.every(([column]) => integer(row, column) === 0)
  return {
    code,
    level: isFine ? "fine" : level,
    message: `schema ${schema}: got ${got}, expected none`,
    advice: isFine ? "" : advice,
  }
}

const counted = (count: number): string =>
  count === countedAtMost ? `${countedAtMost} or more` : `${count}`
