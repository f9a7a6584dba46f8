import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { describe, expect, it } from "vitest"
import { everyZone } from "./oracle/cases.ts"
import { run } from "./oracle/run.ts"
import { files, folder, without } from "./vectors.ts"
import { judge } from "./vectors/judge.ts"

describe.skipIf(folder === undefined)(`what other people expect${without}`, () => {
  for (const file of files) {
    const lines = readFileSync(file, "utf8").split("\n")
    const vectors = lines.filter((line) => line !== "")
    it(`${basename(file)}: ${vectors.length} vectors`, () => {
      expect(vectors.length).toBeGreaterThan(0)
      expect(vectors.flatMap((line) => judge(line) ?? [])).toEqual([])
    })
  }
})

describe("a clock read minute by minute, and the exact ends of intervals", () => {
  it("agree on every zone and on every day of 2020 to 2040 on which one switches", () => {
    const outcomes = [...run({ timeZones: everyZone, seed: 4, share: { nth: 0, of: 1 } })]
    expect(outcomes.flatMap(({ disagreements }) => disagreements)).toEqual([])
    expect(outcomes.map(({ timeZone }) => timeZone)).toEqual(everyZone)
    expect(outcomes.every(({ cases, places }) => cases === places)).toBe(true)
    expect(outcomes.reduce((sum, { cases }) => sum + cases, 0)).toBeGreaterThanOrEqual(5_000)
  }, 600_000)
})
