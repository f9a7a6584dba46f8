// A policy reaches open tickets: previewed by the code that does it, and done by a job that can be
// stopped anywhere.
import {
  type Desk,
  type DeskOptions,
  InvalidInput,
  memory,
  type PolicyOrder,
  type PolicyReport,
  standard,
  type StorageAdapter,
  VersionExists,
} from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { agent, customer, damage, journalOf, march, openDesk } from "./setUp.ts"
import { refusal, register, rowOf } from "./setUp.ts"

const [firstResponse, ...others] = standard.policy.clocks
if (firstResponse === undefined) throw new Error("the standard process has no clocks")

/** The standard process, whose first response has so many working hours. */
const hours = (count: number, version: string, more: object = {}) => ({
  ...standard,
  version,
  policy: {
    id: "standard",
    version,
    clocks: [{ ...firstResponse, target: { workingMinutes: count * 60 } }, ...others],
  },
  ...more,
})

/** Opens a desk on a store; its clock stands at Monday 12:00. */
const deskOn = (storage: StorageAdapter, process?: DeskOptions["process"]) =>
  openDesk({ storage, ...(process === undefined ? {} : { process }) })

const registered = async (storage: StorageAdapter, count: number): Promise<Array<string>> => {
  await using opened = await deskOn(storage, hours(24, "1"))
  const ids: Array<string> = []
  for (let each = 0; each < count; each++) ids.push((await register(opened.desk)).ticketId)
  return ids
}

/** All pages of a job, added up. */
const applied = async (desk: Desk, order: PolicyOrder) => {
  const pages: Array<PolicyReport> = []
  for (let after: string | null | undefined; after !== null; after = pages.at(-1)?.next ?? null)
    pages.push(await desk.applyPolicy({ ...order, ...(after === undefined ? {} : { after }) }))
  const sum = (of: (report: PolicyReport) => number) =>
    pages.reduce((total, page) => total + of(page), 0)
  return {
    pages: pages.length,
    applied: sum((page) => page.applied),
    unchanged: sum((page) => page.unchanged),
    refused: pages.flatMap(({ refused }) => refused),
  }
}

const typesOf = async (desk: Desk, ticketId: string) =>
  (await journalOf(desk, ticketId)).map(({ type }) => type)

const dueOf = async (desk: Desk, ticketId: string, id = "firstResponse") =>
  (await desk.show(ticketId)).clocks.find((clock) => clock.id === id)?.dueAt

describe("a preview", () => {
  it("says of each ticket from what to what, and stores nothing", async () => {
    const storage = memory()
    const [ticketId = ""] = await registered(storage, 1)
    await using opened = await deskOn(storage)
    const { desk } = opened
    const before = [await rowOf(desk, ticketId), await journalOf(desk, ticketId)]
    const preview = await desk.previewPolicy({ process: hours(8, "2"), mode: "fromStart" })
    const standing = { status: "running", spentMillis: 0 }
    expect(preview).toEqual({
      tickets: [
        {
          ticketId,
          number: "T-1",
          clocks: [
            {
              clock: "firstResponse",
              instance: 1,
              before: { ...standing, target: { workingMinutes: 1_440 }, dueAt: march(4, 18) },
              after: { ...standing, target: { workingMinutes: 480 }, dueAt: march(3, 11) },
            },
          ],
        },
      ],
      refused: [],
      next: null,
    })
    expect([await rowOf(desk, ticketId), await journalOf(desk, ticketId)]).toEqual(before)
    // Not even the profile: a desk without one of its own still finds the old one.
    await using next = await deskOn(storage)
    expect(next.desk.profile.version).toBe("1")
  })

  it.each([
    ["fromStart", "running", march(3, 11)],
    ["fromNow", "cancelled", null],
  ] as const)("and what it says is what comes: %s", async (mode, status, dueAt) => {
    const storage = memory()
    const [ticketId = ""] = await registered(storage, 1)
    const later = hours(8, "2")
    const first = await deskOn(storage)
    first.clock.at = march(2, 15)
    const { tickets } = await first.desk.previewPolicy({ process: later, mode })
    const { clocks } = await first.desk.show(ticketId)
    await first[Symbol.asyncDispose]()
    await using second = await deskOn(storage, later)
    second.clock.at = march(2, 15)
    await second.desk.applyPolicy({ process: "standard@2", mode })
    const after = (await second.desk.show(ticketId)).clocks
    const said = tickets[0]?.clocks ?? []
    for (const run of after) {
      const change = said.find((each) => each.clock === run.id && each.instance === run.instance)
      const old = clocks.find((each) => each.id === run.id && each.instance === run.instance)
      expect(run).toMatchObject(change?.after ?? { status: old?.status, dueAt: old?.dueAt })
    }
    expect(said.find(({ instance }) => instance === 1)?.after).toMatchObject({ status, dueAt })
    expect(said).toHaveLength(mode === "fromNow" ? 2 : 1)
  })

  it("a new run has nothing before it, and `keep` changes no clock that runs", async () => {
    const storage = memory()
    await registered(storage, 1)
    await using opened = await deskOn(storage)
    const process = hours(8, "2")
    const fromNow = await opened.desk.previewPolicy({ process, mode: "fromNow" })
    expect(fromNow.tickets[0]?.clocks.map(({ instance, before }) => [instance, before])).toEqual([
      [1, expect.objectContaining({ status: "running" })],
      [2, null],
    ])
    const keep = await opened.desk.previewPolicy({ process, mode: "keep" })
    expect(keep.tickets).toMatchObject([{ number: "T-1", clocks: [] }])
  })

  it("P7 what is due by the old target is over before the new one counts", async () => {
    const storage = memory()
    const [ticketId = ""] = await registered(storage, 1)
    await using opened = await deskOn(storage)
    const { desk, clock } = opened
    clock.at = march(9, 12)
    const { tickets } = await desk.previewPolicy({ process: hours(400, "2"), mode: "fromStart" })
    expect(tickets[0]?.clocks).toMatchObject([
      { before: { status: "breached" }, after: { status: "breached" } },
    ])
    expect(await typesOf(desk, ticketId)).not.toContain("ClockBreached")
  })

  it("a shorter target that is over already is over at the change, not before", async () => {
    const storage = memory()
    await registered(storage, 1)
    await using opened = await deskOn(storage)
    opened.clock.at = march(3, 17)
    const question = { process: hours(1, "2"), mode: "fromStart" } as const
    const { tickets } = await opened.desk.previewPolicy(question)
    expect(tickets[0]?.clocks).toMatchObject([
      { before: { status: "running" }, after: { status: "breached", dueAt: march(3, 17) } },
    ])
  })

  it("goes page by page, leaves closed tickets out, and lists none that follows it already", async () => {
    const storage = memory()
    const [first = "", ...rest] = await registered(storage, 5)
    await using opened = await deskOn(storage, hours(8, "2"))
    const { desk } = opened
    await desk.submit({ ticketId: first, actor: customer, command: { type: "withdraw" } })
    await desk.applyPolicy({ process: "standard@2", mode: "keep", after: first, limit: 1 })
    const question = { process: hours(8, "2"), mode: "keep", limit: 2 } as const
    const seen: Array<string> = []
    let after: { after?: string } | null = {}
    while (after !== null) {
      const { tickets, next }: Awaited<ReturnType<Desk["previewPolicy"]>> =
        await desk.previewPolicy({ ...question, ...after })
      seen.push(...tickets.map(({ ticketId }) => ticketId))
      after = next === null ? null : { after: next }
    }
    expect(seen).toEqual(rest.slice(1))
  })

  it("PR19 a version that was published with other content is refused", async () => {
    const storage = memory()
    await registered(storage, 1)
    await using opened = await deskOn(storage)
    const question = { process: hours(8, "1"), mode: "keep" } as const
    expect(await refusal(opened.desk.previewPolicy(question))).toBeInstanceOf(VersionExists)
  })

  it("everything that is wrong with the profile or the question is said at once", async () => {
    await using opened = await openDesk()
    const bad = { ...hours(8, "2"), channels: [], languages: [] }
    const profile = await refusal(opened.desk.previewPolicy({ process: bad, mode: "keep" }))
    expect(profile).toBeInstanceOf(InvalidInput)
    const paths = profile instanceof InvalidInput ? profile.problems.map(({ path }) => path) : []
    expect(paths).toEqual(expect.arrayContaining(["channels", "languages"]))
    // @ts-expect-error what a caller without types may say
    const question = await refusal(opened.desk.previewPolicy({ process: bad, mode: "x", limit: 0 }))
    expect(question).toMatchObject({
      problems: [
        { code: "unknown-value", path: "mode" },
        { code: "out-of-range", path: "limit" },
      ],
    })
  })
})

describe("a policy is applied", () => {
  const order = { process: "standard@2", mode: "fromStart" } as const

  it("to every ticket that is not closed, each by one event of the desk's own", async () => {
    const storage = memory()
    const [a = "", b = "", c = ""] = await registered(storage, 3)
    await using opened = await deskOn(storage, hours(8, "2"))
    const { desk } = opened
    await desk.submit({ ticketId: c, actor: customer, command: { type: "withdraw" } })
    expect(await applied(desk, { ...order, limit: 2 })).toEqual({
      pages: 2,
      applied: 2,
      unchanged: 0,
      refused: [],
    })
    for (const ticketId of [a, b]) {
      expect((await desk.show(ticketId)).history.at(-1)).toMatchObject({
        type: "PolicyApplied",
        actor: { kind: "robot", id: "desk" },
        facts: { process: "standard@2", policy: "standard@2", mode: "fromStart" },
      })
      expect(await dueOf(desk, ticketId)).toBe(march(3, 11))
    }
    expect(await typesOf(desk, c)).not.toContain("PolicyApplied")
  })

  it("P2 once: begun again, it changes nothing", async () => {
    const storage = memory()
    const ids = await registered(storage, 3)
    await using opened = await deskOn(storage, hours(8, "2"))
    await applied(opened.desk, order)
    const rows = await Promise.all(ids.map((id) => rowOf(opened.desk, id)))
    expect(await applied(opened.desk, order)).toMatchObject({ applied: 0, unchanged: 3 })
    expect(await Promise.all(ids.map((id) => rowOf(opened.desk, id)))).toEqual(rows)
  })

  it("P2 and back, and again: an order is not taken for an earlier one", async () => {
    const storage = memory()
    const [ticketId = ""] = await registered(storage, 1)
    await using opened = await deskOn(storage, hours(8, "2"))
    const { desk } = opened
    for (const process of ["standard@2", "standard@1", "standard@2"])
      expect(await desk.applyPolicy({ process, mode: "fromStart" })).toMatchObject({ applied: 1 })
    const types = await typesOf(desk, ticketId)
    expect(types.filter((type) => type === "PolicyApplied")).toHaveLength(3)
    expect(await dueOf(desk, ticketId)).toBe(march(3, 11))
  })

  it("P19 stopped between two tickets, it is begun again and does the rest", async () => {
    const kept = memory()
    const ids = await registered(kept, 6)
    const stops = stoppingAfter(kept, 3)
    const first = await deskOn(stops.storage, hours(8, "2"))
    const controller = new AbortController()
    stops.onStop = () => controller.abort()
    await refusal(first.desk.applyPolicy(order, { signal: controller.signal }))
    await first[Symbol.asyncDispose]()
    expect(stops.commits()).toBe(3)
    await using second = await deskOn(kept)
    expect(await applied(second.desk, order)).toMatchObject({ applied: 3, unchanged: 3 })
    for (const ticketId of ids) {
      const types = await typesOf(second.desk, ticketId)
      expect(types.filter((type) => type === "PolicyApplied")).toHaveLength(1)
      expect(await dueOf(second.desk, ticketId)).toBe(march(3, 11))
    }
  })

  it("P3 while people work on the same tickets, and nothing of theirs is lost", async () => {
    const storage = memory()
    const ids = await registered(storage, 20)
    await using opened = await deskOn(storage, hours(8, "2"))
    const { desk } = opened
    const note = { type: "note", text: "Looked at it." } as const
    const work = ids.map((ticketId) => desk.submit({ ticketId, actor: agent, command: note }))
    const jobs = [applied(desk, order), applied(desk, { ...order, limit: 3 })]
    const [, ...reports] = await Promise.all([Promise.all(work), ...jobs])
    expect(reports.flatMap(({ refused }) => refused)).toEqual([])
    for (const ticketId of ids) {
      const types = await typesOf(desk, ticketId)
      expect(types.filter((type) => type === "PolicyApplied")).toHaveLength(1)
      expect(types.filter((type) => type === "Noted")).toHaveLength(1)
    }
  })

  it("P7 what was due by the old target is recorded first", async () => {
    const storage = memory()
    const [ticketId = ""] = await registered(storage, 1)
    await using opened = await deskOn(storage, hours(400, "2"))
    opened.clock.at = march(9, 12)
    await opened.desk.applyPolicy(order)
    const types = await typesOf(opened.desk, ticketId)
    expect(types.slice(-3)).toEqual(["ClockWarned", "ClockBreached", "PolicyApplied"])
  })

  it("to tickets of several processes; a chart that lacks its states refuses it, and says so", async () => {
    const storage = memory()
    const [a = ""] = await registered(storage, 1)
    const silent = standard.policy.clocks.filter(({ id }) => id === "firstResponse")
    const plain = {
      ...standard,
      id: "plain",
      confirmation: false,
      policy: { ...standard.policy, clocks: silent },
    }
    const other = await deskOn(storage, plain)
    const { ticketId: b } = await register(other.desk)
    await other[Symbol.asyncDispose]()
    await using opened = await deskOn(storage, hours(8, "2"))
    const { tickets, refused } = await opened.desk.previewPolicy({
      process: hours(8, "2"),
      mode: "fromStart",
    })
    expect(tickets.map(({ ticketId }) => ticketId)).toEqual([a])
    const left = { ticketId: b, number: "T-2", rule: "StatesMissing" }
    expect(refused).toMatchObject([left])
    const report = await applied(opened.desk, order)
    expect(report).toMatchObject({ applied: 1, refused: [left] })
    expect(report.refused[0]?.message).toContain("awaitingWord")
  })

  it("P12 one damaged ticket stops nothing but itself", async () => {
    const storage = memory()
    const [a = "", b = ""] = await registered(storage, 2)
    await using opened = await deskOn(storage, hours(8, "2"))
    const row = await rowOf(opened.desk, a)
    if (row === undefined) throw new Error("there is no such ticket")
    await damage(opened.desk, { ...row, body: "{" })
    const left = [{ ticketId: a, rule: "Damaged" }]
    const question = { process: hours(8, "2"), mode: "keep" } as const
    expect((await opened.desk.previewPolicy(question)).refused).toMatchObject(left)
    expect(await applied(opened.desk, order)).toMatchObject({ applied: 1, refused: left })
    expect(await dueOf(opened.desk, b)).toBe(march(3, 11))
  })

  it("no process that was never published is applied", async () => {
    await using opened = await openDesk()
    const error = await refusal(opened.desk.applyPolicy({ process: "standard@9", mode: "keep" }))
    expect(error).toMatchObject({ problems: [{ code: "unknown-process", path: "process" }] })
  })
})

/** The store, which tells when so many commits were stored. */
const stoppingAfter = (storage: StorageAdapter, commits: number) => {
  const stop = { storage, onStop: (): void => undefined, commits: () => stored }
  let stored = 0
  const counted = Effect.map(Layer.build(storage.layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const commit: typeof store.commit = (tenant, batch) =>
      Effect.tap(store.commit(tenant, batch), () => {
        stored += 1
        if (stored === commits) stop.onStop()
        // A turn for the signal to be heard.
        return Effect.sleep(1)
      })
    return Context.add(services, TicketStore.TicketStore, { ...store, commit })
  })
  stop.storage = { ...storage, name: "counted", layer: Layer.effectContext(counted) }
  return stop
}
