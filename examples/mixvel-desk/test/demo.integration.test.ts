import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { execFile } from "node:child_process"
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const demo = new URL("../src/demo.ts", import.meta.url).pathname

const run = (
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly out: string }> =>
  new Promise((resolve) => {
    const all = ["--conditions=@upkeep/source", demo, ...args]
    execFile(process.execPath, all, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err })
    })
  })

/** What was told, without the names of the folders. */
const storyOf = (out: string): ReadonlyArray<string> =>
  out.split("\n").filter((line) => !/The mailbox|desk is kept|npx upkeep/.test(line))

describe("npm run demo", () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-demo-"))
  const store = join(folder, "desk.db")
  let told: { readonly code: number; readonly out: string }

  beforeAll(async () => {
    told = await run("--store", store)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("ends by itself with exit 0", () => {
    expect(told.code).toBe(0)
  })

  it("takes in fourteen mails, each with one outcome", () => {
    const outcomes = told.out.match(/^ {2}\d\d-\S+\.eml +\S+/gm) ?? []
    expect(outcomes).toHaveLength(14)
  })

  it("M-04…M-14 tells the whole life: every act, every mail, which clock ran and which stood", () => {
    const marks = [
      "Ваш запрос MV-1 получен",
      "Assigned",
      "DiagnosisStarted",
      "InformationRequested",
      "resolution stands",
      "MessageReceived",
      "resolution runs",
      "CauseFound",
      "Escalated",
      "Answered",
      "Completed",
      "silence runs",
      "WordHeard",
      "Disputed",
      "SilenceElapsed",
      "Запрос MV-1 закрыт",
    ]
    let from = 0
    for (const mark of marks) {
      const at = told.out.indexOf(mark, from)
      expect(at, `${mark} after ${told.out.slice(Math.max(0, from - 80), from)}`).toBeGreaterThan(
        -1,
      )
      from = at
    }
  })

  it("leaves its database to look at, with the ticket closed by silence", async () => {
    await using desk = await createDesk({ storage: sqlite({ file: store }), background: false })
    const view = await desk.show("MV-1")
    expect(view).toMatchObject({ status: "closed.silence", process: "mixvel-desk@2" })
    expect(view.deliveries.map(({ status }) => status)).toEqual(
      view.deliveries.map(() => "delivered"),
    )
    expect(view.clocks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "firstResponse met",
      "resolution met",
      "silence met",
      "silence elapsed",
    ])
  })

  it("is the same story whenever the mails were written, from a folder that is only read", async () => {
    const mailbox = join(folder, "old-mails")
    cpSync(new URL("../mailbox", import.meta.url), mailbox, { recursive: true })
    for (const name of readdirSync(mailbox)) {
      utimesSync(join(mailbox, name), new Date("2025-01-05"), new Date("2025-01-05"))
      chmodSync(join(mailbox, name), 0o444)
    }
    chmodSync(mailbox, 0o555)
    const again = await run("--store", join(folder, "again.db"), "--mailbox", mailbox)
    chmodSync(mailbox, 0o755)
    expect(again.code).toBe(0)
    expect(storyOf(again.out)).toEqual(storyOf(told.out))
    expect(again.out).toContain("firstResponse met after 0 h 35 min")
  })

  it("says so where the mailbox is not there", async () => {
    const { code, out } = await run("--mailbox", join(folder, "absent"), "--store", store)
    expect(code).toBe(2)
    expect(out).toMatch(/got no folder .+absent/)
  })
})
