// Fields that a process demands can be given: by who opens a request, or before or with the move
// that asks for them.
import type { Process } from "../../process/Process.ts"
import type { Field, Profile, RequestType } from "../../process/Profile.ts"
import type { Found } from "../finding.ts"
import type { Rule, Subject } from "../rule.ts"

/** Every field that is required can be there when it is asked for. */
export const fillable: Rule = (subject) => [
  ...ofTypes(subject.process),
  ...byMail(subject.process),
  ...ofMoves(subject),
]

type Told = ReadonlyArray<Found>

const ofTypes = ({ profile }: Process): Told =>
  profile.requestTypes.flatMap(({ id, required = [] }, index) =>
    required.flatMap((field, i) => {
      const expected = valueless(profile, field)
      const at = `requestTypes[${index}].required[${i}]`
      return expected === undefined
        ? []
        : [{ code: "unreachable-field", way: id, at, got: field, expected }]
    }),
  )

// What a field must have for any value to fit it; undefined where some value does.
const valueless = ({ environments, fields = [] }: Profile, id: string): string | undefined => {
  const field = fields.find((each) => each.id === id)
  const kind = id === "environment" ? id : field?.kind
  if (kind === "environment")
    return environments.length === 0 ? "an environment to choose from" : undefined
  if (field === undefined) return builtIn.has(id) ? undefined : "a field that there is"
  const { choices = [], least, most } = field
  if (kind === "choice") return choices.length === 0 ? "a choice to choose from" : undefined
  return least !== undefined && most !== undefined && least > most ? "least ≤ most" : undefined
}

const builtIn: ReadonlySet<string> = new Set(["period", "files"])

// Mails open requests of the first type, and none of them is sure to have its fields.
const byMail = ({ profile }: Process): Told => {
  const { channels, requestTypes } = profile
  const [first] = requestTypes
  if (first === undefined || channels.some((channel) => channel !== "email")) return []
  return (first.required ?? []).map((got, i) => ({
    code: "unreachable-field",
    way: first.id,
    at: `requestTypes[0].required[${i}]`,
    got,
    expected: "a channel beside email, or a first request type that requires nothing",
  }))
}

const ofMoves = ({ process, ways }: Subject): Told => {
  const { requestTypes, steps = [] } = process.profile
  return requestTypes.flatMap((type) => {
    const way = ways.find((each) => each.type === type.id)
    return steps.flatMap(({ id, moves }, index) => {
      const reached = [...(way?.routes ?? [])].find(([status]) => status.split(".")[1] === id)
      if (reached === undefined) return []
      const [, path] = reached
      return moves.flatMap(({ required = [] }, m) =>
        required.flatMap((got, i) => {
          const expected = neverThere(process.profile, type, got)
          const at = `steps[${index}].moves[${m}].required[${i}]`
          return expected === undefined
            ? []
            : [{ code: "unreachable-field" as const, way: type.id, at, got, expected, path }]
        }),
      )
    })
  })
}

// A move brings fields and no files; what is built in, it brings neither.
const neverThere = (profile: Profile, type: RequestType, id: string): string | undefined => {
  const { required = [], wished = [], fields = [] } = type
  if (id === "environment" || id === "period")
    return required.includes(id) ? undefined : `${id} among what such requests require`
  const asked = [...required, ...wished]
  if (id === "files")
    return asked.includes(id) ? undefined : "files among what such requests require or wish for"
  const isFile = profile.fields?.some((field) => field.id === id && isKind(field, "file"))
  if (isFile === true && ![...asked, ...fields].includes(id))
    return "a field of such requests, for no file goes with a move"
  return valueless(profile, id)
}

const isKind = (field: Field, kind: Field["kind"]): boolean => field.kind === kind
