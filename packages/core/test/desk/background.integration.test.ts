// The worker in the background, in real time; giving up; and the end of a desk.
import { createDesk, memory } from "@upkeep/core"
import { describe, expect, it, vi } from "vitest"
import { slow } from "./slow.ts"
import { agent, answered, channel, march, openDesk, refusal, register, rowOf } from "./setUp.ts"

const closedOrTold = { timeout: 4_000, interval: 10 }

describe("the background", () => {
  it("sends and closes by itself", async () => {
    const storage = memory()
    const clock = { at: march(2, 12) }
    const options = { storage, now: () => clock.at }
    const prepared = await createDesk({ ...options, background: false })
    const { ticketId } = await answered(prepared)
    await prepared[Symbol.asyncDispose]()
    clock.at = march(6, 12)
    const mail = channel()
    await using desk = await createDesk({ ...options, notify: [mail.adapter] })
    await vi.waitFor(
      async () => expect((await desk.show(ticketId)).status).toBe("closed.silence"),
      closedOrTold,
    )
    await vi.waitFor(() => expect(mail.given).toHaveLength(1), closedOrTold)
    expect(mail.given[0]?.subject).toContain("is closed")
  })

  it("P7 what a command leaves to send is sent without waiting for the next look", async () => {
    const mail = channel()
    await using desk = await createDesk({ notify: [mail.adapter] })
    await register(desk)
    await vi.waitFor(() => expect(mail.given).toHaveLength(1), { timeout: 2_000, interval: 10 })
  })

  it("P12 a channel that breaks does not end it", async () => {
    const mail = channel("defect")
    await using desk = await createDesk({ notify: [mail.adapter] })
    await register(desk)
    await vi.waitFor(() => expect(mail.given).toHaveLength(1), closedOrTold)
    await register(desk)
    await vi.waitFor(() => expect(mail.given).toHaveLength(2), closedOrTold)
  })

  it("P19 it ends with its desk, and what was left is done by the next one", async () => {
    const storage = memory()
    const mail = channel()
    const first = await createDesk({ storage, notify: [mail.adapter] })
    await first[Symbol.asyncDispose]()
    await using second = await createDesk({ storage, notify: [mail.adapter], background: false })
    await register(second)
    // Longer than the worker of the first desk would have slept, had it lived and been told.
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(mail.given).toEqual([])
    expect(await second.work()).toMatchObject({ delivered: 1 })
  })
})

describe("the end of a desk", () => {
  it("a closed desk takes nothing any more and stores nothing", async () => {
    const storage = memory()
    const { desk } = await openDesk({ storage })
    const { ticketId } = await register(desk)
    await desk[Symbol.asyncDispose]()
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    expect(await refusal(desk.submit(note))).not.toHaveProperty("accepted")
    await using next = await openDesk({ storage })
    expect((await rowOf(next.desk, ticketId))?.version).toBe(2)
  })
})

describe("AbortSignal", () => {
  it("a command that was given up before it was sent does not happen", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const controller = new AbortController()
    controller.abort()
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    const error = await refusal(desk.submit(note, { signal: controller.signal }))
    expect(error).toBeInstanceOf(Error)
    expect((await rowOf(desk, ticketId))?.version).toBe(2)
  })

  it("a command that is given up before its commit does not happen", async () => {
    await using opened = await openDesk({ storage: slow("after", 50) })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const controller = new AbortController()
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    const given = refusal(desk.submit(note, { signal: controller.signal }))
    controller.abort()
    expect(await given).toBeInstanceOf(Error)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await rowOf(desk, ticketId))?.version).toBe(2)
  })

  it("a signal that is never given changes nothing", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const note = { ticketId, actor: agent, command: { type: "note", text: "a" } } as const
    const { signal } = new AbortController()
    expect((await desk.submit(note, { signal })).version).toBe(3)
  })
})
