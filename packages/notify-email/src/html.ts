// The HTML form of a text: the same words, nothing in them is markup.
import { escapeAttribute, escapeText } from "entities/escape"

// BCP 47, as far as an attribute needs it.
const languageTag = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}$/
const controls = /(?![\n\t])\p{Cc}/gu
const link = /(\bhttps?:\/\/[^\s<>"\p{Cf}]+)/giu
const closing = ".,;:!?)]}'»”’"

/**
 * The text as mails carry it: line feeds, no other control character than the tab, whole
 * characters.
 */
export const plainTextOf = (text: string): string =>
  text.toWellFormed().replace(/\r\n?/g, "\n").replace(controls, "")

/** A page of paragraphs and line breaks; only `http` and `https` addresses become links. */
export const htmlOf = (text: string, language: string): string => {
  const lang = languageTag.test(language) ? ` lang="${escapeAttribute(language)}"` : ""
  const paragraphs = paragraphsOf(text).map(
    (lines) => `<p dir="auto" style="white-space:pre-wrap">${lines.map(linked).join("<br>")}</p>`,
  )
  return [
    "<!doctype html>",
    `<html${lang} dir="auto"><head><meta charset="utf-8"></head><body>`,
    ...paragraphs,
    "</body></html>",
  ].join("\n")
}

const paragraphsOf = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const paragraphs: Array<Array<string>> = [[]]
  for (const line of text.split("\n")) {
    if (line.trim() === "") paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  }
  return paragraphs.filter((lines) => lines.length > 0)
}

// A split by a pattern in brackets gives text and address in turn.
const linked = (line: string): string =>
  line
    .split(link)
    .map((part, index) => (index % 2 === 0 ? escapeText(part) : linkOf(part)))
    .join("")

const linkOf = (found: string): string => {
  let end = found.length
  while (end > 0 && closing.includes(found.charAt(end - 1))) end -= 1
  const url = found.slice(0, end)
  if (!URL.canParse(url)) return escapeText(found)
  return `<a href="${escapeAttribute(url)}">${escapeText(url)}</a>${escapeText(found.slice(end))}`
}
