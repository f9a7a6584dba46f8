// The ports of published versions, incoming messages, files and what happened, on an author's async
// functions.
import { Effect } from "effect"
import type { ArchiveService } from "../../port/Archive.ts"
import type { AttachmentStoreService } from "../../port/AttachmentStore.ts"
import type { FeedService } from "../../port/Feed.ts"
import type { InboundService } from "../../port/Inbound.ts"
import { type RegistryService, VersionExists } from "../../port/Registry.ts"
import type { StorageFunctions } from "../../port/StorageFunctions.ts"
import { StoreError } from "../../port/StoreError.ts"
import {
  type Door,
  fileCall,
  fileError,
  type StoreCall,
  unreadable,
  unsupported,
  wordsOf,
} from "./call.ts"

/** The port `Registry`. */
export const registry = (
  { registry }: StorageFunctions,
  call: StoreCall,
  door: Door,
): RegistryService => ({
  publish: (tenant, entry) =>
    Effect.flatMap(
      call("registry.publish", () => registry.publish(tenant, entry)),
      (answer) => publishedOf(door, answer),
    ),
  list: (tenant, kind, page) => call("registry.list", () => registry.list(tenant, kind, page)),
  find: (tenant, entry) => call("registry.find", () => registry.find(tenant, entry)),
  latest: (tenant, kind) => call("registry.latest", () => registry.latest(tenant, kind)),
})

/** The port `Inbound`. */
export const inbound = ({ inbound }: StorageFunctions, call: StoreCall): InboundService => ({
  find: (tenant, sha256) => call("inbound.find", () => inbound.find(tenant, sha256)),
  record: (tenant, row) => call("inbound.record", () => inbound.record(tenant, row)),
  byMessageId: (tenant, hash) =>
    call("inbound.byMessageId", () => inbound.byMessageId(tenant, hash)),
  countOpened: (tenant, senderHash, since) =>
    call("inbound.countOpened", () => inbound.countOpened(tenant, senderHash, since)),
  markRead: (tenant, mark) => call("inbound.markRead", () => inbound.markRead(tenant, mark)),
  retire: (tenant, intake) => call("inbound.retire", () => inbound.retire(tenant, intake)),
  watermarks: (tenant) => call("inbound.watermarks", () => inbound.watermarks(tenant)),
})

const publishedOf = (
  door: Door,
  answer: unknown,
): Effect.Effect<void, VersionExists | StoreError> => {
  if (answer === "published") return Effect.void
  if (answer instanceof VersionExists) return Effect.fail(answer)
  const where = `${door.name}: registry.publish`
  const expected = '"published" or a VersionExists'
  return Effect.fail(unreadable({ reason: "unavailable", where, got: answer, expected }))
}

/** The port `Feed`. */
export const feed = ({ feed }: StorageFunctions, call: StoreCall): FeedService => ({
  read: (tenant, page) => call("feed.read", () => feed.read(tenant, page)),
  tenants: (page) => call("feed.tenants", () => feed.tenants(page)),
})

/** The port `Archive`; `unsupported` where the store has none. */
export const archive = (
  { archive }: StorageFunctions,
  call: StoreCall,
  door: Door,
): ArchiveService => ({
  rows: (tenants) => ({
    async *[Symbol.asyncIterator]() {
      if (archive === undefined) throw unsupported(door, "archive")
      try {
        yield* archive.rows(tenants)
      } catch (cause) {
        if (cause instanceof StoreError) throw cause
        const detail = `${door.name}: archive.rows threw ${wordsOf(cause)}, expected rows: look at the cause`
        throw new StoreError({ reason: "unavailable", detail, cause })
      }
    },
  }),
  restore: (rows) =>
    archive === undefined
      ? Effect.fail(unsupported(door, "archive"))
      : call("archive.restore", () => archive.restore(rows)),
})

/** The port `AttachmentStore`. */
export const attachmentStore = (
  { attachments }: StorageFunctions,
  door: Door,
): AttachmentStoreService => {
  const call = fileCall(door)
  return {
    ...removing(attachments, call),
    put: (tenant, content, limitBytes) =>
      call("attachments.put", () => attachments.put(tenant, content, limitBytes)),
    find: (tenant, hash) => call("attachments.find", () => attachments.find(tenant, hash)),
    read: (tenant, hash) =>
      Effect.map(
        call("attachments.read", () => attachments.read(tenant, hash)),
        (found) => ({ ...found, content: guarded(door, found.content) }),
      ),
  }
}

const removing = (
  attachments: StorageFunctions["attachments"],
  call: ReturnType<typeof fileCall>,
): Pick<AttachmentStoreService, "hold" | "remove"> => {
  const { find, hold, remove } = attachments
  // What cannot be held is never removed, so to find it is enough.
  if (hold === undefined || remove === undefined)
    return {
      hold: (tenant, hash) => call("attachments.find", () => find.call(attachments, tenant, hash)),
    }
  return {
    hold: (tenant, hash) => call("attachments.hold", () => hold.call(attachments, tenant, hash)),
    remove: (tenant, hash, unheldMillis) =>
      call("attachments.remove", () => remove.call(attachments, tenant, hash, unheldMillis)),
  }
}

// The bytes are read after `read` has answered: what breaks then is an `AttachmentError` as well.
const guarded = (door: Door, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    try {
      yield* content
    } catch (cause) {
      throw fileError(door, "attachments.read", cause)
    }
  },
})
