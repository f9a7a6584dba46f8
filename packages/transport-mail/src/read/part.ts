// One part of a mail as the scanner sees it: where its headers and its body lie, and what they say.

/** A part; the ranges are half-open, in bytes of the raw mail. */
export interface Part {
  readonly headerStart: number
  readonly headerEnd: number
  readonly bodyStart: number
  bodyEnd: number
  readonly multipart: boolean
  /** Empty where there is none. */
  readonly boundary: string
  readonly encoding: "base64" | "quoted-printable" | "plain"
  /** Text whose charset nobody declared. */
  readonly undeclaredText: boolean
}

/** Reads what the scanner needs out of a header block. */
export const partOf = (
  mail: Buffer,
  headerStart: number,
  headerEnd: number,
  bodyStart: number,
): Part => {
  const block = mail.toString("latin1", headerStart, headerEnd)
  const type = headerIn(block, "content-type")
  const multipart = /^multipart\//i.test(type)
  return {
    headerStart,
    headerEnd,
    bodyStart,
    bodyEnd: mail.length,
    multipart,
    boundary: multipart ? parameter(type, "boundary") : "",
    encoding: encodingOf(headerIn(block, "content-transfer-encoding")),
    undeclaredText: (type === "" || /^text\//i.test(type)) && parameter(type, "charset") === "",
  }
}

/** The unfolded value of the first header of that name, or "" where there is none. */
export const headerIn = (block: string, name: string): string =>
  new RegExp(`^${name}[ \\t]*:(.*(?:\\r?\\n[ \\t].*)*)`, "im")
    .exec(block)?.[1]
    ?.replace(/\r?\n/g, "")
    .trim() ?? ""

const parameter = (header: string, name: string): string => {
  const written = new RegExp(`;\\s*${name}\\s*=\\s*("(?:[^"\\\\]|\\\\.)*"|[^\\s;]*)`, "i").exec(
    header,
  )?.[1]
  if (written === undefined) return ""
  return written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/g, "$1") : written
}

const encodingOf = (header: string): Part["encoding"] => {
  if (/base64/i.test(header)) return "base64"
  return /quoted-printable/i.test(header) ? "quoted-printable" : "plain"
}
