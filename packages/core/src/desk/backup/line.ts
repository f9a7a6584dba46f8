// The lines of a backup: a head, the rows of the store with the bytes of its files, what they come
// to, and the end. They are a storage format: what was written once must be read for ever.
import { Schema } from "effect"
import type { ArchiveRow } from "../../port/Archive.ts"

/** The version of the format; a field may be added without a new one, if it is optional. */
export const backupFormat = 1
/** The most lines between two digests. */
export const linesOfDigest = 1_000
/** The most bytes of a file in one line. */
export const chunkBytes = 192 * 1_024

const text = Schema.String
const number = Schema.Number
const tenant = Schema.String

/** The first line. */
export const Head = Schema.Struct({
  upkeep: Schema.Literal("backup"),
  format: Schema.Int,
  /** When it was begun, in epoch milliseconds. */
  at: number,
  /** The name of the storage adapter. */
  store: text,
  tenants: Schema.Union([Schema.Literal("all"), Schema.Array(text)]),
})

const Entry = Schema.Struct({ kind: text, id: text, version: text, hash: text, body: text })

const Ticket = Schema.Struct({
  ticketId: text,
  number: text,
  version: number,
  status: text,
  dueAt: Schema.NullOr(number),
  customer: Schema.NullOr(text),
  assignee: Schema.NullOr(text),
  assignedAt: Schema.NullOr(number),
  updatedAt: number,
  body: text,
})

const Event = Schema.Struct({
  ticketId: text,
  number,
  id: text,
  type: text,
  at: number,
  body: text,
})

const Delivery = Schema.Struct({
  id: text,
  ticketId: text,
  eventNumber: number,
  channel: text,
  notice: text,
  status: Schema.Literals(["pending", "delivered", "parked"]),
  attempts: number,
  nextAttemptAt: number,
  reason: text,
})

const Inbound = Schema.Struct({
  sha256: text,
  intake: text,
  outcome: Schema.Literals(["new-ticket", "added", "quarantined", "ignored", "too-big"]),
  reason: text,
  ticketId: Schema.NullOr(text),
  messageIdHash: Schema.NullOr(text),
  senderHash: Schema.NullOr(text),
  receivedAt: number,
  recordedAt: number,
})

const of = <K extends string, F extends Schema.Struct.Fields>(kind: K, fields: F) =>
  Schema.Struct({ tenant, kind: Schema.Literal(kind), ...fields })

const rows = {
  registry: of("registry", { entry: Entry }),
  serial: of("serial", { next: number }),
  sending: of("sending", { pausedAt: number, reason: text }),
  ticket: of("ticket", { row: Ticket }),
  event: of("event", { event: Event }),
  content: of("content", {
    ticketId: text,
    content: Schema.Struct({ key: text, salt: text, body: text }),
  }),
  delivery: of("delivery", { delivery: Delivery }),
  command: of("command", {
    at: number,
    command: Schema.Struct({ id: text, hash: text, result: text }),
  }),
  inbound: of("inbound", { row: Inbound }),
  watermark: of("watermark", { mark: Schema.Struct({ intake: text, readUntil: number }) }),
  file: of("file", { hash: text, bytes: number }),
  customer: of("customer", { body: text }),
  staff: of("staff", { body: text }),
} satisfies { readonly [kind in ArchiveRow["kind"]]: Schema.Codec<ArchiveRow, unknown> }

/** Some bytes of the file whose row came last. */
const Chunk = Schema.Struct({ kind: Schema.Literal("chunk"), base64: text })

/** In place of the bytes of a file that the store could not read. */
const Lost = Schema.Struct({ kind: Schema.Literal("lost"), reason: text })

const digest = { lines: Schema.Int, sha256: text }

/** How many lines are before it, and sha256 of all of them, each with its line feed. */
const Digest = Schema.Struct({ kind: Schema.Literal("digest"), ...digest })

/** The last line: a digest after which nothing comes. */
const End = Schema.Struct({ kind: Schema.Literal("end"), ...digest })

/** How many rows of a kind there are of a tenant. */
const Counted = Schema.Struct({ kind: Schema.Literal("count"), tenant, of: text, rows: Schema.Int })

/** What each line after the head is, by its `kind`. */
export const forms = {
  ...rows,
  chunk: Chunk,
  lost: Lost,
  count: Counted,
  digest: Digest,
  end: End,
}

/** A line after the head. */
export type Line = (typeof forms)[keyof typeof forms]["Type"]

/** What stands in a backup: a row, some bytes of the file whose row came last, or their loss. */
export type Content = Exclude<Line, { readonly kind: "count" | "digest" | "end" }>
