// Looks at the database before the first desk uses it, and says what is to be done where it does
// not fit. What would lose something that was accepted is refused here and not found out later.
import { StoreError } from "@upkeep/core/effect"
import type { Queries, Row } from "./executor.ts"
import { unfit } from "./failure.ts"
import type { Standing } from "./migrate.ts"
import type { Durability, Migrate } from "./options.ts"
import { flag, integer, text, textOrNull } from "./row.ts"

/** PostgreSQL 13: the first whose transactions have ids that never come round again. */
export const leastServerVersion = 130_000

/** What a database says of itself. */
export interface Facts {
  readonly serverVersion: number
  readonly encoding: string
  readonly isReadOnly: boolean
  /** By their names, as they are in this session. */
  readonly durability: { readonly [setting in DurableSetting]: string }
  /** Tables that this role may not read and write; null where it may all. */
  readonly denied: string | null
}

/** Settings on which it depends whether what was accepted is still there after a crash. */
export type DurableSetting = "fsync" | "full_page_writes" | "synchronous_commit"

/** Asks a database about itself. */
export const factsOf = async (queries: Queries, schema: string): Promise<Facts> => {
  const { rows } = await queries.query(question, [schema])
  return read(rows[0] ?? {})
}

const question = `SELECT current_setting('server_version_num') AS server_version,
  current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') = 'on' AS is_read_only,
  current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit,
  (SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
    WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p') AND c.relname <> 'upkeep_schema'
    AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
      AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))) AS denied`

const read = (row: Row): Facts => ({
  serverVersion: integer(row, "server_version"),
  encoding: text(row, "encoding"),
  isReadOnly: flag(row, "is_read_only"),
  durability: {
    fsync: text(row, "fsync"),
    full_page_writes: text(row, "full_page_writes"),
    synchronous_commit: text(row, "synchronous_commit"),
  },
  denied: textOrNull(row, "denied"),
})

/** What a desk wants of its database. */
export interface Wanted {
  readonly place: string
  readonly schema: string
  readonly durability: Durability
}

/** Throws where a desk cannot work with this database, or not as safely as it was asked to. */
export const refuseUnfit = (facts: Facts, wanted: Wanted): void => {
  refuseUnusable(facts, wanted)
  refuseUnsafe(facts, wanted)
}

/** Throws where no schema of ours can be in this database. */
export const refuseUnusable = (facts: Facts, { place }: Pick<Wanted, "place">): void => {
  if (facts.serverVersion < leastServerVersion) {
    const got = `PostgreSQL ${Math.floor(facts.serverVersion / 10_000)}`
    throw unfit({ place, got, expected: "13 or later", advice: "upgrade the server" })
  }
  if (facts.encoding !== "UTF8") {
    const got = `a database with encoding ${facts.encoding}`
    const advice = "make another: createdb -E UTF8 -T template0"
    throw unfit({ place, got, expected: "UTF8, in which every text can be stored", advice })
  }
  if (facts.isReadOnly) {
    const got = "a server or a role that only reads (a standby, or default_transaction_read_only)"
    throw unfit({ place, got, expected: "one that writes", advice: "connect to the primary" })
  }
}

const refuseUnsafe = ({ durability }: Facts, wanted: Wanted): void => {
  const weak = weakIn(durability)
  if (wanted.durability === "relaxed" || weak.length === 0) return
  throw new StoreError.StoreError({
    reason: "unsafe-durability",
    detail:
      `${wanted.place}: got ${weak.join(", ")}, expected on, without which a crash can lose what was ` +
      'accepted (P1): set it in postgresql.conf or for this role, or say durability: "relaxed"',
  })
}

/** The settings that may lose what was accepted. */
export const weakIn = (durability: Facts["durability"]): ReadonlyArray<string> =>
  Object.entries(durability).flatMap(([name, value]) => (value === "off" ? [`${name}=off`] : []))

/** Throws where the rights on a schema that is there do not suffice. */
export const refuseDenied = ({ denied }: Facts, { place, schema }: Wanted): void => {
  if (denied === null) return
  const got = `a role that may not read and write ${denied} in schema ${schema}`
  const expected = "one that may (SELECT, INSERT, UPDATE, DELETE)"
  throw unfit({ place, got, expected, advice: "grant it as `upkeep migrate sql` shows at its end" })
}

/** The versions of the schema with which this code can work. */
export interface Known {
  readonly newest: number
  /** Older ones lack only what was added since, and what needs that says so. */
  readonly oldest: number
}

/** Throws where the schema is of another time than this code. */
export const refuseVersion = (
  { version, compatible }: Standing,
  known: Known,
  { place, schema, migrate }: Pick<Wanted, "place" | "schema"> & { readonly migrate: Migrate },
): void => {
  if (compatible > known.newest) {
    throw new StoreError.StoreError({
      reason: "schema-too-new",
      detail:
        `${place}, schema ${schema}: got version ${version} for code from ${compatible} on, expected at most ` +
        `${known.newest}: it was migrated by a newer @upkeep/storage-postgres; install that version, or restore ` +
        "the backup made before the upgrade",
    })
  }
  if (version >= known.oldest || migrate === "auto") return
  throw new StoreError.StoreError({
    reason: "schema-too-old",
    detail:
      `${place}, schema ${schema}: got ${version === 0 ? "no tables of Upkeep" : `version ${version}`}, ` +
      `expected version ${known.oldest} or later: run \`upkeep migrate up\` (or have the output of ` +
      '`upkeep migrate sql` run), or say migrate: "auto"',
  })
}
