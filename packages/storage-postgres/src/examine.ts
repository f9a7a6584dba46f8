// Whether a store is well: its schema, the server's settings and clocks, work that stands still.
import type { StorageAdmin } from "@upkeep/core/effect"
import { driftOf } from "./drift.ts"
import type { Executor, Queries } from "./executor.ts"
import { type Standing, standingOf } from "./migrate.ts"
import { quoted } from "./open.ts"
import type { Settings } from "./options.ts"
import { integer, text } from "./row.ts"
import { changes, oldestVersion } from "./schema/Migrations.ts"
import { type Facts, factsOf, leastServerVersion, weakIn } from "./start.ts"
import { placeOf } from "./source.ts"
import { workOf } from "./stuck.ts"

type Finding = StorageAdmin.Finding

/** From this difference between the clocks of host and database on there is a warning. */
export const skewWarningMillis = 2_000

/** From this difference on a worker is not ready (P9). */
export const skewErrorMillis = 60_000

/** A transaction that is open for longer holds back the feed, and slows every claim. */
export const oldTransactionMillis = 300_000

/** All findings, those that are fine too. */
export const examine = async (
  executor: Executor,
  settings: Settings,
): Promise<ReadonlyArray<Finding>> => {
  const schema = quoted(settings.schema)
  const place = placeOf(settings.source)
  const standing = await standingOf(executor, schema)
  const facts = await factsOf(executor, schema)
  const known = [
    ofVersion(standing, schema),
    ofServer(facts, place),
    ofDurability(facts, settings),
    ofRights(facts, schema),
    await ofClocks(executor, place),
    await ofTransactions(executor, place),
  ]
  if (standing.version === 0) return known
  return [...known, ...(await driftOf(executor, schema)), ...(await workOf(executor, schema))]
}

const ofVersion = ({ version, compatible }: Standing, schema: string): Finding => {
  const want = changes.length
  const seen = `schema ${schema}: got version ${version}, expected ${want}`
  const code = "schema-version"
  if (compatible > want) {
    const advice = "install a newer @upkeep/storage-postgres: desks of this one do not start"
    return { code, level: "error", message: seen, advice }
  }
  if (version > want) {
    const message = `${seen}, or a later one that serves code of version ${want} as this does`
    return { code, level: "fine", message, advice: "" }
  }
  if (version === want) return { code, level: "fine", message: seen, advice: "" }
  const level = version < oldestVersion ? "error" : "warning"
  return { code, level, message: seen, advice: "run `upkeep migrate up`" }
}

const ofServer = ({ serverVersion, encoding, isReadOnly }: Facts, place: string): Finding => {
  const wrong = [
    ...(serverVersion < leastServerVersion ? ["a server older than PostgreSQL 13"] : []),
    ...(encoding === "UTF8" ? [] : [`encoding ${encoding}`]),
    ...(isReadOnly ? ["a server that only reads"] : []),
  ]
  return {
    code: "server",
    level: wrong.length === 0 ? "fine" : "error",
    message: `${place}: got ${wrong.join(", ") || "a server that writes"}, expected PostgreSQL 13 or later, UTF8, a primary`,
    advice: wrong.length === 0 ? "" : "use another database: no desk starts on this one",
  }
}

const ofDurability = ({ durability }: Facts, settings: Settings): Finding => {
  const weak = weakIn(durability)
  const isFine = weak.length === 0
  return {
    code: "durability",
    level: isFine ? "fine" : settings.durability === "relaxed" ? "warning" : "error",
    message: `settings: got ${weak.join(", ") || "all on"}, expected fsync, full_page_writes and synchronous_commit on (P1)`,
    advice: isFine ? "" : "set them in postgresql.conf, and for this role",
  }
}

const ofRights = ({ denied }: Facts, schema: string): Finding => ({
  code: "rights",
  level: denied === null ? "fine" : "error",
  message:
    `schema ${schema}: got ${denied === null ? "all rights" : `none on ${denied}`}, ` +
    "expected SELECT, INSERT, UPDATE and DELETE on every table",
  advice: denied === null ? "" : "grant them as the end of `upkeep migrate sql` shows",
})

const clock = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now"

// The database read its clock somewhere between the question and the answer.
const ofClocks = async (queries: Queries, place: string): Promise<Finding> => {
  const asked = Date.now()
  const { rows } = await queries.query(clock, [])
  const answered = Date.now()
  const now = integer(rows[0] ?? {}, "now")
  const skew = Math.max(0, asked - now, now - answered)
  const level = skew >= skewErrorMillis ? "error" : skew >= skewWarningMillis ? "warning" : "fine"
  return {
    code: "clock-skew",
    level,
    message: `${place}: got ${skew} ms between the clocks of this host and of the database, expected less than ${skewWarningMillis}`,
    advice:
      level === "fine" ? "" : "let NTP set both clocks; the database's decides what is due (P9)",
  }
}

const transactions = `SELECT coalesce(max(floor(extract(epoch FROM clock_timestamp() - since) * 1000)), 0)::bigint AS age,
  coalesce(string_agg(who, ', ' ORDER BY since) FILTER (WHERE nth <= 3), '') AS who
  FROM (
    SELECT since, who, row_number() OVER (ORDER BY since) AS nth FROM (
      SELECT xact_start AS since, 'process ' || pid || ' of ' || coalesce(usename, '?') AS who FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
      UNION ALL
      SELECT prepared, 'prepared transaction ' || gid FROM pg_prepared_xacts WHERE database = current_database()
    ) open_ones
  ) oldest`

const ofTransactions = async (queries: Queries, place: string): Promise<Finding> => {
  const { rows } = await queries.query(transactions, [])
  const age = integer(rows[0] ?? {}, "age")
  const isOld = age >= oldTransactionMillis
  const whose = isOld ? ` (${text(rows[0] ?? {}, "who")})` : ""
  return {
    code: "old-transaction",
    level: isOld ? "warning" : "fine",
    message: `${place}: got a transaction open for ${age} ms${whose}, expected less than ${oldTransactionMillis}`,
    advice: isOld ? "end it: the feed waits behind it, and claims read what it keeps" : "",
  }
}
