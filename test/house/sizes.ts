// How long things may get.
import type { Source } from "./House.ts"
import type { Rule } from "./Rule.ts"
import { calleeOf, inside, keyOf, nameOf, type Node } from "./Syntax.ts"

const fileLines = 250
const testLines = 400
const columns = 100
const textColumns = 140
const functionLines = 70
const coreFunctionLines = 40

const files: Rule = {
  title: `a file has at most ${fileLines} lines, one of tests ${testLines}`,
  offenders: ({ sources }) =>
    sources
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
      .filter(({ path, lines }) => lines > (isTest(path) ? testLines : fileLines))
      .map(({ path, lines }) => `${path}: ${lines} lines`),
  breach: {
    files: {
      "packages/core/src/a.ts": "export {}\n".repeat(251),
      "packages/core/test/a.test.ts": "export {}\n".repeat(401),
      "bench/b.ts": "export {}\n".repeat(250),
    },
    found: ["packages/core/src/a.ts: 251 lines", "packages/core/test/a.test.ts: 401 lines"],
  },
}

const isTest = (path: string): boolean => path.endsWith(".test.ts")

/** Files of texts for people, which are not broken where a line is full. */
const letters = /^packages\/(?:core\/src\/process\/(?:letters|Standard|Mixvel)|cli\/src\/help)\.ts$/

const lines: Rule = {
  title: `a line has ${columns} columns, ${textColumns} where texts in quotes fill it, letters more`,
  offenders: ({ sources }) => sources.filter(({ path }) => !letters.test(path)).flatMap(longLines),
  breach: {
    files: {
      "test/a.ts": `//${"я".repeat(98)}\n//${"я".repeat(99)}`,
      "test/b.ts": `const a = "${"b".repeat(128)}"\nconst c = \`${"d".repeat(129)}\``,
      "packages/core/src/process/letters.ts": `const a = "${"b".repeat(500)}"`,
    },
    found: ["test/a.ts:2: 101 columns", "test/b.ts:2: 141 columns"],
  },
}

const longLines = ({ path, text, parsed }: Source): ReadonlyArray<string> => {
  const quoted = parsed.nodes.filter(({ type }) => type === "Literal" || type === "TemplateLiteral")
  let start = 0
  return text.split("\n").flatMap((line, index) => {
    const from = start
    start += line.length + 1
    const length = Array.from(line).length
    if (length <= columns) return []
    const inQuotes = quoted
      .map((node) => Math.min(node.end, start) - Math.max(node.start, from))
      .reduce((sum, within) => sum + Math.max(0, within), 0)
    const most = length - inQuotes <= columns ? textColumns : columns
    return length > most ? [`${path}:${index + 1}: ${length} columns`] : []
  })
}

const functions: Rule = {
  title: `a function has at most ${coreFunctionLines} lines in core and ${functionLines} anywhere`,
  offenders: ({ sources }) => sources.flatMap(longFunctions),
  breach: {
    files: {
      "packages/core/src/a.ts": `export const f = Effect.fn("f")(function* () {${"\n".repeat(40)}})`,
      "packages/core/src/b.ts": `const g = () => {${"\n".repeat(39)}}\nexport { g }`,
      "packages/mail/src/a.ts": `export class A { m() {${"\n".repeat(70)}} }`,
      "packages/mail/test/a.test.ts": `describe("a", () => {${"\n".repeat(70)} it("b", () => {})\n})`,
    },
    found: ["packages/core/src/a.ts:1 f: 41 lines", "packages/mail/src/a.ts:1 m: 71 lines"],
  },
}

const kinds = new Set(["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration"])

const longFunctions = ({ path, parsed, lineAt }: Source): ReadonlyArray<string> => {
  const most = path.startsWith("packages/core/src/") ? coreFunctionLines : functionLines
  const names = namesOf(parsed.nodes)
  return parsed.nodes
    .filter(({ type }) => kinds.has(type))
    .filter((node) => !isListOfTests(node))
    .map((node) => ({ node, lines: lineAt(node.end) - lineAt(node.start) + 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ node, lines }) => {
      const name = names.get(node) ?? nameOf(node["id"]) ?? "a function"
      return `${path}:${lineAt(node.start)} ${name}: ${lines} lines`
    })
}

/**
 * Names that functions have from what they are assigned to, through `Effect.fn(…)` and its like.
 */
const namesOf = (nodes: ReadonlyArray<Node>): ReadonlyMap<Node, string> =>
  new Map(
    nodes.flatMap((node) => {
      const name = nameOf(node["id"]) ?? keyOf(node)
      const value = node["init"] ?? node["value"]
      const named = inside(value).find(({ type }) => kinds.has(type))
      return name === undefined || named === undefined ? [] : [[named, name] as const]
    }),
  )

// What `describe` is given, and a suite that others run, lists tests and is no function to read
// through.
const isListOfTests = ({ body }: Node): boolean =>
  inside(body).some(
    (node) =>
      node.type === "CallExpression" &&
      ["describe", "it", "test"].includes(calleeOf(node)[0] ?? ""),
  )

export const sizeRules: ReadonlyArray<Rule> = [files, lines, functions]
