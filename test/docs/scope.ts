// What an `@example` may name without saying where it comes from: what its reader has at hand.
import type { Source } from "../house/House.ts"
import { isNode, listOf, nameOf, type Node, parse } from "../house/Syntax.ts"

/** The imports that an example needs: its own file's namespace and exports, then its package's. */
export const importsFor = (
  code: string,
  own: Source,
  sources: ReadonlyArray<Source>,
  href: (path: string) => string,
): string => {
  const wanted = namesIn(code)
  return [...wanted]
    .flatMap((name) => {
      const from = homeOf(name, own, sources)
      if (from === undefined) return []
      const taken = from.whole ? `* as ${name}` : `{ ${name} }`
      return [`import ${taken} from ${JSON.stringify(href(from.path))}\n`]
    })
    .join("")
}

interface Home {
  readonly path: string
  /** Whether the name is that of the whole module. */
  readonly whole: boolean
}

const homeOf = (name: string, own: Source, sources: ReadonlyArray<Source>): Home | undefined => {
  const folder = own.path.slice(0, own.path.lastIndexOf("/"))
  const root = /^packages\/[^/]+\/src/.exec(own.path)?.[0] ?? folder
  const near = [own, ...sources.filter(({ path }) => path.startsWith(`${folder}/`))]
  const all = [...near, ...sources.filter(({ path }) => path.startsWith(`${root}/`))]
  const module = all.find(({ path }) => path.endsWith(`/${name}.ts`) && /^[A-Z]/.test(name))
  if (module !== undefined) return { path: module.path, whole: true }
  const file = all.find((source) => exportedBy(source).has(name))
  return file === undefined ? undefined : { path: file.path, whole: false }
}

/** The values that a source exports by declaring them. */
const exportedBy = ({ parsed }: Source): ReadonlySet<string> =>
  new Set(
    parsed.nodes
      .filter(({ type }) => type === "ExportNamedDeclaration")
      .flatMap(({ declaration }) => (isNode(declaration) ? valuesOf(declaration) : [])),
  )

const valuesOf = (declaration: Node): ReadonlyArray<string> => {
  const list = listOf(declaration["declarations"])
  const declared = list.length > 0 ? list : [declaration]
  const isValue = !declaration.type.startsWith("TS")
  return isValue ? declared.flatMap(({ id }) => nameOf(id) ?? []) : []
}

/** The names that an example uses and does not make itself. */
const namesIn = (code: string): ReadonlySet<string> => {
  const { nodes } = parse("example.ts", code)
  const fields = new Set(
    nodes.flatMap((node) => {
      if (node.type === "MemberExpression" && node["computed"] !== true) return [node["property"]]
      return node.type === "Property" && node["shorthand"] !== true ? [node["key"]] : []
    }),
  )
  const made = nodes.filter(({ type }) => makers.has(type)).flatMap(namesMade)
  const used = nodes.filter((node) => node.type === "Identifier" && !fields.has(node))
  const names = new Set(used.flatMap((node) => nameOf(node) ?? []))
  for (const name of made) names.delete(name)
  return names
}

const makers = new Set(["VariableDeclarator", "ImportSpecifier", "ImportNamespaceSpecifier"])

const namesMade = ({ id, local }: Node): ReadonlyArray<string> => {
  const pattern = id ?? local
  if (!isNode(pattern)) return []
  const name = nameOf(pattern)
  if (name !== undefined) return [name]
  const parts = listOf(pattern["properties"] ?? pattern["elements"])
  return parts.flatMap((part) => nameOf(part["value"]) ?? nameOf(part) ?? [])
}
