// The raw bytes of a mail become facts. Runs in the reading thread, which may be killed anytime.
import PostalMime from "postal-mime"
import type { Reading } from "../MailFacts.ts"
import type { MailLimits } from "../MailLimits.ts"
import { damageOf } from "./damage.ts"
import { factsOf } from "./facts.ts"
import { scan } from "./scan.ts"
import { shown } from "./text.ts"
import { withUtf8 } from "./utf8.ts"

/** Reads one mail within the limits; whatever its bytes are, it never throws. */
export const read = async (raw: Uint8Array, limits: MailLimits): Promise<Reading> => {
  try {
    return await readWithin(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), limits)
  } catch (error) {
    return refusedBy(error instanceof Error ? error.message : String(error))
  }
}

const readWithin = async (raw: Buffer, limits: MailLimits): Promise<Reading> => {
  const mail = hasNoLines(raw) ? Buffer.concat([Buffer.from("X-No-Lines:\n\n"), raw]) : raw
  const scanned = scan(mail, limits)
  if (scanned.refused !== undefined) return { refused: scanned.refused }
  const utf8 = withUtf8(mail, scanned)
  const warnings = new Set([...scanned.warnings, ...damageOf(mail, scanned.parts)])
  for (const charset of utf8.guessed) {
    warnings.add(`charset-guessed: bytes without a declared charset were read as ${charset}`)
  }
  const email = await PostalMime.parse(utf8.mail, {
    forceRfc822Attachments: true,
    maxNestingDepth: limits.depth,
    maxHeadersSize: limits.headerBytes,
  })
  return { facts: await factsOf(email, utf8.mail, warnings) }
}

// Lines that end in CR alone are no lines of a mail: such bytes are a body without headers (ML74).
const hasNoLines = (raw: Buffer): boolean => !raw.includes(0x0a) && raw.includes(0x0d)

// The parser has bounds of its own, for what the scanner took for something else.
const refusedBy = (message: string): Reading => {
  if (message.startsWith("Maximum MIME nesting depth")) {
    return { refused: { outcome: "quarantined", reason: "too-deep", detail: message } }
  }
  if (message.startsWith("Maximum header size")) {
    return { refused: { outcome: "too-big", reason: "header", detail: message } }
  }
  return { refused: { outcome: "quarantined", reason: "unparseable", detail: shown(message) } }
}
