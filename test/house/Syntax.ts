// What a parser says of a source: just enough of a tree to ask the house's questions.
import { parseSync } from "oxc-parser"

/** A node of the tree: ESTree, with TypeScript's own nodes beside it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"

/** A comment without its marks. */
export interface Comment {
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface Parsed {
  readonly nodes: ReadonlyArray<Node>
  readonly comments: ReadonlyArray<Comment>
}

/** All nodes of a source, each before those inside it. A source that cannot be read is a defect. */
export const parse = (path: string, text: string): Parsed => {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`)
  return { nodes: inside(program), comments }
}

/** A node and all nodes inside it, or those of a list. */
export const inside = (value: unknown): ReadonlyArray<Node> => {
  if (Array.isArray(value)) return value.flatMap(inside)
  if (!isNode(value)) return []
  return [value, ...Object.values(value).flatMap((field) => (isTree(field) ? inside(field) : []))]
}

/** The nodes of a list. */
export const listOf = (value: unknown): ReadonlyArray<Node> =>
  Array.isArray(value) ? value.filter(isNode) : []

const isTree = (value: unknown): boolean => typeof value === "object" && value !== null

/** The text of a literal node, where it is one of text. */
export const textOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === "Literal" && typeof node["value"] === "string"
    ? node["value"]
    : undefined

/** The name of an identifier node. */
export const nameOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node["name"] === "string" ? node["name"] : undefined

/** The key of a property, written with or without quotes. */
export const keyOf = ({ key }: Node): string | undefined => nameOf(key) ?? textOf(key)

/**
 * The names by which something is called, from the outside in: `Effect.fn` is `["Effect", "fn"]`.
 */
export const calleeOf = (node: unknown): ReadonlyArray<string> => {
  if (!isNode(node)) return []
  if (node.type === "CallExpression" || node.type === "NewExpression")
    return calleeOf(node["callee"])
  if (node.type === "MemberExpression")
    return [...calleeOf(node["object"]), nameOf(node["property"]) ?? ""]
  const name = nameOf(node)
  return name === undefined ? [] : [name]
}
