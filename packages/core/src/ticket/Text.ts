// What text may be: one validator at the edge serves every store (NUL fails in PostgreSQL and
// passes in SQLite; a lone surrogate becomes U+FFFD in one and broken UTF-8 in the other).
import { Schema } from "effect"
import { combiningMarks } from "./marks.ts"

/** The most characters (UTF-16 units) of a subject; RFC 5322 allows a line no more. */
export const subjectCharacters = 998
/** The most characters of a message, a note, an argument. */
export const textCharacters = 200_000
/** The most characters of an id, a name, an address, a short label. */
export const nameCharacters = 320
/**
 * The most bytes of one in UTF-8. Such texts are keys, of which four together (tenant, kind, id,
 * version) must fit into one row of an index, which PostgreSQL ends at 2,704 bytes.
 */
export const nameBytes = 640

const blank = /^[\s\p{Cf}]*$/u
const zalgo = new RegExp(`\\p{M}{${combiningMarks + 1},}`, "u")

const sound = [
  Schema.makeFilter((text: string) => !text.includes("\0"), {
    code: "forbidden-character",
    expected: "text without U+0000",
  }),
  Schema.makeFilter((text: string) => text.isWellFormed(), {
    code: "invalid-unicode",
    expected: "well-formed Unicode without lone surrogates",
  }),
  Schema.makeFilter((text: string) => !zalgo.test(text), {
    code: "too-many-combining-marks",
    expected: `at most ${combiningMarks} combining marks on a letter`,
  }),
] as const

const wholesome = [
  ...sound,
  Schema.makeFilter((text: string) => !blank.test(text), {
    code: "empty",
    expected: "at least one visible character",
    toJsonSchema: () => ({ minLength: 1 }),
  }),
] as const

const atMost = (characters: number) =>
  Schema.makeFilter((text: string) => text.length <= characters, {
    code: "too-long",
    expected: `at most ${characters} characters`,
    toJsonSchema: () => ({ maxLength: characters }),
  })

const oneLine = Schema.makeFilter((text: string) => !/[\r\n]/.test(text), {
  code: "forbidden-character",
  expected: "one line",
  toJsonSchema: () => ({ pattern: "^[^\\r\\n]*$" }),
})

// No text has more bytes than three for each of its units, so that short ones are not measured.
const inKeys = Schema.makeFilter(
  (text: string) => text.length * 3 <= nameBytes || bytesIn(text) <= nameBytes,
  { code: "too-long", expected: `at most ${nameBytes} bytes in UTF-8` },
)

const bytesIn = (text: string): number => {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character.codePointAt(0) ?? 0)
  return bytes
}

const bytesOf = (point: number): number => {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x1_00_00 ? 3 : 4
}

/** A message, a note, an argument: any text of 1 to 200,000 characters. */
export const Text = Schema.String.check(...wholesome, atMost(textCharacters))
/** A subject: one line of 1 to 998 characters. */
export const Subject = Schema.String.check(...wholesome, oneLine, atMost(subjectCharacters))
/** A name, an id, an address: one line of 1 to 320 characters, and at most 640 bytes in UTF-8. */
export const Name = Schema.String.check(...wholesome, oneLine, atMost(nameCharacters), inKeys)

/**
 * The beginning of a status: a text that may be empty, for all of them, and is otherwise as a name.
 */
export const StatusPrefix = Schema.String.check(...sound, oneLine, atMost(nameCharacters), inKeys)

/**
 * Words of somebody else (a server's answer, an error) as every store keeps them: cut after so many
 * characters, with U+FFFD for U+0000 and for what is no character, or was torn in two.
 *
 * @example
 * Text.kept("552 full\0", 7) // => "552 ful"
 * Text.kept("\0🛠", 2) // => "\uFFFD\uFFFD"
 */
export const kept = (words: string, characters: number): string =>
  words.slice(0, characters).replaceAll("\0", "\uFFFD").toWellFormed()

/**
 * Whether every text in a document, its fields' names too, is one that every store keeps: without
 * U+0000 and lone surrogates. For what a schema does not look into; the document has an end.
 *
 * @example
 * Text.isSoundThroughout({ targets: ["4 h", { "a\0": 1 }] }) // => false
 */
export const isSoundThroughout = (document: unknown): boolean => {
  let level: ReadonlyArray<unknown> = [document]
  while (level.length > 0) {
    if (level.some((each) => typeof each === "string" && !isSound(each))) return false
    // What stands twice on a level is looked into once.
    const inner = new Set(level.filter((each) => typeof each === "object" && each !== null))
    level = [...inner].flatMap((each) => Object.entries(Object(each)).flat())
  }
  return true
}

const isSound = (text: string): boolean => !text.includes("\0") && text.isWellFormed()
