// The figures of the last run with mutants: good enough, explained, and on the page.
import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { cores } from "./mutation/cores.ts"
import { leastKilled, outlived, pageOf, pagePath, unexplained } from "./mutation/page.ts"
import { allResults, foundIn, percentKilled } from "./mutation/results.ts"

const results = allResults()

describe("docs/mutation.md", () => {
  it("has every part of the decision core", () => {
    expect(results.map(({ name }) => name)).toEqual(cores.map(({ name }) => name))
  })

  it.each(results)(`at least ${leastKilled} % of the changes to $name are noticed`, ({ found }) => {
    expect(percentKilled(found)).toBeGreaterThanOrEqual(leastKilled)
    const survived = found.files.reduce((sum, file) => sum + file.survived, 0)
    expect(found.survivors).toHaveLength(survived)
  })

  it("every file that was changed is still there", () => {
    const files = results.flatMap(({ found }) => found.files.map(({ file }) => file))
    const root = new URL("../", import.meta.url)
    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
  })

  it("every survivor has a reason, and every reason a survivor", () => {
    expect(unexplained(results)).toEqual([])
    expect(outlived(results)).toEqual([])
  })

  it("is made of the results and the reasons; `npm run mutation` writes it anew", () => {
    expect(readFileSync(pagePath, "utf8")).toBe(pageOf(results))
  })
})

const at = (status: string, columns: readonly [number, number], replacement: string) => ({
  status,
  replacement,
  location: { start: { line: 2, column: columns[0] }, end: { line: 2, column: columns[1] } },
})

describe("a report is read", () => {
  const source = "const a =\n  b && c\n"
  const mutants = [
    at("Killed", [3, 9], "true"),
    at("Timeout", [3, 9], "false"),
    at("Survived", [3, 9], "b ||\n  c"),
    at("NoCoverage", [8, 9], "d"),
    at("RuntimeError", [3, 4], "e"),
  ]
  const report = JSON.stringify({
    files: { "b.ts": { source, mutants }, "a.ts": { source, mutants: [] } },
  })
  const found = foundIn(report, "2026-11-22")

  it("by file: an endless loop was noticed, what no test reaches was not", () => {
    expect(found.files).toEqual([
      { file: "a.ts", killed: 0, survived: 0 },
      { file: "b.ts", killed: 2, survived: 2 },
    ])
    expect(percentKilled(found)).toBe(50)
  })

  it("with each survivor as it was and as it was made, in one line", () => {
    expect(found.survivors).toEqual([
      { file: "b.ts", line: 2, original: "b && c", replacement: "b || c" },
      { file: "b.ts", line: 2, original: "c", replacement: "d" },
    ])
  })

  it("and its share is rounded down", () => {
    const files = [{ file: "a.ts", killed: 849_999, survived: 150_001 }]
    expect(percentKilled({ files })).toBe(84.9)
    expect(percentKilled({ files: [] })).toBe(0)
  })
})
