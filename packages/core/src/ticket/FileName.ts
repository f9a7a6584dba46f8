// The name of a file as it may be shown and saved anywhere (A01, A02, A04).
import { combiningMarks } from "./marks.ts"

/** The most characters (UTF-16 units) of a file name. */
export const fileNameCharacters = 200

const marks = new RegExp(`(\\p{M}{${combiningMarks}})\\p{M}+`, "gu")
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const blank = /^[\s\p{Cf}]*$/u
// Names that Windows keeps for its devices, with any extension.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The last part of a name that somebody sent, cleaned, of at most 200 characters;
 * `attachment-<position>` where nothing is left of it.
 *
 * @example
 * clean("..\\..\\con.txt", 1) // => "_con.txt"
 * clean("\u202e", 2) // => "attachment-2"
 */
export const clean = (sent: string, position = 1): string => {
  const last = boundedEnds(sent.split(/[/\\]/).at(-1) ?? "")
  const cleaned = oneLine(last.replace(/^[a-z]:/i, ""))
    .normalize("NFC")
    .replace(/["<>:|?*;]/g, "_")
    .replace(/[. ]+$/, "")
  const name = shorten(cleaned)
  if (blank.test(name) || /^[._]*$/.test(name)) return `attachment-${position}`
  return reserved.test(name) ? `_${name}` : name
}

// What is cleaned is bounded first, its beginning and its extension kept.
const boundedEnds = (name: string): string =>
  name.length <= 1_000 ? name : name.slice(0, 900) + name.slice(-50)

const oneLine = (name: string): string =>
  name
    .replaceAll("\0", "")
    .toWellFormed()
    .replace(marks, "$1")
    .replace(bidi, "")
    .replace(controls, " ")
    .trim()

// Keeps the extension, by which people and programs know what a file is.
const shorten = (name: string): string => {
  if (name.length <= fileNameCharacters) return name
  const extension = /\.[^.]{1,15}$/.exec(name)?.[0] ?? ""
  const stem = name.slice(0, fileNameCharacters - extension.length)
  return stem.replace(/[\ud800-\udbff]$/, "") + extension
}
