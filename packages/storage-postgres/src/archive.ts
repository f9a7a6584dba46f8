// The port Archive on a connection: everything by one snapshot, a few rows at a time.
import { type Archive, StoreError, type WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { kindsOf } from "./archiveKinds.ts"
import { restoreAll } from "./archiveRestore.ts"
import type { Connection } from "./connection.ts"
import type { Param, Queries, Row } from "./executor.ts"
import { text } from "./row.ts"
import { tenantsStatement } from "./tenants.ts"

/** How many rows one step of a cursor reads: texts may be long. */
export const fetchedAtOnce = 100

/** The port `Archive`. */
export const archive = (connection: Connection): Archive.ArchiveService => ({
  rows: (tenants) => ({ [Symbol.asyncIterator]: () => rowsOf(connection, tenants) }),
  restore: (rows) => connection.transaction((inside) => restoreAll(inside, connection, rows)),
})

type Page = ReadonlyArray<Archive.ArchiveRow>

// The snapshot is held by a transaction that runs beside its reader and waits for it at each page.
async function* rowsOf(
  { schema, snapshot }: Connection,
  tenants: WorkQueue.Served,
): AsyncGenerator<Archive.ArchiveRow> {
  const { readable, writable } = new TransformStream<Page, Page>()
  const writer = writable.getWriter()
  let isBegun = false
  const given = snapshot(async (inside) => {
    // A snapshot that was lost on the way cannot be had again.
    if (isBegun) throw brokenOff()
    for await (const page of pagesOf(inside, schema, tenants)) {
      isBegun = true
      if (!(await isTaken(writer.write(page)))) return
    }
  })
  const done = Effect.runPromise(given).then(
    () => writer.close(),
    (cause: unknown) => writer.abort(cause),
  )
  try {
    for await (const page of readable) yield* page
  } finally {
    await done.catch(() => undefined)
  }
}

const isTaken = (writing: Promise<void>): Promise<boolean> =>
  writing.then(
    () => true,
    () => false,
  )

const brokenOff = () =>
  new StoreError.StoreError({
    reason: "unavailable",
    detail: "the connection broke while everything was read: begin again",
  })

async function* pagesOf(
  inside: Queries,
  schema: string,
  served: WorkQueue.Served,
): AsyncGenerator<Page> {
  // A reader may be slow: it waits for a disk, or for somebody else's network.
  await inside.query("SET LOCAL idle_in_transaction_session_timeout = 0", [])
  const kinds = kindsOf(schema)
  for await (const tenant of tenantsOf(inside, schema, served)) {
    for (const { sql, rowOf } of kinds) {
      for await (const rows of fetched(inside, sql, [tenant])) {
        yield rows.map((row) => ({ tenant, ...rowOf(row) }))
      }
    }
  }
}

async function* tenantsOf(
  inside: Queries,
  schema: string,
  served: WorkQueue.Served,
): AsyncGenerator<string> {
  if (served !== "all") {
    yield* [...new Set(served)].toSorted()
    return
  }
  await refuseWalled(inside, schema)
  const sql = tenantsStatement(schema)
  for (let after = ""; ;) {
    const { rows } = await inside.query(sql, [after, fetchedAtOnce])
    const names = rows.map((row) => text(row, "tenant"))
    yield* names
    if (names.length < fetchedAtOnce) return
    after = names.at(-1) ?? after
  }
}

// A role behind row-level security that is admitted to one tenant sees no sign of the others: what
// it took for everything would be found out by whoever restores it.
const refuseWalled = async (inside: Queries, schema: string): Promise<void> => {
  const { rows } = await inside.query(
    "SELECT current_user AS role FROM (SELECT $1::regclass AS tickets) AS of " +
      "WHERE row_security_active(tickets) AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = tickets " +
      "AND pg_get_expr(polqual, polrelid) = 'true' AND EXISTS (SELECT FROM unnest(polroles) AS role " +
      "WHERE role = 0 OR pg_has_role(role, 'USAGE')))",
    [`${schema}.ticket`],
  )
  const [walled] = rows
  if (walled === undefined) return
  throw new StoreError.StoreError({
    reason: "unsupported",
    detail:
      `got the role ${text(walled, "role")}, which row-level security keeps from tenants that are not its own, ` +
      "expected one that sees all, at the archive of all tenants: name the tenants, or come as the owner " +
      "or as a role of admit_desk",
  })
}

async function* fetched(
  inside: Queries,
  sql: string,
  params: ReadonlyArray<Param>,
): AsyncGenerator<ReadonlyArray<Row>> {
  await inside.query(`DECLARE upkeep_rows NO SCROLL CURSOR FOR ${sql}`, params)
  for (;;) {
    const { rows } = await inside.query(`FETCH ${fetchedAtOnce} FROM upkeep_rows`, [])
    if (rows.length > 0) yield rows
    if (rows.length < fetchedAtOnce) break
  }
  await inside.query("CLOSE upkeep_rows", [])
}
