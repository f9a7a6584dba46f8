// A customer's reply, as a mail program writes it: in answer to a mail that truly arrived.
import type { Received } from "./receiver.ts"

/** The raw bytes of a reply to a received mail. */
export const replyTo = (mail: Received, words: string, at: number, index: number): Uint8Array => {
  const domain = mail.to.slice(mail.to.indexOf("@") + 1)
  const subject = Buffer.from(`Re: ${mail.subject}`).toString("base64")
  const lines = [
    `From: <${mail.to}>`,
    `To: <${mail.from}>`,
    `Subject: =?utf-8?B?${subject}?=`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <reply-${index}@${domain}>`,
    `In-Reply-To: ${mail.messageId}`,
    `References: ${mail.messageId}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(words).toString("base64").replace(/.{76}/g, "$&\r\n"),
    "",
  ]
  return Buffer.from(lines.join("\r\n"))
}
