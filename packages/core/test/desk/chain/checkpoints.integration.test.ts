import { type Checkpoint, memory, standard } from "@upkeep/core"
import { describe, expect, it, vi } from "vitest"
import { fingerprint } from "../../../src/desk/canonical.ts"
import { checkpointEvents } from "../../../src/desk/chain/checkpoints.ts"
import { agent, openDesk, register } from "../setUp.ts"
import { lived } from "./lived.ts"
import { deskWith, type Rows, rowsOf } from "./tampered.ts"

const note = { type: "note", text: "Called back." } as const

const codesOf = async (opened: ReturnType<typeof deskWith>, checkpoint?: Checkpoint) => {
  const { desk } = await opened
  const { damages } = await desk.verify(checkpoint === undefined ? {} : { checkpoint })
  return damages.map(({ code }) => code)
}

const isOf = (row: Rows[number], ticketId: string): boolean =>
  JSON.stringify(row).includes(ticketId)

const isCheckpoint = (row: Rows[number]) =>
  row.kind === "registry" && row.entry.kind === "checkpoint"

type RegistryRow = Extract<Rows[number], { readonly kind: "registry" }>

const withEntry = (row: RegistryRow, entry: Partial<RegistryRow["entry"]>): RegistryRow => ({
  ...row,
  entry: { ...row.entry, ...entry },
})

const another = { ...standard, id: "another" }
const others = { ...another, desk: { ...another.desk, name: "Nobody" } }
const replacement = { body: JSON.stringify(others), hash: fingerprint(others) }

/** A store with a ticket on a process that is not in force any more. */
const onAnother = async () => {
  const storage = memory()
  const { desk: before } = await openDesk({ storage, process: another })
  await register(before)
  const { desk } = await openDesk({ storage })
  await register(desk)
  return { desk, checkpoint: await desk.checkpoint(), rows: await rowsOf(desk) }
}

describe("P20 checkpoints", () => {
  it("there is none where nothing ever happened, and no second one where nothing new did", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    expect(await desk.checkpoint()).toBeUndefined()
    await register(desk)
    const first = await desk.checkpoint()
    expect(first).toMatchObject({ tenant: "default", sequence: 1, events: 2, previous: null })
    expect(await desk.checkpoint()).toEqual(first)
  })

  it(`none covers more than ${checkpointEvents} events more than the one before`, async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    for (let count = 0; count < checkpointEvents; count++)
      await desk.submit({ ticketId, actor: agent, command: note })
    expect(await desk.checkpoint()).toMatchObject({ sequence: 2, events: checkpointEvents + 2 })
    expect(await desk.verify()).toMatchObject({ checkpoints: 2, covered: 1002, found: 0 })
  })

  it("one that was kept elsewhere shows what was cut off together with the store's own", async () => {
    const { desk: source, rows, second } = await lived()
    const last = await source.checkpoint()
    if (last === undefined) throw new Error("no checkpoint")
    const cut = rows.filter((row) => !isCheckpoint(row) && !isOf(row, second.ticketId))
    expect(await codesOf(deskWith(cut, source))).toEqual([])
    expect(await codesOf(deskWith(cut, source), last)).toEqual(["feed-cut-off"])
    expect(await codesOf(deskWith(rows, source), last)).toEqual([])
  })

  it("one that another desk took, or that was changed, is not believed", async () => {
    const { desk, checkpoint } = await lived()
    if (checkpoint === undefined) throw new Error("no checkpoint")
    const { damages } = await desk.verify({ checkpoint: { ...checkpoint, events: 1 } })
    expect(damages.map(({ code }) => code)).toEqual(["checkpoint-changed"])
  })

  it("a process that was replaced together with its hash is found by them, and by nothing else", async () => {
    const { desk, rows, checkpoint } = await onAnother()
    const replaced = rows.map((row) =>
      row.kind === "registry" && row.entry.id === "another" ? withEntry(row, replacement) : row,
    )
    expect(replaced).not.toEqual(rows)
    expect(await codesOf(deskWith(rows, desk), checkpoint)).toEqual([])
    expect(await codesOf(deskWith(replaced, desk))).toEqual(["feed-changed"])
    const { desk: changed } = await deskWith(replaced, desk)
    const message = expect.stringContaining("and the processes that they name")
    expect(await changed.verify()).toMatchObject({ damages: [{ message }] })
    await expect(changed.checkpoint()).rejects.toMatchObject({ reason: "damaged" })
    // Without the store's own checkpoints the one that was kept elsewhere tells.
    const bare = replaced.filter((row) => !isCheckpoint(row))
    expect(await codesOf(deskWith(bare, desk))).toEqual([])
    expect(await codesOf(deskWith(bare, desk), checkpoint)).toEqual(["feed-changed"])
  })

  it("a checkpoint that is gone from between two others is missed", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    for (let count = 0; count < 3; count++) {
      await desk.checkpoint()
      await desk.submit({ ticketId, actor: agent, command: note })
    }
    const rows = await rowsOf(desk)
    const second = rows.filter(isCheckpoint)[1]
    expect(await codesOf(deskWith(rows.filter((row) => row !== second)))).toEqual([
      "checkpoint-missing",
    ])
  })

  it("P10 two workers that take them at once leave one chain of them", async () => {
    const storage = memory()
    const desks = await Promise.all([openDesk({ storage }), openDesk({ storage })])
    const [one, other] = desks.map(({ desk }) => desk)
    if (one === undefined || other === undefined) throw new Error("two desks")
    for (let count = 0; count < 10; count++) {
      await register(one)
      const taken = await Promise.all([one.checkpoint(), other.checkpoint()])
      expect(taken[0]).toEqual(taken[1])
    }
    expect(await one.verify()).toMatchObject({ checkpoints: 10, covered: 20, found: 0 })
  })

  it("a worker in the background takes them, for every tenant whose desk was opened", async () => {
    const storage = memory()
    const { desk } = await openDesk({ storage })
    await register(desk)
    await register(await desk.forTenant("south"))
    await using opened = await openDesk({ storage, background: true, serve: "all" })
    await vi.waitFor(async () => {
      expect(await opened.desk.verify()).toMatchObject({ checkpoints: 1, covered: 2 })
      const south = await opened.desk.forTenant("south")
      expect(await south.verify()).toMatchObject({ checkpoints: 1, covered: 2 })
    })
  })
})

const older = (rows: Rows): Rows =>
  rows
    .filter((row) => !isCheckpoint(row))
    .map((row) => {
      if (row.kind === "event") {
        const body = row.event.body.replace(/,"chain":"\w+"/, "")
        return { ...row, event: { ...row.event, body } }
      }
      if (row.kind !== "ticket") return row
      return { ...row, row: { ...row.row, body: row.row.body.replace(/,"chain":"\w+"/, "") } }
    })

describe("P14 a journal that was written before there were chains", () => {
  it("is found whole, and goes on with a chain that holds all of it", async () => {
    const { desk: source, rows, second } = await lived()
    const { desk } = await deskWith(older(rows), source)
    const events = rows.filter(({ kind }) => kind === "event").length
    expect(await desk.verify()).toMatchObject({ events, unchained: events, found: 0 })
    await desk.submit({ ticketId: second.ticketId, actor: agent, command: note })
    expect(await desk.verify()).toMatchObject({ unchained: events, found: 0 })
    const changed = (await rowsOf(desk)).map((row) =>
      row.kind === "event" && row.event.ticketId === second.ticketId && row.event.number === 1
        ? { ...row, event: { ...row.event, body: row.event.body.replace("T-2", "T-9") } }
        : row,
    )
    expect(await codesOf(deskWith(changed, source))).toEqual(["event-changed"])
  })
})

it("P20 one that was kept elsewhere shows a history that was rewritten with all its checkpoints", async () => {
  const { desk: source, rows } = await lived()
  const last = await source.checkpoint()
  if (last === undefined) throw new Error("no checkpoint")
  // The same secret, another past: whoever can write in the store can do this.
  const { desk } = await deskWith(
    rows.filter(({ kind }) => kind === "registry").filter((row) => !isCheckpoint(row)),
  )
  for (let count = 0; count < last.events; count++) await register(desk)
  await desk.checkpoint()
  expect(await desk.verify()).toMatchObject({ found: 0 })
  const { damages } = await desk.verify({ checkpoint: last })
  expect(damages).toMatchObject([
    { code: "feed-changed", message: expect.stringContaining(`events 1 to ${last.events} of`) },
  ])
})
