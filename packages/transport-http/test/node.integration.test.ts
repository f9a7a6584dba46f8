// The door on node:http: what a connection and a host's middleware can do to it.
import { createDesk } from "@upkeep/core"
import { createServer, type RequestListener } from "node:http"
import { once } from "node:events"
import { connect } from "node:net"
import { describe, expect, it, vi } from "vitest"
import { createHttpApi, type HttpApiOptions, type Trouble } from "../src/index.ts"

const json = { "content-type": "application/json" }

const served = async (
  options: Partial<HttpApiOptions>,
  listenerOf: (node: RequestListener) => RequestListener = (node) => node,
) => {
  const desk = await createDesk({ background: false })
  const actor = () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }) as const
  const api = createHttpApi({ desk, actor, ...options })
  const server = createServer(listenerOf(api.node))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" ? address?.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await api.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await desk[Symbol.asyncDispose]()
    },
  }
}

describe("H07 a body that is refused while it is sent", () => {
  it("its sender gets the answer, and may go on for a while: nothing cuts the answer off", async () => {
    await using door = await served({})
    const bytes = 8_000_000
    const socket = connect(Number(new URL(door.url).port), "127.0.0.1")
    const failures: Array<Error> = []
    let said = ""
    const closed = once(socket, "close")
    socket.on("error", (error) => failures.push(error))
    socket.setEncoding("utf8").on("data", (text: string) => (said += text))
    const head = ["POST /v1/tickets HTTP/1.1", "Host: desk", "Content-Type: application/json"]
    socket.write(`${[...head, `Content-Length: ${bytes}`].join("\r\n")}\r\n\r\n{`)
    await vi.waitFor(() => expect(said).toContain("body-too-large"))
    // Whoever closes while the other side writes has the answer thrown away there.
    for (let sent = 1; sent < bytes; sent += 1_000_000) {
      expect(socket.writable).toBe(true)
      socket.write(Buffer.alloc(Math.min(1_000_000, bytes - sent)))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await closed
    expect(failures).toEqual([])
    expect(said).toMatch(/^HTTP\/1\.1 413 [\s\S]+connection: close/)
  })

  it.each([
    ["JSON", "/v1/tickets", json],
    ["a file", "/v1/attachments", {}],
  ])("%s sent by fetch gets its 413", async (_, path, headers) => {
    await using door = await served({})
    const body = new Uint8Array(path === "/v1/tickets" ? 8_000_000 : 32_000_000)
    const response = await fetch(door.url + path, { method: "POST", headers, body })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ status: 413 })
  })
})

describe("a host's middleware that came first", () => {
  it("has read the body: the answer says so, whole, and the host is told", async () => {
    const troubles: Array<Trouble> = []
    const onTrouble = (trouble: Trouble) => void troubles.push(trouble)
    await using door = await served({ onTrouble }, (node) => (incoming, outgoing) => {
      incoming.on("data", () => {}).on("end", () => node(incoming, outgoing))
    })
    const response = await fetch(`${door.url}/v1/tickets`, {
      method: "POST",
      headers: { ...json, "x-request-id": "mine" },
      body: "{}",
    })
    expect(response.status).toBe(500)
    expect(response.headers.get("x-request-id")).toBe("mine")
    expect(response.headers.get("x-content-type-options")).toBe("nosniff")
    expect(await response.json()).toMatchObject({
      type: "https://upkeep.dev/problems/body-already-read",
      requestId: "mine",
    })
    expect(troubles).toMatchObject([{ code: "body-already-read", requestId: "mine" }])
  })

  it("has taken its path off: with a basePath the document names where the door lies", async () => {
    await using door = await served({ basePath: "/support" }, (node) => (incoming, outgoing) => {
      const { url = "/" } = incoming
      Object.assign(incoming, { originalUrl: url, url: url.replace("/support", "") })
      node(incoming, outgoing)
    })
    const response = await fetch(`${door.url}/support/openapi.json`)
    expect(await response.json()).toMatchObject({ servers: [{ url: "/support" }] })
    expect((await fetch(`${door.url}/support/v1/tickets?limit=1`)).status).toBe(200)
  })
})
