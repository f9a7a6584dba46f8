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
export const workOf = async (
  queries: Queries,
  schema: string,
): Promise<ReadonlyArray<Finding>> => {
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
    columns: [["ahead", "events"]],
    level: "error",
    advice: "they came with a dump of another server: run `upkeep migrate up`, and read the feed anew",
  },
]

const question = (schema: string) => {
  const now = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
  const counted = (from: string) => `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${countedAtMost}) some_of_them)`
  const letters = `${schema}.delivery WHERE status`
  return `SELECT ${counted(`${schema}.ticket WHERE parked_reason IS NOT NULL`)} AS parked_tickets,
    ${counted(`${letters} = 'parked'`)} AS parked_letters,
    ${counted(`${schema}.ticket WHERE wake_at IS NOT NULL AND wake_at < ${now} - ${overdueMillis}`)} AS overdue_tickets,
    ${counted(`${letters} = 'pending' AND is_first AND wake_at < ${now} - ${overdueMillis}
      AND NOT EXISTS (SELECT FROM ${schema}.sending s WHERE s.tenant = delivery.tenant)`)} AS overdue_letters,
    ${counted(`${schema}.sending`)} AS paused,
    ${counted(`${schema}.event WHERE xid > pg_current_xact_id()`)} AS ahead`
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
