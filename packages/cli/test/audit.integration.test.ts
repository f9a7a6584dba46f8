// upkeep audit, as somebody calls it who answers for what is reported.
import { createDesk, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-audit-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf({}) }
    execFile(process.execPath, [bin, "audit", ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const march = (day: number, hours: number, minutes = 0): number =>
  Date.UTC(2026, 2, day, hours - 3, minutes)

// Nobody's name may move the terminal.
const olga = { kind: "agent", id: "olga\u001b[31m" } as const
const anna = { kind: "customer", id: "anna" } as const

/** Two requests: the first is handed around, the word on the second is written down late. */
const prepare = async () => {
  const clock = { at: march(2, 9) }
  const storage = sqlite({ file: join(folder, "upkeep.db") })
  const now = () => clock.at
  await using desk = await createDesk({ storage, process: standard, background: false, now })
  const request = { subject: "Login fails", text: "Since noon.", requester: {} }
  const register = { type: "register", channel: "email", ...request } as const
  const [first, second] = [
    await desk.submit({ actor: anna, command: register }),
    await desk.submit({ actor: anna, command: register }),
  ]
  for (const assignee of ["boris", "vera", "boris", "vera", "boris"]) {
    clock.at += 600_000
    const command = { type: "assign", assignee } as const
    await desk.submit({ ticketId: first.ticketId, actor: olga, command })
  }
  clock.at = march(5, 10)
  const { ticketId } = second
  const inform = { type: "inform", text: "We look into it." } as const
  const effectiveAt = march(4, 14, 30)
  await desk.submit({ ticketId, actor: olga, command: inform, effectiveAt })
}

describe("upkeep audit", () => {
  beforeAll(prepare)

  it("tells people what was found, and fails", async () => {
    const { code, out, err } = await run("--language", "en")
    expect(code).toBe(1)
    expect(err).toContain("audit-findings: got 2 findings, expected none")
    const lines = out.split("\n")
    expect(lines).toContain("T-1  passed-to-and-fro")
    expect(lines).toContain("T-2  recorded-late")
    expect(lines).toContain(
      "  firstResponse: was stopped, and would have run on: 4 h 30 min " +
        "(Wed 2026-03-04 14:30 +03:00 – Thu 2026-03-05 10:00 +03:00); was due Wed 2026-03-04 15:00 +03:00",
    )
    expect(lines.at(-2)).toBe("2 findings in 2 tickets")
    expect(out).toContain("olga\\u001b[31m")
    expect(out).not.toContain("\u001b")
    expect((await run("--language", "ru")).out).toContain("записали только после срока")
  })

  it("tells programs a JSON line each, and the totals last", async () => {
    const { code, out } = await run("--json")
    expect(code).toBe(1)
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { rule: "passed-to-and-fro", number: "T-1", at: march(2, 9, 50) },
      { rule: "recorded-late", number: "T-2", clocks: [{ how: "stopped", millis: 16_200_000 }] },
      { totals: { tickets: 2, refused: 0, findings: 2 } },
    ])
  })

  it("by rules, dates and limits; where nothing is found it is done", async () => {
    expect((await run("--rule", "recorded-late")).out).toContain("1 finding in 2 tickets")
    expect(await run("--from", "2026-03-03", "--to", "2026-03-03")).toEqual({
      code: 0,
      out: "0 findings in 2 tickets\n",
      err: "",
    })
    expect((await run("--from", "2026-03-04")).out).toContain("T-2  recorded-late")
    const limits = ["--limits", "returns=4, disputes=2", "--to", "2026-03-02"]
    expect(await run(...limits)).toMatchObject({ code: 0 })
  })

  it("I21 says all mistakes of the options at once, and opens nothing", async () => {
    const wrong = ["--from", "2026-02-30", "--to", "x", "--rule", "paused,recorded-late"]
    const others = ["--limits", "returns=1,speed=2,disputes=many", "--language", "de"]
    const { code, out, err } = await run(...wrong, ...others, "--store", "nowhere.db")
    expect({ code, out }).toEqual({ code: 78, out: "" })
    const places = ["--from", "--to", "--rule", "--limits.returns", "--limits.speed"]
    for (const place of [...places, "--limits.disputes", "--language"])
      expect(err).toContain(`, at ${place}`)
    const twice = await run("--limits", "returns=2,disputes=0,returns=3")
    expect(twice).toMatchObject({ code: 78, out: "" })
    expect(twice.err).toContain("returns twice")
    expect(twice.err).toContain(", at --limits.disputes")
    const backwards = await run("--from", "2026-03-03", "--to", "2026-03-02")
    expect(backwards).toMatchObject({ code: 78 })
    expect(backwards.err).toContain("expected 2026-03-03 or a later date, at --to")
  })

  it("is not understood with an argument, and needs a store that is there", async () => {
    expect(await run("T-1")).toMatchObject({ code: 2 })
    const { code, err } = await run("--store", "nowhere.db")
    expect(code).toBe(1)
    expect(err).toContain("no-store: ")
  })
})
