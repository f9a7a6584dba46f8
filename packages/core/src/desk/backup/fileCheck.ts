// The bytes behind the row of a file: as many as it says, and those that it is named by.
import { createHash, type Hash } from "node:crypto"
import type { Content } from "./line.ts"

/** A file that the store could not read when it was backed up: nobody has its bytes. */
export interface LostFile {
  readonly tenant: string
  readonly hash: string
  readonly reason: string
}

/** The most lost files that a report names. */
export const namedLosses = 100

/** What the files came to. */
export interface FileTotals {
  /** Of attachments. */
  readonly bytes: number
  readonly lost: number
  /** The first of those that were lost: at most 100. */
  readonly lostFiles: ReadonlyArray<LostFile>
}

/** Checks files as they come; `take` and `end` say what is wrong. */
export interface FileCheck {
  readonly take: (content: Content) => string | undefined
  readonly end: () => string | undefined
  readonly totals: () => FileTotals
}

interface OpenFile {
  readonly row: Extract<Content, { readonly kind: "file" }>
  readonly sha256: Hash
  bytes: number
}

/** A check before the first file. */
export const fileCheck = (): FileCheck => {
  const lostFiles: Array<LostFile> = []
  let bytes = 0
  let lost = 0
  let open: OpenFile | undefined
  const end = () => {
    const wrong = open && wrongWith(open)
    open = undefined
    return wrong
  }
  const take = (content: Content) => {
    if (content.kind !== "chunk" && content.kind !== "lost") {
      const wrong = end()
      if (content.kind === "file") open = { row: content, sha256: createHash("sha256"), bytes: 0 }
      return wrong
    }
    if (open === undefined) return `got a line of kind ${content.kind}, expected it behind its file`
    if (content.kind === "chunk") {
      const chunk = Buffer.from(content.base64, "base64")
      open.sha256.update(chunk)
      open.bytes += chunk.length
      bytes += chunk.length
      return undefined
    }
    const { tenant, hash } = open.row
    lost += 1
    if (lostFiles.length < namedLosses) lostFiles.push({ tenant, hash, reason: content.reason })
    open = undefined
    return undefined
  }
  return { take, end, totals: () => ({ bytes, lost, lostFiles }) }
}

const wrongWith = ({ row, sha256, bytes }: OpenFile): string | undefined => {
  const hash = sha256.digest("hex")
  if (bytes === row.bytes && hash === row.hash) return undefined
  return `got ${bytes} bytes with sha256 ${hash}, expected ${row.bytes} with ${row.hash}`
}
