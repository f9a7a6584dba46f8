// How wide a text is, without a font at hand: by the usual widths of letters, a little too wide
// rather than too narrow, since fonts differ.
import { plain } from "../plain.ts"

/** By character, as a share of the size of the font. */
const widthOf = (character: string): number => {
  if (/[ijl.,:;'’|!]/.test(character)) return 0.29
  if (/[frt\-–()[\]«»“”\s/]/.test(character)) return 0.38
  if (/[mwMW@%жшщюмфыЖШЩЮМФЫД—…]/.test(character)) return 0.86
  if (/[\p{Lu}]/u.test(character)) return 0.69
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(character))
    return 1
  return /\p{Extended_Pictographic}/u.test(character) ? 1.3 : 0.575
}

/** The width of a line in pixels. */
export const widthIn = (text: string, size: number): number =>
  Array.from(text).reduce((sum, character) => sum + widthOf(character), 0) * size

/** What a text is set in: how wide, how large, and in how many lines at most. */
export interface Setting {
  readonly width: number
  readonly size: number
  readonly lines: number
}

/** The lines of a text; what does not fit ends in an ellipsis. */
export const linesOf = (text: string, { width, size, lines }: Setting): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (const word of plain(text)
    .split(" ")
    .flatMap((each) => piecesOf(each, width, size))) {
    const last = found.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthIn(joined, size) <= width) found[found.length - 1] = joined
    else found.push(word)
  }
  if (found.length <= lines) return found
  return [...found.slice(0, lines - 1), cut(found.slice(lines - 1).join(" "), width, size)]
}

// A word that is wider than a line is broken where it must be.
const piecesOf = (word: string, width: number, size: number): ReadonlyArray<string> => {
  const pieces = [""]
  for (const character of word) {
    const last = pieces.at(-1) ?? ""
    if (last !== "" && widthIn(last + character, size) > width) pieces.push(character)
    else pieces[pieces.length - 1] = last + character
  }
  return pieces
}

const cut = (text: string, width: number, size: number): string => {
  const characters = Array.from(text)
  while (characters.length > 0 && widthIn(`${characters.join("")}…`, size) > width) characters.pop()
  return `${characters.join("").trimEnd()}…`
}
