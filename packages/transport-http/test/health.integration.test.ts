// C13: what deserves a look turns the service yellow, and never red.
import { standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { createClient } from "../src/client.ts"
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
