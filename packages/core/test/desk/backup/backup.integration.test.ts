// B-18: backups that are checked, recorded, and restored where nothing is yet.
import {
  AttachmentError,
  backup,
  backupsOf,
  checkBackup,
  createDesk,
  examineDesks,
  memory,
  recordBackup,
  restore,
  type StorageAdapter,
  StoreError,
} from "@upkeep/core"
import { Archive, AttachmentStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { keepX, openDesk, refusal, register } from "../setUp.ts"
import { linesOf, rowsIn, storeOf } from "./archives.ts"

const by = "anna"

/** A store with a ticket of each tenant. */
const storeWith = async (...tenants: ReadonlyArray<string>) => {
  const storage = memory()
  for (const tenant of tenants) {
    await using opened = await openDesk({ storage, tenant })
    await register(opened.desk)
  }
  return storage
}

/** What is said of lines that are no backup. */
const said = async (lines: ReadonlyArray<string>): Promise<string> =>
  String(await refusal(checkBackup(lines)))

const tenantsIn = (lines: ReadonlyArray<string>): ReadonlySet<unknown> =>
  new Set(
    rowsIn(lines).map((row) => typeof row === "object" && row && "tenant" in row && row.tenant),
  )

describe("B-18 a backup", () => {
  it("takes the tenants that are asked for, and gives back those that are", async () => {
    const storage = await storeWith("a", "b", "c")
    expect(tenantsIn(await linesOf(storage))).toEqual(new Set(["a", "b", "c"]))
    const lines = await linesOf(storage, { tenants: ["b", "c"] })
    expect(tenantsIn(lines)).toEqual(new Set(["b", "c"]))
    expect(await refusal(linesOf(storage, { tenants: ["c", "d"] }))).toMatchObject({
      message: 'unknown-tenant: got tenant "d", expected one of whom the store has anything',
    })
    const fresh = await storeWith("a")
    const { tenants } = await restore(fresh, () => lines, { by, tenants: ["c"] })
    expect(tenants).toMatchObject([{ tenant: "c", waiting: 0, rows: { ticket: 1 } }])
    expect(tenantsIn(await linesOf(fresh))).toEqual(new Set(["a", "c"]))
    await restore(fresh, () => lines, { by, tenants: ["b"] })
    expect(tenantsIn(await linesOf(fresh))).toEqual(new Set(["a", "b", "c"]))
    expect(
      await refusal(restore(memory(), () => lines, { by, tenants: ["a", "b"] })),
    ).toMatchObject({
      reason: "unknown-tenant",
      message: 'unknown-tenant: got tenant "a", expected one of the backup: "b", "c"',
    })
  })

  it("goes into no store that has something of its tenants", async () => {
    const lines = await linesOf(await storeWith("a", "b"))
    expect(await refusal(restore(await storeWith("b"), () => lines, { by }))).toMatchObject({
      reason: "store-not-empty",
      message:
        'store-not-empty: got a store that has something of tenant "b" already, expected one that has nothing; restore into a new one',
    })
  })

  it("half restored is neither gone on with nor taken for a whole, and says what to do", async () => {
    const lines = await linesOf(await storeWith("a", "b"))
    const storage = memory()
    const broken = brokenAfter(storage, 1)
    const error = await refusal(restore(broken, () => lines, { by }))
    expect(error).toMatchObject({ reason: "full" })
    const again = await refusal(restore(storage, () => lines, { by }))
    expect(again).toMatchObject({ reason: "half-restored" })
    expect(again).toMatchObject({ message: expect.stringMatching(/delete this store/) })
    const opened = await refusal(createDesk({ storage, tenant: "a", background: false }))
    expect(opened).toMatchObject({ reason: "damaged", message: expect.stringMatching(/restore/) })
  })

  it("P17 half restored is found out where the backup is that of a restored desk, too", async () => {
    const once = memory()
    const first = await linesOf(await storeWith("a"))
    await restore(once, () => first, { by })
    const second = await linesOf(once)
    const storage = memory()
    const broken = await refusal(restore(brokenAfter(storage, 1), () => second, { by }))
    expect(broken).toMatchObject({ reason: "full" })
    const opened = await refusal(createDesk({ storage, tenant: "a", background: false }))
    expect(opened).toMatchObject({ reason: "damaged", message: expect.stringMatching(/restore/) })
    const again = await refusal(restore(storage, () => second, { by }))
    expect(again).toMatchObject({ reason: "half-restored" })
    const findings = await examineDesks(storage)
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "half-restored", level: "error" }),
    )
    // A backup of the part would come back as if it were the whole.
    expect(await refusal(linesOf(storage))).toMatchObject({ reason: "half-restored" })
    const whole = memory()
    await restore(whole, () => second, { by })
    await using desk = await createDesk({ storage: whole, tenant: "a", background: false })
    expect(await desk.list()).toHaveLength(1)
    expect((await linesOf(whole)).length).toBeGreaterThan(second.length)
  })

  it("by nobody is neither restored nor recorded: the store could not be opened any more", async () => {
    const storage = await storeWith("a")
    const lines = await linesOf(storage)
    const fresh = memory()
    const wrong = { problems: [{ path: "by" }] }
    expect(await refusal(restore(fresh, () => lines, { by: "" }))).toMatchObject(wrong)
    const report = await checkBackup(lines)
    const nobody = { by: "two\nlines", name: "monday.jsonl" }
    expect(await refusal(recordBackup(storage, report, nobody))).toMatchObject(wrong)
    expect(await backupsOf(storage, "a")).toEqual([])
    await restore(fresh, () => lines, { by })
  })

  it("changed between the two times that it is read is found out", async () => {
    const storage = await storeWith("a")
    const first = await linesOf(storage)
    await using opened = await openDesk({ storage, tenant: "a" })
    await register(opened.desk)
    const texts = [first, await linesOf(storage)]
    const error = await refusal(restore(memory(), () => texts.shift() ?? [], { by }))
    expect(error).toMatchObject({ reason: "backup-damaged" })
  })

  it("names the lines between which it is not what was written", async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => ({
      tenant: "a",
      kind: "registry" as const,
      entry: { kind: "k", id: `${index}`, version: "1", hash: "h", body: "a body" },
    }))
    const lines = await linesOf(await storeOf({ rows, files: [] }))
    expect(lines.filter((line) => line.includes('"kind":"digest"'))).toHaveLength(2)
    const at = lines.findIndex((line) => line.includes('"id":"1500"'))
    const changed = lines.with(at, (lines[at] ?? "").replace("a body", "a bodY"))
    expect(await refusal(checkBackup(changed))).toMatchObject({
      reason: "backup-damaged",
      message: expect.stringMatching(
        /at what stands between line 1001 and line 2001 of the backup/,
      ),
    })
  })

  it("that is none, is cut, or was written by a later version says so", async () => {
    const lines = await linesOf(await storeWith("a"))
    expect(await said([])).toMatch(/not-a-backup: got no line/)
    expect(await said(["id;name"])).toMatch(/not-a-backup: got "id;name", expected the head/)
    expect(await said(['{"upkeep":"journal"}'])).toMatch(/not-a-backup/)
    expect(await said(lines.slice(0, -1))).toMatch(/backup-cut: got \d+ lines and no end/)
    const later = [(lines[0] ?? "").replace('"format":1', '"format":2'), ...lines.slice(1)]
    expect(await said(later)).toMatch(/backup-too-new: got format 2, expected at most 1/)
    expect(await said([...lines, ""])).toMatch(/backup-damaged: got a line behind the end/)
    expect(await said(lines.with(1, '{"kind":"__proto__"}'))).toMatch(
      /backup-damaged: got kind "__proto__", expected one of registry, .*, at line 2/,
    )
  })

  it("is recorded for each of its tenants: when, by whom, and what it came to", async () => {
    const storage = await storeWith("a", "b")
    const report = await checkBackup(await linesOf(storage))
    await recordBackup(storage, report, { by, name: "monday.jsonl" })
    await recordBackup(storage, report, { by: "boris", name: "tuesday.jsonl" })
    const { sha256, lines, at: madeAt } = report
    const runs = await backupsOf(storage, "b")
    expect(runs).toMatchObject([
      { by, name: "monday.jsonl", madeAt, sha256, lines, lost: 0, rows: { ticket: 1 } },
      { by: "boris", name: "tuesday.jsonl" },
    ])
    expect(await backupsOf(storage, "c")).toEqual([])
    const fresh = memory()
    const all = await linesOf(storage)
    await restore(fresh, () => all, { by })
    expect(await backupsOf(fresh, "b")).toEqual(runs)
  })

  it("A23 notes a file that the store has lost, and saves all the others", async () => {
    const storage = memory()
    await using opened = await openDesk({ storage })
    const { hash } = await keepX(opened.desk)
    await opened.desk.keep({ content: [], name: "empty.txt", mediaType: "text/plain" })
    const lines = await linesOf(withoutFile(storage, hash))
    const report = await checkBackup(lines)
    expect(report).toMatchObject({ lost: 1, lostFiles: [{ tenant: "default", hash }] })
    const fresh = memory()
    await restore(fresh, () => lines, { by })
    const files = rowsIn(await linesOf(fresh)).filter((row) =>
      JSON.stringify(row).includes('"file"'),
    )
    expect(files).toMatchObject([{ kind: "file", bytes: 0 }])
  })

  it("P13 is made and restored in constant memory: no row is asked for before there is room", async () => {
    const rows = 20_000
    const asked = { made: 0, restored: 0 }
    let taken = 0
    let ahead = 0
    for await (const line of backup(endless(rows, asked))) {
      taken += line === "" ? 0 : 1
      ahead = Math.max(ahead, asked.made - taken)
    }
    expect(asked.made).toBe(rows)
    expect(ahead).toBeLessThanOrEqual(1)
    const again = { made: 0, restored: 0 }
    const fixed = await linesOf(endless(rows, again))
    const given = { lines: 0, ahead: 0 }
    function* counted() {
      given.lines = 0
      for (const line of fixed) {
        given.lines += 1
        given.ahead = Math.max(given.ahead, given.lines - again.restored)
        yield line
      }
    }
    let readings = 0
    const reading = () => (readings++ === 0 ? fixed : counted())
    await restore(endless(rows, again), reading, { by })
    expect(again.restored).toBeGreaterThan(rows)
    expect(given.ahead).toBeLessThan(2 * Archive.restoreLimit)
  })

  it("of a store that has no archive is refused", async () => {
    const storage = changed(memory(), (services) =>
      Context.add(services, Archive.Archive, {
        ...Context.get(services, Archive.Archive),
        rows: () => {
          throw new Error("unsupported")
        },
      }),
    )
    await expect(linesOf(storage)).rejects.toThrow("unsupported")
  })

  it("holds nothing open when its reader stops early", async () => {
    let open = 0
    const storage = memory()
    const counted: StorageAdapter = {
      ...storage,
      layer: Layer.provideMerge(
        storage.layer,
        Layer.effectDiscard(
          Effect.acquireRelease(
            Effect.sync(() => (open += 1)),
            () => Effect.sync(() => (open -= 1)),
          ),
        ),
      ),
    }
    for await (const line of backup(counted)) {
      expect(line).toMatch(/^{"upkeep":"backup"/)
      expect(open).toBe(1)
      break
    }
    expect(open).toBe(0)
  })
})

type Services = Context.Context<Layer.Success<StorageAdapter["layer"]>>

const changed = (
  { layer, ...rest }: StorageAdapter,
  change: (services: Services) => Services,
): StorageAdapter => ({
  ...rest,
  layer: Layer.effectContext(Effect.map(Layer.build(layer), change)),
})

/** A store whose disk is full after some rounds of a restore. */
const brokenAfter = (storage: StorageAdapter, rounds: number): StorageAdapter => {
  let left = rounds
  return changed(storage, (services) => {
    const archive = Context.get(services, Archive.Archive)
    const restoreRows: typeof archive.restore = (rows) => {
      const half = rows.slice(0, Math.ceil(rows.length / 2))
      return left-- > 0
        ? Effect.andThen(archive.restore(half), Effect.fail(full))
        : Effect.fail(full)
    }
    return Context.add(services, Archive.Archive, { ...archive, restore: restoreRows })
  })
}

/** A store of so many rows, none of which it keeps: it counts what it gave, and what it got. */
const endless = (rows: number, counts: { made: number; restored: number }): StorageAdapter =>
  changed(memory(), (services) => {
    const entry = { kind: "k", version: "1", hash: "h", body: "" }
    async function* all(): AsyncGenerator<Archive.ArchiveRow> {
      for (let id = 0; id < rows; id++) {
        counts.made += 1
        yield { tenant: "a", kind: "registry", entry: { ...entry, id: `${id}` } }
      }
    }
    return Context.add(services, Archive.Archive, {
      rows: () => all(),
      restore: (batch) =>
        Effect.sync(() => {
          counts.restored += batch.length
        }),
    })
  })

const full = new StoreError({ reason: "full", detail: "no room" })

/** A store that no longer has a file. */
const withoutFile = (storage: StorageAdapter, lost: string): StorageAdapter =>
  changed(storage, (services) => {
    const files = Context.get(services, AttachmentStore.AttachmentStore)
    const missing = new AttachmentError({ reason: "unavailable", detail: "its bytes are gone" })
    const read: typeof files.read = (tenant, hash) =>
      hash === lost ? Effect.fail(missing) : files.read(tenant, hash)
    return Context.add(services, AttachmentStore.AttachmentStore, { ...files, read })
  })
