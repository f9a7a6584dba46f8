// The files of a mail: which are kept, under which names, and which are only named.
import { FileName, FileType } from "@upkeep/core/files"
import type { Attachment } from "postal-mime"
import { attachments as attachmentsAtMost } from "../MailLimits.ts"
import type { MailFile } from "../MailFacts.ts"
import { mediaTypeOf } from "./mediaType.ts"

/** The files to keep, and the names of the rest: programs (A06) and what is over 50 (ML66). */
export const filesOf = async (
  attachments: ReadonlyArray<Attachment>,
  warnings: Set<string>,
): Promise<{
  readonly files: ReadonlyArray<MailFile>
  readonly leftOut: ReadonlyArray<string>
}> => {
  const files: Array<MailFile> = []
  const leftOut: Array<string> = []
  for (const [index, attachment] of attachments.entries()) {
    const bytes = bytesOf(attachment)
    const name = FileName.clean(attachment.filename ?? "", index + 1)
    const mediaType = await mediaTypeOf(bytes, attachment.mimeType)
    if (attachment.filename !== null && name !== attachment.filename) {
      warnings.add("file-name: the name of an attachment was cleaned")
    }
    if (FileType.isProgram(name, mediaType)) {
      warnings.add("type-not-allowed: a program was not kept")
      leftOut.push(name)
    } else if (files.length >= attachmentsAtMost) {
      warnings.add(`too-many: more than ${attachmentsAtMost} attachments, the rest was not kept`)
      leftOut.push(name)
    } else files.push({ name, mediaType, bytes })
  }
  return { files, leftOut }
}

// A copy of its own, which can be handed over to another thread.
const bytesOf = ({ content }: Attachment): Uint8Array<ArrayBuffer> =>
  typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content)
