// A list says of each ticket what a page of tickets shows, and needs no journal for it.
import { defineStorage, memory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { breathMillis } from "../../src/desk/breathing.ts"
import { answered, damage, forget, openDesk, register, rowOf, words } from "./setUp.ts"
import { functionsWith } from "./storageFunctions.ts"

const labels = { en: "Registered", ru: "Зарегистрирован" }

const renamed = {
  ...standard,
  version: "2",
  labels: { ...standard.labels, registered: { en: "Fresh", ru: "Новая" } },
}

describe("a list", () => {
  it("has the subject and the labels of each ticket, for agents and for its customer", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const anna = desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const command = { type: "register", channel: "web", text: "T", requester: {} } as const
    await anna.submit({ command: { ...command, subject: "One" } })
    clock.at += 1
    await anna.submit({ command: { ...command, subject: "Two" } })
    const expected = [
      { number: "T-1", subject: "One", labels },
      { number: "T-2", subject: "Two", labels },
    ]
    const olga = desk.forActor({ kind: "agent", id: "olga" })
    for (const each of [desk, olga, anna]) {
      expect(await each.list()).toMatchObject(expected)
      expect(await each.summary("T-2")).toMatchObject(expected[1] ?? {})
    }
  })

  it("P12 shows a damaged ticket bare, and the others whole", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const other = await register(desk)
    const row = await rowOf(desk, ticketId)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: "{" })
    const whole = { ticketId: other.ticketId, labels }
    expect(await desk.list()).toMatchObject([{ ticketId, subject: "", labels: {} }, whole])
    await expect(desk.show(ticketId)).rejects.toMatchObject({ reason: "damaged" })
  })

  it("says of a ticket what its page says of it", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await answered(desk)
    const [listed] = await desk.list()
    expect(await desk.show(ticketId)).toMatchObject(listed ?? {})
    expect(await desk.summary(ticketId)).toEqual(listed)
    expect(listed).toMatchObject({
      subject: words.subject,
      labels: { en: "Completed" },
    })
  })

  it("P14 has the labels of the process that each ticket is on", async () => {
    const storage = memory()
    const first = await openDesk({ storage })
    first.clock.at -= 1
    await register(first.desk)
    await first.desk[Symbol.asyncDispose]()
    await using second = await openDesk({ storage, process: renamed })
    await register(second.desk)
    const listed = await second.desk.list()
    expect(listed.map((each) => each.labels["en"])).toEqual(["Registered", "Fresh"])
  })

  it("has no subject where that was forgotten, and every other one", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    clock.at += 1
    await register(desk)
    await forget(desk, ticketId)
    const listed = await desk.list()
    expect(listed.map(({ subject }) => subject)).toEqual(["", words.subject])
    expect(listed[0]?.labels).toEqual(labels)
    expect(await desk.summary(ticketId)).toEqual(listed[0])
  })

  it("asks its store for the contents of a whole page at once", async () => {
    await using opened = await openDesk()
    const receipts = [await register(opened.desk), await register(opened.desk)]
    const rows = await Promise.all(receipts.map(({ ticketId }) => rowOf(opened.desk, ticketId)))
    const asked: Array<unknown> = []
    const query = {
      list: async () => rows.flatMap((row) => row ?? []),
      contentsByKey: async (tenant: string, keys: unknown) => {
        asked.push([tenant, keys])
        return []
      },
    }
    const storage = defineStorage({ name: "own", open: async () => functionsWith({ query }) })
    await using other = await openDesk({ storage })
    expect(await other.desk.list()).toHaveLength(2)
    const keys = receipts.map(({ ticketId }) => ({ ticketId, key: `${ticketId}.1` }))
    expect(asked).toEqual([["default", keys]])
  })

  it("lets the event loop of its host go round, where a page takes long", async () => {
    await using opened = await openDesk()
    const { ticketId } = await register(opened.desk)
    const row = await rowOf(opened.desk, ticketId)
    const query = {
      list: async () => {
        const start = performance.now()
        while (performance.now() - start <= breathMillis);
        return row === undefined ? [] : [row]
      },
    }
    const storage = defineStorage({ name: "own", open: async () => functionsWith({ query }) })
    await using other = await openDesk({ storage })
    let hasTurned = false
    setImmediate(() => {
      hasTurned = true
    })
    expect(await other.desk.list()).toHaveLength(1)
    expect(hasTurned).toBe(true)
  })
})
