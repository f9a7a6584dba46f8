// Brings the schema up to date: each change in a transaction of its own, one process at a time, and
// whoever comes second finds it done. What was interrupted goes on where it stood.
import { setTimeout } from "node:timers/promises"
import type { StorageAdmin } from "@upkeep/core/effect"
import type { Executor, Queries } from "./executor.ts"
import { codeOf } from "./failure.ts"
import { integer } from "./row.ts"
import { type Change, changes } from "./schema/Migrations.ts"

/** How long a change waits for a table: everybody else would wait behind it. */
export const lockMillis = 3_000

/** How often a change is tried that found its tables in use. */
export const lockRounds = 20

/** The pause between two tries, in which the others go on. */
export const lockPauseMillis = 500

/** What is to be migrated, and by which changes: all, or those that an older version knew. */
export interface Target {
  /** Quoted. */
  readonly schema: string
  readonly changes: ReadonlyArray<Change>
}

/** How far a schema is. */
export interface Standing {
  /** The changes that ran; 0 where there is no table of Upkeep. */
  readonly version: number
  /** The lowest version of the code that can work with it. */
  readonly compatible: number
}

/** How far the schema is. */
export const standingOf = async (queries: Queries, schema: string): Promise<Standing> => {
  // Through a table of the catalog: else a session goes by what it knew before it had the lock.
  const there = await queries.query(
    "SELECT to_regclass($1) IS NOT NULL AS is_there FROM pg_catalog.pg_class LIMIT 1",
    [`${schema}.upkeep_schema`],
  )
  if (there.rows[0]?.["is_there"] !== true) return { version: 0, compatible: 0 }
  const { rows } = await queries.query(
    `SELECT version, compatible FROM ${schema}.upkeep_schema`,
    [],
  )
  const row = rows[0] ?? {}
  return { version: integer(row, "version"), compatible: integer(row, "compatible") }
}

/** What `up` would do. */
export const planOf = async (executor: Executor, target: Target) => {
  const { version } = await standingOf(executor, target.schema)
  return planFrom(target, version)
}

const planFrom = ({ schema, changes }: Target, have: number): StorageAdmin.MigrationPlan => ({
  have,
  want: changes.length,
  steps: changes
    .slice(have)
    .map(({ version, name, kind, sql }) => ({ version, name, kind, sql: sql(schema) })),
})

/** Runs what is missing, and says what ran here. */
export const up = async (
  executor: Executor,
  target: Target,
): Promise<StorageAdmin.MigrationPlan> => {
  const plan = await planOf(executor, target)
  const ran: Array<StorageAdmin.Migration> = []
  for (const step of plan.steps) {
    const change = target.changes[step.version - 1]
    if (change !== undefined && (await run(executor, target, change))) ran.push(step)
  }
  return { ...plan, steps: ran }
}

const run = async (executor: Executor, target: Target, change: Change): Promise<boolean> => {
  await filled(executor, target, change)
  for (let round = 1; ; round += 1) {
    try {
      return await executor.transaction((inside) => runInside(inside, target, change))
    } catch (cause) {
      if (codeOf(cause) !== lockNotAvailable || round === lockRounds) throw cause
      await setTimeout(lockPauseMillis)
    }
  }
}

const lockNotAvailable = "55P03"

// Batch by batch, each stored by itself: where this ends early, the next one finds less to do.
const filled = async (executor: Executor, { schema }: Target, { fill }: Change): Promise<void> => {
  if (fill === undefined) return
  let rows = 1
  while (rows > 0) rows = await executor.transaction((inside) => fill(inside, schema))
}

const runInside = async (inside: Queries, { schema }: Target, change: Change): Promise<boolean> => {
  await inside.query("SET LOCAL statement_timeout = 0", [])
  await inside.query(`SET LOCAL lock_timeout = ${lockMillis}`, [])
  await inside.query(lockOf(schema), [])
  // Again, now under the lock: another process may have come first.
  const { version } = await standingOf(inside, schema)
  if (version >= change.version) return false
  if (version === 0) await inside.query(whole(await preparationOf(inside, schema)), [])
  await inside.query(whole(change.sql(schema)), [])
  await inside.query(stepTo(schema, change), [])
  return true
}

const lockOf = (schema: string) =>
  `SELECT pg_advisory_xact_lock(hashtextextended('upkeep ' || ${literal(schema)}, 0))`

// One statement, whichever way the driver sends it.
const whole = (sql: string): string =>
  sql === "" ? "SELECT 1" : `DO $upkeep$ BEGIN EXECUTE $statements$${sql}$statements$; END $upkeep$`

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

// To make a schema needs a right in the database, also where the schema is there already.
const preparationOf = async (inside: Queries, schema: string): Promise<string> => {
  const { rows } = await inside.query("SELECT to_regnamespace($1) IS NULL AS is_missing", [schema])
  return (rows[0]?.["is_missing"] === true ? `CREATE SCHEMA ${schema};` : "") + book(schema)
}

const book = (schema: string) => `
CREATE TABLE ${schema}.upkeep_schema (
  version integer NOT NULL, -- how many changes ran; there is one row
  compatible integer NOT NULL -- the lowest version of the code that can work with it
);
INSERT INTO ${schema}.upkeep_schema VALUES (0, 1);
`

const stepTo = (schema: string, { version, compatible }: Change) =>
  `UPDATE ${schema}.upkeep_schema SET version = ${version}, compatible = ${compatible}`

/**
 * All changes after a version as one script for psql. Each checks that it comes next, so the
 * script may be run again after it stopped.
 */
export const scriptOf = (schema: string, from: number): string =>
  changes
    .slice(from)
    .map((change) => scriptedStep(schema, change))
    .join("\n")

const scriptedStep = (schema: string, change: Change): string => `
-- ${change.version}: ${change.name} (${change.kind})
${change.fill === undefined ? scriptedChange(schema, change) : filledByDesk}`

const filledByDesk =
  "-- Nothing to run here: `upkeep migrate up`, or a desk that may write, fills it batch by batch.\n"

const scriptedChange = (schema: string, change: Change): string => `BEGIN;
${lockOf(schema)};
${change.version === 1 ? `CREATE SCHEMA IF NOT EXISTS ${schema};${book(schema)}` : ""}
DO $$ BEGIN
  IF (SELECT version FROM ${schema}.upkeep_schema) <> ${change.version - 1} THEN
    RAISE EXCEPTION 'expected version ${change.version - 1} of schema %, got %', ${literal(schema)},
      (SELECT version FROM ${schema}.upkeep_schema);
  END IF;
END $$;
${change.sql(schema)}
${stepTo(schema, change)};
COMMIT;
`
