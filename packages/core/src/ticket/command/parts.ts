// What the commands are made of.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name, Text } from "../Text.ts"

/** The most attachments of one command (ML66). */
export const attachmentsAtMost = 50
/** The most questions that one message asks, or answers. */
export const questionsAtMost = 50
/** The most fields of one command. */
export const fieldsAtMost = 100

/**
 * Who acts: a customer, one of ours, or a machine of ours. `id` is the person's or the machine's.
 */
export const Actor = Schema.Struct({
  kind: Schema.Literals(["customer", "agent", "robot"]),
  id: Name,
})
export type Actor = typeof Actor.Type

/**
 * A file that the attachment store holds already: sha256 in hex, length, type, and its shown name.
 */
export const Attachment = Schema.Struct({
  hash: Schema.String.check(
    Schema.makeFilter((text: string) => /^[0-9a-f]{64}$/.test(text), {
      code: "invalid-hash",
      expected: "sha256 as 64 hexadecimal digits in lower case",
      toJsonSchema: () => ({ pattern: "^[0-9a-f]{64}$" }),
    }),
  ),
  bytes: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  mediaType: Name,
  name: Name,
})
export type Attachment = typeof Attachment.Type

/** The files of a command. */
export const Attachments = Schema.Array(Attachment).check(
  Schema.makeFilter((files: ReadonlyArray<unknown>) => files.length <= attachmentsAtMost, {
    code: "too-many",
    expected: `at most ${attachmentsAtMost} attachments`,
  }),
)

/** Whom the desk talks with about a ticket. */
export const Requester = Schema.Struct({
  address: Schema.optionalKey(Name),
  name: Schema.optionalKey(Name),
  /** BCP 47; the desk's first language where absent or unknown to the process. */
  language: Schema.optionalKey(Name),
})
export type Requester = typeof Requester.Type

/**
 * What a field of a request holds, by its kind: a text, the id of a choice or an environment, a
 * version or a person as text; a number; a period; a file as its place among the attachments of the
 * same command, from 0.
 */
export const FieldValue = Schema.Union([
  Text,
  Schema.Finite,
  Instant.Period,
  Schema.Struct({ file: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)) }),
])
export type FieldValue = typeof FieldValue.Type

/** The values of fields by the ids that the process gives them. */
export const FieldValues = Schema.Record(Name, FieldValue).check(
  Schema.makeFilter((fields: object) => Object.keys(fields).length <= fieldsAtMost, {
    code: "too-many",
    expected: `at most ${fieldsAtMost} fields`,
  }),
)
export type FieldValues = typeof FieldValues.Type

/** A list with something in it, and not more than so many. */
export const listOf = <S extends Schema.Top>(item: S, most: number, what: string) =>
  Schema.Array(item).check(
    Schema.makeFilter((items: ReadonlyArray<unknown>) => items.length > 0, {
      code: "empty",
      expected: `at least one of the ${what}`,
    }),
    Schema.makeFilter((items: ReadonlyArray<unknown>) => items.length <= most, {
      code: "too-many",
      expected: `at most ${most} ${what}`,
    }),
  )

/** A whole number from 1 to a bound. */
export const count = (most: number) =>
  Schema.Finite.check(
    Schema.makeFilter((value: number) => Number.isInteger(value) && value >= 1 && value <= most, {
      code: "out-of-range",
      expected: `a whole number from 1 to ${most}`,
    }),
  )

/** The words of a command, with files. */
export const message = {
  text: Text,
  attachments: Schema.optionalKey(Attachments),
}

/** A comment that may go with a command. */
export const comment = { text: Schema.optionalKey(Text) }
