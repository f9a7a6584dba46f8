// Mails for the tests, written by hand, as bytes.
import { Buffer } from "node:buffer"

/** Headers of a mail from a customer; a value of undefined leaves the header out. */
export const headers = {
  From: "Anna Orlova <anna@firma.example>",
  To: "info@mixvel.example",
  Subject: "Booking fails",
  Date: "Fri, 20 Nov 2026 09:00:00 +0300",
  "Message-ID": "<first@firma.example>",
}

/** A mail: the usual headers with these over them, and a body. Latin-1 characters are its bytes. */
export const mail = (
  over: { readonly [name: string]: string | undefined } = {},
  body = "Since noon every booking fails.",
): Uint8Array => {
  const lines = Object.entries({ ...headers, ...over }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return raw(`${lines.join("\r\n")}\r\n\r\n${body}\r\n`)
}

/** The bytes of a text in Latin-1. */
export const raw = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"))

/** A multipart/mixed of these parts, each with its headers, an empty line and its body. */
export const multipart = (parts: ReadonlyArray<string>, over = {}): Uint8Array =>
  mail(
    { "Content-Type": 'multipart/mixed; boundary="b1"', ...over },
    [...parts.map((part) => `--b1\r\n${part}`), "--b1--"].join("\r\n"),
  )

/** A part that is a file. */
export const file = (name: string, content = "content", type = "text/plain"): string =>
  `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}`

/** A part whose content is base64. */
export const base64 = (part: string): string =>
  part.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n")
