// P14: open tickets moved on to another version of their process, page by page.
import {
  type Desk,
  InvalidInput,
  memory,
  type MigrationOrder,
  type MigrationReport,
  type Profile,
  VersionExists,
} from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { approval, review, versionOf } from "../process/placesVersions.ts"
import { give, on, ticketIn, typesOf } from "./migrationLives.ts"
import { damage, journalOf, refusal, rowOf } from "./setUp.ts"

const first = versionOf("1")
const approving = versionOf("2", { steps: [approval] })

/** All pages of a job, or of its preview, in one report. */
const whole = async (
  ask: (page: { readonly after?: string; readonly limit: number }) => Promise<MigrationReport>,
  limit = 2,
): Promise<MigrationReport> => {
  const pages: Array<MigrationReport> = []
  for (let after: string | null | undefined; after !== null; after = pages.at(-1)?.next ?? null)
    pages.push(await ask({ limit, ...(after === undefined ? {} : { after }) }))
  return {
    moved: pages.flatMap(({ moved }) => moved),
    unchanged: pages.reduce((sum, page) => sum + page.unchanged, 0),
    others: pages.reduce((sum, page) => sum + page.others, 0),
    refused: pages.flatMap(({ refused }) => refused),
    next: null,
  }
}

const migrated = (desk: Desk, order: Omit<MigrationOrder, "after" | "limit">) =>
  whole((page) => desk.migrateTickets({ ...order, ...page }))

const previewed = (desk: Desk, process: Profile, more: object = {}) =>
  whole((page) => desk.previewMigration({ process, ...more, ...page }))

/** One ticket of each kind on the first version, in the order of their numbers. */
const planted = async () => {
  const storage = memory()
  const ids = await on(storage, first, async (desk) => [
    await ticketIn(desk, "registered"),
    await ticketIn(desk, "diagnosing"),
    await ticketIn(desk, "beyondDiagnosis"),
    await ticketIn(desk, "answered"),
    await ticketIn(desk, "closed"),
  ])
  await on(storage, { ...first, id: "other" }, (desk) => ticketIn(desk, "registered"))
  return { storage, ids }
}

const gist = ({ moved, refused, unchanged, others }: MigrationReport) => ({
  moved: moved.map(({ number, from, to }) => [number, from, to]),
  refused: refused.map(({ number, status, rule }) => [number, status, rule]),
  unchanged,
  others,
})

describe("P14 migrateTickets", () => {
  it("moves those that have a place, and says of the others by which rule they stay", async () => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      const expected = {
        moved: [
          ["A-1", "open.registered.ours", "open.registered.ours"],
          ["A-2", "open.diagnosing.ours", "open.diagnosing.ours"],
        ],
        refused: [
          ["A-3", "open.solving.ours", "MigrationSkipsStep"],
          ["A-4", "completed.awaitingWord", "MigrationSkipsStep"],
        ],
        unchanged: 0,
        others: 1,
      }
      expect(gist(await previewed(desk, approving))).toEqual(expected)
      expect(gist(await migrated(desk, { process: "acme@2" }))).toEqual(expected)
      const processes = await Promise.all(ids.map(async (id) => (await desk.show(id)).process))
      expect(processes).toEqual(["acme@2", "acme@2", "acme@1", "acme@1", "acme@1"])
      expect(await typesOf(desk, ids[4] ?? "")).not.toContain("ProcessMigrated")
    })
  })

  it("PR22 with a reason moves those that skip a step, and keeps it with them alone", async () => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      const force = "Agreed with all customers."
      expect((await previewed(desk, approving, { force })).refused).toEqual([])
      expect((await migrated(desk, { process: "acme@2", force })).refused).toEqual([])
      const forced = ids.slice(0, 4).map(async (id) => {
        const { history } = await desk.show(id)
        return history.find(({ type }) => type === "ProcessMigrated")?.facts["forced"]
      })
      expect(await Promise.all(forced)).toEqual([false, false, true, true])
    })
  })

  it("begun again, it does what is left and nothing twice", async () => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      const started = await desk.migrateTickets({ process: "acme@2", limit: 1 })
      expect(gist(started).moved.map(([number]) => number)).toEqual(["A-1"])
      const again = await migrated(desk, { process: "acme@2" })
      expect(gist(again)).toMatchObject({
        moved: [["A-2", "open.diagnosing.ours", "open.diagnosing.ours"]],
        unchanged: 1,
      })
      expect(gist(await migrated(desk, { process: "acme@2" }))).toMatchObject({
        moved: [],
        unchanged: 2,
      })
      expect(
        (await typesOf(desk, ids[0] ?? "")).filter((type) => type === "ProcessMigrated"),
      ).toHaveLength(1)
    })
  })

  it("P2 two of them at once move each ticket once", async () => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      const order = { process: "acme@2", force: "Agreed." }
      await Promise.all([desk.migrateTickets(order), desk.migrateTickets(order)])
      for (const id of ids.slice(0, 4)) {
        const types = await typesOf(desk, id)
        expect(types.filter((type) => type === "ProcessMigrated")).toHaveLength(1)
      }
    })
  })

  it("moves by the places of the profile, and by those that it is given before them", async () => {
    const storage = memory()
    await on(storage, approving, async (desk) => {
      await ticketIn(desk, "beyondDiagnosis")
      await ticketIn(desk, "beyondDiagnosis")
    })
    const places = { approval: "review" }
    await on(storage, versionOf("3", { steps: [review], places }), async (desk) => {
      const one = await desk.migrateTickets({ process: "acme@3", limit: 1 })
      const order = { process: "acme@3", places: { approval: "diagnosing" } }
      const two = await desk.migrateTickets(order)
      expect([...gist(one).moved, ...gist(two).moved]).toEqual([
        ["A-1", "open.approval.customers", "open.review.ours"],
        ["A-2", "open.approval.customers", "open.diagnosing.ours"],
      ])
    })
  })

  it("what it would do of a profile that is not published is said, and nothing is stored", async () => {
    const { storage, ids } = await planted()
    await on(storage, first, async (desk) => {
      const rows = () => Promise.all(ids.map((id) => rowOf(desk, id)))
      const before = [await rows(), await journalOf(desk, ids[0] ?? "")]
      expect((await previewed(desk, approving)).moved).toHaveLength(2)
      expect([await rows(), await journalOf(desk, ids[0] ?? "")]).toEqual(before)
      const order = desk.migrateTickets({ process: "acme@2" })
      expect(await refusal(order)).toMatchObject({ problems: [{ code: "unknown-process" }] })
    })
  })

  it("P12 one damaged ticket stops nothing but itself", async () => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      const row = await rowOf(desk, ids[0] ?? "")
      if (row !== undefined) await damage(desk, { ...row, body: "{" })
      for (const report of [
        await previewed(desk, approving),
        await migrated(desk, { process: "acme@2" }),
      ])
        expect(gist(report)).toMatchObject({
          moved: [["A-2", "open.diagnosing.ours", "open.diagnosing.ours"]],
          refused: [
            ["A-1", "open.registered.ours", "Damaged"],
            expect.anything(),
            expect.anything(),
          ],
        })
    })
  })
})

const sorted = (list: ReadonlyArray<object>) => list.map((each) => JSON.stringify(each)).toSorted()

describe("refused before a ticket is touched:", () => {
  it.each<readonly [string, unknown, ReadonlyArray<object>]>([
    ["no version", {}, [{ code: "missing-field", path: "process" }]],
    [
      "a process that was never published",
      { process: "acme@9" },
      [{ code: "unknown-process", path: "process" }],
    ],
    [
      "PR21 places that lead nowhere",
      { process: "acme@2", places: { a: "b", b: "a", c: "d" } },
      [
        { code: "mapping-cycle", path: "places.a" },
        { code: "mapping-cycle", path: "places.b" },
        { code: "unknown-state", path: "places.c" },
      ],
    ],
    [
      "everything of another form, at once",
      { process: 1, places: { a: 2 }, force: "", limit: 0, mode: "keep" },
      [
        { code: "wrong-type", path: "process" },
        { code: "wrong-type", path: "places.a" },
        { code: "empty", path: "force" },
        { code: "out-of-range", path: "limit" },
        { code: "unknown-field", path: "mode" },
      ],
    ],
  ])("%s", async (_, order, problems) => {
    const { storage, ids } = await planted()
    await on(storage, approving, async (desk) => {
      // @ts-expect-error: what a host without types may ask.
      const error = await refusal(desk.migrateTickets(order))
      expect(error).toBeInstanceOf(InvalidInput)
      const found = error instanceof InvalidInput ? error.problems : []
      expect(sorted(found.map(({ code, path }) => ({ code, path })))).toEqual(sorted(problems))
      expect(await typesOf(desk, ids[0] ?? "")).toEqual(["Registered"])
    })
  })

  it("PR19 a version that was published with other content, and a profile with mistakes", async () => {
    const { storage } = await planted()
    await on(storage, approving, async (desk) => {
      const other = desk.previewMigration({ process: versionOf("2") })
      expect(await refusal(other)).toBeInstanceOf(VersionExists)
      const bad = desk.previewMigration({ process: { ...approving, lines: [] } })
      expect(await refusal(bad)).toBeInstanceOf(InvalidInput)
    })
  })
})

it("P14 a ticket that got on to the version meanwhile is one that was on it already", async () => {
  const storage = memory()
  const id = await on(storage, first, (desk) => ticketIn(desk, "diagnosing"))
  await on(storage, approving, async (desk) => {
    await give(desk, id, { type: "migrate", process: "acme@2" })
    expect(gist(await migrated(desk, { process: "acme@2" }))).toMatchObject({
      moved: [],
      unchanged: 1,
    })
  })
})
