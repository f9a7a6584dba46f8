// The port AttachmentStore beside the database: a file lies whole under its hash, or not at all.
//
// <file>.attachments/incoming/<random>             while it is written
// <file>.attachments/<tenant>/<ab>/<cdef…>          once it is whole and synced
import { createHash, randomUUID } from "node:crypto"
import { renameSync, rmSync, statSync, utimesSync } from "node:fs"
import { type FileHandle, open, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { AttachmentStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { chunksOf, measured } from "./chunks.ts"
import type { Connection } from "./connection.ts"
import { makeFolder, namesIn, sweep, syncFolder } from "./folder.ts"

/** How long an unfinished file may go untouched before a start removes it: a day. */
export const abandonedMillis = 86_400_000

/** Work on the names of files while nobody else changes any, in whatever process. */
type Alone = <A>(work: () => A) => Promise<A>

/** The port `AttachmentStore` in a folder. When a file was held last is when it was modified. */
export const attachmentStore = (
  folder: string,
  { write }: Pick<Connection, "write">,
): AttachmentStore.AttachmentStoreService => {
  // The database has a lock for one at a time: nothing is written in it here.
  const alone: Alone = (work) => Effect.runPromise(write(work))
  return {
    put: (tenant, content, limitBytes) =>
      Effect.tryPromise({
        try: (signal) => put({ folder, tenant, content, limitBytes, signal, alone }),
        catch: errorOf,
      }),
    find: (tenant, hash) =>
      Effect.tryPromise({ try: () => find(folder, tenant, hash), catch: errorOf }),
    hold: (tenant, hash) =>
      Effect.tryPromise({
        try: async () => {
          if (!isHash.test(hash)) return undefined
          const isThere = await alone(() => touched(pathOf(folder, tenant, hash)))
          return isThere ? find(folder, tenant, hash) : undefined
        },
        catch: errorOf,
      }),
    remove: (tenant, hash, unheldMillis) =>
      Effect.tryPromise({
        try: async () => {
          if (!isHash.test(hash)) return false
          const path = pathOf(folder, tenant, hash)
          const isRemoved = await alone(() => removedUnheld(path, Date.now() - unheldMillis))
          if (isRemoved) await syncFolder(dirname(path))
          return isRemoved
        },
        catch: errorOf,
      }),
    read: (tenant, hash) =>
      Effect.tryPromise({ try: () => read(folder, tenant, hash), catch: errorOf }),
  }
}

// Modified now, in milliseconds: false where there is no file.
const touched = (path: string): boolean => {
  const now = new Date(Date.now())
  try {
    utimesSync(path, now, now)
    return true
  } catch (cause) {
    if (isMissing(cause)) return false
    throw cause
  }
}

const removedUnheld = (path: string, until: number): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined || found.mtimeMs > until) return false
  rmSync(path)
  return true
}

/** Removes what a crash left half-written. */
export const sweepIncoming = (folder: string) =>
  Effect.promise(() => sweep(join(folder, incoming), Date.now() - abandonedMillis))

const incoming = "incoming"

interface Put {
  readonly folder: string
  readonly tenant: string
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly limitBytes: number
  readonly signal: AbortSignal
  readonly alone: Alone
}

const put = async (request: Put): Promise<AttachmentStore.StoredFile> => {
  const temporary = join(request.folder, incoming, randomUUID())
  await makeFolder(dirname(temporary))
  try {
    const stored = await write(temporary, request)
    await place(temporary, pathOf(request.folder, request.tenant, stored.hash), {
      hash: stored.hash,
      alone: request.alone,
    })
    return stored
  } finally {
    await rm(temporary, { force: true })
  }
}

const write = async (path: string, request: Put): Promise<AttachmentStore.StoredFile> => {
  const handle = await open(path, "wx")
  try {
    const stored = await copy(handle, request)
    await handle.sync()
    return stored
  } finally {
    await handle.close()
  }
}

const copy = async (handle: FileHandle, { content, limitBytes, signal }: Put) => {
  const sha256 = createHash("sha256")
  let bytes = 0
  for await (const chunk of content) {
    signal.throwIfAborted()
    bytes += chunk.length
    if (bytes > limitBytes) throw tooLarge(limitBytes)
    sha256.update(chunk)
    await handle.appendFile(chunk)
  }
  return { hash: sha256.digest("hex"), bytes }
}

// What lies there already is kept if it is whole, and replaced if it is not.
const place = async (
  temporary: string,
  path: string,
  { hash, alone }: { readonly hash: string; readonly alone: Alone },
): Promise<void> => {
  await makeFolder(dirname(path))
  const there = await measured(path).catch(() => undefined)
  await alone(() => {
    if (there?.hash === hash && touched(path)) return
    // It may have taken long to come in.
    touched(temporary)
    renameSync(temporary, path)
  })
  await syncFolder(dirname(path))
}

const find = async (
  folder: string,
  tenant: string,
  hash: string,
): Promise<AttachmentStore.StoredFile | undefined> => {
  if (!isHash.test(hash)) return undefined
  const found = await stat(pathOf(folder, tenant, hash)).catch((cause: unknown) => {
    if (isMissing(cause)) return undefined
    throw cause
  })
  return found && { hash, bytes: found.size }
}

// Read twice: whoever gets the first chunk may send it on at once, so all are checked before (A23).
const read = async (
  folder: string,
  tenant: string,
  hash: string,
): Promise<AttachmentStore.StoredContent> => {
  if (!isHash.test(hash)) throw unavailable("a name that is no sha256 in hex")
  const path = pathOf(folder, tenant, hash)
  const found = await measured(path).catch((cause: unknown) => {
    throw readErrorOf(cause, hash)
  })
  if (found.hash !== hash) throw unavailable(`other bytes under ${hash}`)
  return { ...found, content: { [Symbol.asyncIterator]: () => contentOf(path, hash) } }
}

async function* contentOf(path: string, hash: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(path)
  } catch (cause) {
    throw readErrorOf(cause, hash)
  }
}

const isHash = /^[0-9a-f]{64}$/

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

// A tenant's name never becomes a path: it may hold anything, `../` included.
const folderOf = (folder: string, tenant: string): string =>
  join(folder, hashOf(Buffer.from(tenant)))

const pathOf = (folder: string, tenant: string, hash: string): string =>
  join(folderOf(folder, tenant), hash.slice(0, 2), hash.slice(2))

/** The files of a tenant by their names; their bytes are not read. */
export async function* filesOf(
  folder: string,
  tenant: string,
): AsyncGenerator<AttachmentStore.StoredFile> {
  const all = folderOf(folder, tenant)
  for (const beginning of await namesIn(all)) {
    for (const rest of await namesIn(join(all, beginning))) {
      const found = await find(folder, tenant, beginning + rest)
      if (found !== undefined) yield found
    }
  }
}

const systemCodeOf = (cause: unknown): unknown =>
  cause instanceof Error && "code" in cause ? cause.code : undefined

const isMissing = (cause: unknown): boolean => systemCodeOf(cause) === "ENOENT"

const tooLarge = (limitBytes: number) =>
  new AttachmentStore.AttachmentError({
    reason: "too-large",
    detail: `got more than ${limitBytes} bytes, expected at most that; nothing was kept: send less`,
  })

const unavailable = (got: string) =>
  new AttachmentStore.AttachmentError({
    reason: "unavailable",
    detail: `got ${got}, expected the file as it was put: restore it from a backup of the attachments folder`,
  })

const readErrorOf = (cause: unknown, hash: string) =>
  isMissing(cause) ? unavailable(`no file ${hash}`) : errorOf(cause)

const errorOf = (cause: unknown): AttachmentStore.AttachmentError => {
  if (cause instanceof AttachmentStore.AttachmentError) return cause
  const isFull = ["ENOSPC", "EDQUOT"].some((code) => code === systemCodeOf(cause))
  const text = cause instanceof Error ? cause.message : "no message"
  return new AttachmentStore.AttachmentError({
    reason: isFull ? "full" : "failed",
    detail: isFull
      ? `no room for the file (${text}); nothing was kept: make room and send it again`
      : `the file could not be kept or read (${text}); nothing was kept: look at the cause, send it again`,
    cause,
  })
}
