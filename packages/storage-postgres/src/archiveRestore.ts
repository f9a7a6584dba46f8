// Rows of an archive, put into the database: all of a batch, or none of it.
import { type Archive, StoreError } from "@upkeep/core/effect"
import { recordsOf } from "./archiveRecords.ts"
import type { Queries } from "./executor.ts"
import { insert } from "./records.ts"
import { integer, text } from "./row.ts"
import { fenceOf } from "./schema/Migrations.ts"

/** Where rows are restored. */
export interface Target {
  /** Quoted. */
  readonly schema: string
  readonly version: number
}

/** Restores a batch inside a transaction; a key that stands already undoes it as `damaged`. */
export const restoreAll = async (
  inside: Queries,
  target: Target,
  rows: ReadonlyArray<Archive.ArchiveRow>,
): Promise<void> => {
  for (const group of groupsOf(rows)) await restore(inside, target, group)
}

/** Rows of one kind and one tenant that follow each other. */
type Group = readonly [Archive.ArchiveRow, ...ReadonlyArray<Archive.ArchiveRow>]

const groupsOf = (rows: ReadonlyArray<Archive.ArchiveRow>): ReadonlyArray<Group> => {
  const groups: Array<[Archive.ArchiveRow, ...Array<Archive.ArchiveRow>]> = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last !== undefined && last[0].kind === row.kind && last[0].tenant === row.tenant)
      last.push(row)
    else groups.push([row])
  }
  return groups
}

const restore = async (inside: Queries, target: Target, group: Group): Promise<void> => {
  const [{ kind, tenant }] = group
  const { schema, version } = target
  for (const records of recordsOf(group, version)) await insert(inside, schema, tenant, records)
  if (kind === "registry") await inOrder(inside, schema, tenant)
  if (kind === "ticket") await wake(inside, schema, group)
  if (kind === "event" || kind === "content" || kind === "delivery")
    await refuseHomeless(inside, schema, group)
  if (kind === "delivery") await lineUp(inside, schema, group)
}

// What was restored now was published after all that stood before, in the order in which it came.
const inOrder = async (inside: Queries, schema: string, tenant: string): Promise<void> => {
  const last = `coalesce((SELECT max(used) FROM ${schema}.registry WHERE tenant = $1), 0)`
  await inside.query(
    `UPDATE ${schema}.registry AS entry SET used = placed.used FROM (SELECT kind, id, version, ` +
      `${last} + row_number() OVER (ORDER BY sequence) AS used FROM ${schema}.registry ` +
      "WHERE tenant = $1 AND used = 0) AS placed WHERE tenant = $1 AND entry.kind = placed.kind " +
      "AND entry.id = placed.id AND entry.version = placed.version",
    [tenant],
  )
}

const wake = async (inside: Queries, schema: string, group: Group): Promise<void> => {
  const ids = group.flatMap((row) => (row.kind === "ticket" ? [row.row.ticketId] : []))
  await inside.query(
    `INSERT INTO ${schema}.wake (tenant, ticket_id, sequence, due_at, wake_at, fence) ` +
      `SELECT tenant, ticket_id, sequence, due_at, due_at, ${fenceOf("version")} FROM ${schema}.ticket ` +
      "WHERE tenant = $1 AND due_at IS NOT NULL AND ticket_id IN (SELECT id FROM json_array_elements_text($2::text::json) AS given (id))",
    [group[0].tenant, JSON.stringify(ids)],
  )
}

const refuseHomeless = async (inside: Queries, schema: string, group: Group): Promise<void> => {
  const ids = [...new Set(group.flatMap(ticketOf))]
  const { rows } = await inside.query(
    "SELECT count(*) AS homeless, min(id) AS id FROM json_array_elements_text($2::text::json) AS given (id) " +
      `WHERE NOT EXISTS (SELECT FROM ${schema}.ticket WHERE tenant = $1 AND ticket_id = given.id)`,
    [group[0].tenant, JSON.stringify(ids)],
  )
  const [row = {}] = rows
  if (integer(row, "homeless") > 0) throw homeless(group[0].kind, text(row, "id"))
}

const ticketOf = (row: Archive.ArchiveRow): ReadonlyArray<string> => {
  if (row.kind === "event") return [row.event.ticketId]
  if (row.kind === "content") return [row.ticketId]
  return row.kind === "delivery" ? [row.delivery.ticketId] : []
}

// Of each ticket and channel the first letter that is still to be sent is looked for.
const lineUp = async (inside: Queries, schema: string, group: Group): Promise<void> => {
  const ids = group.flatMap((row) => (row.kind === "delivery" ? [row.delivery.id] : []))
  await inside.query(
    `UPDATE ${schema}.delivery AS letter SET is_first = true FROM json_array_elements_text($2::text::json) AS given (id) ` +
      "WHERE letter.tenant = $1 AND letter.id = given.id AND letter.status = 'pending' AND NOT EXISTS (" +
      `SELECT FROM ${schema}.delivery AS earlier WHERE earlier.tenant = $1 AND earlier.ticket_id = letter.ticket_id ` +
      "AND earlier.channel = letter.channel AND earlier.status = 'pending' AND earlier.sequence < letter.sequence)",
    [group[0].tenant, JSON.stringify(ids)],
  )
}

const homeless = (kind: string, ticketId: string) =>
  new StoreError.StoreError({
    reason: "damaged",
    detail:
      `an archive has a row of kind ${kind} of ticket ${ticketId.slice(0, 64)}, expected its ticket before it; ` +
      "nothing of its batch was stored: restore a whole archive",
  })
