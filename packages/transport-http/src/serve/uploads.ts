// Files in: kept first, named later by the id of the upload.
import { Office } from "@upkeep/core/effect"
import { FileName, FileType } from "@upkeep/core/files"
import { parse } from "content-disposition"
import type { Upload } from "../api/Answers.ts"
import { json } from "./Answer.ts"
import { checkEncoding, chunksOf, tooLarge, unsupported } from "./body.ts"
import type { Handler } from "./Call.ts"
import type { Settings } from "../options.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** The first bytes of a file, by which its type is told. */
export const sniffedBytes = 4_100

/** Keeps a file. */
export const keepAttachment: Handler = async ({ request, settings, use }) => {
  checkEncoding(request.headers)
  refuseForms(request.headers)
  const name = FileName.clean(nameOf(request.headers))
  if (Number(request.headers.get("content-length") ?? 0) > Office.attachmentBytes)
    throw tooLarge(Office.attachmentBytes)
  const { uploadMillis } = settings.limits
  const chunks = chunksOf(request, uploadMillis)
  try {
    const file = await lookedAt(chunks, name, request.headers, settings)
    const upload: Upload = await use((desk) => desk.keep(file), uploadMillis)
    return json(upload, { status: 201 })
  } finally {
    // What nobody has read by now nobody wants: the sender need not go on, and no timer runs on.
    void chunks.return(undefined)
  }
}

const lookedAt = async (
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  headers: Headers,
  { emptyFiles }: Settings,
) => {
  const { head, content } = await begun(chunks)
  if (head.length === 0 && !emptyFiles) throw empty
  const mediaType = await typeOf(head, headers)
  if (FileType.isProgram(name, mediaType)) throw program
  return { content, name, mediaType }
}

// A form's envelope is not the file in it; and what any page of any site can post by a form comes
// with a cookie that its sender may not know of.
const refuseForms = (headers: Headers): void => {
  const got = headers.get("content-type") ?? ""
  if (!/^(multipart\/|application\/x-www-form-urlencoded)/i.test(got)) return
  throw unsupported("a form", "the file itself with its own Content-Type")
}

const nameOf = (headers: Headers): string => {
  const disposition = headers.get("content-disposition")
  if (disposition === null) return ""
  const name = parse(disposition).parameters["filename"]
  // A name that was meant and cannot be read is not dropped in silence.
  if (name === undefined && /filename/i.test(disposition))
    throw new HttpProblem("invalid-file-name", {
      detail: "got another Content-Disposition, expected attachment; filename*=UTF-8''… (RFC 6266)",
    })
  return name ?? ""
}

const typeOf = async (head: Uint8Array, headers: Headers): Promise<string> => {
  // Loaded with the first file: it is half of what this package loads.
  const { fileTypeFromBuffer } = await import("file-type")
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  const [declared = ""] = (headers.get("content-type") ?? "").split(";")
  return FileType.mediaTypeOf({ found: found?.mime, declared: declared.trim() })
}

// The first bytes are looked at; then the whole goes on, from its first byte.
const begun = async (chunks: AsyncGenerator<Uint8Array>) => {
  const first: Array<Uint8Array> = []
  let length = 0
  while (length < sniffedBytes) {
    const { done, value } = await chunks.next()
    if (done === true) break
    first.push(value)
    length += value.length
  }
  const content = (async function* () {
    yield* first
    yield* chunks
  })()
  return { head: Buffer.concat(first).subarray(0, sniffedBytes), content }
}

const empty = new HttpProblem("empty-file", { detail: "got a file of 0 bytes, expected content" })

const program = new HttpProblem("type-not-allowed", {
  detail: "got a program, expected a file that nothing runs at a double click; pack it",
})
