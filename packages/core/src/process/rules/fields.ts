// The fields that requests may have, and the lists that name them.
import { textCharacters } from "../../ticket/Text.ts"
import { builtInFields, type Field, type Profile } from "../Profile.ts"
import { type Found, repeated, type Rule, unknownName } from "../rule.ts"

const builtIn: ReadonlyArray<string> = builtInFields

/** A field is of its kind, and has a name of its own. */
export const soundFields: Rule = ({ fields = [] }) =>
  fields.flatMap((field, index) => {
    const path = `fields[${index}]`
    return [...nameFault(field, path), ...choiceFaults(field, path), ...boundFaults(field, path)]
  })

const nameFault = ({ id }: Field, path: string): ReadonlyArray<Found> => {
  const expected = `a name that no built-in field has (${builtIn.join(", ")})`
  return builtIn.includes(id)
    ? [{ code: "reserved-name", path: `${path}.id`, got: id, expected }]
    : []
}

const choiceFaults = ({ kind, choices }: Field, at: string): ReadonlyArray<Found> => {
  const found = { path: `${at}.choices`, got: choices }
  if (kind !== "choice") {
    const expected = `nothing, for a ${kind} is not chosen`
    return choices === undefined ? [] : [{ ...found, code: "invalid-value", expected }]
  }
  const expected = "at least one choice"
  if (choices === undefined) return [{ ...found, code: "missing-field", expected }]
  return choices.length === 0 ? [{ ...found, code: "empty", expected }] : []
}

const boundFaults = ({ kind, least, most }: Field, at: string): ReadonlyArray<Found> => {
  const bounds = Object.entries({ least, most }).filter(([, bound]) => bound !== undefined)
  const each = (code: string, expected: string, isWrong: (bound?: number) => boolean) =>
    bounds
      .filter(([, bound]) => isWrong(bound))
      .map(([name, got]) => ({ code, path: `${at}.${name}`, got, expected }))
  if (kind !== "number" && kind !== "text")
    return each("invalid-value", `nothing, for a ${kind} has no size`, () => true)
  const crossed =
    least !== undefined && most !== undefined && least > most
      ? [{ code: "invalid-range", path: at, got: `${least} to ${most}`, expected: "least ≤ most" }]
      : []
  if (kind === "number") return crossed
  const length = `a whole number of characters from 1 to ${textCharacters}`
  return [...crossed, ...each("out-of-range", length, isNoLength)]
}

const isNoLength = (bound = 1): boolean =>
  !Number.isInteger(bound) || bound < 1 || bound > textCharacters

/** Request types and moves name fields that there are, each once. */
export const knownFields: Rule = (profile) => {
  const known = [...builtIn, ...(profile.fields ?? []).map(({ id }) => id)]
  return askersOf(profile).flatMap(({ path, required = [], wished = [], fields = [] }) => {
    const lists = Object.entries({ required, wished, fields })
    const named = lists.flatMap(([list, ids]) =>
      ids.map((id, index) => ({ id, at: `${path}.${list}[${index}]` })),
    )
    return [
      ...named.flatMap(({ id, at }) => unknownName("unknown-field", at, id, known)),
      ...repeated(named.map(({ id }) => id)).map((place) => ({
        code: "duplicate-name",
        path: named[place]?.at ?? path,
        got: named[place]?.id,
        expected: "each field once, in one of the lists",
      })),
    ]
  })
}

/** What asks for fields, and where it stands. */
interface Asker {
  readonly path: string
  readonly required?: ReadonlyArray<string>
  readonly wished?: ReadonlyArray<string>
  readonly fields?: ReadonlyArray<string>
}

const askersOf = ({ requestTypes, steps = [] }: Profile): ReadonlyArray<Asker> => [
  ...requestTypes.map((type, index) => ({ ...type, path: `requestTypes[${index}]` })),
  ...steps.flatMap(({ moves }, step) =>
    moves.map((move, index) => ({ ...move, path: `steps[${step}].moves[${index}]` })),
  ),
]
