// Attachments in memory.
import { Effect } from "effect"
import {
  AttachmentError,
  type AttachmentStoreService,
  type StoredContent,
  type StoredFile,
} from "../AttachmentStore.ts"
import { bookOf, type State } from "./state.ts"

/** The port `AttachmentStore` on a state. */
export const attachmentStore = (state: State): AttachmentStoreService => ({
  put: (tenant, content, limitBytes) =>
    Effect.tryPromise({
      try: () => put(state, tenant, { content, limitBytes }),
      catch: (cause) => (cause instanceof AttachmentError ? cause : broken(cause)),
    }),
  find: (tenant, hash) =>
    Effect.sync(() => {
      const bytes = bookOf(state, tenant).files.get(hash)
      return bytes && { hash, bytes: bytes.length }
    }),
  remove: (tenant, hash) => Effect.sync(() => bookOf(state, tenant).files.delete(hash)),
  read: (tenant, hash) =>
    Effect.suspend(() => {
      const bytes = bookOf(state, tenant).files.get(hash)
      return bytes === undefined ? Effect.fail(missing()) : Effect.succeed(contentOf(hash, bytes))
    }),
})

interface Incoming {
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly limitBytes: number
}

const put = async (state: State, tenant: string, incoming: Incoming): Promise<StoredFile> => {
  const bytes = await collect(incoming)
  const hash = hexOf(await crypto.subtle.digest("SHA-256", bytes))
  bookOf(state, tenant).files.set(hash, bytes)
  return { hash, bytes: bytes.length }
}

const collect = async ({ content, limitBytes }: Incoming): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Array<Uint8Array> = []
  let length = 0
  for await (const chunk of content) {
    length += chunk.length
    if (length > limitBytes) throw tooLarge(limitBytes)
    chunks.push(chunk.slice())
  }
  return joined(chunks, length)
}

const joined = (chunks: ReadonlyArray<Uint8Array>, length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

// Each reader gets a copy: what it does with it does not reach the store.
const contentOf = (hash: string, bytes: Uint8Array): StoredContent => ({
  hash,
  bytes: bytes.length,
  content: { [Symbol.asyncIterator]: () => once(bytes.slice()) },
})

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk
}

const hexOf = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")

const tooLarge = (limitBytes: number) =>
  new AttachmentError({
    reason: "too-large",
    detail: `got more than ${limitBytes} bytes, expected at most that; nothing was kept: send less`,
  })

const broken = (cause: unknown) =>
  new AttachmentError({
    reason: "failed",
    detail: "the content broke off while it was read; nothing was kept: send it again",
    cause,
  })

const missing = () =>
  new AttachmentError({
    reason: "unavailable",
    detail: "this tenant has no file with this hash; look whether it was ever put",
  })
