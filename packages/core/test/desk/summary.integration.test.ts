// A list says of each ticket what a page of tickets shows, and needs no journal for it.
import { type ContentKey, defineStorage, memory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { breathMillis } from "../../src/desk/breathing.ts"
import { subjectsAtOnce } from "../../src/desk/summary.ts"
import { deskWith, rowsOf } from "./chain/tampered.ts"
import { answered, damage, forget, openDesk, register, rowOf, words } from "./setUp.ts"
import { functionsWith } from "./storageFunctions.ts"

const labels = { en: "Registered", ru: "Зарегистрирован" }

const renamed = {
  ...standard,
  version: "3",
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
    expect(await desk.show(ticketId)).toMatchObject({ damage: expect.stringContaining('got "{"') })
  })

  it("P12 shows a ticket whose content is damaged without its subject, and the others whole", async () => {
    await using opened = await openDesk()
    const { ticketId } = await register(opened.desk)
    opened.clock.at += 1
    await register(opened.desk)
    const rows = (await rowsOf(opened.desk)).map((row) =>
      row.kind === "content" && row.ticketId === ticketId
        ? { ...row, content: { ...row.content, body: "{" } }
        : row,
    )
    const { desk } = await deskWith(rows)
    expect(await desk.list()).toMatchObject([
      { ticketId, subject: "", labels },
      { subject: words.subject, labels },
    ])
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

  it("P13 asks its store for the subjects of a page at once, and for no text", async () => {
    await using opened = await openDesk()
    const receipts = [await register(opened.desk), await register(opened.desk)]
    const rows = await Promise.all(receipts.map(({ ticketId }) => rowOf(opened.desk, ticketId)))
    const asked: Array<unknown> = []
    const query = {
      list: async () => rows.flatMap((row) => row ?? []),
      subjects: async (tenant: string, keys: ReadonlyArray<ContentKey>) => {
        asked.push([tenant, keys])
        return keys.map((key) => ({ ...key, subject: `S of ${key.key}` }))
      },
      contents: async () => {
        throw new Error("a list read a text")
      },
    }
    const storage = defineStorage({ name: "own", open: async () => functionsWith({ query }) })
    await using other = await openDesk({ storage })
    const keys = receipts.map(({ ticketId }) => ({ ticketId, key: `${ticketId}.1` }))
    const subjects = keys.map(({ key }) => ({ subject: `S of ${key}` }))
    expect(await other.desk.list()).toMatchObject(subjects)
    expect(asked).toEqual([["default", keys]])
  })

  it("P13 asks for the subjects of a long page in slices, between which the event loop goes round", async () => {
    await using opened = await openDesk()
    const { ticketId } = await register(opened.desk)
    const row = await rowOf(opened.desk, ticketId)
    if (row === undefined) throw new Error("no row")
    const ids = Array.from({ length: subjectsAtOnce + 1 }, (_, index) => `t${index}`)
    const slices: Array<{ readonly length: number; readonly turns: number }> = []
    let turns = 0
    const query = {
      list: async () => ids.map((id) => ({ ...row, ticketId: id })),
      subjects: async (_: string, keys: ReadonlyArray<ContentKey>) => {
        slices.push({ length: keys.length, turns })
        setImmediate(() => (turns += 1))
        const start = performance.now()
        while (performance.now() - start <= breathMillis);
        return keys.map((key) => ({ ...key, subject: `S of ${key.ticketId}` }))
      },
    }
    const storage = defineStorage({ name: "own", open: async () => functionsWith({ query }) })
    await using other = await openDesk({ storage })
    const listed = await other.desk.list()
    expect(listed.map(({ subject }) => subject)).toEqual(ids.map((id) => `S of ${id}`))
    expect(slices).toEqual([
      { length: subjectsAtOnce, turns: 0 },
      { length: 1, turns: 1 },
    ])
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
