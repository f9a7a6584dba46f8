// Warnings that come from the raw bytes: unknown charsets, broken encodings (ML45, ML53).
import type { Part } from "./part.ts"
import { shown } from "./text.ts"

/** Charset labels of one mail that are looked at. */
const labelsAtMost = 20

/** What is odd about how the parts are encoded, as warnings. */
export const damageOf = (mail: Buffer, parts: ReadonlyArray<Part>): ReadonlyArray<string> => [
  ...unknownCharsets(mail, parts),
  ...(parts.some((part) => isBrokenBase64(mail, part))
    ? ["broken-base64: characters that are not base64 were skipped"]
    : []),
  ...(parts.some((part) => isBrokenQuotedPrintable(mail, part))
    ? ["broken-quoted-printable: an equals sign without a code was kept"]
    : []),
]

const unknownCharsets = (mail: Buffer, parts: ReadonlyArray<Part>): ReadonlyArray<string> => {
  const labels = new Set<string>()
  for (const { headerStart, headerEnd } of parts) {
    const block = mail.toString("latin1", headerStart, headerEnd)
    for (const match of block.matchAll(
      /charset\s*=\s*"?([^\s";]+)|=\?([^?*\s]{1,60})(?:\*[^?\s]{1,20})?\?[qb]\?/gi,
    )) {
      if (labels.size < labelsAtMost) labels.add((match[1] ?? match[2] ?? "").toLowerCase())
    }
  }
  return [...labels]
    .filter((label) => !isKnown(label))
    .map((label) => `unknown-charset: ${shown(label)} was read as Latin-1`)
}

// The parser also knows labels with a vendor's prefix or other separators.
const isKnown = (label: string): boolean =>
  [label, label.replace(/^(x-|cs)/, ""), label.replace(/^(cp|ms)-?/, "windows-")].some(isDecodable)

const isDecodable = (label: string): boolean => {
  try {
    return new TextDecoder(label).encoding !== "replacement"
  } catch {
    return false
  }
}

const isBrokenBase64 = (
  mail: Buffer,
  { encoding, multipart, bodyStart, bodyEnd }: Part,
): boolean => {
  if (encoding !== "base64" || multipart) return false
  for (let at = bodyStart; at < bodyEnd; at += 1) if (notBase64[mail[at] ?? 0] === 1) return true
  return false
}

const notBase64 = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+/=\s]/.test(String.fromCharCode(byte)) && byte < 0x80 ? 0 : 1,
)

const isBrokenQuotedPrintable = (mail: Buffer, part: Part): boolean => {
  if (part.encoding !== "quoted-printable" || part.multipart) return false
  const body = mail.subarray(part.bodyStart, part.bodyEnd)
  for (let at = body.indexOf(0x3d); at >= 0; at = body.indexOf(0x3d, at + 1)) {
    if (/^[0-9a-f]{2}$/i.test(body.toString("latin1", at + 1, at + 3))) continue
    if (!/^=[ \t]*(\r?\n|$)/.test(body.toString("latin1", at, at + 80))) return true
  }
  return false
}
