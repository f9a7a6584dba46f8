// What an operator asks of a store beside its backups: migrations, its health, what is parked.
import { createDesk, NotifyError } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { placeOf, storageOf } from "../src/store.ts"
import { deskOf, jsonLines, kinds, newStore, register, start, upkeep } from "./backups.ts"
import { newFolder } from "./serving.ts"

const storeWith = async (kind: (typeof kinds)[number]) => {
  const store = await newStore(kind)
  await using desk = await deskOf(store)
  const receipt = await register(desk)
  return { store, ...receipt }
}

describe("upkeep doctor", () => {
  it.each(kinds)("on %s fails while anything is found, and says what to do", async (kind) => {
    const { store } = await storeWith(kind)
    const sick = await upkeep("doctor", "--store", store)
    expect(sick.code).toBe(1)
    expect(sick.out).toMatch(
      /^warning +backup-old: got no backup, .* at tenant default\n +`upkeep b/,
    )
    expect(sick.err).toMatch(/^upkeep: doctor-findings: got 1 of \d+, expected none\n$/)
    await upkeep("backup", join(newFolder(), "b"), "--store", store)
    const well = await upkeep("doctor", "--store", store)
    expect(well).toMatchObject({ code: 0, err: "" })
    expect(well.out).toMatch(/is well: \d+ looks, nothing found\n$/)
    await upkeep("sending", "pause", "--store", store, "--reason", "tests")
    const { code, out } = await upkeep("doctor", "--store", store, "--json")
    expect(code).toBe(1)
    const found = jsonLines(out).filter(({ level }) => level !== "fine")
    expect(found).toMatchObject([{ code: "sending-paused", level: "warning" }])
  })

  it("takes a backup for old from the hour on that is said", async () => {
    const said = "got 24 h"
    const refused = await upkeep("doctor", "--backup-hours", said, "--store", "upkeep.db")
    expect(refused).toMatchObject({ code: 78 })
    expect(refused.err).toMatch(
      /^upkeep: out-of-range: got "got 24 h", expected .* at --backup-hours/,
    )
  })
})

describe("upkeep parked", () => {
  it.each(kinds)("P12 on %s shows what is parked, and lets it go on", async (kind) => {
    const { store, ticketId } = await storeWith(kind)
    const refuse = Effect.fail(
      new NotifyError({ reason: "permanent", detail: "550 gone\u001b[2J" }),
    )
    {
      await using desk = await createDesk({
        storage: await storageOf({ store: store }),
        background: false,
        notify: [
          {
            name: "refusing",
            channel: "email",
            layer: Layer.succeed(Notifier.Notifier, { send: () => refuse }),
          },
        ],
      })
      expect(await desk.work()).toMatchObject({ parked: 1 })
    }
    const id = `${ticketId}.2.0`
    const shown = await upkeep("parked", "show", "--store", store)
    expect(shown.out).toBe(`delivery  ${id}  tried once: 550 gone\\u001b[2J\n`)
    const released = await upkeep("parked", "release", id, "--store", store, "--by", "anna")
    expect(released).toMatchObject({ code: 0, out: `released: delivery ${id} is tried anew\n` })
    expect(await upkeep("parked", "show", "--store", store)).toMatchObject({
      out: "nothing is parked\n",
    })
    expect(await upkeep("parked", "release", id, "--store", store)).toMatchObject({
      code: 1,
      err: `upkeep: not-parked: got ${id}, expected an id of upkeep parked show\n`,
    })
  })
})

describe("upkeep migrate", () => {
  it.each(kinds)("on %s plans, does and prints what is missing", async (kind) => {
    const store = await newStore(kind)
    const planned = jsonLines((await upkeep("migrate", "plan", "--store", store, "--json")).out)
    expect(planned).toMatchObject([{ have: 0 }])
    const want = Number(planned[0]?.["want"])
    const up = await upkeep("migrate", "up", "--store", store)
    expect(up.out).toMatch(new RegExp(`went from version 0 to ${want}:\n  1  expand `))
    expect(await upkeep("migrate", "up", "--store", store)).toMatchObject({
      code: 0,
      out: `${placeOf({ store })} is at version ${want}: nothing to do\n`,
    })
    const script = await upkeep("migrate", "sql", "--store", store)
    expect(script.out).toMatch(/CREATE TABLE/)
    const rest = await upkeep("migrate", "sql", "--store", store, "--from", `${want}`)
    expect(rest.out).not.toMatch(/CREATE TABLE/)
    await using desk = await deskOf(store)
    expect(await register(desk)).toMatchObject({ number: "T-1" })
  })

  it("prints a script that makes the store by itself", async () => {
    const file = join(newFolder(), "by-hand.db")
    const { out } = await upkeep("migrate", "sql", "--store", file)
    expect(existsSync(file)).toBe(false)
    const database = new DatabaseSync(file)
    database.exec(out)
    database.close()
    // What is filled in by code is left to a desk, or to `up`.
    const left = await upkeep("migrate", "plan", "--store", file)
    expect(left.out).not.toMatch(/expand|contract/)
    expect(await upkeep("migrate", "up", "--store", file)).toMatchObject({ code: 0 })
    const plan = await upkeep("migrate", "plan", "--store", file)
    expect(plan.out).toMatch(/nothing to do\n$/)
  })
})

describe("--store", () => {
  it("never shows a user or a password, whatever is wrong with it", async () => {
    const secret = "tops3cret"
    const stores = [
      `postgres://anna:${secret}@127.0.0.1:1/support`,
      `postgres://anna:${secret}@`,
      `postgres:/anna:${secret}@db/support`,
      `mysql://anna:${secret}@db/support`,
    ]
    for (const store of stores) {
      const { code, out, err } = await start(["doctor"], { UPKEEP_STORE: store }).ended
      expect({ store, code }).toEqual({ store, code: 1 })
      expect(err).toMatch(/^upkeep: (?:cannot-open|unavailable): /)
      expect(`${out}${err}`).not.toMatch(new RegExp(`${secret}|anna`))
    }
    expect(placeOf({ store: `postgres://anna:${secret}@db:5433/support?password=${secret}` })).toBe(
      "postgres://db:5433/support",
    )
  })

  it.each([
    [["backup"], 2, /got no file, expected: upkeep backup FILE/],
    [["backup", "x", "--store", "absent.db"], 1, /no-store: got no file absent\.db/],
    [["backup", "check", "absent"], 1, /cannot-read-backup: got absent, expected the file/],
    [["backup", "list", "x"], 2, /got x, expected: upkeep backup list/],
    [["restore"], 2, /got no file, expected: upkeep restore FILE/],
    [["restore", "absent"], 1, /cannot-read-backup: got absent/],
    [["sending"], 2, /expected one of sending pause, sending release, sending show/],
    [["sending", "pause"], 2, /got no --reason, expected why/],
    [["parked", "release"], 2, /got no id/],
    [["migrate", "sql", "--from", "x"], 78, /out-of-range: got "x", expected .* at --from/],
    [["doctor", "--store", "absent.db"], 1, /no-store/],
    [["restore", "x", "--overwrite"], 2, /got --overwrite, expected for restore: --store/],
  ])("upkeep %j says what it expected", async (args, code, said) => {
    const ended = await start(args, { UPKEEP_STORE: join(newFolder(), "none.db") }).ended
    expect({ ...ended, err: said.test(ended.err) ? said : ended.err }).toEqual({
      code,
      out: "",
      err: said,
    })
  })

  it("a file that is there is no backup's place, unless it may be overwritten", async () => {
    const { store } = await storeWith("sqlite")
    const file = join(newFolder(), "there")
    writeFileSync(file, "dear")
    const refused = await upkeep("backup", file, "--store", store)
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/file-exists: .* at FILE/),
    })
    const written = await upkeep("backup", file, "--store", store, "--overwrite")
    expect(written).toMatchObject({ code: 0 })
    expect(await upkeep("backup", "check", file)).toMatchObject({ code: 0 })
    const nowhere = await upkeep("backup", join(file, "below"), "--store", store)
    expect(nowhere).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot-write: .* at FILE/),
    })
  })
})
