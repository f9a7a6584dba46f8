import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { files, folder, without } from "../vectors.ts"

const script = fileURLToPath(new URL("main.ts", import.meta.url))
const own = mkdtempSync(join(tmpdir(), "upkeep-vectors-"))
afterAll(() => rmSync(own, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs it as npm does, called from a folder. */
const vectors = (args: ReadonlyArray<string>, from = own, node: ReadonlyArray<string> = []) =>
  new Promise<Ended>((done) => {
    const all = [...node, "--conditions=@upkeep/source", script, ...args]
    const options = { cwd: tmpdir(), env: { ...process.env, INIT_CWD: from } }
    execFile(process.execPath, all, options, (error, out, err) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const week = { mon: [["09:00", "18:00"]] }
const monday = {
  id: "monday",
  op: "add",
  calendar: { timeZone: "+03:00", week },
  input: { from: "2026-01-05T17:00+03:00", duration: "PT2H" },
  expected: "2026-01-12T07:00:00Z",
}

const written = (name: string, lines: ReadonlyArray<unknown>): string => {
  const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
  writeFileSync(join(own, name), texts.join("\n"))
  return name
}

describe("npm run vectors", () => {
  it.skipIf(folder === undefined)(`all files of shared/vectors pass${without}`, async () => {
    const names = files.map((file) => basename(file))
    const { code, out, err } = await vectors(names, folder)
    expect({ code, out, err }).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d{4,} passed, 0 failed\n$/),
      err: "",
    })
  })

  it("prints of each failure id, op, input, got and expected, and fails", async () => {
    const wrong = { ...monday, id: "wrong", expected: "2026-01-12T10:01:00+03:00" }
    const file = written("wrong.jsonl", [monday, wrong, "", monday])
    expect(await vectors([file])).toEqual({
      code: 1,
      err: "",
      out: [
        "FAIL wrong add (wrong.jsonl:2)",
        '  input    {"from":"2026-01-05T17:00+03:00","duration":"PT2H"}',
        "  got      2026-01-12T07:00:00.000Z",
        "  expected 2026-01-12T07:01:00.000Z",
        "2 passed, 1 failed",
        "",
      ].join("\n"),
    })
  })

  it("a file that cannot be read counts as failed, and the others are run", async () => {
    const file = written("one.jsonl", [monday])
    const { code, out } = await vectors(["absent.jsonl", ".", file])
    expect(code).toBe(1)
    expect(out).toMatch(/absent\.jsonl\)\n.*\n.*ENOENT/)
    expect(out).toMatch(/EISDIR[^]*\n1 passed, 2 failed\n$/)
  })

  it("without a file it says how it is used", async () => {
    const { code, out, err } = await vectors([])
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toContain("expected npm run vectors -- FILE...")
  })

  it("ignores what it does not know, and takes a byte order mark and lines of Windows", async () => {
    const known = { ...monday, also: [], calendar: { ...monday.calendar, colour: "red" } }
    const file = written("windows.jsonl", [
      `\uFEFF${JSON.stringify(known)}\r`,
      `${JSON.stringify(monday)}\r`,
    ])
    expect(await vectors([file])).toEqual({ code: 0, out: "2 passed, 0 failed\n", err: "" })
  })

  it("reads a file larger than its memory", async () => {
    const count = 2_000
    const note = "n".repeat(65_536)
    // Every line has a calendar of its own: none of them may be kept for ever.
    const lines = Array.from({ length: count }, (_, n) => {
      const date = new Date(Date.UTC(2030, 0, 1 + n)).toISOString().slice(0, 10)
      return { ...monday, note, calendar: { ...monday.calendar, holidays: [date] } }
    })
    const file = written("large.jsonl", lines)
    const { out } = await vectors([file], own, ["--max-old-space-size=96"])
    expect(out).toBe(`${count} passed, 0 failed\n`)
  })
})
