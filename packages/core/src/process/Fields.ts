// The fields of a request as a process has them: values are checked by kind, all of them at once,
// and what is personal is told apart from the facts.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import type { FieldValue, FieldValues } from "../ticket/Command.ts"
import type { FieldFacts } from "../ticket/Event.ts"
import { nameCharacters, textCharacters } from "../ticket/Text.ts"
import type { Field, Profile } from "./Profile.ts"
import { fixesBeforeFound, type Values, versionFaults } from "./versionFields.ts"

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
  /** What the request's fields hold already. */
  readonly held?: Values
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
  profile: Judging,
  asked: Asked,
  given: Given,
): Result.Result<Filled, Problems> => {
  const { required = [], wished = [], fields = [] } = asked
  const { values, path, has } = given
  const known = new Map((profile.fields ?? []).map((field) => [field.id, field]))
  const allowed = [...required, ...wished, ...fields].filter((id) => known.has(id))
  const judged = [...known.values()].filter(
    ({ id }) => allowed.includes(id) || !Object.hasOwn(values, id),
  )
  const lacks = (id: string) => !Object.hasOwn(values, id) && !has(id)
  const found = [
    ...Object.entries(values).flatMap(([id, value]) => {
      const field = allowed.includes(id) ? known.get(id) : undefined
      return field === undefined
        ? [unknown(id, allowed)]
        : faultsOf(profile, field, value, given.files)
    }),
    ...fixesBeforeFound(profile, judged, given),
    ...required.filter(lacks).map(lacking),
  ]
  return found.length > 0
    ? Result.fail(found.map((each) => Problem.within(path, each)))
    : Result.succeed({ ...told(known, values), missing: wished.filter(lacks) })
}

type Judging = Pick<Profile, "fields" | "environments" | "components" | "componentScheme">

const unknown = (id: string, allowed: ReadonlyArray<string>) =>
  Problem.make({
    code: "unknown-field",
    path: Problem.pathOf([id]),
    got: id,
    expected: `one of ${allowed.join(", ") || "none"}`,
  })

const lacking = (id: string) =>
  Problem.make({
    code: "missing-field",
    path: Problem.pathOf([id]),
    got: undefined,
    expected: "a value, as it is required",
  })

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

const faultsOf = (profile: Judging, field: Field, value: FieldValue, files: number): Problems => {
  if (field.kind === "version" || field.kind === "versionRange")
    return versionFaults(profile, field, value)
  const fault = faultOf(profile, field, value, files)
  return fault === undefined
    ? []
    : [Problem.make({ ...fault, path: Problem.pathOf([field.id]), got: value })]
}

const faultOf = (
  { environments }: Judging,
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
    case "versionRange":
      // Judged by their schemes.
      return undefined
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
