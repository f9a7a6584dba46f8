// B-18: whatever a store holds comes back, and whatever was changed in a backup is found.
import { BackupError, checkBackup, memory, restore } from "@upkeep/core"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { refusal } from "../setUp.ts"
import { holdings, linesOf, rowsIn, storeOf } from "./archives.ts"

// What a restore adds: that it began and ended, and that nothing is sent.
const isAdded = (row: unknown): boolean =>
  typeof row === "object" &&
  row !== null &&
  "kind" in row &&
  (row.kind === "sending" ||
    (row.kind === "registry" && /"kind":"restore","id":"[0-9a-f-]{36}"/.test(JSON.stringify(row))))

describe("B-18 a backup", () => {
  it("holds every row and every file of a store, and restored gives them back", async () => {
    const property = fc.asyncProperty(holdings, async (holding) => {
      const lines = await linesOf(await storeOf(holding))
      expect(rowsIn(lines)).toEqual(holding.rows)
      const fresh = memory()
      const report = await restore(fresh, () => lines, { by: "anna" })
      const again = rowsIn(await linesOf(fresh))
      expect(again.filter((row) => !isAdded(row))).toEqual(holding.rows)
      const bytes = holding.files.reduce((sum, file) => sum + file.bytes.length, 0)
      expect(report).toMatchObject({ bytes, lost: 0 })
      // P17: of every tenant that has anything, and of nobody else.
      const paused = again.filter((row) => isAdded(row) && JSON.stringify(row).includes("pausedAt"))
      expect(paused).toHaveLength(report.tenants.length)
    })
    await fc.assert(property, { numRuns: 150 })
  })

  it("with a change in any line, or without it, is found out", async () => {
    const property = fc.asyncProperty(
      holdings.filter(({ rows }) => rows.length > 0),
      fc.nat(),
      fc.nat(),
      fc.constantFrom("other", "out", "twice", "swapped", "cut"),
      async (holding, line, place, change) => {
        const lines = await linesOf(await storeOf(holding))
        const changed = changedBy(change, lines, [line % lines.length, place])
        fc.pre(changed.join("\n") !== lines.join("\n"))
        const error = await refusal(checkBackup(changed))
        expect(error).toBeInstanceOf(BackupError)
        const fresh = memory()
        expect(await refusal(restore(fresh, () => changed, { by: "anna" }))).toEqual(error)
        expect(rowsIn(await linesOf(fresh))).toEqual([])
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })
})

const changedBy = (
  change: "other" | "out" | "twice" | "swapped" | "cut",
  lines: ReadonlyArray<string>,
  [line, place]: readonly [line: number, place: number],
): ReadonlyArray<string> => {
  const text = lines[line] ?? ""
  switch (change) {
    case "other": {
      const at = place % text.length
      // A blank between two parts of the last line says the same; no digest is after it.
      const other = text[at] === "0" ? "1" : "0"
      return lines.with(line, `${text.slice(0, at)}${other}${text.slice(at + 1)}`)
    }
    case "out":
      return lines.toSpliced(line, 1)
    case "twice":
      return lines.toSpliced(line, 0, text)
    case "swapped":
      return lines.with(line, lines[line - 1] ?? "").with(Math.max(line - 1, 0), text)
    case "cut":
      return lines.slice(0, line)
  }
}
