// A customer's mail, as a mail program writes it: a new one, or the reply to one that did arrive.
import type { Received } from "./receiver.ts"

/** What a customer writes. */
export interface Written {
  readonly from: { readonly address: string; readonly name?: string }
  readonly subject: string
  readonly text: string
  /** The mail that it answers. */
  readonly answers?: Received
  readonly file?: File
}

/** A file that goes with a mail. */
export interface File {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array
}

/** The raw bytes of a mail; `index` tells it from the others of its writer. */
export const rawMail = (
  { from, subject, text, answers, file }: Written,
  to: string,
  at: number,
  index: number,
): Uint8Array => {
  const domain = from.address.slice(from.address.indexOf("@") + 1)
  const lines = [
    `From: ${from.name === undefined ? "" : `${word(from.name)} `}<${from.address}>`,
    `To: <${to}>`,
    `Subject: ${word(subject)}`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <${at}.${index}@${domain}>`,
    ...(answers === undefined
      ? []
      : [`In-Reply-To: ${answers.messageId}`, `References: ${answers.messageId}`]),
    "MIME-Version: 1.0",
    ...(file === undefined ? words(text) : [...opening, ...words(text), ...attached(file)]),
  ]
  return Buffer.from(lines.join("\r\n"))
}

const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\r\n")

const words = (text: string): ReadonlyArray<string> => [
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  base64(Buffer.from(text)),
  "",
]

const boundary = "=-the-next-part-="
const opening = [`Content-Type: multipart/mixed; boundary="${boundary}"`, "", `--${boundary}`]

const attached = ({ name, mediaType, content }: File): ReadonlyArray<string> => [
  `--${boundary}`,
  `Content-Type: ${mediaType}`,
  `Content-Disposition: attachment; filename="${name}"`,
  "Content-Transfer-Encoding: base64",
  "",
  base64(content),
  `--${boundary}--`,
  "",
]
