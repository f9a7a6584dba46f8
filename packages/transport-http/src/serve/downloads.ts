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
export const readAttachment: Handler = async ({ params, use }) => {
  const { ticket = "", hash = "" } = params
  const file = await use((desk) => desk.file(ticket, hash))
  return new Response(ReadableStream.from(file.content), {
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
