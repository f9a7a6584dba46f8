// Tells fast that a value is what a schema takes, just as it is. A journal has millions of events,
// nearly all of them sound; what is not accepted here is given to the schema, which says why.
import { SchemaAST } from "effect"

/** Whether a value is surely what a schema takes, strictly: without unknown fields. */
export type Accepts = (value: unknown) => boolean

/**
 * Reads the tree of a schema once. It never accepts what the schema refuses; where the tree has
 * anything but plain JSON (a transformation, a declaration) it accepts nothing.
 */
export const accepts = (ast: SchemaAST.AST): Accepts => {
  if (ast.encoding !== undefined) return () => false
  const form = formOf(ast)
  const checks = (ast.checks ?? []).map((check) => checkOf(ast, check))
  if (checks.length === 0) return form
  return (value) => form(value) && checks.every((check) => check(value))
}

const formOf = (ast: SchemaAST.AST): Accepts => {
  switch (ast._tag) {
    case "Unknown":
      return () => true
    case "Null":
      return (value) => value === null
    case "String":
      return (value) => typeof value === "string"
    case "Number":
      return (value) => typeof value === "number" && Number.isFinite(value)
    case "Boolean":
      return (value) => typeof value === "boolean"
    case "Literal":
      return (value) => value === ast.literal
    case "Arrays":
      return arrayOf(ast)
    case "Objects":
      return objectOf(ast)
    case "Union":
      return unionOf(ast)
    default:
      return () => false
  }
}

const checkOf = (ast: SchemaAST.AST, check: SchemaAST.Check<unknown>): Accepts =>
  check._tag === "Filter"
    ? (value) => check.run(value, ast, strictly) === undefined
    : (value) => check.checks.every((each) => checkOf(ast, each)(value))

const strictly: SchemaAST.ParseOptions = { onExcessProperty: "error" }

const arrayOf = ({ elements, rest, encodingChecks }: SchemaAST.Arrays): Accepts => {
  const [item, ...tail] = rest.map(accepts)
  if (item === undefined || elements.length + tail.length > 0 || encodingChecks !== undefined)
    return () => false
  return (value) => Array.isArray(value) && value.every(item)
}

const objectOf = (ast: SchemaAST.Objects): Accepts => {
  const { propertySignatures, indexSignatures, encodingChecks } = ast
  const [index] = indexSignatures
  if (encodingChecks !== undefined) return () => false
  if (index === undefined) return structOf(propertySignatures)
  return indexSignatures.length + propertySignatures.length === 1 && isPlain(index.parameter)
    ? recordOf(accepts(index.type))
    : () => false
}

const isPlain = ({ _tag, checks, encoding }: SchemaAST.AST): boolean =>
  _tag === "String" && checks === undefined && encoding === undefined

const structOf = (signatures: ReadonlyArray<SchemaAST.PropertySignature>): Accepts => {
  const fields = signatures.map(({ name, type }) => ({
    name,
    accepts: accepts(type),
    isNeeded: !SchemaAST.isOptional(type),
  }))
  return (value) => {
    if (!isObject(value)) return false
    let known = 0
    for (const { name, accepts: taken, isNeeded } of fields) {
      const each = value[name]
      if (each === undefined ? isNeeded : !taken(each)) return false
      if (each !== undefined) known += 1
    }
    return known === count(value)
  }
}

const count = (value: object): number => {
  let names = 0
  for (const _ in value) names += 1
  return names
}

const recordOf =
  (item: Accepts): Accepts =>
  (value) =>
    isObject(value) && Object.values(value).every(item)

const isObject = (value: unknown): value is { readonly [name: PropertyKey]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const unionOf = ({ types, options, encodingChecks }: SchemaAST.Union): Accepts => {
  if (encodingChecks !== undefined || options?.mode === "oneOf") return () => false
  const tagged = new Map(types.map((type) => [tagOf(type), accepts(type)]))
  if (!tagged.has(undefined) && tagged.size === types.length)
    return (value) => isObject(value) && tagged.get(value["type"])?.(value) === true
  const members = types.map(accepts)
  return (value) => members.some((member) => member(value))
}

// Events are told apart by their `type`.
const tagOf = (ast: SchemaAST.AST): unknown => {
  const type = ast._tag === "Objects" ? ast.propertySignatures.find(isType)?.type : undefined
  return type?._tag === "Literal" ? type.literal : undefined
}

const isType = ({ name }: SchemaAST.PropertySignature): boolean => name === "type"
