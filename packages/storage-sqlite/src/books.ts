// The ports Registry and Inbound on a connection.
import { type Inbound, Registry } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import { integer, type Row, text, textOrNull, word } from "./row.ts"

/** The port `Registry`. */
export const registry = (connection: Connection): Registry.RegistryService => {
  const { prepare, read, snapshot, write } = connection
  const insert = prepare(
    "INSERT INTO upkeep_registry (tenant, kind, id, version, hash, body, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, " +
      "(SELECT coalesce(max(used), 0) + 1 FROM upkeep_registry WHERE tenant = ?1)) " +
      "ON CONFLICT DO UPDATE SET used = excluded.used WHERE hash = excluded.hash",
  )
  const select = prepare(
    "SELECT kind, id, version, hash, body FROM upkeep_registry WHERE tenant = ? AND kind = ? AND id = ? AND version = ?",
  )
  const last = prepare(
    "SELECT kind, id, version, hash, body FROM upkeep_registry WHERE tenant = ? AND kind = ? ORDER BY used DESC LIMIT 1",
  )
  const list = listBy(connection)
  const standing = (tenant: string, { kind, id, version }: Key) => {
    const row = select.get(tenant, kind, id, version)
    return row && entryOf(row)
  }
  const keep = (tenant: string, entry: Registry.RegistryEntry) => {
    const { kind, id, version, hash, body } = entry
    insert.run(tenant, kind, id, version, hash, body)
    return standing(tenant, entry) ?? entry
  }
  return {
    publish: (tenant, entry) =>
      Effect.flatMap(
        write(() => keep(tenant, entry)),
        ({ hash }) => (hash === entry.hash ? Effect.void : Effect.fail(exists(entry, hash))),
      ),
    find: (tenant, key) => read(() => standing(tenant, key)),
    list: (tenant, kind, page) => snapshot(() => list(tenant, kind, page)),
    latest: (tenant, kind) =>
      read(() => {
        const row = last.get(tenant, kind)
        return row && entryOf(row)
      }),
  }
}

// A row that is published again stays where it is.
const listBy = ({ prepare }: Connection) => {
  const place = prepare(
    "SELECT rowid AS place FROM upkeep_registry WHERE tenant = ? AND kind = ? AND id = ? AND version = ?",
  )
  const select = prepare(
    "SELECT kind, id, version, hash, body FROM upkeep_registry INDEXED BY upkeep_registry_kind " +
      "WHERE tenant = ? AND kind = ? AND rowid > ? ORDER BY rowid LIMIT ?",
  )
  return (tenant: string, kind: string, { after, limit }: Registry.RegistryPage) => {
    const last = after && place.get(tenant, kind, after.id, after.version)
    const from = last === undefined ? 0 : integer(last, "place")
    return select.all(tenant, kind, from, Math.min(limit, Registry.registryLimit)).map(entryOf)
  }
}

type Key = Pick<Registry.RegistryEntry, "kind" | "id" | "version">

const exists = ({ kind, id, version }: Key, publishedHash: string) =>
  new Registry.VersionExists({ entry: { kind, id, version }, publishedHash })

/** Reads a published version. */
export const entryOf = (row: Row): Registry.RegistryEntry => ({
  kind: text(row, "kind"),
  id: text(row, "id"),
  version: text(row, "version"),
  hash: text(row, "hash"),
  body: text(row, "body"),
})

/** The columns that `inboundOf` reads. */
export const inboundColumns =
  "sha256, intake, outcome, reason, ticket_id, message_id_hash, sender_hash, received_at, recorded_at"

/** The port `Inbound`. */
export const inbound = (connection: Connection): Inbound.InboundService => {
  const { prepare, read, write } = connection
  const { find, record } = messagesBy(connection)
  const byMessageId = prepare(
    `SELECT ${inboundColumns} FROM upkeep_inbound WHERE tenant = ? AND message_id_hash = ? ORDER BY sequence LIMIT 1`,
  )
  const opened = prepare(
    "SELECT count(*) AS opened FROM upkeep_inbound " +
      "WHERE tenant = ? AND sender_hash = ? AND received_at >= ? AND outcome = 'new-ticket'",
  )
  const mark = prepare(
    "INSERT INTO upkeep_watermark (tenant, intake, read_until) VALUES (?, ?, ?) " +
      "ON CONFLICT DO UPDATE SET read_until = max(read_until, excluded.read_until)",
  )
  const retire = prepare("DELETE FROM upkeep_watermark WHERE tenant = ? AND intake = ?")
  const marks = prepare(
    "SELECT intake, read_until FROM upkeep_watermark WHERE tenant = ? ORDER BY intake",
  )
  return {
    find: (tenant, sha256) => read(() => find(tenant, sha256)),
    record: (tenant, row) => write(() => record(tenant, row)),
    byMessageId: (tenant, hash) => read(() => messageOrNone(byMessageId.get(tenant, hash))),
    countOpened: (tenant, senderHash, since) =>
      read(() => integer(opened.get(tenant, senderHash, since) ?? {}, "opened")),
    markRead: (tenant, { intake, readUntil }) =>
      write(() => void mark.run(tenant, intake, readUntil)),
    retire: (tenant, intake) => write(() => void retire.run(tenant, intake)),
    watermarks: (tenant) => read(() => marks.all(tenant).map(watermarkOf)),
  }
}

const messagesBy = ({ prepare }: Connection) => {
  const select = prepare(
    `SELECT ${inboundColumns} FROM upkeep_inbound WHERE tenant = ? AND sha256 = ?`,
  )
  const insert = prepare(
    `INSERT INTO upkeep_inbound (tenant, ${inboundColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const find = (tenant: string, sha256: string) => messageOrNone(select.get(tenant, sha256))
  const record = (tenant: string, row: Inbound.InboundRow): Inbound.InboundRow => {
    const { sha256, intake, outcome, reason, ticketId } = row
    const { messageIdHash, senderHash, receivedAt, recordedAt } = row
    const rest = [messageIdHash, senderHash, receivedAt, recordedAt]
    insert.run(tenant, sha256, intake, outcome, reason, ticketId, ...rest)
    return find(tenant, sha256) ?? row
  }
  return { find, record }
}

const messageOrNone = (row: Row | undefined): Inbound.InboundRow | undefined =>
  row && inboundOf(row)

/** Reads a message and its outcome. */
export const inboundOf = (row: Row): Inbound.InboundRow => ({
  sha256: text(row, "sha256"),
  intake: text(row, "intake"),
  outcome: word(row, "outcome", ["new-ticket", "added", "quarantined", "ignored", "too-big"]),
  reason: text(row, "reason"),
  ticketId: textOrNull(row, "ticket_id"),
  messageIdHash: textOrNull(row, "message_id_hash"),
  senderHash: textOrNull(row, "sender_hash"),
  receivedAt: integer(row, "received_at"),
  recordedAt: integer(row, "recorded_at"),
})

/** Reads how far an intake was read. */
export const watermarkOf = (row: Row): Inbound.Watermark => ({
  intake: text(row, "intake"),
  readUntil: integer(row, "read_until"),
})
