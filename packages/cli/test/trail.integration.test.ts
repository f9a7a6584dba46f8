// upkeep verify, checkpoint and forget, as somebody calls them who answers for a store.
import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-trail-"))
const file = join(folder, "upkeep.db")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf({}) }
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const anna = { kind: "customer", id: "anna" } as const

const prepare = async () => {
  await using desk = await createDesk({ storage: sqlite({ file }), background: false })
  const request = { subject: "Login fails", text: "Since noon." }
  const register = { type: "register", channel: "email", ...request } as const
  for (const address of ["anna@example.com", "bob@example.com", "Anna@example.com"])
    await desk.submit({ actor: anna, command: { ...register, requester: { address } } })
}

describe("upkeep verify, checkpoint and forget", () => {
  beforeAll(prepare)

  it("P20 a checkpoint is taken, and the store holds what it covers", async () => {
    expect(await run("checkpoint", "--out", "kept.json")).toMatchObject({ code: 0, out: "" })
    expect(JSON.parse(readFileSync(join(folder, "kept.json"), "utf8"))).toMatchObject({
      tenant: "default",
      events: 6,
    })
    const { code, out } = await run("verify", "--checkpoint", "kept.json")
    expect(code).toBe(0)
    expect(out.split("\n").slice(0, 2)).toEqual([
      "3 tickets, 6 events (0 from before there were chains), 3 contents (0 forgotten), 0 files, " +
        "1 checkpoint over 6 events",
      "all as it was written",
    ])
  })

  it("P20 a person is forgotten by their address, for a reason, and the store stays whole", async () => {
    const address = ["--address", "anna@example.com"]
    const unsaid = await run("forget", ...address)
    expect(unsaid.code).toBe(2)
    expect(unsaid.err).toContain("got no --reason")
    const twice = await run("forget", "T-1", ...address, "--reason", "case 7")
    expect(twice.err).toContain("expected one of TICKET, --customer, --contact, --address")
    const done = await run("forget", ...address, "--reason", "case 7", "--by", "boris")
    expect(done).toMatchObject({ code: 0 })
    expect(done.out).toBe(
      "T-1  forgotten\nT-3  forgotten\n" +
        "2 tickets forgotten, 0 before, 0 left as they are; 0 files removed, 0 left\n",
    )
    const { out } = await run("show", "T-1")
    expect(out).toContain("ContentForgotten       agent boris")
    expect(out).toContain("forgotten\n")
    expect(out).not.toContain("Login fails")
    const report = JSON.parse((await run("verify", "--json")).out)
    expect(report).toMatchObject({ contents: 1, forgotten: 2, found: 0 })
  })

  it("a file that is no checkpoint is told at once", async () => {
    const missing = await run("verify", "--checkpoint", "nowhere.json")
    expect(missing).toMatchObject({ code: 78 })
    expect(missing.err).toContain("cannot-read-checkpoint")
    writeFileSync(join(folder, "other.json"), "{}")
    const other = await run("verify", "--checkpoint", "other.json")
    expect(other).toMatchObject({ code: 1 })
    expect(other.err).toContain("missing-field: got nothing")
  })

  it("P20 what was changed behind the desk's back is told with its place, and fails", async () => {
    const database = new DatabaseSync(file)
    database.exec(
      "UPDATE upkeep_event SET body = replace(body, 'first', 'other') WHERE position = 1",
    )
    database.close()
    const { code, out, err } = await run("verify")
    expect(code).toBe(1)
    expect(out).toMatch(
      /^event-changed: got "\w+", expected hash \w+, at event 1 of ticket [\w-]+$/m,
    )
    expect(err).toContain("damage-found: got 1 damage, expected none")
  })

  it("a store that is not there is not made", async () => {
    for (const command of ["verify", "checkpoint"])
      expect(await run(command, "--store", "none.db")).toMatchObject({ code: 1, out: "" })
  })
})
