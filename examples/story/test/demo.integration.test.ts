// npm run demo: the desk that is named, told to its end.
import { execFile } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"

const demo = new URL("../src/demo.ts", import.meta.url).pathname

const run = (...said: ReadonlyArray<string>) => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-demo-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const args = ["--conditions=@upkeep/source", demo, "--store", join(folder, "desk.db"), ...said]
  return new Promise<{ readonly code: number; readonly out: string; readonly left: string[] }>(
    (resolve) => {
      execFile(process.execPath, args, (error, out, err) => {
        const code = typeof error?.code === "number" ? error.code : 0
        resolve({ code, out: out + err, left: readdirSync(folder) })
      })
    },
  )
}

it("B-03 B-07 business-connect: every life, with Friday 17:00 due on Wednesday at 14:00", async () => {
  const { code, out, left } = await run("--desk", "business-connect")
  expect(code).toBe(0)
  expect(left).toContain("desk.db")
  const marks = [
    "support                                2 of 2",
    "Fri 20 Nov, 17:00  Registered",
    "due Wed 25 Nov, 14:00",
    "Обработано",
    "requestType: service",
    "(to: problem",
    "Answered with it: BC-4, BC-5",
    "origin: request",
    "promised for Wed 09 Dec, 18:00",
    "catalog v.0.0.42 is the answer of BC-7, BC-8",
    "(into: BC-9)",
    "reason: spam",
    "Withdrawn",
    "follows: BC-9",
    "1.3 of 10 hours per month",
  ]
  let from = 0
  for (const mark of marks) {
    const at = out.indexOf(mark, from)
    expect(at, `${mark} after ${out.slice(Math.max(0, from - 80), from)}`).toBeGreaterThan(-1)
    from = at
  }
})

it("approval: the steps of a process's own", async () => {
  const { code, out } = await run("--desk=approval")
  expect(code).toBe(0)
  expect(out).toContain("(step: approval, move: approve)")
  expect(out).toContain("Closed: confirmed")
})

it("mixvel, where none is named, which is told what else was said", async () => {
  const { code, out } = await run("--mailbox", join(tmpdir(), "no-such-mailbox"))
  expect(code).toBe(2)
  expect(out).toMatch(/got no folder .+no-such-mailbox/)
})

it("says which desks there are, and leaves nothing behind", async () => {
  const { code, out, left } = await run("--desk", "vtb")
  expect(code).toBe(2)
  expect(out).toContain(
    "demo: got the desk vtb, expected one of mixvel, business-connect, approval in --desk",
  )
  expect(left).toEqual([])
})
