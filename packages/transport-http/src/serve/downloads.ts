// Files out: never shown inline, never guessed at, whatever their senders called them (A02, A07,
// A08, A10).
import { create } from "content-disposition"
import type { Handler } from "./Call.ts"

/** Types that are told as they are; everything else is bytes. */
const told = new Set([
  "application/pdf",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
  "text/plain",
])

/** Sends a file of a ticket as a stream. */
export const readAttachment: Handler = async ({ params, use, tell }) => {
  const { ticket = "", hash = "" } = params
  const file = await use((desk) => desk.file(ticket, hash))
  const content = streamOf(file.content, (error) => tell("attachment-failed", error))
  return new Response(content, {
    headers: {
      "content-type": told.has(file.mediaType) ? file.mediaType : "application/octet-stream",
      "content-length": String(file.bytes),
      "content-disposition": create(file.name, { type: "attachment" }),
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      etag: `"${file.hash}"`,
    },
  })
}

// A reader who leaves is no trouble; a file that breaks off is, and the answer has long begun: the
// connection is cut, and the host is told why.
const streamOf = (
  content: AsyncIterable<Uint8Array>,
  broken: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const chunks = content[Symbol.asyncIterator]()
  let isLeft = false
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      const { done, value } = await chunks.next()
      if (isLeft) return
      if (done === true) controller.close()
      else controller.enqueue(value)
    } catch (error) {
      if (!isLeft) broken(error)
      throw error
    }
  }
  const cancel = async () => {
    isLeft = true
    await chunks.return?.()
  }
  // Nothing is read ahead of its reader.
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
}
