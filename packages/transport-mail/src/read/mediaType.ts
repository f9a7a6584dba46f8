// What a file is: its bytes say so where they can, whatever its sender called it (A06-A08).
import { FileType } from "@upkeep/core/files"
import { fileTypeFromBuffer } from "file-type"

/** The media type by content, else by the sender's word, else `application/octet-stream`. */
export const mediaTypeOf = async (bytes: Uint8Array, declared: string): Promise<string> => {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  return FileType.mediaTypeOf({ found: found?.mime, declared })
}
