// The port AttachmentStore in the database, so that a backup and every host have the files too.
//
// A file lies in parts. They are stored while it comes in, under the name of its upload, and belong
// to its hash from the statement on that brings the last of them: whole, or not there.
import { createHash, type Hash, randomUUID } from "node:crypto"
import { AttachmentStore, StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import { chunksIn, type Parts, partsOf } from "./attachmentParts.ts"
import type { Connection } from "./connection.ts"

/** The port `AttachmentStore`. */
export const attachmentStore = (connection: Connection): AttachmentStore.AttachmentStoreService => {
  const parts = partsOf(connection)
  return {
    put: (tenant, content, limitBytes) =>
      Effect.tryPromise({
        try: (signal) => put(parts, { tenant, content, limitBytes, signal }),
        catch: errorOf,
      }),
    find: (tenant, hash) =>
      Effect.tryPromise({ try: () => find(parts, tenant, hash), catch: errorOf }),
    hold: (tenant, hash) =>
      Effect.tryPromise({ try: () => hold(parts, tenant, hash), catch: errorOf }),
    remove: (tenant, hash, unheldMillis) =>
      Effect.tryPromise({ try: () => parts.remove(tenant, hash, unheldMillis), catch: errorOf }),
    read: (tenant, hash) =>
      Effect.tryPromise({ try: () => read(parts, tenant, hash), catch: errorOf }),
  }
}

interface Put {
  readonly tenant: string
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly limitBytes: number
  readonly signal: AbortSignal
}

const put = async (parts: Parts, request: Put): Promise<AttachmentStore.StoredFile> => {
  const place = { tenant: request.tenant, upload: randomUUID() }
  const sha256 = createHash("sha256")
  const progress = { number: 0, bytes: 0 }
  try {
    let last: ReadonlyArray<Uint8Array> = []
    for await (const chunks of chunksIn(counted(request, sha256, progress))) {
      if (last.length > 0) await parts.add(place, progress.number, last)
      progress.number += last.length
      last = chunks
    }
    const file = { hash: sha256.digest("hex"), bytes: progress.bytes }
    const there = await parts.find(place.tenant, file.hash)
    const isKept =
      there !== undefined &&
      (await isWhole(parts, place.tenant, file.hash)) &&
      (await parts.hold(place.tenant, file.hash)) !== undefined
    const replaced = there?.upload
    if (!isKept && (await parts.end({ ...place, ...file, replaced }, progress.number, last)))
      return file
    await parts.drop(place)
    return file
  } catch (cause) {
    if (progress.number > 0) await parts.drop(place).catch(() => undefined)
    throw cause
  }
}

async function* counted(
  { content, limitBytes, signal }: Put,
  sha256: Hash,
  progress: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    signal.throwIfAborted()
    progress.bytes += chunk.length
    if (progress.bytes > limitBytes) throw tooLarge(limitBytes)
    sha256.update(chunk)
    yield chunk
  }
}

const isWhole = async (parts: Parts, tenant: string, hash: string): Promise<boolean> => {
  const found = await parts.find(tenant, hash)
  if (found === undefined) return false
  const sha256 = createHash("sha256")
  let bytes = 0
  for await (const chunk of parts.chunks({ tenant, upload: found.upload })) {
    sha256.update(chunk)
    bytes += chunk.length
  }
  return bytes === found.bytes && sha256.digest("hex") === hash
}

const isHash = /^[0-9a-f]{64}$/

const find = async (
  parts: Parts,
  tenant: string,
  hash: string,
): Promise<AttachmentStore.StoredFile | undefined> => {
  const found = isHash.test(hash) ? await parts.find(tenant, hash) : undefined
  return found && { hash, bytes: found.bytes }
}

const hold = async (
  parts: Parts,
  tenant: string,
  hash: string,
): Promise<AttachmentStore.StoredFile | undefined> => {
  const bytes = isHash.test(hash) ? await parts.hold(tenant, hash) : undefined
  return bytes === undefined ? undefined : { hash, bytes }
}

// Read twice: whoever gets the first chunk may send it on at once, so all are checked before (A23).
const read = async (
  parts: Parts,
  tenant: string,
  hash: string,
): Promise<AttachmentStore.StoredContent> => {
  if (!isHash.test(hash)) throw unavailable("a name that is no sha256 in hex")
  const found = await parts.find(tenant, hash)
  if (found === undefined) throw unavailable(`no file ${hash}`)
  if (!(await isWhole(parts, tenant, hash))) throw unavailable(`other bytes under ${hash}`)
  const { upload, bytes } = found
  const content = {
    [Symbol.asyncIterator]: () => contentOf(parts, { tenant, upload, hash, bytes }),
  }
  return { hash, bytes, content }
}

interface Whole extends AttachmentStore.StoredFile {
  readonly tenant: string
  readonly upload: string
}

async function* contentOf(parts: Parts, whole: Whole): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of parts.chunks(whole)) {
      bytes += chunk.length
      yield chunk
    }
    if (bytes !== whole.bytes) throw unavailable(`no whole file ${whole.hash} any more`)
  } catch (cause) {
    throw errorOf(cause)
  }
}

const tooLarge = (limitBytes: number) =>
  new AttachmentStore.AttachmentError({
    reason: "too-large",
    detail: `got more than ${limitBytes} bytes, expected at most that; nothing was kept: send less`,
  })

const unavailable = (got: string) =>
  new AttachmentStore.AttachmentError({
    reason: "unavailable",
    detail: `got ${got}, expected the file as it was put: restore it from a backup`,
  })

const errorOf = (cause: unknown): AttachmentStore.AttachmentError => {
  if (cause instanceof AttachmentStore.AttachmentError) return cause
  const isFull = cause instanceof StoreError.StoreError && cause.reason === "full"
  const text = cause instanceof Error ? cause.message : "no message"
  return new AttachmentStore.AttachmentError({
    reason: isFull ? "full" : "failed",
    detail: isFull
      ? `no room for the file (${text}); nothing was kept: make room and send it again`
      : `the file could not be kept or read (${text}); nothing was kept: look at the cause, send it again`,
    cause,
  })
}
