// Every clock that is known to have gone wrong elsewhere has a test, which begins with its number
// and its words.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const here = dirname(fileURLToPath(import.meta.url))

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "catalogue", "clock-regressions.md")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

const catalogue = found(here)
const without = catalogue === undefined ? " (skipped: no folder shared beside the repository)" : ""
const cases = (catalogue === undefined ? "" : readFileSync(catalogue, "utf8"))
  .split("\n")
  .flatMap((line) => /^(\d+)\. (.{1,30})/.exec(line)?.slice(1) ?? [])

const written = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(here, name), "utf8").replaceAll(/\\(?=["'])/g, ""))

describe(`the catalogue of clock regressions${without}`, () => {
  it.skipIf(catalogue === undefined)("has 25 cases, each with a test of its words", () => {
    const titles = Array.from({ length: cases.length / 2 }, (_, index) => {
      const [number = "", words = ""] = cases.slice(2 * index, 2 * index + 2)
      return `clock regression ${number}: ${words.trimEnd()}`
    })
    expect(titles).toHaveLength(25)
    const missing = titles.filter((title) => !written.some((text) => text.includes(title)))
    expect(missing).toEqual([])
  })
})
