// What tests say of themselves, read from their sources: nothing is run.
import { calleeOf, inside, listOf, nameOf, type Node, parse, textOf } from "../house/Syntax.ts"

/** A title that names what its test shows: requirements, promises, rows of bad input. */
export interface Title {
  /** From the root, with forward slashes. */
  readonly file: string
  readonly text: string
  readonly ids: ReadonlyArray<string>
}

/** M-12 and B-07, P7, and H01 to I25 of the catalogue of bad input. */
const id = /(?:[MB]-\d{2}|P\d{1,2}|(?:ML|PR|[ACHITVW])\d{2})/
const isId = new RegExp(`^${id.source}$`)
const beginsWithId = new RegExp(`^${id.source}(?=$|[ ,:])`)

const testing: ReadonlySet<string> = new Set(["describe", "it", "test"])
/** What runs nothing, or shows that something does not work yet. */
const idle: ReadonlySet<string> = new Set(["skip", "todo", "fails"])

/** The ids that stand in a text as words. */
export const idsIn = (text: string): ReadonlyArray<string> => [
  ...new Set(text.split(/[^\w-]+/).filter((word) => isId.test(word))),
]

/**
 * The titles of a file that name an id: of its tests and what they stand in, with the ids of the
 * table that fills them, and of the rules of a suite that is given as data.
 */
export const titlesIn = (file: string, text: string): ReadonlyArray<Title> => {
  if (!id.test(text)) return []
  const { nodes } = parse(file, text)
  const constants = constantsOf(nodes)
  const loops = nodes
    .filter(({ type }) => type === "ForOfStatement")
    .map((loop) => ({ loop, rows: idRows(loop["right"], constants) }))
  const found = nodes
    .filter(({ type }) => type === "CallExpression")
    .flatMap((call) => {
      if (isRule(call)) return [textual(listOf(call["arguments"])[1])]
      if (!isTest(call)) return []
      const title = textual(listOf(call["arguments"])[0])
      const around = loops.filter(({ loop }) => loop.start < call.start && call.end <= loop.end)
      return filled(title, [eachOf(call, constants), ...around.map(({ rows }) => rows)])
    })
  const titles = found.map((text) => ({ file, text, ids: idsIn(text) }))
  return eachOnce(titles.filter(({ ids }) => ids.length > 0))
}

const eachOnce = (titles: ReadonlyArray<Title>): ReadonlyArray<Title> => [
  ...new Map(titles.map((title) => [title.text, title])).values(),
]

const isTest = (call: Node): boolean => {
  const [first = "", ...others] = calleeOf(call)
  return testing.has(first) && !others.some((name) => idle.has(name))
}

/** A rule of a published suite: `storeRule("storage.commits.once", "P2 …", …)`. */
const isRule = (call: Node): boolean => {
  const [name = "", ...others] = calleeOf(call)
  const [first, second] = listOf(call["arguments"])
  const isNamed = name.endsWith("Rule") && others.length === 0
  return isNamed && textual(first) !== "" && textual(second) !== ""
}

type Rows = ReadonlyArray<string>
type Constants = ReadonlyMap<string, Node>

/** The values of the constants of a file, by name. */
const constantsOf = (nodes: ReadonlyArray<Node>): Constants =>
  new Map(
    nodes
      .filter(({ type }) => type === "VariableDeclarator")
      .flatMap(({ id, init }) => {
        const name = nameOf(id)
        const [value] = listOf([init])
        return name === undefined || value === undefined ? [] : [[name, value] as const]
      }),
  )

/** The rows of `it.each(table)`: its call is the callee of the one with the title. */
const eachOf = ({ callee }: Node, constants: Constants): Rows => {
  const [table] = listOf([callee])
  return calleeOf(table).includes("each") ? idRows(table?.["arguments"], constants) : []
}

/** What begins with an id among the texts and keys of a table, or of the constants it names. */
const idRows = (table: unknown, constants: Constants): Rows => {
  const nodes = inside(table)
  const meant = nodes.flatMap((node) => inside(constants.get(nameOf(node) ?? "")))
  return [...nodes, ...meant]
    .map((node) => nameOf(node) ?? textual(node))
    .filter((text) => beginsWithId.test(text))
}

/** A title that names no id, once for each row that does; the row stands in its first hole. */
const filled = (title: string, tables: ReadonlyArray<Rows>): Rows => {
  const rows = tables.flat()
  const withRow = (row: string) =>
    hole.test(title) ? title.replace(hole, () => row) : `${row} ${title}`
  return rows.length === 0 || idsIn(title).length > 0
    ? [title]
    : rows.map((row) => withRow(row).trim())
}

const hole = /%[sjdifo]|\$\w+|…/

/** A text, or the fixed parts of a template; nothing for what is neither. */
const textual = (node: unknown): string => {
  const [template] = listOf([node])
  if (template?.type !== "TemplateLiteral") return textOf(node) ?? ""
  const parts = listOf(template["quasis"]).map(({ value }) =>
    typeof value === "object" && value !== null && "cooked" in value ? String(value.cooked) : "",
  )
  return parts.join("…")
}
