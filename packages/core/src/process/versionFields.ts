// The fields of a request that hold versions: each by its scheme, and no fix before the fault.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import * as Version from "../version/Version.ts"
import * as VersionRange from "../version/VersionRange.ts"
import { type Numbered, schemeOfField } from "./Components.ts"
import type { Field } from "./Profile.ts"

type Problems = ReadonlyArray<Problem.Problem>

/** What fields hold, by their ids. */
export interface Values {
  readonly [id: string]: unknown
}

/** What is wrong with the value of a field that holds a version or a range of them. */
export const versionFaults = (profile: Numbered, field: Field, value: unknown): Problems => {
  const read = reading(profile, field, value)
  const problems = Result.isFailure(read) ? read.failure : []
  return problems.map((problem) => Problem.within(Problem.pathOf([field.id]), problem))
}

const reading = (
  profile: Numbered,
  field: Field,
  value: unknown,
): Result.Result<Version.Range<string>, Problems> => {
  const scheme = schemeOfField(profile, field)
  if (typeof value !== "string") {
    const expected = `a text of the scheme ${scheme.id}: ${scheme.form}`
    return Result.fail([Problem.make({ code: "invalid-version", path: "", got: value, expected })])
  }
  if (field.kind === "versionRange") return VersionRange.parse(scheme, value)
  return Result.flatMap(scheme.parse(value), (affectedFrom) =>
    VersionRange.between(scheme, { affectedFrom }),
  )
}

/** Given values of fields, and those that were there before. */
export interface Filling {
  readonly values: Values
  readonly held?: Values
}

/**
 * V12: what mends a fault does not come before what has it. Versions that are incomparable say
 * nothing of each other: the fault of one component may be mended by another.
 */
export const fixesBeforeFound = (
  profile: Numbered,
  fields: ReadonlyArray<Field>,
  { values, held = {} }: Filling,
): Problems => {
  const now = { ...held, ...values }
  const of = (role: Field["role"]) =>
    fields.filter((field) => field.role === role && Object.hasOwn(now, field.id))
  return of("fixedIn").flatMap((fixed) =>
    of("affected")
      .filter((affected) => streamOf(affected) === streamOf(fixed))
      .filter(({ id }) => Object.hasOwn(values, id) || Object.hasOwn(values, fixed.id))
      .filter((affected) => isBefore(profile, now, { fixed, affected }))
      .map((affected) => {
        const at = Object.hasOwn(values, fixed.id) ? fixed : affected
        const expected = `a fix (${fixed.id}) that is not before the fault (${affected.id})`
        const path = Problem.pathOf([at.id])
        return Problem.make({ code: "fix-before-found", path, got: now[at.id], expected })
      }),
  )
}

// Numbers of one component, or of one scheme that says itself of which component they are.
const streamOf = ({ component, scheme = "opaque" }: Field): string => component ?? `:${scheme}`

const isBefore = (
  profile: Numbered,
  now: Values,
  { fixed, affected }: { readonly fixed: Field; readonly affected: Field },
): boolean => {
  const range = reading(profile, affected, now[affected.id])
  const version = now[fixed.id]
  return (
    typeof version === "string" &&
    Result.isSuccess(range) &&
    Result.isSuccess(schemeOfField(profile, fixed).parse(version)) &&
    range.success.isAbove(version)
  )
}
