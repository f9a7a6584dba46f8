// Versions of components as a desk publishes them: no number twice, whoever asks.
import { CommandIdReused, type Desk, memory, mixvel, standard } from "@upkeep/core"
import { Registry } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { attemptsAtMost } from "../../src/desk/versions/ledger.ts"
import { changing, codesOf, far } from "./publishing.ts"
import { agent, customer, march, minuteMillis, openDesk, refusal, robot } from "./setUp.ts"

const process = {
  ...standard,
  id: "versions",
  components: [
    { id: "orders", scheme: "sequence" },
    { id: "search", scheme: "componentBuild", number: 4 },
    { id: "site", scheme: "calver" },
    { id: "firmware", scheme: "opaque" },
  ],
} as const

const actor = agent

const numbersOf = async (desk: Desk, component: string) =>
  (await desk.versionsOf(component)).map(({ version }) => version)

describe("a version of a component", () => {
  it("B-09 has the next number of its row where none is said, and is kept with who and when", async () => {
    await using opened = await openDesk({ process })
    const { desk, clock } = opened
    const first = await desk.publishVersion({ component: "orders", actor, commandId: "c-1" })
    expect(first).toEqual({
      component: "orders",
      version: "v.0.0.1",
      scheme: "sequence",
      publishedAt: march(2, 12),
      by: agent,
      commandId: "c-1",
    })
    clock.at += minuteMillis
    const second = await desk.publishVersion({ component: "orders", actor: robot })
    expect(second).toMatchObject({ version: "v.0.0.2", by: robot, publishedAt: clock.at })
    expect(await desk.versionsOf("orders")).toEqual([first, second])
    expect(await desk.versionsOf("never-published")).toEqual([])
  })

  it("M-17 never comes back and never goes down, and other components count for themselves", async () => {
    await using opened = await openDesk({ process: mixvel })
    const { desk } = opened
    const publish = (version: string) =>
      desk.publishVersion({ component: "booking", version, actor })
    await publish("3.12.7")
    expect(await codesOf(publish("3.12.7"))).toEqual(["version-reused version"])
    expect(await codesOf(publish("3.12.6"))).toEqual(["version-goes-back version"])
    expect(await codesOf(publish("3.12"))).toEqual(["invalid-version version"])
    await publish("4.12.8")
    expect(await refusal(publish("3.12.99"))).toMatchObject({
      message: 'version-goes-back: got "3.12.99", expected a version after 4.12.8, at version',
    })
    expect((await desk.publishVersion({ component: "booking", actor })).version).toBe("4.12.9")
    await desk.publishVersion({ component: "reports", version: "3.4.19", actor })
    expect(await numbersOf(desk, "booking")).toEqual(["3.12.7", "4.12.8", "4.12.9"])
  })

  it("is of a component that the process knows, and of that one's builds alone", async () => {
    await using opened = await openDesk({ process })
    const publish = (component: string, version?: string) =>
      opened.desk.publishVersion({ component, actor, ...(version && { version }) })
    expect(await codesOf(publish("billing"))).toEqual(["unknown-component component"])
    expect(await refusal(publish("billing"))).toMatchObject({
      message:
        'unknown-component: got "billing", expected one of orders, search, site, firmware, at component',
    })
    expect(await codesOf(publish("search", "1.7.1"))).toEqual(["invalid-version version"])
    expect((await publish("search")).version).toBe("1.4.1")
    expect((await publish("search")).version).toBe("1.4.2")
  })

  it("V08 is chosen by people where no number follows by itself", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    for (const component of ["site", "firmware"])
      expect(await codesOf(desk.publishVersion({ component, actor }))).toEqual([
        "missing-field version",
      ])
    const publish = (component: string, version: string) =>
      desk.publishVersion({ component, version, actor })
    await publish("site", "2026.11.21")
    expect(await codesOf(publish("site", "2026.9"))).toEqual(["version-goes-back version"])
    await publish("firmware", "20H2")
    await publish("firmware", "a1b2c3d")
    expect(await codesOf(publish("firmware", "20H2"))).toEqual(["version-reused version"])
  })

  it("is published by one of ours; everything wrong with what was asked is told at once", async () => {
    await using opened = await openDesk({ process })
    const bad = { component: "", version: 7, actor: customer, commandId: "two words", at: 1 }
    expect(await codesOf(opened.desk.publishVersion(JSON.parse(JSON.stringify(bad))))).toEqual([
      "unknown-field at",
      "empty component",
      "wrong-type version",
      "unknown-value actor.kind",
      "invalid-id commandId",
    ])
    expect(await codesOf(opened.desk.versionsOf(""))).toEqual(["empty component"])
    expect(await codesOf(opened.desk.versionsOf("a\u0000"))).toEqual([
      "forbidden-character component",
    ])
  })

  it("P2 a repeat gets the same one; the same command id for anything else is refused", async () => {
    await using opened = await openDesk({ process })
    const { desk } = opened
    const order = { component: "orders", actor, commandId: "c-1" }
    const first = await desk.publishVersion(order)
    await desk.publishVersion({ component: "orders", actor })
    expect(await desk.publishVersion(order)).toEqual(first)
    const other = { ...order, version: "v.0.0.9" }
    expect(await refusal(desk.publishVersion(other))).toBeInstanceOf(CommandIdReused)
    expect(await numbersOf(desk, "orders")).toEqual(["v.0.0.1", "v.0.0.2"])
  })

  it("P16 another tenant numbers for itself", async () => {
    await using opened = await openDesk({ process })
    const other = await opened.desk.forTenant("other")
    await opened.desk.publishVersion({ component: "orders", actor })
    expect(await numbersOf(other, "orders")).toEqual([])
    expect((await other.publishVersion({ component: "orders", actor })).version).toBe("v.0.0.1")
  })

  it("follows what was published before a restart, and before another scheme came into force", async () => {
    const storage = memory()
    const publish = async (of: object, version?: string) => {
      await using opened = await openDesk({ process: { ...process, ...of }, storage })
      const given = { component: "orders", actor, ...(version && { version }) }
      return (await opened.desk.publishVersion(given)).version
    }
    expect(await publish({})).toBe("v.0.0.1")
    expect(await publish({})).toBe("v.0.0.2")
    const semver = { version: "8", components: [{ id: "orders", scheme: "semver" }] }
    expect(await publish(semver)).toBe("1.0.0")
    expect(await publish({ version: "9" })).toBe("v.0.0.3")
    const opaque = { version: "10", components: [{ id: "orders", scheme: "opaque" }] }
    expect(await codesOf(publish(opaque, "1.0.0"))).toEqual(["version-reused version"])
  })

  it("is never recorded before the one before it, whatever the clocks of two hosts say", async () => {
    const storage = memory()
    await using one = await openDesk({ process, storage })
    await using other = await openDesk({ process, storage })
    other.clock.at -= 60 * minuteMillis
    await one.desk.publishVersion({ component: "orders", actor })
    const second = await other.desk.publishVersion({ component: "orders", actor })
    expect(second).toMatchObject({ version: "v.0.0.2", publishedAt: march(2, 12) })
  })
})

describe("publishing at once", () => {
  it("M-17 B-09 two desks on one store give no number twice and none out of its row", async () => {
    const storage = far(memory())
    await using one = await openDesk({ process, storage })
    await using other = await openDesk({ process, storage })
    const published = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one : other).desk.publishVersion({ component: "orders", actor }),
      ),
    )
    const expected = Array.from({ length: 40 }, (_, index) => `v.0.0.${index + 1}`)
    expect(new Set(published.map(({ version }) => version))).toEqual(new Set(expected))
    expect(await numbersOf(one.desk, "orders")).toEqual(expected)
    expect(await numbersOf(other.desk, "orders")).toEqual(expected)
  })

  it("M-17 of numbers that people chose at once only those that go up are taken", async () => {
    const storage = far(memory())
    await using one = await openDesk({ process, storage })
    await using other = await openDesk({ process, storage })
    const chosen = [9, 3, 9, 7, 1, 12, 4, 12, 2, 8].map((number) => `v.0.0.${number}`)
    const outcomes = await Promise.allSettled(
      chosen.map((version, index) =>
        (index % 2 === 0 ? one : other).desk.publishVersion({
          component: "orders",
          version,
          actor,
        }),
      ),
    )
    const numbers = (await numbersOf(one.desk, "orders")).map((text) => Number(text.slice(6)))
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    expect(numbers).toContain(12)
    const taken = outcomes.filter(({ status }) => status === "fulfilled")
    expect(taken).toHaveLength(numbers.length)
  })

  it("P2 the same command at once, on two desks, is one version", async () => {
    const storage = far(memory())
    await using one = await openDesk({ process, storage })
    await using other = await openDesk({ process, storage })
    const order = { component: "orders", actor, commandId: "c-1" }
    const [a, b] = await Promise.all([
      one.desk.publishVersion(order),
      other.desk.publishVersion(order),
    ])
    expect(a).toEqual(b)
    expect(await numbersOf(one.desk, "orders")).toEqual(["v.0.0.1"])
  })

  it(`busy: gives up where ${attemptsAtMost} others were faster`, async () => {
    let asked = 0
    const crowded = changing(memory(), (registry) => ({
      ...registry,
      publish: (tenant, entry) => {
        if (entry.kind !== "component version") return registry.publish(tenant, entry)
        asked += 1
        return Effect.fail(new Registry.VersionExists({ entry, publishedHash: "another" }))
      },
    }))
    await using opened = await openDesk({ process, storage: crowded })
    expect(await refusal(opened.desk.publishVersion({ component: "orders", actor }))).toMatchObject(
      { _tag: "StoreError", reason: "busy" },
    )
    expect(asked).toBe(attemptsAtMost)
  })

  it("damaged: what no desk wrote is not taken for a version", async () => {
    const storage = memory()
    await using opened = await openDesk({ process, storage })
    const entry = { kind: "component version", id: "orders", version: "1", hash: "h" }
    await opened.desk.run(
      Effect.flatMap(Registry.Registry, ({ publish }) =>
        publish(opened.desk.tenant, { ...entry, body: '{"version":"v.0.0.1"}' }),
      ),
    )
    expect(await refusal(opened.desk.versionsOf("orders"))).toMatchObject({
      _tag: "StoreError",
      reason: "damaged",
    })
    expect(await refusal(opened.desk.publishVersion({ component: "orders", actor }))).toMatchObject(
      { reason: "damaged" },
    )
  })
})
