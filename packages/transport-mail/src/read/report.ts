// Reports of machines about other mails: delivery (RFC 3464) and receipts (RFC 8098).
import type { Attachment } from "postal-mime"
import type { MailReport } from "../MailFacts.ts"
import { idsIn } from "./headers.ts"
import { headerIn } from "./part.ts"
import { clip, line } from "./text.ts"

/** Bytes of a report's part that are looked at. */
const reportBytes = 65_536
/** Characters of the far server's words that are kept. */
const diagnosticCharacters = 200

/**
 * The report that a mail is, or null. `type` is its Content-Type; `isReturned` whether its return
 * path is null. A report that a person attached is a file like any other.
 */
export const reportOf = (
  type: string,
  isReturned: boolean,
  parts: ReadonlyArray<Attachment>,
): MailReport | null => {
  if (!isReturned && !/^multipart\/report/i.test(type)) return null
  const kind = kindOf(type, parts)
  if (kind === null) return null
  const status = parts
    .filter(({ mimeType }) => mimeType.startsWith("message/") && mimeType.endsWith(kind.part))
    .map(headOf)
    .join("\n")
  const original = parts.filter(({ mimeType }) => originals.test(mimeType)).map(headOf)
  return {
    kind: kind.name,
    action: headerIn(status, "action").toLowerCase().slice(0, 20),
    diagnostic: clip(
      line(`${headerIn(status, "status")} ${headerIn(status, "diagnostic-code")}`),
      diagnosticCharacters,
    ),
    about: [
      ...original.map((head) => headerIn(head, "message-id")),
      headerIn(status, "original-message-id"),
    ].flatMap(idsIn),
  }
}

const originals = /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/global-headers)$/

const kinds = [
  { name: "receipt", part: "disposition-notification" },
  { name: "delivery", part: "delivery-status" },
] as const

const kindOf = (type: string, parts: ReadonlyArray<Attachment>) =>
  kinds.find(
    ({ part }) =>
      type.toLowerCase().includes(part) ||
      parts.some(({ mimeType }) => mimeType === `message/${part}`),
  ) ?? null

const headOf = ({ content }: Attachment): string =>
  typeof content === "string"
    ? content.slice(0, reportBytes)
    : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content)
        .subarray(0, reportBytes)
        .toString("latin1")
