// The fields of a request as a process has them: values are checked by kind, all of them at once,
// and what is personal is told apart from the facts.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import type { FieldValue, FieldValues } from "../ticket/Command.ts"
import type { FieldFacts } from "../ticket/Event.ts"
import { nameCharacters, textCharacters } from "../ticket/Text.ts"
import type { Field, Profile } from "./Profile.ts"

/** The most characters of a version. */
export const versionCharacters = 64

/** Which fields are to be filled in, by id; a built-in one counts as filled where it `has` it. */
export interface Asked {
  readonly required?: ReadonlyArray<string>
  readonly wished?: ReadonlyArray<string>
  /** Those that may be given beside. */
  readonly fields?: ReadonlyArray<string>
}

/** What is given. */
export interface Given {
  readonly values: FieldValues
  /** How many files go with the command, of which a field may be one. */
  readonly files: number
  /** Whether a field is there already, or is given elsewhere in the command. */
  readonly has: (id: string) => boolean
  /** Where the values stand in what was handed in. */
  readonly path: string
}

/** Fields that were found good. */
export interface Filled {
  readonly facts: FieldFacts
  /** Texts and persons, which lie apart from the journal. */
  readonly personal: { readonly [id: string]: string }
  /** Those that are wished for and lacking. */
  readonly missing: ReadonlyArray<string>
}

type Problems = ReadonlyArray<Problem.Problem>

/**
 * Checks the fields of a request, or says everything that is wrong with them.
 *
 * @example
 * const fields = [{ id: "browser", kind: "text", labels: { en: "Browser" } }] as const
 * const given = { values: { browser: "Firefox" }, files: 0, has: () => false, path: "fields" }
 * const asked = { required: ["browser"], wished: ["files"] }
 * Fields.check({ fields, environments: [] }, asked, given).success
 * // => { facts: {}, personal: { browser: "Firefox" }, missing: ["files"] }
 */
export const check = (
  profile: Pick<Profile, "fields" | "environments">,
  asked: Asked,
  given: Given,
): Result.Result<Filled, Problems> => {
  const { required = [], wished = [], fields = [] } = asked
  const { values, path, has } = given
  const known = new Map((profile.fields ?? []).map((field) => [field.id, field]))
  const allowed = [...required, ...wished, ...fields].filter((id) => known.has(id))
  const lacks = (id: string) => !Object.hasOwn(values, id) && !has(id)
  const found = [
    ...Object.entries(values).flatMap(([id, value]) => {
      const field = allowed.includes(id) ? known.get(id) : undefined
      const fault =
        field === undefined
          ? { code: "unknown-field", expected: `one of ${allowed.join(", ") || "none"}` }
          : faultOf(profile, field, value, given.files)
      return fault === undefined
        ? []
        : [{ ...fault, path: Problem.pathOf([id]), got: field === undefined ? id : value }]
    }),
    ...required.filter(lacks).map((id) => ({
      code: "missing-field",
      path: Problem.pathOf([id]),
      got: undefined,
      expected: "a value, as it is required",
    })),
  ]
  return found.length > 0
    ? Result.fail(found.map((each) => Problem.within(path, Problem.make(each))))
    : Result.succeed({ ...told(known, values), missing: wished.filter(lacks) })
}

type Known = ReadonlyMap<string, Field>

// What names somebody, or says something in words, is personal.
const told = (known: Known, values: FieldValues): Pick<Filled, "facts" | "personal"> => {
  const facts: Array<readonly [string, FieldValue]> = []
  const personal: Array<readonly [string, string]> = []
  for (const [id, value] of Object.entries(values)) {
    const kind = known.get(id)?.kind
    if (typeof value === "string" && (kind === "text" || kind === "person"))
      personal.push([id, value])
    else facts.push([id, value])
  }
  return { facts: Object.fromEntries(facts), personal: Object.fromEntries(personal) }
}

interface Fault {
  readonly code: string
  readonly expected: string
}

const faultOf = (
  { environments }: Pick<Profile, "environments">,
  field: Field,
  value: FieldValue,
  files: number,
): Fault | undefined => {
  switch (field.kind) {
    case "text":
    case "person":
      return textFault(field, value)
    case "number":
      return numberFault(field, value)
    case "choice":
      return idFault("unknown-choice", field.choices ?? [], value)
    case "environment":
      return idFault("unknown-environment", environments, value)
    case "version":
      return typeof value === "string" && versionForm.test(value)
        ? undefined
        : { code: "invalid-version", expected: versionExpected }
    case "period":
      return typeof value === "object" && "from" in value
        ? undefined
        : { code: "wrong-type", expected: "a period: from and to as epoch milliseconds" }
    case "file":
      return typeof value === "object" && "file" in value && value.file < files
        ? undefined
        : { code: "unknown-attachment", expected: `file: its place among ${files} attachments` }
  }
}

const versionForm = new RegExp(`^[0-9A-Za-z][0-9A-Za-z.+_-]{0,${versionCharacters - 1}}$`)
const versionExpected = `a version: 1 to ${versionCharacters} letters, digits, dots and - _ +`

const textFault = ({ kind, least = 1, most }: Field, value: FieldValue): Fault | undefined => {
  const atMost = most ?? (kind === "person" ? nameCharacters : textCharacters)
  if (typeof value !== "string") return { code: "wrong-type", expected: "a text" }
  return value.length >= least && value.length <= atMost
    ? undefined
    : { code: "out-of-range", expected: `${least} to ${atMost} characters` }
}

const numberFault = ({ least, most }: Field, value: FieldValue): Fault | undefined => {
  if (typeof value !== "number") return { code: "wrong-type", expected: "a number" }
  const isIn = value >= (least ?? -Infinity) && value <= (most ?? Infinity)
  return isIn
    ? undefined
    : { code: "out-of-range", expected: `${least ?? "any number"} to ${most ?? "any number"}` }
}

const idFault = (
  code: string,
  among: ReadonlyArray<{ readonly id: string }>,
  value: FieldValue,
): Fault | undefined =>
  among.some(({ id }) => id === value)
    ? undefined
    : { code, expected: `one of ${among.map(({ id }) => id).join(", ") || "none"}` }
