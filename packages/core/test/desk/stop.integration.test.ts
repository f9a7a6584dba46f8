// Giving up, hanging, breaking, stopping: what is under way then is not lost and not in doubt.
import { createDesk, memory, type NotifierAdapter } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { describe, expect, it, vi } from "vitest"
import { lateClaims } from "./slow.ts"
import { agent, channel, dayMillis, march, openDesk, register } from "./setUp.ts"

const soon = { timeout: 4_000, interval: 10 }

const hanging: NotifierAdapter = {
  name: "hanging",
  channel: "email",
  layer: Layer.succeed(Notifier.Notifier, { send: () => Effect.never }),
}

describe("P11 an honest answer", () => {
  it("a command that was stored is never answered by a failure, whoever gave up waiting", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const calls = Array.from({ length: 100 }, async (_, n) => {
      const abort = new AbortController()
      setImmediate(() => abort.abort())
      const command = { type: "note", text: `note ${n}` } as const
      const named = { ticketId, actor: agent, command, commandId: `note-${n}` }
      const accepted = await desk.submit(named, { signal: abort.signal }).then(
        () => true,
        () => false,
      )
      const stored = (await desk.receipt(`note-${n}`)) !== undefined
      return { accepted, stored }
    })
    const answers = await Promise.all(calls)
    expect(answers).toHaveLength(100)
    expect(answers.filter(({ accepted, stored }) => accepted !== stored)).toEqual([])
  })
})

describe("the background", () => {
  it("P7 a channel that never answers delays no clock", async () => {
    const clock = { at: march(2, 12) }
    await using desk = await createDesk({ now: () => clock.at, notify: [hanging] })
    const { ticketId } = await register(desk)
    clock.at += 10 * dayMillis
    await desk.submit({ ticketId, actor: agent, command: { type: "note", text: "late" } })
    await vi.waitFor(async () => {
      const { history } = await desk.show(ticketId)
      expect(history.map(({ type }) => type)).toContain("ClockBreached")
    }, soon)
  })

  it("P12 survives a defect: what broke is tried again after a pause", async () => {
    const mail = channel()
    let broken = false
    const now = () => {
      if (broken) throw new Error("the host's clock broke")
      return march(2, 12)
    }
    await using desk = await createDesk({ now, notify: [mail.adapter] })
    broken = true
    await new Promise((resolve) => setTimeout(resolve, 5_100))
    broken = false
    await register(desk)
    await vi.waitFor(() => expect(mail.given).toHaveLength(1), { timeout: 12_000, interval: 50 })
  }, 30_000)

  it("P19 a stop gives back what it had claimed: the next desk sends it at once", async () => {
    const storage = memory()
    const first = await createDesk({ storage, notify: [hanging] })
    const { ticketId } = await register(first)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await first[Symbol.asyncDispose]()
    const mail = channel()
    await using second = await createDesk({ storage, notify: [mail.adapter], background: false })
    expect(await second.work()).toMatchObject({ delivered: 1 })
    const { deliveries } = await second.show(ticketId)
    expect(deliveries).toMatchObject([{ status: "delivered", attempts: 1 }])
  })

  it("P19 a stop while a claim is under way gives back what it brings", async () => {
    const storage = memory()
    const claims: Array<number> = []
    const late = lateClaims(storage, 300, (claimed) => claims.push(claimed))
    const first = await createDesk({ storage: late, notify: [hanging] })
    await register(first)
    await vi.waitFor(() => expect(claims).toContain(1), soon)
    await first[Symbol.asyncDispose]()
    const mail = channel()
    await using second = await createDesk({ storage, notify: [mail.adapter], background: false })
    expect(await second.work()).toMatchObject({ delivered: 1 })
  })
})

describe("P6 the letters of one ticket", () => {
  it("keep their order: one that is refused for now holds back those behind it", async () => {
    const mail = channel("temporary")
    await using opened = await openDesk({ notify: [mail.adapter] })
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    await desk.submit({ ticketId, actor: agent, command: { type: "inform", text: "news" } })
    const other = await register(desk)
    expect(await desk.work()).toMatchObject({ delivered: 1, postponed: 1 })
    expect(mail.given.map((each) => each.ticketId)).toEqual([ticketId, other.ticketId])
    expect((await desk.show(ticketId)).deliveries.map(({ attempts }) => attempts)).toEqual([1, 0])
    clock.at += 60_000
    expect(await desk.work()).toMatchObject({ delivered: 2 })
    expect(mail.given.slice(2).map(({ eventNumber }) => eventNumber)).toEqual([2, 3])
  })
})
