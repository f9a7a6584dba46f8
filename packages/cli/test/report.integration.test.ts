// upkeep report, as an operator calls it on a real store.
import { execFile } from "node:child_process"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { reported } from "./reporting.ts"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-report-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf() }
    execFile(process.execPath, [bin, "report", ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

describe("upkeep report", () => {
  beforeAll(async () => {
    await using desk = await reported({ storage: sqlite({ file: join(folder, "upkeep.db") }) })
    void desk
  })

  it("tells a month as Markdown, or the dates from one to another", async () => {
    const month = await run("--month", "2026-03")
    expect({ ...month, out: "" }).toEqual({ code: 0, out: "", err: "" })
    expect(month.out).toContain("# Support report: Support of Acme")
    const dates = await run("--from", "2026-03-02", "--to", "2026-03-02", "--format", "json")
    const { asked, shares } = JSON.parse(dates.out)
    expect(asked).toMatchObject({
      from: Date.parse("2026-03-02T00:00:00+03:00"),
      to: Date.parse("2026-03-03T00:00:00+03:00"),
    })
    expect(shares).toMatchObject({ registered: 3 })
  })

  it("writes a file, and never over one that is there unless it may", async () => {
    const args = ["--month", "2026-03", "--contract", "K-alpha", "--format", "html"]
    const toFile = [...args, "--language", "ru", "--out", "report.html"]
    expect(await run(...toFile)).toEqual({ code: 0, out: "", err: "" })
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("Отчёт о поддержке")
    const again = await run(...toFile)
    expect(again).toMatchObject({ code: 1, out: "" })
    expect(again.err).toContain("file-exists: ")
    expect(await run(...toFile, "--overwrite")).toMatchObject({ code: 0 })
  })

  it("I21 says all mistakes of the options at once, and reads nothing", async () => {
    const wrong = ["--from", "2026-02-30", "--to", "x", "--format", "pdf", "--language", "de"]
    const { code, out, err } = await run(...wrong, "--contract", "", "--store", "nowhere.db")
    expect({ code, out }).toEqual({ code: 78, out: "" })
    expect(err.match(/[a-z-]+: got .*, at --[a-z]+/g)?.map((each) => each.split(":")[0])).toEqual([
      "invalid-date",
      "invalid-date",
      "unknown-value",
      "unknown-value",
      "empty",
    ])
    expect((await run("--month", "2026-13")).err).toContain(
      'invalid-date: got "2026-13", expected a month YYYY-MM from 1970-02 to 2200-11, at --month',
    )
  })

  it("I21 refuses a period of more than ten years", async () => {
    const tooLong = ["--from", "1990-01-01", "--to", "2026-01-01"]
    const { code, out, err } = await run(...tooLong, "--store", "nowhere.db")
    expect({ code, out }).toEqual({ code: 78, out: "" })
    expect(err).toContain(
      'out-of-range: got "2026-01-01", expected a date from 1990-01-01 to 2000-01-08, at --to',
    )
  })

  it("is not understood without a period, with two of them, or with an argument", async () => {
    expect(await run()).toMatchObject({ code: 2 })
    const both = await run("--month", "2026-03", "--from", "2026-03-01")
    expect(both).toMatchObject({ code: 2 })
    expect(both.err).toContain("got --month, --from, expected --month, or --from and --to")
    expect(await run("--from", "2026-03-01")).toMatchObject({ code: 2 })
    expect(await run("T-1", "--month", "2026-03")).toMatchObject({ code: 2 })
  })

  it("needs a store that is there", async () => {
    const { code, err } = await run("--month", "2026-03", "--store", "nowhere.db")
    expect(code).toBe(1)
    expect(err).toContain("no-store: ")
  })
})
