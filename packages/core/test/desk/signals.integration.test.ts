// P7: workers hear of work by the store's signals, sent outside of commits, and look by themselves
// where one is lost.
import { createDesk } from "@upkeep/core"
import { Effect } from "effect"
import { describe, expect, it, vi } from "vitest"
import { signalPauseMillis } from "../../src/desk/nudges.ts"
import { watched } from "./group/watched.ts"
import { agent, channel, openDesk, register } from "./setUp.ts"

/** A store whose signals reach every worker of every desk on it. */
const signalling = () => {
  const listeners = new Set<() => void>()
  const sent: Array<number> = []
  const store = watched(undefined, {
    signal: Effect.sync(() => {
      sent.push(performance.now())
      for (const heard of listeners) heard()
    }),
    listen: (heard) =>
      Effect.asVoid(
        Effect.acquireRelease(
          Effect.sync(() => listeners.add(heard)),
          () => Effect.sync(() => listeners.delete(heard)),
        ),
      ),
  })
  return { ...store, listeners, sent }
}

describe("signals", () => {
  it("P7 what one process leaves to send another sends at once, and not at its next look", async () => {
    const { storage, listeners } = signalling()
    const mail = channel()
    await using worker = await createDesk({ storage, notify: [mail.adapter] })
    await vi.waitFor(() => expect(listeners.size).toBe(1))
    // It has looked, found nothing, and sleeps for five seconds.
    await new Promise((resolve) => setTimeout(resolve, 100))
    await using other = await createDesk({ storage, channels: ["email"], background: false })
    await register(other)
    await vi.waitFor(() => expect(mail.given).toHaveLength(1), { timeout: 2_000, interval: 10 })
    expect(worker.tenant).toBe("default")
  })

  it("many commits are few signals, and the last of them is not forgotten", async () => {
    const { storage, sent } = signalling()
    const { desk } = await openDesk({ storage, channels: ["email"] })
    const { ticketId } = await register(desk)
    const before = performance.now()
    for (let each = 0; each < 50; each++)
      await desk.submit({ ticketId, actor: agent, command: { type: "inform", text: "news" } })
    const lastedMillis = performance.now() - before
    await new Promise((resolve) => setTimeout(resolve, 2 * signalPauseMillis))
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.length).toBeLessThanOrEqual(3 + lastedMillis / signalPauseMillis)
    const count = sent.length
    await register(desk)
    await desk[Symbol.asyncDispose]()
    expect(sent.length).toBe(count + 1)
  })

  it("a worker that ends hears no more", async () => {
    const { storage, listeners } = signalling()
    const desk = await createDesk({ storage })
    await vi.waitFor(() => expect(listeners.size).toBe(1))
    await desk[Symbol.asyncDispose]()
    expect(listeners.size).toBe(0)
  })
})
