// Files beside the ledger: one lies whole under its own hash, or is not there.
import { createHash, randomUUID } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { AttachmentError, type AttachmentFunctions, type StoredFile } from "@upkeep/core"
import { syncFolder } from "./folder.ts"

const incoming = "incoming-"

/** Opens the folder, without what a crash left half-written. */
export const openAttachments = async (folder: string): Promise<AttachmentFunctions> => {
  await mkdir(folder, { recursive: true })
  await syncFolder(dirname(folder))
  const left = (await readdir(folder)).filter((name) => name.startsWith(incoming))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })))
  return {
    put: (tenant, content, limitBytes) => put(folder, tenant, { content, limitBytes }),
    find: (tenant, hash) => find(folder, tenant, hash),
    read: (tenant, hash) => read(folder, tenant, hash),
  }
}

interface Incoming {
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly limitBytes: number
}

// Written aside, synced, and named last: a name stands for a whole file.
const put = async (folder: string, tenant: string, file: Incoming): Promise<StoredFile> => {
  const aside = join(folder, `${incoming}${randomUUID()}`)
  try {
    const stored = await write(aside, file)
    await rename(aside, pathOf(folder, tenant, stored.hash))
    await syncFolder(folder)
    return stored
  } finally {
    await rm(aside, { force: true })
  }
}

const write = async (path: string, { content, limitBytes }: Incoming): Promise<StoredFile> => {
  const handle = await open(path, "wx")
  try {
    const sha256 = createHash("sha256")
    let bytes = 0
    for await (const chunk of content) {
      bytes += chunk.length
      if (bytes > limitBytes) throw tooLarge(limitBytes)
      sha256.update(chunk)
      await handle.appendFile(chunk)
    }
    await handle.sync()
    return { hash: sha256.digest("hex"), bytes }
  } finally {
    await handle.close()
  }
}

const find = async (
  folder: string,
  tenant: string,
  hash: string,
): Promise<StoredFile | undefined> => {
  const found = isHash.test(hash) ? await stat(pathOf(folder, tenant, hash)).catch(gone) : undefined
  return found && { hash, bytes: found.size }
}

const read = async (folder: string, tenant: string, hash: string) => {
  const found = await find(folder, tenant, hash)
  if (found === undefined) throw unavailable("no file with this hash")
  const path = pathOf(folder, tenant, hash)
  const sha256 = createHash("sha256")
  for await (const chunk of chunksOf(path)) sha256.update(chunk)
  if (sha256.digest("hex") !== hash) throw unavailable(`other bytes under ${hash}`)
  return { ...found, content: { [Symbol.asyncIterator]: () => chunksOf(path) } }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path)
}

const isHash = /^[0-9a-f]{64}$/

// A tenant's name never becomes a path: it may hold anything, `../` included.
const pathOf = (folder: string, tenant: string, hash: string): string =>
  join(folder, `${createHash("sha256").update(tenant).digest("hex")}-${hash}`)

const gone = (cause: unknown): undefined => {
  if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined
  throw cause
}

const tooLarge = (limitBytes: number) =>
  new AttachmentError({
    reason: "too-large",
    detail: `got more than ${limitBytes} bytes, expected at most that; nothing was kept: send less`,
  })

const unavailable = (got: string) =>
  new AttachmentError({
    reason: "unavailable",
    detail: `got ${got}, expected the file as it was put: restore it from a backup`,
  })
