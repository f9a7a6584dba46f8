// What a profile is made of.
import { Schema } from "effect"
import { Text } from "../../ticket/Text.ts"

/** The most entries of any list in a profile. */
export const entriesAtMost = 200
/** The names that every object has by itself (PR14). */
const inherited: ReadonlySet<string> = new Set([
  "prototype",
  ...Object.getOwnPropertyNames(Object.prototype),
])
/** The names that the machinery keeps for itself (PR15). */
const reserved = /^(?:xstate|done|error)(?:\.|$)|^\*$/

/** A list of a profile. */
export const listOf = <S extends Schema.Top>(item: S) =>
  Schema.Array(item).check(
    Schema.makeFilter((items: ReadonlyArray<unknown>) => items.length <= entriesAtMost, {
      code: "too-many",
      expected: `at most ${entriesAtMost} entries`,
    }),
  )

/** An id in a profile: 1 to 64 of letters, digits, `-` and `_`, beginning with a letter. */
export const ProfileId = Schema.String.check(
  Schema.makeFilter(
    (id: string) => /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(id) && !inherited.has(id),
    {
      code: "invalid-name",
      expected:
        "1 to 64 letters, digits, - and _, beginning with a letter, and no name of every object",
    },
  ),
  Schema.makeFilter((id: string) => !reserved.test(id), {
    code: "reserved-name",
    expected: "a name that the machinery does not keep for itself",
  }),
)

/** A language tag. */
export const Language = Schema.String.check(
  Schema.makeFilter((tag: string) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag), {
    code: "invalid-language",
    expected: "a language tag such as ru or en-GB",
  }),
)

/** Words in each language of the process: `{ "ru": "Зарегистрирован", "en": "Registered" }`. */
export const Words = Schema.Record(Schema.String, Text)
export type Words = typeof Words.Type

/** Something with an id and what people call it. */
export const Labelled = Schema.Struct({ id: ProfileId, labels: Words })
