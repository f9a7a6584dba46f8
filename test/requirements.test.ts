// Every requirement of the two reference documents that concerns a request is shown by a test whose
// title names it.
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { calleeOf, listOf, type Node, parse, textOf } from "./house/Syntax.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

const numbered = (document: string, from: number, to: number): ReadonlyArray<string> =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `${document}-${String(from + index).padStart(2, "0")}`,
  )

// B-08 as far as a request for development opens a change.
const requirements = [
  ...numbered("B", 1, 8),
  "B-21",
  ...numbered("M", 1, 16),
  ...numbered("M", 20, 22),
]

const testing: ReadonlySet<string> = new Set(["describe", "it", "test"])
/** What runs nothing, or shows that something does not work yet. */
const idle: ReadonlySet<string> = new Set(["skip", "todo", "fails"])

/** The titles of the tests in a source, and of what they stand in. */
const titlesIn = (path: string, text: string): ReadonlyArray<string> =>
  parse(path, text).nodes.filter(isTest).flatMap(titleOf)

const isTest = (node: Node): boolean => {
  if (node.type !== "CallExpression") return false
  const [first = "", ...others] = calleeOf(node)
  return testing.has(first) && !others.some((name) => idle.has(name))
}

const titleOf = ({ arguments: given }: Node): ReadonlyArray<string> => {
  const [title] = listOf(given)
  return title?.type === "TemplateLiteral" ? fixedIn(title) : [textOf(title)].flatMap(textual)
}

const fixedIn = ({ quasis }: Node): ReadonlyArray<string> =>
  listOf(quasis).flatMap(({ value }) =>
    typeof value === "object" && value !== null && "raw" in value ? textual(value.raw) : [],
  )

const textual = (text: unknown): ReadonlyArray<string> => (typeof text === "string" ? [text] : [])

const isNamedIn = (title: string, id: string): boolean => title.split(/[^\w-]+/).includes(id)

/** The requirements that no title names. */
const missingIn = (titles: ReadonlyArray<string>): ReadonlyArray<string> =>
  requirements.filter((id) => !titles.some((title) => isNamedIn(title, id)))

it("each requirement that concerns a request stands in the title of a test", () => {
  const patterns = ["{packages,examples}/*/test/**/*.test.ts", "test/**/*.test.ts"]
  const paths = globSync(patterns, { cwd: root, exclude: ["**/node_modules/**"] })
  const titles = paths.flatMap((path) => titlesIn(path, readFileSync(join(root, path), "utf8")))
  expect(missingIn(titles)).toEqual([])
})

it("a requirement is named by a title of what runs, as a word, and by nothing else", () => {
  const text = `
    // it("M-01 in a comment")
    describe("M-02: a mail", () => {
      it.each(table)("B-01, B-02 of %s", () => {})
      test.skipIf(absent)(\`M-03 \${what} (M-04)\`, () => {})
      it("M-051 XM-06", () => expect("M-07").toBe("M-07"))
      it.fails("M-08", () => {})
      describe.skip("M-09", () => {})
    })
    edit("M-10")
  `
  const named = new Set(["M-02", "B-01", "B-02", "M-03", "M-04"])
  expect(missingIn(titlesIn("some.test.ts", text))).toEqual(
    requirements.filter((id) => !named.has(id)),
  )
})
