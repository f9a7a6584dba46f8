// The way of a request on the wire: methods and targets of every kind, and callers who leave.
import { METHODS, createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { memory, type StorageAdapter } from "@upkeep/core"
import { AttachmentStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { listen, type Trouble } from "../src/index.ts"
import { actorOf, addressOf, listening, open, openTicket, upload } from "./door.ts"
import { breaking, mebibyte } from "./fileStores.ts"
import { head, statusOf, wire } from "./wire.ts"

const auth = { Authorization: "Bearer vera" }
const last = { ...auth, Connection: "close" }

const asked = async (port: number, line: string): Promise<string> => {
  const connection = await wire(port)
  connection.write(head(line, last))
  return connection.ended
}

describe("methods", () => {
  // CONNECT is answered by Node itself: it cuts the connection.
  const foreign = METHODS.filter((method) => !["CONNECT", "GET", "HEAD", "POST"].includes(method))

  it.each(foreign)("%s is for no place, and the process goes on", async (method) => {
    const { port } = await listening(await open())
    const answer = await asked(port, `${method} /v1/tickets HTTP/1.1`)
    expect(statusOf(answer)).toBe(405)
    expect(answer).toMatch(/\nallow: GET, HEAD, POST\r/i)
    expect(answer).toContain("/problems/method-not-allowed")
    expect(statusOf(await asked(port, "GET /v1/tickets HTTP/1.1"))).toBe(200)
  })

  it("CONNECT ends its own connection alone", async () => {
    const { port } = await listening(await open())
    await asked(port, "CONNECT desk.local:80 HTTP/1.1")
    expect(statusOf(await asked(port, "HEAD /v1/tickets HTTP/1.1"))).toBe(200)
  })

  it("TRACE leads nowhere where nothing lies", async () => {
    const { port } = await listening(await open())
    expect(statusOf(await asked(port, "TRACE /nothing HTTP/1.1"))).toBe(404)
  })
})

describe("what the actor is shown", () => {
  const seen: Array<string> = []
  const actor: typeof actorOf = (request) => {
    seen.push(request.url)
    return actorOf(request)
  }

  it("is the url as the caller has sent it, whatever a router took off", async () => {
    const { api } = await open({ actor, basePath: "/support" })
    const server = createServer((incoming, outgoing) => {
      const { url = "/" } = incoming
      Object.assign(incoming, { originalUrl: url, url: url.replace("/support", "") })
      api.node(incoming, outgoing)
      expect(incoming.url, "the host's own").toBe(url.replace("/support", ""))
    })
    const { port } = await bound(server)
    seen.length = 0
    expect(statusOf(await asked(port, "GET /support/v1/tickets?limit=1 HTTP/1.1"))).toBe(200)
    expect(seen).toEqual(["http://desk.local/support/v1/tickets?limit=1"])
  })

  it("is the host of a whole address, which is served as its path (RFC 9112, 3.2.2)", async () => {
    const { port } = await listening(await open({ actor }))
    seen.length = 0
    const target = "http://other.example/v1/tickets?limit=1"
    expect(statusOf(await asked(port, `GET ${target} HTTP/1.1`))).toBe(200)
    expect(seen).toEqual([target])
    expect(statusOf(await asked(port, "GET http://other.example HTTP/1.1"))).toBe(404)
    expect(statusOf(await asked(port, "GET http://[::1/v1/tickets HTTP/1.1"))).toBe(400)
    expect(statusOf(await asked(port, "GET http:///v1/tickets HTTP/1.1"))).toBe(404)
  })
})

const bound = async (server: ReturnType<typeof createServer>): Promise<AddressInfo> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  return addressOf(server.address())
}

/** Memory whose reads wait for the test, and whose files count those who read them. */
const countingReaders = () => {
  const count = { asked: 0, made: 0, returned: 0 }
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const endless = (): AsyncIterator<Uint8Array> => {
    count.made += 1
    return {
      next: async () => ({ done: false, value: new Uint8Array(65_536) }),
      return: async () => {
        count.returned += 1
        return { done: true, value: undefined }
      },
    }
  }
  const around = Effect.map(Layer.build(memory().layer), (services) => {
    const files = Context.get(services, AttachmentStore.AttachmentStore)
    const read: typeof files.read = (tenant, hash) =>
      Effect.gen(function* () {
        count.asked += 1
        yield* Effect.promise(() => released)
        const found = yield* files.read(tenant, hash)
        return { ...found, content: { [Symbol.asyncIterator]: endless } }
      })
    return Context.add(services, AttachmentStore.AttachmentStore, { ...files, read })
  })
  const layer = Layer.effectContext(around)
  const storage: StorageAdapter = { ...memory(), name: "readers", layer }
  return { storage, count, release }
}

const withFile = async (storage: StorageAdapter) => {
  const troubles: Array<Trouble> = []
  const onTrouble = (trouble: Trouble) => void troubles.push(trouble)
  const opened = await open({ of: { storage }, onTrouble })
  const { id, hash } = await upload(opened, "anna", new Uint8Array(mebibyte))
  const ticket = await openTicket(opened, "anna", { attachments: [id] })
  return { opened, troubles, path: `${ticket.path}/attachments/${hash}` }
}

describe("a caller who leaves", () => {
  it("before the download is answered leaves no file open, and nobody is told", async () => {
    const { storage, count, release } = countingReaders()
    const { opened, troubles, path } = await withFile(storage)
    const { port, server } = await listening(opened)
    const left = new Promise<void>((resolve) => {
      server.on("request", (_, outgoing) => outgoing.once("close", resolve))
    })
    const caller = await wire(port)
    caller.write(head(`GET ${path} HTTP/1.1`, auth))
    await vi.waitFor(() => expect(count.asked).toBe(1))
    caller.socket.destroy()
    await left
    release()
    await vi.waitFor(() => expect(count).toEqual({ asked: 1, made: 1, returned: 1 }))
    expect(troubles).toEqual([])
  })

  it("in the middle of a body is no trouble of ours", async () => {
    const { opened, troubles } = await withFile(memory())
    const { port, server } = await listening(opened)
    const left = new Promise<void>((resolve) => {
      server.on("request", (_, outgoing) => outgoing.once("close", resolve))
    })
    const caller = await wire(port)
    const json = { "Content-Type": "application/json", "Content-Length": 100 }
    caller.write(`${head("POST /v1/tickets HTTP/1.1", { ...auth, ...json })}{"chan`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    caller.socket.destroy()
    await left
    await opened.api.close()
    expect(troubles).toEqual([])
  })
})

describe("a download that breaks off", () => {
  it("is told to the host under the id of its request, and the connection is cut", async () => {
    const { opened, troubles, path } = await withFile(breaking())
    const { baseUrl } = await listening(opened)
    const headers = { ...auth, "x-request-id": "mine" }
    const response = await fetch(baseUrl + path, { headers })
    await expect(response.arrayBuffer()).rejects.toThrow("terminated")
    expect(troubles).toMatchObject([{ requestId: "mine", code: "attachment-failed" }])
    expect(String(troubles[0]?.error)).toContain("the disk is gone")
  })
})

describe("listen", () => {
  it("goes on where its server meets trouble, and says so", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
    onTestFinished(() => said.mockRestore())
    const { api } = await open()
    const server = await listen(
      {
        close: api.close,
        node: (incoming, outgoing) => {
          Reflect.get(incoming.socket, "server").emit("error", new Error("EMFILE"))
          api.node(incoming, outgoing)
        },
      },
      { port: 0 },
    )
    onTestFinished(() => server.close())
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200)
    expect(said).toHaveBeenCalledWith("upkeep: server:", new Error("EMFILE"))
  })
})
