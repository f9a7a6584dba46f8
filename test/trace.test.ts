// What a test shows is said by its title; the page that gathers the titles never loses a row.
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { allTitles, badInputIds, listedIn, lostBy, pageOf, pagePath } from "./trace/page.ts"
import { promises, requirements } from "./trace/rows.ts"
import { idsIn, titlesIn } from "./trace/Titles.ts"

const linesOf = (text: string) => new Set(text.split("\n"))

describe("docs/traceability.md", () => {
  const page = readFileSync(pagePath, "utf8")
  const titles = allTitles()

  it("lists no row that has lost its last test", () => {
    expect(lostBy(page, titles)).toEqual([])
  })

  it("is made of the titles as they are; `npm run trace` writes it anew", () => {
    const fresh = pageOf(titles)
    const [written, expected] = [linesOf(page), linesOf(fresh)]
    const gone = [...written].filter((line) => !expected.has(line))
    const differences = [...gone, ...[...expected].filter((line) => !written.has(line))]
    expect(differences, "out of date: npm run trace").toEqual([])
    expect(page === fresh, "out of order: npm run trace").toBe(true)
  })
})

const sample = `
  // it("M-01 in a comment")
  describe("M-02: a mail", () => {
    it.each(table)("B-01, B-02 of %s", () => {})
    test.skipIf(absent)(\`M-03 \${what} (M-04)\`, () => {})
    it("M-051 XM-06 H1 at 2026-03-29T02:30", () => expect("M-07").toBe("M-07"))
    it.fails("M-08", () => {})
    describe.skip("M-09", () => {})
  })
  edit("M-10")
`

const read = (text: string) => titlesIn("some.test.ts", text)
const textsOf = (text: string) => read(text).map((title) => title.text)

describe("a title is read", () => {
  it("of what runs, with every id that stands in it as a word, and of nothing else", () => {
    expect(read(sample)).toEqual([
      { file: "some.test.ts", text: "M-02: a mail", ids: ["M-02"] },
      { file: "some.test.ts", text: "B-01, B-02 of %s", ids: ["B-01", "B-02"] },
      { file: "some.test.ts", text: "M-03 … (M-04)", ids: ["M-03", "M-04"] },
    ])
  })

  it("with the rows of its table that begin with an id", () => {
    const table = `[["V04", "1.02", 3], ["V05 with a build", "no V06"], ["V", "V07x"]]`
    const rows = ["V04 is refused", "V05 with a build is refused"]
    expect(textsOf(`it.each(${table})("%s is refused", (id) => {})`)).toEqual(rows)
    expect(textsOf(`const all = ${table} as const\nit.each(all)("%s is refused", f)`)).toEqual(rows)
    expect(textsOf(`for (const [id] of ${table}) it(\`\${id} is refused\`, f)`)).toEqual(rows)
    expect(textsOf(`describe.each(${table})("refused", f)`)).toEqual([
      "V04 refused",
      "V05 with a build refused",
    ])
    expect(textsOf(`const all = ${table}\nit("V08 alone", f)`)).toEqual(["V08 alone"])
    expect(textsOf(`it.each(${table})("V01 V03 %s", f)`)).toEqual(["V01 V03 %s"])
  })

  it("with the keys of the object that is gone through", () => {
    const text = `for (const [id, of] of Object.entries({ "T03 a day": 1, T04: 2 })) it(id, f)`
    expect(textsOf(text)).toEqual(["T03 a day", "T04"])
  })

  it("of a rule of a published suite", () => {
    const text = `storeRule("storage.once", "P2 once", f)\nproblemOf("a", "P3 no rule")`
    expect(textsOf(text)).toEqual(["P2 once"])
  })

  it("once, however often a file has it", () => {
    expect(textsOf(`it("P1", f)\nit("P1", f)`)).toEqual(["P1"])
  })
})

const titleOf = (text: string, file = "a.test.ts") => ({ file, text, ids: idsIn(text) })

describe("the page of some titles", () => {
  const titles = [titleOf("M-12 a *dispute*"), titleOf("P2 M-12 once", "b.test.ts"), titleOf("V99")]
  const page = pageOf(titles)

  it("has each row that one of them names, with its files and titles", () => {
    expect(listedIn(page)).toEqual(["M-12", "P2", "V99"])
    expect(page).toContain(
      [
        "### M-12 a disagreement with reasons takes work up again",
        "",
        "- [a.test.ts](../a.test.ts)",
        "  - M-12 a \\*dispute\\*",
        "- [b.test.ts](../b.test.ts)",
        "  - P2 M-12 once",
      ].join("\n"),
    )
  })

  it("says which rows nobody names", () => {
    const [, open = ""] = page.split("## ")
    expect(idsIn(open)).toEqual(
      [...Object.keys(requirements), ...Object.keys(promises), ...badInputIds].filter(
        (id) => id !== "M-12" && id !== "P2",
      ),
    )
  })

  it("loses a row with its last title, not with one of several, and may win any", () => {
    expect(lostBy(page, titles.slice(1))).toEqual([])
    expect(lostBy(page, titles.slice(0, 1))).toEqual(["P2", "V99"])
    expect(lostBy(page, [...titles, titleOf("B-01")])).toEqual([])
  })
})

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared")
  if (existsSync(join(candidate, "catalogue"))) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

const shared = found(dirname(fileURLToPath(import.meta.url)))
const without = shared === undefined ? " (skipped: no folder shared beside the repository)" : ""

describe.skipIf(shared === undefined)(`the rows that can be shown${without}`, () => {
  it.each([
    ["requirements.md", Object.keys(requirements)],
    ["design/promises.md", Object.keys(promises)],
    ["catalogue/bad-input.md", badInputIds],
  ])("are all those of %s", (file, rows) => {
    const text = readFileSync(join(shared ?? "", file), "utf8")
    // The row of M-18 has B-11 inside it.
    const beginnings = text.matchAll(/(?:^\| |· )([A-Z]+-?\d+)\b/gm)
    const ids = [...beginnings].flatMap(([, id = ""]) => idsIn(id))
    expect([...new Set(ids)].toSorted()).toEqual([...rows].toSorted())
  })
})
