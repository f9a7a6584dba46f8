// P17: after a restore nothing goes out until somebody lets it, and what goes twice has one id. And
// P12: what was parked is let go on by one action, which is recorded.
import {
  InvalidInput,
  memory,
  type NotifierAdapter,
  restore,
  type StorageAdapter,
} from "@upkeep/core"
import { Notifier, Registry } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { linesOf } from "./backup/archives.ts"
import { unreadable } from "./broken.ts"
import { agent, channel, dayMillis, openDesk, refusal, register } from "./setUp.ts"

const by = "anna"

const carried = async (storage: StorageAdapter): Promise<StorageAdapter> => {
  const lines = await linesOf(storage)
  const fresh = memory()
  await restore(fresh, () => lines, { by })
  return fresh
}

const recordsOf = (desk: Awaited<ReturnType<typeof openDesk>>["desk"], kind: string) =>
  desk.run(
    Effect.flatMap(Registry.Registry, (registry) =>
      registry.list(desk.tenant, kind, { limit: 100 }),
    ),
  )

const bodies = (entries: ReadonlyArray<{ readonly body: string }>): ReadonlyArray<unknown> =>
  entries.map(({ body }) => JSON.parse(body))

describe("P17 a restored desk", () => {
  it("sends nothing until it is released, and then repeats under the same ids", async () => {
    const storage = memory()
    const before = channel()
    await using old = await openDesk({ storage, notify: [before.adapter] })
    const tickets = [await register(old.desk), await register(old.desk)]
    const copy = await carried(storage)
    // The old desk goes on after its backup was made: these letters are out.
    await old.desk.work()
    expect(before.given).toHaveLength(2)

    const after = channel()
    await using restored = await openDesk({ storage: copy, notify: [after.adapter] })
    const { desk, clock } = restored
    expect(await desk.sending()).toMatchObject({
      pausedAt: expect.any(Number),
      reason: expect.stringMatching(/^restored from a backup of \d{4}-.*Z$/),
    })
    clock.at += dayMillis
    expect(await desk.work()).toMatchObject({ delivered: 0 })
    expect(after.given).toEqual([])
    expect(await desk.waiting()).toMatchObject(
      tickets.map(({ number, ticketId }) => ({
        id: `${ticketId}.2.0`,
        ticketId,
        ticketNumber: number,
        channel: "email",
        attempts: 0,
      })),
    )
    await desk.releaseSending({ by: "boris" })
    expect(await desk.sending()).toEqual({ pausedAt: null, reason: "" })
    expect(await desk.work()).toMatchObject({ delivered: 2 })
    expect(after.given.map(({ id }) => id)).toEqual(before.given.map(({ id }) => id))
    expect(await desk.waiting()).toEqual([])
    expect(bodies(await recordsOf(desk, "sending"))).toEqual([
      { at: clock.at, by: "boris", state: "released", reason: "" },
    ])
    expect(bodies(await recordsOf(desk, "restore"))).toMatchObject([
      { by, state: "begun" },
      { by, state: "done" },
    ])
  })

  it("P12 records what becomes of a letter whose end was recorded before the backup", async () => {
    const storage = memory()
    const mail = channel("permanent")
    await using old = await openDesk({ storage, notify: [mail.adapter] })
    const { ticketId } = await register(old.desk)
    await old.desk.work()
    expect(await old.desk.releaseParked({ kind: "delivery", id: `${ticketId}.2.0`, by })).toBe(true)

    const again = channel("permanent")
    await using restored = await openDesk({
      storage: await carried(storage),
      notify: [again.adapter],
    })
    restored.clock.at += dayMillis
    await restored.desk.releaseSending({ by })
    expect(await restored.desk.work()).toMatchObject({ parked: 1, postponed: 0 })
    const { history } = await restored.desk.show(ticketId)
    expect(history.filter(({ type }) => type === "NotificationFailed")).toHaveLength(2)
    expect(await restored.desk.waiting()).toEqual([])
  })

  it("has every tenant paused, those of which no desk was opened too", async () => {
    const storage = memory()
    for (const tenant of ["a", "b"]) {
      await using opened = await openDesk({ storage, tenant, channels: ["email"] })
      await register(opened.desk)
    }
    const mail = channel()
    const served = {
      storage: await carried(storage),
      notify: [mail.adapter],
      serve: "all",
    } as const
    await using opened = await openDesk({ ...served, tenant: "a" })
    await opened.desk.work()
    const other = await opened.desk.forTenant("b")
    await other.work()
    expect(mail.given).toEqual([])
    await other.releaseSending({ by })
    await opened.desk.work()
    await other.work()
    expect(mail.given).toHaveLength(1)
  })
})

describe("sending", () => {
  it("is paused for every desk on the store, from the next letter on", async () => {
    const storage = memory()
    const mail = channel()
    await using first = await openDesk({ storage, notify: [mail.adapter] })
    await using second = await openDesk({ storage, channels: ["email"] })
    await second.desk.pauseSending({ reason: "the mail server moves", by })
    await register(first.desk)
    expect(await first.desk.work()).toMatchObject({ delivered: 0 })
    const { pausedAt } = await first.desk.sending()
    second.clock.at += dayMillis
    await second.desk.pauseSending({ reason: "it still moves", by })
    expect(await first.desk.sending()).toEqual({ pausedAt, reason: "the mail server moves" })
    await second.desk.releaseSending({ by })
    // Nothing is paused or released twice, and nothing recorded for it.
    await second.desk.releaseSending({ by })
    expect(await first.desk.work()).toMatchObject({ delivered: 1 })
    const states = bodies(await recordsOf(first.desk, "sending"))
    expect(states).toMatchObject([
      { state: "paused", reason: "the mail server moves" },
      { state: "released" },
    ])
  })

  it("paused while letters are under way keeps those back that are not with the channel yet", async () => {
    const mail = channel()
    const pausing: { do: () => Promise<void> } = { do: async () => {} }
    const { layer, ...rest } = mail.adapter
    await using opened = await openDesk({
      notify: [{ ...rest, layer: sendingFirst(layer, () => pausing.do()) }],
    })
    const { desk } = opened
    const { ticketId } = await register(desk)
    await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "boris" } })
    const command = { type: "answer", text: "Clear the cache, please." } as const
    await desk.submit({ ticketId, actor: agent, command })
    pausing.do = () => desk.pauseSending({ reason: "stop", by })
    const { delivered, postponed } = await desk.work()
    expect({ delivered, postponed }).toEqual({ delivered: 1, postponed: 1 })
    expect(mail.given).toHaveLength(1)
    expect(await desk.waiting()).toMatchObject([
      { attempts: 0, notice: "assigned", reason: "paused: stop" },
      { attempts: 0, notice: "answer" },
    ])
    pausing.do = async () => {}
    await desk.releaseSending({ by })
    expect(await desk.work()).toMatchObject({ delivered: 2 })
  })

  it("P12 names what waits although a ticket of it cannot be read", async () => {
    const broken = new Set<string>()
    const mail = channel()
    await using opened = await openDesk({
      storage: unreadable(memory(), broken),
      notify: [mail.adapter],
    })
    const { desk } = opened
    const [first, second] = [await register(desk), await register(desk)]
    broken.add(first.ticketId)
    expect(await desk.waiting()).toMatchObject([
      { ticketId: first.ticketId, ticketNumber: "" },
      { ticketId: second.ticketId, ticketNumber: second.number },
    ])
  })

  it("answers what is wrong with an order, all of it", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const orders = [
      desk.pauseSending({ reason: "", by: "a\nb" }),
      desk.releaseSending({ by: "" }),
      desk.waiting({ limit: 0 }),
      desk.parked({ kind: "ticket", limit: 1_001 }),
      desk.releaseParked({ kind: "ticket", id: "", by }),
    ]
    const codes = await Promise.all(orders.map(async (order) => codesOf(await refusal(order))))
    expect(codes).toEqual([
      ["empty", "forbidden-character"],
      ["empty"],
      ["out-of-range"],
      ["out-of-range"],
      ["empty"],
    ])
  })
})

describe("P12 parked work", () => {
  it("is listed, and let go on by one action, which is recorded", async () => {
    const mail = channel("permanent")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    expect(await desk.work()).toMatchObject({ parked: 1 })
    const [parked] = await desk.parked({ kind: "delivery" })
    expect(parked).toMatchObject({ id: `${ticketId}.2.0`, ticketId, reason: "451 permanent" })
    expect(await desk.parked({ kind: "ticket" })).toEqual([])
    const order = { kind: "delivery", id: `${ticketId}.2.0`, by } as const
    expect(await desk.releaseParked({ ...order, id: "strange" })).toBe(false)
    expect(await desk.releaseParked(order)).toBe(true)
    expect(await desk.releaseParked(order)).toBe(false)
    expect(await desk.work()).toMatchObject({ delivered: 1 })
    expect(mail.given.map(({ id }) => id)).toEqual([order.id, order.id])
    expect(bodies(await recordsOf(desk, "work released"))).toEqual([
      { at: clock.at, by, work: "delivery", id: order.id },
    ])
  })
})

const codesOf = (error: unknown): ReadonlyArray<string> =>
  error instanceof InvalidInput ? error.problems.map(({ code }) => code) : [String(error)]

/** A channel that does something before it is given a letter. */
const sendingFirst = (
  layer: NotifierAdapter["layer"],
  first: () => Promise<void>,
): NotifierAdapter["layer"] =>
  Layer.effect(
    Notifier.Notifier,
    Effect.map(Layer.build(layer), (built) => {
      const { send } = Context.get(built, Notifier.Notifier)
      return { send: (letter) => Effect.andThen(Effect.promise(first), send(letter)) }
    }),
  )
