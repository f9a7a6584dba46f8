// C13: what deserves a look turns the service yellow, and never red; a desk that should be sent
// nothing is not ready.
import { createDesk, memory, standard, type StorageAdapter, StoreError } from "@upkeep/core"
import { WorkQueue } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { createClient } from "../src/client.ts"
import { createHttpApi } from "../src/createHttpApi.ts"
import { dayMillis, open } from "./door.ts"

const holidays = ["2026-01-01", "2026-11-04"]
const process = { ...standard, calendar: { ...Object(standard.calendar), holidays } }
const lastDay = Date.UTC(2026, 11, 31, 12)

describe("C13 holidays that end", () => {
  it("are a warning from 60 days before on: still 200, for the service serves", async () => {
    const { clock, send, api } = await open({ of: { process } })
    clock.now = lastDay - 60 * dayMillis
    expect((await send("nobody", "GET /health/ready")).said).toEqual({ status: "pass" })
    clock.now += dayMillis
    const answer = await send("nobody", "GET /health/ready")
    expect(answer.status).toBe(200)
    expect(answer.said).toEqual({
      status: "warn",
      warnings: [{ code: "holidays-end", detail: expect.stringContaining("2026-12-31") }],
    })
    const client = createClient({ baseUrl: "http://desk.local", fetch: api.fetch })
    expect((await client.isReady()).status).toBe("warn")
    expect(await client.isAlive()).toEqual({ status: "pass" })
  })
})

/** Memory whose queue answers otherwise. */
const queueing = (change: Partial<WorkQueue.WorkQueueService>): StorageAdapter => {
  const changed = Effect.map(Layer.build(memory().layer), (services) => {
    const queue = Context.get(services, WorkQueue.WorkQueue)
    return Context.add(services, WorkQueue.WorkQueue, { ...queue, ...change })
  })
  return { ...memory(), name: "queueing", layer: Layer.effectContext(changed) }
}

const skewed = (millis: number) => ({ now: Effect.sync(() => Date.now() + millis) })

describe("a desk's health", () => {
  it("P17 notifications that are paused are a warning", async () => {
    const { desk, send } = await open()
    await desk.pauseSending({ reason: "restored", by: "olga" })
    expect((await send("nobody", "GET /health/ready")).said).toMatchObject({
      status: "warn",
      warnings: [{ code: "sending-paused" }],
    })
  })

  it("P9 a host's clock that is off is a warning, and by more than a minute not ready", async () => {
    for (const [millis, status] of [
      [5_000, 200],
      [65_000, 503],
    ] as const) {
      const storage = queueing(skewed(millis))
      await using desk = await createDesk({ storage, background: false })
      await using api = createHttpApi({ desk, actor: () => undefined })
      const answer = await api.fetch(new Request("http://desk.local/health/ready"))
      expect(answer.status).toBe(status)
      expect(await answer.json()).toMatchObject(
        status === 200 ? { warnings: [{ code: "clock-skew" }] } : { title: "Not ready" },
      )
    }
  })

  it("a store that does not answer is not ready, and what it says is nobody's concern", async () => {
    const error = new StoreError({ reason: "unavailable", detail: "10.0.0.7 refused" })
    const { send } = await open({
      of: { storage: queueing({ sending: () => Effect.fail(error) }) },
    })
    const answer = await send("nobody", "GET /health/ready")
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer.said)).not.toContain("10.0.0.7")
  })
})
