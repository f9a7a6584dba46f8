// Stores full of anything that a store can hold, as rows and as files.
import { backup, memory } from "@upkeep/core"
import { Archive, AttachmentStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as fc from "fast-check"
import { createHash } from "node:crypto"

type Row = Archive.ArchiveRow
type Adapter = ReturnType<typeof memory>

/** What a store holds: its rows in the order of an archive, and the bytes of its files. */
export interface Holding {
  readonly rows: ReadonlyArray<Row>
  readonly files: ReadonlyArray<{ readonly tenant: string; readonly bytes: Uint8Array }>
}

const text = fc.string({ unit: "binary", maxLength: 12 })
const at = fc.integer({ min: 0, max: 4_102_444_800_000 })
const orNull = <A>(value: fc.Arbitrary<A>) => fc.option(value, { nil: null })

const ticketOf = (number: number) =>
  fc.record({
    row: fc.record({
      ticketId: fc.constant(`0000000${number}`),
      number: fc.constant(`T-${number}`),
      version: fc.nat(),
      status: text,
      dueAt: orNull(at),
      customer: orNull(text),
      assignee: orNull(text),
      assignedAt: orNull(at),
      updatedAt: at,
      body: text,
    }),
    events: fc.array(fc.record({ type: text, at, body: text }), { maxLength: 4 }),
    contents: fc.uniqueArray(fc.record({ key: text, salt: text, body: text }), {
      maxLength: 3,
      selector: ({ key }) => key,
    }),
    deliveries: fc.array(
      fc.record({
        eventNumber: fc.nat(),
        channel: text,
        notice: text,
        status: fc.constantFrom("pending" as const, "delivered" as const, "parked" as const),
        attempts: fc.nat(),
        nextAttemptAt: at,
        reason: text,
      }),
      { maxLength: 3 },
    ),
  })

const outcomes = ["new-ticket", "added", "quarantined", "ignored", "too-big"] as const

const besides = fc.record({
  entries: fc.uniqueArray(
    fc.record({ kind: text, id: text, version: text, hash: text, body: text }),
    { maxLength: 4, selector: ({ kind, id, version }) => JSON.stringify([kind, id, version]) },
  ),
  next: fc.option(fc.integer({ min: 2 }), { nil: undefined }),
  commands: fc.uniqueArray(fc.record({ id: text, hash: text, result: text, at }), {
    maxLength: 3,
    selector: ({ id }) => id,
  }),
  inbound: fc.uniqueArray(
    fc.record({
      sha256: text,
      intake: text,
      outcome: fc.constantFrom(...outcomes),
      reason: text,
      ticketId: orNull(text),
      messageIdHash: orNull(text),
      senderHash: orNull(text),
      receivedAt: at,
      recordedAt: at,
    }),
    { maxLength: 3, selector: ({ sha256 }) => sha256 },
  ),
  intakes: fc.uniqueArray(text, { maxLength: 3 }),
  readUntil: at,
  files: fc.uniqueArray(fc.uint8Array({ maxLength: 40 }), {
    maxLength: 3,
    selector: (bytes) => bytes.join(),
  }),
})

const tickets = fc
  .nat({ max: 3 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => ticketOf(index + 1))))

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

const holdingOf = (tenant: string) =>
  fc.tuple(tickets, besides).map(([found, rest]): Holding => {
    const { entries, next, commands, inbound, intakes, readUntil, files } = rest
    const rows = [
      ...entries.map((entry) => ({ kind: "registry" as const, entry })),
      ...(next === undefined ? [] : [{ kind: "serial" as const, next }]),
      ...found.map(({ row }) => ({ kind: "ticket" as const, row })),
      ...eventsOf(found),
      ...found.flatMap(({ row: { ticketId }, contents }) =>
        contents.map((content) => ({ kind: "content" as const, ticketId, content })),
      ),
      ...found.flatMap(({ row: { ticketId }, deliveries }) =>
        deliveries.map((delivery, index) => ({
          kind: "delivery" as const,
          delivery: { ...delivery, id: `${ticketId}.${index}`, ticketId },
        })),
      ),
      ...commands.map(({ at: when, ...command }) => ({
        kind: "command" as const,
        at: when,
        command,
      })),
      ...inbound.map((row) => ({ kind: "inbound" as const, row })),
      ...intakes.map((intake) => ({ kind: "watermark" as const, mark: { intake, readUntil } })),
      ...files.map((bytes) => ({
        kind: "file" as const,
        hash: sha256(bytes),
        bytes: bytes.length,
      })),
    ]
    return {
      rows: rows.map((row) => ({ tenant, ...row })),
      files: files.map((bytes) => ({ tenant, bytes })),
    }
  })

// In the order in which they were stored: ticket after ticket, by turns.
const eventsOf = (found: ReadonlyArray<Made>) => {
  const most = Math.max(0, ...found.map(({ events }) => events.length))
  return Array.from({ length: most }).flatMap((_, index) =>
    found.flatMap(({ row: { ticketId }, events }) => {
      const event = events[index]
      const number = index + 1
      const id = `${ticketId}:${number}`
      return event === undefined
        ? []
        : [{ kind: "event" as const, event: { ticketId, number, id, ...event } }]
    }),
  )
}

interface Made {
  readonly row: { readonly ticketId: string }
  readonly events: ReadonlyArray<{ type: string; at: number; body: string }>
}

/** Anything that a store can hold, of up to three tenants. */
export const holdings: fc.Arbitrary<Holding> = fc
  .uniqueArray(text, { maxLength: 3 })
  .chain((tenants) => fc.tuple(...tenants.toSorted(byUnits).map(holdingOf)))
  .map((parts) => ({
    rows: parts.flatMap(({ rows }) => rows),
    files: parts.flatMap(({ files }) => files),
  }))

const byUnits = (a: string, b: string): number => (a < b ? -1 : 1)

/** A store that holds it. */
export const storeOf = async (
  { rows, files }: Holding,
  storage: Adapter = memory(),
): Promise<Adapter> => {
  const fill = Effect.gen(function* () {
    const archive = yield* Archive.Archive
    const store = yield* AttachmentStore.AttachmentStore
    for (let from = 0; from < rows.length; from += Archive.restoreLimit)
      yield* archive.restore(rows.slice(from, from + Archive.restoreLimit))
    for (const { tenant, bytes } of files) yield* store.put(tenant, [bytes], bytes.length)
  })
  await Effect.runPromise(Effect.provide(fill, storage.layer))
  return storage
}

/** The lines of a backup. */
export const linesOf = async (
  storage: Parameters<typeof backup>[0],
  options: Parameters<typeof backup>[1] = {},
): Promise<ReadonlyArray<string>> => {
  const lines: Array<string> = []
  for await (const line of backup(storage, options)) lines.push(line)
  return lines
}

/** The rows in the lines of a backup, in their order. */
export const rowsIn = (lines: ReadonlyArray<string>): ReadonlyArray<unknown> =>
  lines
    .slice(1)
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => !beside.has(kind))

const beside = new Set(["chunk", "lost", "digest", "count", "end"])
