import { describe, expect, it } from "vitest"
import { mountedRules } from "../../../test/contract/mounted.ts"
import { serve } from "../src/app.ts"

mountedRules("Fastify", {
  folder: new URL("../", import.meta.url),
  headersOf: (session) => ({ authorization: `Bearer ${session}` }),
})

describe("the scope of the desk", () => {
  it("leaves the application's own routes their parsed bodies", async () => {
    const { url, close } = await serve(0)
    const headers = { "content-type": "application/json" }
    const response = await fetch(`${url}/echo`, { method: "POST", headers, body: '{"a":1}' })
    expect(await response.json()).toEqual({ a: 1 })
    await close()
  })
})
