// The page that says which tests show what. It is its own ledger: what it lists stays listed.
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { badInput, promises, requirements } from "./rows.ts"
import { type Title, titlesIn } from "./Titles.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Where the page lies. */
export const pagePath = join(root, "docs", "traceability.md")

/** Tests; tests of every adapter and of every host; the rules of the published suites. */
const sources = [
  "{packages,examples}/*/test/**/*.test.ts",
  "test/**/*.test.ts",
  "test/contract/**/*.ts",
  "packages/testing/src/**/*.ts",
]

/** Every title of the project that names what it shows. */
export const allTitles = (): ReadonlyArray<Title> =>
  globSync(sources, { cwd: root, exclude: ["**/node_modules/**"] })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()
    .flatMap((path) => titlesIn(path, readFileSync(join(root, path), "utf8")))

/** A row that may be shown by tests, with its place on the page. */
interface Row {
  readonly id: string
  readonly words: string
}

interface Chapter {
  readonly name: string
  readonly rows: ReadonlyArray<Row>
}

const rowsOf = (texts: Readonly<Record<string, string>>): ReadonlyArray<Row> =>
  Object.entries(texts).map(([id, words]) => ({ id, words }))

const twoDigits = (number: number): string => String(number).padStart(2, "0")

/** The ids of the catalogue of bad input. */
export const badInputIds: ReadonlyArray<string> = badInput.flatMap(({ prefix, numbers }) =>
  numbers.map((number) => prefix + twoDigits(number)),
)

// Rows of ours that the catalogue does not have come after its own.
const chaptersOf = (titles: ReadonlyArray<Title>): ReadonlyArray<Chapter> => {
  const named = [...new Set(titles.flatMap(({ ids }) => ids))].toSorted()
  return [
    { name: "Requirements", rows: rowsOf(requirements) },
    { name: "Promises", rows: rowsOf(promises) },
    ...badInput.map(({ prefix, words, numbers }) => {
      const known = numbers.map((number) => prefix + twoDigits(number))
      const isOurs = (id: string) => id.replace(/\d+$/, "") === prefix && !known.includes(id)
      const own = prefix === "P" ? [] : named.filter(isOurs)
      return {
        name: `Bad input: ${words}`,
        rows: [...known, ...own].map((id) => ({ id, words: "" })),
      }
    }),
  ]
}

const preamble = `# What shows what

Which tests show a requirement of the two reference documents (M, B), a promise (P) or a row of bad input. It is
made from the titles of the tests by \`npm run trace\`, and it is a ledger: a row that stands here may not lose
its last test. What is given up on purpose is deleted here by hand first.
`

/** The page. */
export const pageOf = (titles: ReadonlyArray<Title>): string => {
  const chapters = chaptersOf(titles)
  const shown = new Set(titles.flatMap(({ ids }) => ids))
  const told = chapters.map(({ name, rows }) => {
    const parts = rows.filter(({ id }) => shown.has(id)).map((row) => partOf(row, titles))
    return parts.length === 0 ? "" : `## ${name}\n\n${parts.join("\n")}`
  })
  const missing = chapters.flatMap(({ name, rows }) => {
    const ids = rows.filter(({ id }) => !shown.has(id)).map(({ id }) => id)
    return ids.length === 0 ? [] : [`- ${name}: ${ids.join(", ")}`]
  })
  const open = `## Not yet\n\nNo title names these.\n\n${missing.join("\n")}\n`
  return [preamble, open, ...told.filter((text) => text !== "")].join("\n")
}

const partOf = ({ id, words }: Row, titles: ReadonlyArray<Title>): string => {
  const own = titles.filter(({ ids }) => ids.includes(id))
  const files = Map.groupBy(own, ({ file }) => file)
  const lists = [...files].map(([file, inFile]) =>
    [`- [${file}](../${file})`, ...inFile.map(({ text }) => `  - ${escaped(text)}`)].join("\n"),
  )
  return `### ${[id, words].join(" ").trim()}\n\n${lists.join("\n")}\n`
}

// A title is shown as it stands: nothing in it is markup, and what cannot be seen is named.
const escaped = (text: string): string =>
  text
    .replaceAll(
      /[\p{Cc}\p{Cf}]/gu,
      (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll(/[\\`*_<>[\]&|]/g, (one) => `\\${one}`)

/** The rows that a page lists as shown. */
export const listedIn = (page: string): ReadonlyArray<string> =>
  [...page.matchAll(/^### ([A-Z]+-?\d+)/gm)].map(([, id = ""]) => id)

/** The rows that a page lists and no title names any more. */
export const lostBy = (page: string, titles: ReadonlyArray<Title>): ReadonlyArray<string> => {
  const shown = new Set(titles.flatMap(({ ids }) => ids))
  return listedIn(page).filter((id) => !shown.has(id))
}
