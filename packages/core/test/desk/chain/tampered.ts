// Stores that somebody changed behind the desk's back: all that one holds is taken out, changed,
// and put into another.
import { type Desk, memory, standard, type StorageAdapter } from "@upkeep/core"
import { Archive, AttachmentStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { march, openDesk } from "../setUp.ts"

export type Rows = ReadonlyArray<Archive.ArchiveRow>

/** Everything that a desk's store holds of its tenant. */
export const rowsOf = (desk: Desk): Promise<Rows> =>
  desk.run(
    Effect.flatMap(Archive.Archive, ({ rows }) =>
      Effect.promise(() => collected(rows([desk.tenant]))),
    ),
  )

const collected = async (rows: AsyncIterable<Archive.ArchiveRow>): Promise<Rows> => {
  const found: Array<Archive.ArchiveRow> = []
  for await (const row of rows) found.push(row)
  return found
}

/** A desk on a store that holds these rows, with the files of another one. */
export const deskWith = async (rows: Rows, from?: Desk, storage: StorageAdapter = memory()) => {
  const { desk: writer } = await openDesk({ storage, tenant: "writer" })
  await writer.run(
    Effect.flatMap(Archive.Archive, ({ restore }) =>
      Effect.forEach(chunks(rows), restore, { discard: true }),
    ),
  )
  for (const row of rows)
    if (row.kind === "file" && from !== undefined)
      await writer.run(copied(row.tenant, await from.run(fileOf(row.tenant, row.hash))))
  await writer[Symbol.asyncDispose]()
  // Opened on what the store was last run with, a changed process would be refused at once.
  const opened = await openDesk({ storage, process: standard })
  opened.clock.at = march(30, 12)
  return opened
}

const fileOf = (tenant: string, hash: string) =>
  Effect.flatMap(AttachmentStore.AttachmentStore, ({ read }) => read(tenant, hash))

const copied = (tenant: string, { content }: AttachmentStore.StoredContent) =>
  Effect.flatMap(AttachmentStore.AttachmentStore, ({ put }) => put(tenant, content, 1_000_000))

const chunks = (rows: Rows): ReadonlyArray<Rows> =>
  Array.from({ length: Math.ceil(rows.length / Archive.restoreLimit) }, (_, index) =>
    rows.slice(index * Archive.restoreLimit, (index + 1) * Archive.restoreLimit),
  )
