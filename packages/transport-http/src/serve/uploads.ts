// Files in: kept first, named later. The id of an upload is what was kept, signed for whoever sent
// it; so a command can name no file that its actor did not upload (H35), and nothing is remembered.
import { type Attachment, InvalidInput, type Principal, Problem } from "@upkeep/core"
import type { Desk } from "@upkeep/core/effect"
import { FileName, FileType } from "@upkeep/core/files"
import { parse } from "content-disposition"
import { Effect } from "effect"
import type { Upload } from "../api/Answers.ts"
import { json } from "./Answer.ts"
import { checkEncoding, chunksOf } from "./body.ts"
import type { Handler } from "./Call.ts"
import type { Settings } from "../options.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { ownerOf } from "./owner.ts"

/** The first bytes of a file, by which its type is told. */
export const sniffedBytes = 4_100

/** Keeps a file. */
export const keepAttachment: Handler = async ({ request, settings, principal, use }) => {
  checkEncoding(request.headers)
  const name = FileName.clean(nameOf(request.headers))
  const { uploadMillis } = settings.limits
  const chunks = chunksOf(request, uploadMillis)
  const file = await lookedAt(chunks, name, request.headers, settings).catch((refusal: unknown) => {
    // The rest of it is not wanted: the sender need not go on.
    void chunks.return(undefined)
    throw refusal
  })
  const upload = await use(
    (desk, behind) => Effect.map(desk.keep(file), (kept) => uploadOf(behind, principal, kept)),
    uploadMillis,
  )
  return json(upload, { status: 201 })
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

/** The files of uploads; one that this actor did not make is unknown, whatever else it is. */
export const filesOf = (
  desk: Desk.DeskService,
  principal: Principal,
  ids: ReadonlyArray<string> = [],
): Effect.Effect<ReadonlyArray<Attachment>, InvalidInput> => {
  const files = ids.map((id) => fileOf(desk, principal, id))
  const problems = files.flatMap((file, index) => (file === undefined ? [unknown(index)] : []))
  return problems.length > 0
    ? Effect.fail(new InvalidInput({ problems }))
    : Effect.succeed(files.filter((file) => file !== undefined))
}

const uploadOf = (
  desk: Desk.DeskService,
  principal: Principal,
  { hash, bytes, mediaType, name }: Attachment,
): Upload => {
  const kept = Buffer.from(JSON.stringify([hash, bytes, mediaType, name])).toString("base64url")
  const id = `${kept}.${desk.sign(signed(principal, kept))}`
  return { id, hash, bytes, mediaType, name }
}

const fileOf = (
  desk: Desk.DeskService,
  principal: Principal,
  id: string,
): Attachment | undefined => {
  const [kept = "", proof = "", ...more] = id.split(".")
  if (more.length > 0 || !desk.isSigned(signed(principal, kept), proof)) return undefined
  // What is signed is our own writing.
  const fields: [string, number, string, string] = JSON.parse(
    Buffer.from(kept, "base64url").toString(),
  )
  const [hash, bytes, mediaType, name] = fields
  return { hash, bytes, mediaType, name }
}

const signed = (principal: Principal, kept: string): string =>
  JSON.stringify(["upload", ...ownerOf(principal), kept])

const unknown = (index: number) =>
  Problem.make({
    code: "unknown-attachment",
    path: `attachments[${index}]`,
    got: undefined,
    expected: "the id of an upload of your own",
  })

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
