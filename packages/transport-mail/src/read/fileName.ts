// The name of a file as it may be shown and saved anywhere (A01, A02, A04).
import { fileNameCharacters } from "../MailLimits.ts"
import { clip, isBlank, line } from "./text.ts"

// Names that Windows keeps for its devices, with any extension.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The last part of the name, cleaned; `attachment-<position>` where nothing is left.
 *
 * @example
 * fileNameOf("..\\..\\con.txt", 1) // => "_con.txt"
 */
export const fileNameOf = (sent: string, position: number): string => {
  const last = boundedEnds(sent.split(/[/\\]/).at(-1) ?? "")
  const clean = line(last.replace(/^[a-z]:/i, ""))
    .normalize("NFC")
    .replace(/["<>:|?*;]/g, "_")
    .replace(/[. ]+$/, "")
  const name = shorten(clean)
  if (isBlank(name) || /^[._]*$/.test(name)) return `attachment-${position}`
  return reserved.test(name) ? `_${name}` : name
}

// What is cleaned is bounded first, its beginning and its extension kept.
const boundedEnds = (name: string): string =>
  name.length <= 1_000 ? name : name.slice(0, 900) + name.slice(-50)

// Keeps the extension, by which people and programs know what a file is.
const shorten = (name: string): string => {
  if (name.length < fileNameCharacters) return name
  const extension = /\.[^.]{1,15}$/.exec(name)?.[0] ?? ""
  return clip(name, fileNameCharacters - 1 - extension.length) + extension
}
