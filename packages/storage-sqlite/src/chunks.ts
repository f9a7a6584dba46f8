// The bytes of a file in chunks, so that no file is ever held whole.
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import type { AttachmentStore } from "@upkeep/core/effect"

/** The most bytes of one chunk. */
export const chunkBytes = 65_536

/** The chunks of a file. It is opened for the first, and closed after the last or an early stop. */
export async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: chunkBytes })
}

/** The hash and the length that a file truly has. */
export const measured = async (path: string): Promise<AttachmentStore.StoredFile> => {
  const sha256 = createHash("sha256")
  let bytes = 0
  for await (const chunk of chunksOf(path)) {
    sha256.update(chunk)
    bytes += chunk.length
  }
  return { hash: sha256.digest("hex"), bytes }
}
