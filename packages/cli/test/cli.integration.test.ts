import { execFile } from "node:child_process"
import { createDesk, standard } from "@upkeep/core"
import { Inbound } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Effect } from "effect"
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { variables } from "../src/options.ts"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const mailbox = new URL("../../../examples/mixvel-desk/mailbox/", import.meta.url).pathname
const realMails = new URL("../../../../shared/data/mail/", import.meta.url).pathname

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = (cwd: string, ...args: ReadonlyArray<string>): Promise<Ended> => runIn(cwd, args)

const runIn = (
  cwd: string,
  args: ReadonlyArray<string>,
  environment: { readonly [name: string]: string } = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd, maxBuffer: 1 << 26, env: environmentOf(environment) }
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

interface Line {
  readonly file: string
  readonly outcome: string
  readonly ticket: string | null
  readonly reason: string
}

const lines = (out: string): ReadonlyArray<Line> =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Line => JSON.parse(line))

describe("the upkeep command", () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-cli-"))
  let first: Ended
  let again: Ended

  beforeAll(async () => {
    first = await run(folder, "intake", mailbox, "--json")
    again = await run(folder, "intake", mailbox, "--json")
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("prints one JSON line a mail, with file, outcome, ticket and reason", () => {
    expect(first).toMatchObject({ code: 0, err: "" })
    expect(lines(first.out).map((line) => Object.keys(line))).toEqual(
      lines(first.out).map(() => ["file", "outcome", "ticket", "reason"]),
    )
    expect(lines(first.out)).toHaveLength(14)
    expect(lines(first.out)[0]).toEqual({
      file: "01-order-not-paid.eml",
      outcome: "new-ticket",
      ticket: "T-1",
      reason: "",
    })
  })

  it("ML15 takes no mail twice, and names its first ticket", () => {
    expect(again).toMatchObject({ code: 0, err: "" })
    expect(lines(again.out).map(({ ticket }) => ticket)).toEqual(
      lines(first.out).map(({ ticket }) => ticket),
    )
    for (const { outcome, reason } of lines(again.out))
      expect({ outcome, reason }).toEqual({ outcome: "ignored", reason: "already-taken" })
  })

  it("keeps the desk in upkeep.db of the current folder, or where --store says", async () => {
    expect(existsSync(join(folder, "upkeep.db"))).toBe(true)
    const other = join(folder, "other.db")
    const { code } = await run(folder, "intake", mailbox, "--store", other)
    expect(code).toBe(0)
    expect(existsSync(other)).toBe(true)
  })

  it("shows a ticket's head, clocks, history and deliveries", async () => {
    const { code, out } = await run(folder, "show", "T-1")
    expect(code).toBe(0)
    expect(out).toContain("T-1  Заказ завис в статусе «Ожидает оплаты»")
    expect(out).toMatch(/Status +Registered \(open\.registered\.ours\)/)
    expect(out).toMatch(/firstResponse +running +since .+ spent .+ due /)
    expect(out).toMatch(/1 {2}\S+T\S+\+03:00 {2}Registered .+customer requester/)
    expect(out).toMatch(/acknowledged by email, pending/)
  })

  it("speaks the language asked for", async () => {
    const { out } = await run(folder, "show", "T-1", "--language", "ru")
    expect(out).toContain("Зарегистрирован (open.registered.ours)")
  })

  it("shows the same as JSON", async () => {
    const { out } = await run(folder, "show", "T-1", "--json")
    expect(JSON.parse(out)).toMatchObject({
      number: "T-1",
      status: "open.registered.ours",
      history: [{ type: "Registered" }, { type: "Acknowledged" }, { type: "MessageReceived" }],
      clocks: [{ id: "firstResponse", status: "running" }],
    })
  })

  it.each([
    [["show", "T-99"], 1, /ticket-not-found: got "T-99"/],
    [["show", "T-1", "--store", "absent.db"], 1, /no-store: got no file absent\.db/],
    [["intake", "absent"], 1, /folder-unreadable|absent/],
    [["intake"], 2, /expected: upkeep intake DIR/],
    [["explode"], 2, /got command "explode"/],
    [["show", "T-1", "--colour"], 2, /--colour/],
    [
      ["show", "T-1", "--port", "0", "--intake", "z"],
      2,
      /got --port, --intake, expected for show:/,
    ],
    [["intake", ".", "--language", "ru"], 2, /got --language, expected for intake: --store, /],
    [["serve", "--json", "--intake", "z"], 2, /got --json, --intake, expected for serve: .*--port/],
    [["toString"], 2, /got command "toString"/],
    [["intake", ".", "--process", "absent.json"], 1, /cannot-read-process/],
  ])("refuses %j with exit code %i, saying why in one message", async (args, code, message) => {
    const ended = await run(folder, ...args)
    expect(ended.code).toBe(code)
    expect(ended.err).toMatch(message)
    expect(ended.err).not.toMatch(/\n\s+at /)
    expect(ended.out).toBe("")
  })

  it.each([
    ["intake", mailbox],
    ["serve", "--port", "0"],
    ["show", "T-1"],
  ])("refuses for %s every variable UPKEEP_… that nobody knows", async (...args) => {
    const mistyped = { UPKEEP_TENNANT: "x", UPKEEP_JSON: "1", UPKEEP_STORE: "strange.db" }
    const { code, out, err } = await runIn(folder, args, mistyped)
    expect({ code, out }).toEqual({ code: 78, out: "" })
    const expected = `expected one of ${variables.join(", ")}, at environment`
    expect(err.slice("upkeep: ".length).trimEnd().split("\n").toSorted()).toEqual([
      `unknown-field: got "UPKEEP_JSON", ${expected}`,
      `unknown-field: got "UPKEEP_TENNANT", ${expected}`,
    ])
    expect(existsSync(join(folder, "strange.db"))).toBe(false)
  })

  it("says of a call that was not understood no more than why, and where the help is", async () => {
    const ended = await run(folder, "intake")
    expect(ended).toEqual({
      code: 2,
      out: "",
      err: "upkeep: got no folder, expected: upkeep intake DIR\nsee upkeep --help\n",
    })
  })

  it("takes variables of other commands, and none for the help", async () => {
    const shown = await runIn(folder, ["show", "T-1"], { UPKEEP_PORT: "0", UPKEEP_INTAKE: "z" })
    expect(shown).toMatchObject({ code: 0, err: "" })
    const helped = await runIn(folder, ["--help"], { UPKEEP_TENNANT: "x" })
    expect(helped).toMatchObject({ code: 0, err: "" })
  })

  it("leaves no database behind where the folder is not there", async () => {
    const { code, err } = await run(folder, "intake", "absent", "--store", "fresh.db")
    expect(code).toBe(1)
    expect(err).toMatch(/^upkeep: folder-unreadable: got "absent", expected .*\(ENOENT\)\n$/)
    expect(readdirSync(folder).filter((name) => name.startsWith("fresh"))).toEqual([])
  })

  const profileWith = (name: string, over: object): string => {
    const file = join(folder, name)
    writeFileSync(file, JSON.stringify({ ...standard, id: "other", ...over }))
    return file
  }

  it.each([
    [
      "desk.email is no address",
      { desk: { ...standard.desk, email: "support" } },
      /^upkeep: invalid-address: got "support", .*at process\.desk\.email\n$/,
    ],
    [
      "the first request type requires what no mail says",
      { requestTypes: [{ ...standard.requestTypes[0], required: ["period"] }] },
      /^upkeep: unfit-request-type: .* at process\.requestTypes\[0\]\.required\[0\]\n$/,
    ],
    [
      "there is no channel for mail",
      {
        channels: ["phone"],
        notices: standard.notices.map((notice) => ({ ...notice, channel: "phone" })),
      },
      /^upkeep: unknown-channel: got "email", .* at channel\n$/,
    ],
  ])("takes no mail where %s", async (title, over, message) => {
    const store = `${title.replaceAll(" ", "-")}.db`
    const profile = profileWith(`${store}.json`, over)
    const ended = await run(folder, "intake", mailbox, "--process", profile, "--store", store)
    expect(ended.err).toMatch(message)
    expect(ended).toMatchObject({ code: 1, out: "" })
  })

  it("keeps under --intake how far each folder was read", async () => {
    const store = join(folder, "two.db")
    await run(folder, "intake", mailbox, "--store", store)
    await run(folder, "intake", mailbox, "--store", store, "--intake", "sales")
    await using desk = await createDesk({ storage: sqlite({ file: store }), background: false })
    const marks = await desk.run(
      Effect.flatMap(Inbound.Inbound, (inbound) => inbound.watermarks(desk.tenant)),
    )
    expect(marks.map(({ intake }) => intake)).toEqual(["mail", "sales"])
    const { code, err } = await run(folder, "intake", mailbox, "--store", store, "--intake", "")
    expect({ code, err }).toEqual({
      code: 1,
      err: 'upkeep: out-of-range: got "", expected 1 to 64 characters, at intake\n',
    })
  })

  it("lists every mistake of a profile", async () => {
    const profile = join(folder, "profile.json")
    writeFileSync(profile, JSON.stringify({ id: "__proto__", version: 1 }))
    const { code, err } = await run(
      folder,
      "intake",
      mailbox,
      "--process",
      profile,
      "--store",
      "p.db",
    )
    expect(code).toBe(1)
    expect(err).toMatch(/invalid-name.+at id/)
    expect(err).toMatch(/wrong-type.+at version/)
    expect(err).toMatch(/missing-field.+at policy/)
    expect(existsSync(join(folder, "p.db"))).toBe(false)
  })

  it("ends quietly where its reader goes away", async () => {
    const { code, err } = await new Promise<Ended>((resolve) => {
      const command = `"${process.execPath}" "${bin}" intake "${mailbox}" --json --store q.db | head -n 1`
      const options = { cwd: folder, env: environmentOf() }
      execFile("sh", ["-c", command], options, (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
      })
    })
    expect({ code, err }).toEqual({ code: 0, err: "" })
  })
})

const absent = !existsSync(realMails)

describe(`30 real mails${absent ? " (skipped: ../shared/data/mail is not here)" : ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-real-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.skipIf(absent)("P15 each ends in one outcome, and again in already-taken", async () => {
    cpSync(realMails, join(folder, "mail"), { recursive: true })
    const first = await run(folder, "intake", "mail", "--json")
    const again = await run(folder, "intake", "mail", "--json")
    expect([first.code, again.code]).toEqual([0, 0])
    expect(lines(first.out)).toHaveLength(30)
    expect(lines(again.out).filter(({ reason }) => reason === "already-taken")).toHaveLength(30)
  })
})
