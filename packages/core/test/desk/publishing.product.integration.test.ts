// The version of the whole product, set by an order (B-10); and tickets that wait for versions.
import { CommandIdReused, type Desk, memory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { codesOf, far } from "./publishing.ts"
import { agent, customer, openDesk, refusal, register, request, robot } from "./setUp.ts"
import { give } from "./tying.ts"

const labels = { en: "words", ru: "слова" }
const process = {
  ...standard,
  id: "versions",
  release: true,
  components: [
    { id: "orders", scheme: "sequence" },
    { id: "site", scheme: "semver" },
  ],
  fields: [
    { id: "found", kind: "version", component: "site", role: "affected", labels },
    { id: "fixed", kind: "version", component: "site", role: "fixedIn", labels },
    { id: "range", kind: "versionRange", component: "site", role: "affected", labels },
  ],
  requestTypes: [
    { ...standard.requestTypes[0], id: "request", labels, fields: ["found", "fixed", "range"] },
  ],
} as const

const actor = agent
const order = { number: "14-П", date: "2026-11-21", signer: "И. Петров" }

/** A desk on which the components have versions. */
const withVersions = async (desk: Desk) => {
  for (let count = 0; count < 3; count++) await desk.publishVersion({ component: "orders", actor })
  await desk.publishVersion({ component: "site", version: "2.4.0", actor })
}

const product = {
  version: "2.0",
  order,
  components: [
    { component: "orders", version: "v.0.0.2" },
    { component: "site", version: "2.4.0" },
  ],
}

/** Publishes a version of the product by an order of this number and day. */
const publish = (desk: Desk, number: string, date: string, version = `${date}-${number}`) =>
  desk.publishProduct({ ...product, version, order: { ...order, number, date }, actor })

describe("the version of the product", () => {
  it("B-10 is set by an order over published versions of its components, and stays over a restart", async () => {
    const storage = memory()
    const first = await openDesk({ process, storage })
    await withVersions(first.desk)
    const published = await first.desk.publishProduct({ ...product, actor, commandId: "c-1" })
    expect(published).toMatchObject({ ...product, by: agent, commandId: "c-1" })
    await first[Symbol.asyncDispose]()
    await using second = await openDesk({ process, storage })
    expect(await second.desk.productVersions()).toEqual([published])
    expect(await second.desk.publishProduct({ ...product, actor, commandId: "c-1" })).toEqual(
      published,
    )
    const other = { ...product, version: "2.1", actor, commandId: "c-1" }
    expect(await refusal(second.desk.publishProduct(other))).toBeInstanceOf(CommandIdReused)
  })

  it("B-10 everything that is wrong with it is told at once, its form first", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    await withVersions(desk)
    const broken = { ...product, order: { ...order, date: "2026-02-30" }, actor: customer }
    const publishAny = (input: object) => desk.publishProduct(JSON.parse(JSON.stringify(input)))
    expect(await codesOf(publishAny(broken))).toEqual([
      "invalid-date order.date",
      "unknown-value actor.kind",
    ])
    const components = [
      { component: "billing", version: "1" },
      { component: "orders", version: "1" },
      { component: "orders", version: "v.0.0.1" },
    ]
    expect(await codesOf(publishAny({ ...product, components, actor }))).toEqual([
      "unknown-component components[0].component",
      "invalid-version components[1].version",
      "duplicate-name components[2].component",
    ])
    expect(await desk.productVersions()).toEqual([])
  })

  it("unknown-version: B-10 it holds no version that was never published", async () => {
    await using opened = await openDesk({ process })
    await withVersions(opened.desk)
    const components = [
      { component: "orders", version: "v.0.0.4" },
      { component: "site", version: "2.5.0" },
    ]
    const refused = opened.desk.publishProduct({ ...product, components, actor })
    expect(await codesOf(refused)).toEqual([
      "unknown-version components[0].version",
      "unknown-version components[1].version",
    ])
  })

  it("version-reused, version-goes-back: B-10 orders come one after the other, at once too", async () => {
    const storage = far(memory())
    await using one = await openDesk({ process, storage })
    await using other = await openDesk({ process, storage })
    await withVersions(one.desk)
    await publish(one.desk, "14", "2026-11-21", "2.0")
    const early = publish(one.desk, "15", "2026-11-20")
    await expect(early).rejects.toThrow(
      'version-goes-back: got "15 of 2026-11-20", expected an order after 14 of 2026-11-21, at order',
    )
    expect(await codesOf(publish(one.desk, "14", "2026-11-21"))).toEqual(["version-reused order"])
    expect(await codesOf(publish(one.desk, "15", "2026-11-21", "2.0"))).toEqual([
      "version-reused version",
    ])
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        publish((index % 2 === 0 ? one : other).desk, String(20 + (index % 10)), "2026-12-01"),
      ),
    )
    const numbers = (await one.desk.productVersions()).map((each) => Number(each.order.number))
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    expect(numbers.length).toBeGreaterThan(1)
    expect(await other.desk.productVersions()).toEqual(await one.desk.productVersions())
  })
})

describe("a ticket", () => {
  it("M-17 names the version affected and the one that mends, and shows them", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    const { ticketId } = await desk.submit({
      actor: customer,
      command: { ...request, fields: { found: "2.3.1", range: "^2.0" } },
    })
    await give(desk, ticketId, { type: "setFields", fields: { fixed: "2.4.0" } })
    expect((await desk.show(ticketId)).fields).toEqual({
      found: "2.3.1",
      range: "^2.0",
      fixed: "2.4.0",
    })
    expect((await desk.forActor({ kind: "agent", id: "boris" }).show(ticketId)).fields).toEqual({
      found: "2.3.1",
      range: "^2.0",
      fixed: "2.4.0",
    })
  })

  it("V12 V13 V03 is not told of a fix before the fault, of an empty range, of other schemes", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    const open = (fields: { readonly [id: string]: string }) =>
      desk.submit({ actor: customer, command: { ...request, fields } })
    expect(
      await codesOf(open({ found: "2.3.1", fixed: "2.3.0", range: ">=2.0.0 <1.0.0" })),
    ).toEqual(["empty-range command.fields.range", "fix-before-found command.fields.fixed"])
    expect(await codesOf(open({ found: "1.2" }))).toEqual(["invalid-version command.fields.found"])
    const { ticketId } = await open({ found: "2.3.1" })
    const fix = (fixed: string) => give(desk, ticketId, { type: "setFields", fields: { fixed } })
    expect(await codesOf(fix("2.3.0"))).toEqual(["fix-before-found command.fields.fixed"])
    await fix("2.3.2")
    expect(
      await codesOf(give(desk, ticketId, { type: "setFields", fields: { found: "2.4.0" } })),
    ).toEqual(["fix-before-found command.fields.found"])
  })

  it("M-16 M-17 that waits for a version gets it with any that follows, by the component's scheme", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    const wait = async (component: string, version: string) => {
      const { ticketId } = await register(desk)
      await give(desk, ticketId, { type: "assign", assignee: "boris" })
      await give(desk, ticketId, { type: "awaitRelease", component, version })
    }
    for (const version of ["2.3.9", "2.4.0", "2.4.0-rc.1", "2.5.0", "3.0.0", "2.3"])
      await wait("site", version)
    await wait("elsewhere", "1.0.0")
    const ship = async (component: string, version: string) => {
      const report = await desk.shipRelease({ component, version, actor: robot })
      expect(report.refused).toEqual([])
      return report.shipped.map(({ number }) => number)
    }
    expect(await ship("site", "2.4.0-rc.2")).toEqual(["T-1", "T-3"])
    expect(await ship("site", "2.5.1")).toEqual(["T-2", "T-4"])
    expect(await ship("elsewhere", "1.0.1")).toEqual([])
    expect(await ship("elsewhere", "1.0.0")).toEqual(["T-7"])
    expect(await ship("site", "2.3")).toEqual(["T-6"])
    expect((await desk.show("T-5")).awaited).toEqual({ component: "site", version: "3.0.0" })
  })
})
