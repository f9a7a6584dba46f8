// Headers and texts whose charset nobody declared are made UTF-8 before anything parses them.
import { isUtf8 } from "node:buffer"
import type { Part } from "./part.ts"
import type { Scan } from "./scan.ts"

/** Bytes of a text by which its charset is guessed. */
const sampleBytes = 65_536

/** A charset that bytes can be taken for. */
export type Charset = "utf-8" | "windows-1251" | "windows-1252" | "koi8-r"
type Cyrillic = Exclude<Charset, "utf-8" | "windows-1252">

/**
 * Reads bytes of an unknown charset as well as can be: as UTF-8 where at most one character in ten
 * is broken; else as Latin letters (windows-1252) where most letters are ASCII; else as Cyrillic.
 */
export const guess = (
  bytes: Uint8Array,
  cyrillic: Cyrillic = cyrillicOf([bytes]),
): { readonly text: string; readonly charset: Charset } => {
  const sample = bytes.subarray(0, sampleBytes)
  const utf8 = new TextDecoder("utf-8").decode(sample)
  const broken = countOf(utf8, /\ufffd/g)
  const latin = Buffer.from(sample).toString("latin1").replace(headerName, "")
  const isLatin = countOf(latin, /[\u00c0-\u00ff]/g) <= countOf(latin, /[a-z]/gi)
  const isUtf = broken * 11 <= countOf(utf8, /[^\0-\u007f]/g)
  const charset = isUtf ? "utf-8" : isLatin ? "windows-1252" : cyrillic
  return { text: new TextDecoder(charset).decode(bytes), charset }
}

const headerName = /^[!-9;-~]+[ \t]*:/

// Most letters of a text are small: in KOI8-R they lie below 0xE0, in windows-1251 from there on.
const cyrillicOf = (pieces: ReadonlyArray<Uint8Array>): Cyrillic => {
  let balance = 0
  for (const piece of pieces) {
    for (const byte of piece.subarray(0, sampleBytes)) {
      if (byte >= 0xc0) balance += byte < 0xe0 ? 1 : -1
    }
  }
  return balance > 0 ? "koi8-r" : "windows-1251"
}

const countOf = (text: string, pattern: RegExp): number => {
  let count = 0
  for (const _ of text.matchAll(pattern)) count += 1
  return count
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly isHeader: boolean
}

/** The mail with headers and undeclared texts in UTF-8, and the charsets that were guessed. */
export const withUtf8 = (mail: Buffer, { start, parts }: Scan) => {
  const pieces = parts
    .flatMap(undeclared)
    .filter(({ from, to }) => !isUtf8(mail.subarray(from, to)))
  const cyrillic = cyrillicOf(pieces.map(({ from, to }) => mail.subarray(from, to)))
  const guessed = new Set<Charset>()
  const written: Array<Buffer> = []
  let done = start
  for (const { from, to, isHeader } of pieces) {
    const bytes = mail.subarray(from, to)
    const guesses = (isHeader ? linesOf(bytes) : [bytes]).map((piece) => guess(piece, cyrillic))
    for (const { charset } of guesses) guessed.add(charset)
    written.push(mail.subarray(done, from), Buffer.from(guesses.map(({ text }) => text).join("")))
    done = to
  }
  guessed.delete("utf-8")
  return { mail: Buffer.concat([...written, mail.subarray(done)]), guessed }
}

const undeclared = (part: Part): ReadonlyArray<Piece> => [
  { from: part.headerStart, to: part.headerEnd, isHeader: true },
  ...(part.undeclaredText && part.encoding === "plain"
    ? [{ from: part.bodyStart, to: part.bodyEnd, isHeader: false }]
    : []),
]

// Each line is guessed alone, its line feed with it: one mail can hold headers of several charsets.
const linesOf = (bytes: Buffer): Array<Buffer> => {
  const lines: Array<Buffer> = []
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(0x0a, from)
    const to = feed < 0 ? bytes.length : feed + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}
