import { createDesk } from "@upkeep/core"
import { createHttpApi } from "@upkeep/transport-http"
import { createClient } from "@upkeep/transport-http/client"
import express, { type RequestHandler } from "express"
import { once } from "node:events"
import { createServer } from "node:http"
import { describe, expect, it } from "vitest"
import { mountedRules } from "../../../test/contract/mounted.ts"
import { serve } from "../src/app.ts"

mountedRules("Express", {
  folder: new URL("../", import.meta.url),
  headersOf: (session) => ({ authorization: `Bearer ${session}` }),
})

describe("the order of middleware", () => {
  it("leaves the application's own routes their parsed bodies", async () => {
    const { url, close } = await serve(0)
    const headers = { "content-type": "application/json" }
    const response = await fetch(`${url}/echo`, { method: "POST", headers, body: '{"a":1}' })
    expect(await response.json()).toEqual({ a: 1 })
    await close()
  })

  it("a body parser before the desk is told by name", async () => {
    const message: unknown = expect.stringContaining("expected the door before any body parser")
    const refusal = { status: 500, code: "body-already-read", message }
    expect(await refusalBehind(express.json())).toMatchObject(refusal)
  })

  it("a body parser that did not take the body does no harm", async () => {
    expect(await refusalBehind(express.urlencoded())).toBeUndefined()
  })
})

/** What becomes of a request that passes this middleware before it comes to the desk. */
const refusalBehind = async (before: RequestHandler): Promise<unknown> => {
  await using desk = await createDesk({ background: false })
  const actor = () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }) as const
  await using support = createHttpApi({ desk, actor })
  await using server = createServer(express().use(before).use(support.node)).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}` })
  const request = { channel: "phone", subject: "Login fails", text: "Since noon." }
  return await client.openTicket(request).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
}
