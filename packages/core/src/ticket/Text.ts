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

const blank = /^[\s\p{Cf}]*$/u
const zalgo = new RegExp(`\\p{M}{${combiningMarks + 1},}`, "u")

const wholesome = [
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

/** A message, a note, an argument: any text of 1 to 200,000 characters. */
export const Text = Schema.String.check(...wholesome, atMost(textCharacters))
/** A subject: one line of 1 to 998 characters. */
export const Subject = Schema.String.check(...wholesome, oneLine, atMost(subjectCharacters))
/** A name, an id, an address: one line of 1 to 320 characters. */
export const Name = Schema.String.check(...wholesome, oneLine, atMost(nameCharacters))
