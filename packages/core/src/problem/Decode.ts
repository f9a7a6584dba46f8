// Turns what Schema finds wrong into problems: strict about unknown fields, all of them at once.
import { Result, Schema, type SchemaIssue } from "effect"
import { depthAtMost, isTooDeep } from "./depth.ts"
import * as Problem from "./Problem.ts"

export { depthAtMost } from "./depth.ts"

/** The most problems that one answer lists; what is beyond them is counted, not lost in silence. */
export const listedProblems = 100

/**
 * Decodes unknown input by a schema without services, or says everything that is wrong with it.
 *
 * Unknown fields are refused, never dropped, and so is a document of more than 64 levels
 * (`too-deep`), whatever its schema lets through. A filter names its stable code by the annotation
 * `code`.
 */
export const strict = <S extends Schema.ConstraintDecoder<unknown>>(schema: S) => {
  const decode = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })
  return (input: unknown): Result.Result<S["Type"], ReadonlyArray<Problem.Problem>> =>
    isTooDeep(input)
      ? Result.fail([tooDeep(input)])
      : Result.mapError(decode(input), (error) => problemsOf(error.issue, input))
}

const tooDeep = (input: unknown): Problem.Problem => {
  const [field, got] = Object.entries(input ?? {}).find(([, inner]) => isTooDeep([inner])) ?? []
  const expected = `at most ${depthAtMost} levels of objects and lists`
  return Problem.make({ code: "too-deep", path: field ?? "", got, expected })
}

const problemsOf = (issue: SchemaIssue.Issue, input: unknown): ReadonlyArray<Problem.Problem> => {
  const problems = leaves(issue, []).map((leaf) => problemOf(leaf, input))
  return listed(problems)
}

/** As many problems as one answer lists; what is beyond them is counted. */
export const listed = (
  problems: ReadonlyArray<Problem.Problem>,
): ReadonlyArray<Problem.Problem> => {
  if (problems.length <= listedProblems) return problems
  const got = `${problems.length - listedProblems} more`
  const rest = Problem.make({ code: "too-many-problems", path: "", got, expected: "none" })
  return [...problems.slice(0, listedProblems), rest]
}

interface Leaf {
  readonly issue: SchemaIssue.Issue
  readonly path: ReadonlyArray<PropertyKey>
}

const leaves = (issue: SchemaIssue.Issue, path: ReadonlyArray<PropertyKey>): Array<Leaf> => {
  if (issue._tag === "Pointer") return leaves(issue.issue, [...path, ...issue.path])
  if (issue._tag === "Encoding") return leaves(issue.issue, path)
  if (issue._tag === "AnyOf") return closest(issue, path)
  const inner = "issues" in issue ? issue.issues : []
  return inner.length === 0 ? [{ issue, path }] : inner.flatMap((each) => leaves(each, path))
}

// Of several forms the one that was meant is told by its fields; where that is open, the forms are
// named, and not every field that each of them would have wished for.
const closest = (issue: SchemaIssue.AnyOf, path: ReadonlyArray<PropertyKey>): Array<Leaf> => {
  const members = issue.issues.map((each) => leaves(each, path))
  const strange = members.map((member) => member.filter(isKeyLeaf).length)
  const least = Math.min(...strange)
  const meant = members.filter((_, index) => strange[index] === least)
  return meant.length === 0 || (least > 0 && meant.length > 1) ? [{ issue, path }] : meant.flat()
}

const isKeyLeaf = ({ issue }: Leaf): boolean =>
  issue._tag === "MissingKey" || issue._tag === "UnexpectedKey"

const problemOf = (leaf: Leaf, input: unknown): Problem.Problem => {
  const { issue } = leaf
  // A union of commands or events is told apart by `type`: that is where the mistake lies.
  const path = "ast" in issue && tagsOf(issue.ast).length > 0 ? [...leaf.path, "type"] : leaf.path
  const got = path.reduce<unknown>(at, input)
  return Problem.make({ ...verdict(issue, got), path: Problem.pathOf(path), got })
}

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as { readonly [key: PropertyKey]: unknown })[key]
    : undefined

const verdict = (
  issue: SchemaIssue.Issue,
  got: unknown,
): { readonly code: string; readonly expected: string } => {
  switch (issue._tag) {
    case "MissingKey":
      return { code: "missing-field", expected: "a value" }
    case "UnexpectedKey":
      return { code: "unknown-field", expected: "no field of this name" }
    case "Filter":
      return filterVerdict(issue, got)
    case "AnyOf":
    case "OneOf":
      return { code: "unknown-value", expected: choicesOf(issue.ast) }
    default:
      return typeof got === "number" && !Number.isFinite(got)
        ? numberVerdict(got, "a finite number")
        : { code: "wrong-type", expected: expectedOf(issue) }
  }
}

const filterVerdict = (issue: SchemaIssue.Filter, got: unknown) => {
  const { code, expected } = issue.filter.annotations ?? {}
  const told = typeof expected === "string" ? expected : "a valid value"
  if (typeof code === "string") return { code, expected: told }
  return typeof got === "number"
    ? numberVerdict(got, told)
    : { code: "invalid-value", expected: told }
}

// What Schema's own checks of numbers find: they have no code, but are told apart by the number.
const numberVerdict = (got: number, expected: string) => {
  if (!Number.isFinite(got)) return { code: "not-finite", expected: "a finite number" }
  if (!Number.isInteger(got)) return { code: "not-integer", expected: "a whole number" }
  return Number.isSafeInteger(got)
    ? { code: "out-of-range", expected }
    : { code: "out-of-range", expected: "a number that is kept without rounding" }
}

/** As much of a schema's tree as tells what a union would have taken. */
interface Tree {
  readonly literal?: unknown
  readonly types?: ReadonlyArray<Tree>
  readonly propertySignatures?: ReadonlyArray<{ readonly name: PropertyKey; readonly type: Tree }>
}

const membersOf = (ast: unknown): ReadonlyArray<Tree> => (ast as Tree).types ?? []

const tagsOf = (ast: unknown): ReadonlyArray<string> =>
  membersOf(ast).flatMap(({ propertySignatures = [] }) => {
    const literal = propertySignatures.find(({ name }) => name === "type")?.type.literal
    return literal === undefined ? [] : [String(literal)]
  })

const choicesOf = (ast: unknown): string => {
  const literals = membersOf(ast).flatMap(({ literal }) =>
    literal === undefined ? [] : [String(literal)],
  )
  const told = [...tagsOf(ast), ...literals]
  const names = told.length > 0 ? told : formsOf(ast)
  return names.length === 0 ? "one of the documented forms" : `one of ${names.join(", ")}`
}

// The forms of a union by their fields: `{ workingMinutes }`.
const formsOf = (ast: unknown): ReadonlyArray<string> =>
  membersOf(ast).flatMap(({ propertySignatures = [] }) =>
    propertySignatures.length === 0
      ? []
      : [`{ ${propertySignatures.map(({ name }) => String(name)).join(", ")} }`],
  )

const expectedOf = (issue: SchemaIssue.Issue): string => {
  const tag = "ast" in issue ? (issue.ast as { readonly _tag: string })._tag : ""
  const names: Record<string, string> = {
    String: "text",
    Number: "a number",
    Boolean: "true or false",
    Objects: "an object",
    Arrays: "a list",
  }
  return names[tag] ?? "another type"
}
