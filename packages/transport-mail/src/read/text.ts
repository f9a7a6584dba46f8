// Texts of strangers, made such that the desk's validator takes them (H22, H24-H27, ML50, ML51).
import { combiningMarks, nameCharacters, subjectCharacters } from "../MailLimits.ts"

/** What stands for a text that says nothing. */
export const noText = "(no text)"
/** What stands for a subject that says nothing (ML51). */
const noSubject = "(no subject)"

const blank = /^[\s\p{Cf}]*$/u
const marks = new RegExp(`(\\p{M}{${combiningMarks}})\\p{M}+`, "gu")
// Bidirectional controls turn what is read into something else (H26).
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const controls = /[\p{Cc}\u2028\u2029]+/gu

/** Whether a text has no visible character. */
export const isBlank = (text: string): boolean => blank.test(text)

/** The text without U+0000 and lone surrogates, with at most 16 combining marks on a letter. */
export const wholesome = (text: string): string =>
  text.replaceAll("\0", "").toWellFormed().replace(marks, "$1")

/** The first characters of a text, no surrogate pair cut in two. */
export const clip = (text: string, characters: number): string =>
  text.length <= characters ? text : text.slice(0, characters).replace(/[\ud800-\udbff]$/, "")

/** One line without control characters and bidirectional controls. */
export const line = (text: string): string =>
  wholesome(text).replace(bidi, "").replace(controls, " ").trim()

/** A subject that the desk takes. */
export const subjectOf = (text: string): string => {
  const subject = clip(line(text), subjectCharacters)
  return isBlank(subject) ? noSubject : subject
}

/** A name that the desk takes, or null where nothing is left of it. */
export const nameOf = (text: string): string | null => {
  const name = clip(line(text), nameCharacters)
  return isBlank(name) ? null : name
}

/** A hostile value as a message may show it: quoted, one line, at most 64 characters. */
export const shown = (text: string): string => JSON.stringify(clip(line(text), 64))
