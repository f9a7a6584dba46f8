// Attachments in memory.
import { Clock, Effect } from "effect"
import {
  AttachmentError,
  type AttachmentStoreService,
  type StoredContent,
  type StoredFile,
} from "../AttachmentStore.ts"
import { type Book, bookOf, type State } from "./state.ts"

/** The port `AttachmentStore` on a state. */
export const attachmentStore = (state: State): AttachmentStoreService => ({
  put: Effect.fnUntraced(function* (tenant, content, limitBytes) {
    const { hash, bytes } = yield* Effect.tryPromise({
      try: () => taken({ content, limitBytes }),
      catch: (cause) => (cause instanceof AttachmentError ? cause : broken(cause)),
    })
    const heldAt = yield* Clock.currentTimeMillis
    bookOf(state, tenant).files.set(hash, { content: bytes, heldAt })
    return { hash, bytes: bytes.length }
  }),
  find: (tenant, hash) => Effect.sync(() => find(bookOf(state, tenant), hash)),
  hold: (tenant, hash) =>
    Effect.map(Clock.currentTimeMillis, (now) => hold(bookOf(state, tenant), hash, now)),
  remove: (tenant, hash, unheldMillis) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const { files } = bookOf(state, tenant)
      const kept = files.get(hash)
      return kept !== undefined && kept.heldAt <= now - unheldMillis && files.delete(hash)
    }),
  read: (tenant, hash) =>
    Effect.suspend(() => {
      const kept = bookOf(state, tenant).files.get(hash)
      return kept === undefined
        ? Effect.fail(missing())
        : Effect.succeed(contentOf(hash, kept.content))
    }),
})

const find = ({ files }: Book, hash: string): StoredFile | undefined => {
  const kept = files.get(hash)
  return kept && { hash, bytes: kept.content.length }
}

const hold = (book: Book, hash: string, heldAt: number): StoredFile | undefined => {
  const kept = book.files.get(hash)
  if (kept !== undefined) book.files.set(hash, { ...kept, heldAt })
  return find(book, hash)
}

interface Incoming {
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly limitBytes: number
}

const taken = async (incoming: Incoming) => {
  const bytes = await collect(incoming)
  return { hash: hexOf(await crypto.subtle.digest("SHA-256", bytes)), bytes }
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
