// The subject: one line, with the ticket's number, and nothing in it that is more than text.
import { encodeWord } from "nodemailer/lib/mime-funcs"
import { oneLine } from "./oneLine.ts"

/** Characters of a subject; the limit of a header line in RFC 5322 2.1.1. */
export const subjectCharacters = 998

/** The subject with `[number] ` in front, unless the number already stands in it as a word. */
export const subjectOf = (subject: string, ticketNumber: string): string => {
  const words = oneLine(subject, subjectCharacters)
  const numbered = names(words, ticketNumber) ? words : `[${ticketNumber}] ${words}`
  return oneLine(numbered, subjectCharacters)
}

const names = (words: string, number: string): boolean => {
  const literal = number.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "u").test(words)
}

// ASCII that fits one header line with room to spare (RFC 5322 2.1.1) goes as it is.
const plain = /^[\x20-\x7E]{0,200}$/

/**
 * The subject as a header value, encoded here and not by the mailer.
 *
 * The mailer passes through what looks like an encoded word (RFC 2047), so that a title written in
 * that form would bring back, on the reader's screen, every character that we took out.
 */
export const subjectHeaderOf = (subject: string) => ({
  prepared: true,
  foldLines: true,
  value: plain.test(subject) && !subject.includes("=?") ? subject : encodeWord(subject, "B", 52),
})
