// What an operator is told of the desks on a store: each finding is there when its cause is, and
// fine when it is not.
import {
  backup,
  checkBackup,
  examineDesks,
  memory,
  recordBackup,
  restore,
  StoreError,
  type StorageAdapter,
} from "@upkeep/core"
import { Archive, WorkQueue } from "@upkeep/core/effect"
import { Clock, Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { linesOf } from "./backup/archives.ts"
import { channel, hourMillis, markRead, openDesk, refusal, register } from "./setUp.ts"

const by = "anna"

const levelsOf = async (...given: Parameters<typeof examineDesks>) =>
  (await examineDesks(...given)).map(({ code, level }) => `${code} ${level}`)

const storeWith = async (tenant: string) => {
  const storage = memory()
  await using opened = await openDesk({ storage, tenant, now: Date.now })
  await register(opened.desk)
  return storage
}

describe("an examination", () => {
  it("B-18 finds that no backup was made, or none for longer than a day", async () => {
    const storage = await storeWith("a")
    const finding = (await examineDesks(storage)).find(({ level }) => level !== "fine")
    expect(finding).toEqual({
      code: "backup-old",
      level: "warning",
      message: "got no backup, expected one within 24 h, at tenant a",
      advice: "`upkeep backup FILE`",
    })
    const report = await checkBackup(backup(storage))
    const record = (madeAt: number) =>
      recordBackup(storage, { ...report, at: madeAt }, { by, name: "x" })
    await record(Date.now() - 25 * hourMillis)
    expect(await levelsOf(storage)).toContain("backup-old warning")
    expect(await levelsOf(storage, { backupMillis: 26 * hourMillis })).toContain("backup-old fine")
    await record(Date.now() - 23 * hourMillis)
    expect(await levelsOf(storage)).toContain("backup-old fine")
  })

  it("P17 finds sending that is paused, and P12 work that is parked", async () => {
    const storage = memory()
    const mail = channel("permanent")
    await using opened = await openDesk({ storage, notify: [mail.adapter] })
    await register(opened.desk)
    expect(await levelsOf(storage)).toEqual(
      expect.arrayContaining(["sending-paused fine", "work-parked fine"]),
    )
    await opened.desk.work()
    await opened.desk.pauseSending({ reason: "the server moves", by })
    const findings = await examineDesks(storage)
    const messages = findings.filter(({ level }) => level === "warning").map((each) => each.message)
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^got no notification sent since .* \(the server moves\), expected/),
        expect.stringMatching(/^got 0 tickets and 1 notifications that are tried no more/),
      ]),
    )
  })

  it("P7 finds an intake that was not read for an hour", async () => {
    const storage = await storeWith("a")
    await using opened = await openDesk({ storage, tenant: "a" })
    await markRead(opened.desk, Date.now())
    expect(await levelsOf(storage)).toContain("intake-still fine")
    await markRead(opened.desk, Date.now() - 2 * hourMillis, "archive")
    const still = (await examineDesks(storage)).find(({ code }) => code === "intake-still")
    expect(still).toMatchObject({
      level: "warning",
      message: expect.stringMatching(/archive up to/),
    })
    expect(still?.message).not.toMatch(/mail up to/)
  })

  it("finds a store that holds a part of a backup", async () => {
    const lines = await linesOf(await storeWith("a"))
    const storage = memory()
    const full = new StoreError({ reason: "full", detail: "no room" })
    const broken = changed(storage, (services) => {
      const archive = Context.get(services, Archive.Archive)
      const first: typeof archive.restore = (rows) =>
        Effect.andThen(archive.restore(rows.slice(0, 1)), Effect.fail(full))
      return Context.add(services, Archive.Archive, { ...archive, restore: first })
    })
    await refusal(restore(broken, () => lines, { by }))
    expect(await levelsOf(storage)).toContain("half-restored error")
  })

  it("P9 finds a host whose clock is not the store's", async () => {
    expect(await levelsOf(skewed(500))).toEqual(["clock-skew fine"])
    expect(await levelsOf(skewed(5_000))).toEqual(["clock-skew warning"])
    expect(await levelsOf(skewed(-5_000))).toEqual(["clock-skew warning"])
    expect(await levelsOf(skewed(100_000))).toEqual(["clock-skew error"])
  })

  it("looks at the tenants that are named, at all of them otherwise", async () => {
    const storage = await storeWith("a")
    await using opened = await openDesk({ storage, tenant: "b" })
    const tenantsIn = async (options = {}) =>
      new Set(
        (await examineDesks(storage, options)).flatMap(({ message }) =>
          [...message.matchAll(/tenant (\w)$/g)].map(([, name]) => name),
        ),
      )
    expect(opened.desk.tenant).toBe("b")
    expect(await tenantsIn()).toEqual(new Set(["a", "b"]))
    expect(await tenantsIn({ tenants: ["b"] })).toEqual(new Set(["b"]))
  })
})

/** A store whose clock is ahead of this host's. */
const skewed = (millis: number): StorageAdapter =>
  changed(memory(), (services) => {
    const queue = Context.get(services, WorkQueue.WorkQueue)
    const now = Effect.map(Clock.currentTimeMillis, (at) => at + millis)
    return Context.add(services, WorkQueue.WorkQueue, { ...queue, now })
  })

type Services = Context.Context<Layer.Success<StorageAdapter["layer"]>>

const changed = (
  { layer, ...rest }: StorageAdapter,
  change: (services: Services) => Services,
): StorageAdapter => ({
  ...rest,
  layer: Layer.effectContext(Effect.map(Layer.build(layer), change)),
})
