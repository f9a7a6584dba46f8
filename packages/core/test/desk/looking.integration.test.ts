// A desk that is opened to look publishes nothing: neither a process, nor a tenant that was not
// there.
import { createDesk, InvalidInput, memory, restore, standard } from "@upkeep/core"
import { Registry } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { linesOf } from "./backup/archives.ts"
import { changing } from "./publishing.ts"
import { openDesk, refusal, register } from "./setUp.ts"

type Desk = Awaited<ReturnType<typeof openDesk>>["desk"]

const published = (desk: Desk) =>
  desk.run(
    Effect.flatMap(Registry.Registry, (all) => all.list(desk.tenant, "process", { limit: 9 })),
  )

const found = (error: unknown) =>
  error instanceof InvalidInput
    ? error.problems.map(({ code, path, got }) => ({ code, path, got }))
    : error

describe("a desk that publishes nothing", () => {
  it("stands on the process that the tenant was last run with, and works", async () => {
    const storage = memory()
    const process = { ...standard, version: "7" }
    await using opened = await openDesk({ storage, process })
    const before = await published(opened.desk)
    await using looking = await openDesk({ storage, publish: false })
    expect(looking.desk.profile).toMatchObject({ id: standard.id, version: "7" })
    expect(await published(looking.desk)).toEqual(before)
    const { number } = await register(looking.desk)
    expect(await opened.desk.summary(number)).toMatchObject({ status: "open.registered.ours" })
  })

  it("writes nothing, so that it takes back no version that is published meanwhile (P14)", async () => {
    const storage = memory()
    await using opened = await openDesk({ storage })
    const written: Array<string> = []
    const watched = changing(storage, (registry) => ({
      ...registry,
      publish: (tenant, entry) => {
        written.push(entry.kind)
        return registry.publish(tenant, entry)
      },
    }))
    await using looking = await openDesk({ storage: watched, publish: false })
    expect(written).toEqual([])
    await using working = await openDesk({ storage: watched })
    expect(written).toEqual(["process"])
    const refs = [opened, looking, working].map(({ desk }) => desk.profile.version)
    expect(new Set(refs)).toEqual(new Set([standard.version]))
  })

  it("P16 refuses a tenant that is not there, and does not make it: a backup goes in later", async () => {
    const storage = memory()
    const unknown = [{ code: "unknown-tenant", path: "tenant", got: '"acne"' }]
    expect(found(await refusal(openDesk({ storage, tenant: "acne", publish: false })))).toEqual(
      unknown,
    )
    await using opened = await openDesk({ storage, tenant: "acme" })
    expect(await published(opened.desk)).toHaveLength(1)
    await using looking = await openDesk({ storage, tenant: "acme", publish: false })
    expect(found(await refusal(looking.desk.forTenant("acne")))).toEqual(unknown)
    const copy = memory()
    await using there = await openDesk({ storage: copy, tenant: "acne" })
    await register(there.desk)
    const lines = await linesOf(copy)
    await restore(storage, () => lines, { by: "anna" })
    await using restored = await openDesk({ storage, tenant: "acne", publish: false })
    expect(await restored.desk.list()).toHaveLength(1)
  })

  it("takes no process of its own", async () => {
    const refused = createDesk({ publish: false, process: standard })
    expect(found(await refusal(refused))).toMatchObject([
      { code: "invalid-value", path: "process" },
    ])
  })
})
