// Every way in which one file names another: imports, re-exports, dynamic imports, types by import.
import { inside, nameOf, type Node, textOf } from "./Syntax.ts"

/** One naming of another module. Types count as much as values. */
export interface Import {
  readonly specifier: string
  readonly start: number
  /** The names that are taken; empty for a whole module. */
  readonly names: ReadonlyArray<string>
  /** The name under which the whole module is taken. */
  readonly namespace: string | undefined
}

/** The imports among the nodes of a source. */
export const importsOf = (nodes: ReadonlyArray<Node>): ReadonlyArray<Import> =>
  nodes.flatMap((node) => {
    const specifier = forms.has(node.type) ? textOf(node["source"]) : undefined
    if (specifier === undefined) return []
    const specifiers = inside(node["specifiers"])
    const whole = specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")
    return {
      specifier,
      start: node.start,
      names: specifiers.flatMap((each) => nameOf(each["imported"]) ?? localOf(each) ?? []),
      namespace: nameOf(node["exported"]) ?? nameOf(whole?.["local"]),
    }
  })

const forms = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
])

const localOf = (node: Node) =>
  node.type === "ExportSpecifier" ? nameOf(node["local"]) : undefined
