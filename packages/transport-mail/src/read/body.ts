// The text of a mail: plain where it has any, else that of its HTML, else what stands in it raw.
import type { Email } from "postal-mime"
import { textCharacters } from "../MailLimits.ts"
import { guess } from "./utf8.ts"
import { textOfHtml } from "./html.ts"
import { clip, isBlank, noText, wholesome } from "./text.ts"

/** A text for the desk, and whether it is less than all that the sender wrote. */
export interface Body {
  readonly text: string
  readonly textCut: boolean
}

/** The text of the mail, `noText` where it has none; what was odd is added to the warnings. */
export const bodyOf = (email: Email, mail: Buffer, warnings: Set<string>): Body => {
  const found = plainOf(email, warnings) ?? rawOf(email, mail, warnings)
  // What is cleaned is bounded first: twice the limit, for cleaning makes texts shorter.
  const clean = wholesome(clip(found, 2 * textCharacters).replaceAll("\r\n", "\n"))
  const text = clean.replace(/^(?:[ \t]*\n)+/, "").trimEnd()
  if (found.includes("\0")) warnings.add("forbidden-character: U+0000 was taken out of the text")
  const textCut = found.length > 2 * textCharacters || text.length > textCharacters
  if (textCut) warnings.add(`text-cut: the text was cut to ${textCharacters} characters`)
  return { text: isBlank(text) ? noText : clip(text, textCharacters), textCut }
}

const plainOf = ({ text, html }: Email, warnings: Set<string>): string | undefined => {
  if (text !== undefined && !isBlank(text)) return text
  if (html === undefined) return undefined
  try {
    return textOfHtml(html)
  } catch {
    warnings.add("unreadable-html: the HTML could not be turned into text")
    return undefined
  }
}

// A multipart whose parts cannot be told apart still says something (ML44).
const rawOf = ({ headers, attachments }: Email, mail: Buffer, warnings: Set<string>): string => {
  const type = headers.find(({ key }) => key === "content-type")?.value ?? ""
  if (attachments.length > 0 || !/^multipart\//i.test(type)) return ""
  const blank = /\r?\n\r?\n/.exec(mail.toString("latin1"))
  if (blank === null) return ""
  const from = blank.index + blank[0].length
  warnings.add("raw-body: no part could be read, the body is shown as it came")
  return guess(mail.subarray(from, from + textCharacters)).text
}
