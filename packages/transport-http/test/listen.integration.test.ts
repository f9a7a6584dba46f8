// A door on Node's own server: every kind of connection that a stop can meet.
import { createDesk } from "@upkeep/core"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { Agent, get, type ServerResponse } from "node:http"
import { connect, type Socket } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { createHttpApi, listen, type ListenOptions } from "../src/index.ts"

type Served = Parameters<typeof listen>[0]

const served = async (api: Served, options: Partial<ListenOptions> = {}) => {
  const server = await listen(api, { port: 0, ...options })
  onTestFinished(() => server.close())
  return { server, port: Number(new URL(server.url).port) }
}

/** A door that answers each request as a function says. */
const answering = (node: (outgoing: ServerResponse) => void): Served => ({
  node: (_, outgoing) => node(outgoing),
  close: async () => undefined,
})

const deskDoor = async () => {
  const desk = await createDesk({ background: false })
  onTestFinished(() => desk[Symbol.asyncDispose]())
  return createHttpApi({
    desk,
    actor: () => ({ tenant: desk.tenant, kind: "agent", id: "olga" }),
    onTrouble: () => undefined,
  })
}

const dial = async (port: number, first = ""): Promise<Socket> => {
  const socket = connect(port, "127.0.0.1")
  onTestFinished(() => void socket.destroy())
  await once(socket, "connect")
  socket.on("error", () => undefined)
  socket.write(first)
  return socket
}

const body = JSON.stringify({ channel: "phone", subject: "Login fails", text: "Since noon." })
const openingHead = [
  "POST /v1/tickets HTTP/1.1",
  "host: localhost",
  "content-type: application/json",
  `content-length: ${body.length}`,
  "\r\n",
].join("\r\n")

const textOf = async (socket: Socket): Promise<string> => {
  const chunks: Array<Buffer> = []
  socket.on("data", (chunk: Buffer) => chunks.push(chunk))
  await once(socket, "close")
  return Buffer.concat(chunks).toString()
}

describe("listen", () => {
  it("serves a door under its url, and nothing any more once it is closed", async () => {
    const { server } = await served(await deskDoor())
    const { status } = await fetch(`${server.url}/v1/tickets`)
    expect(status).toBe(200)
    await Promise.all([server.close(), server.close()])
    await expect(fetch(server.url)).rejects.toThrow("fetch failed")
  })

  it("writes the url of an IPv6 address in brackets", async () => {
    const { server } = await served(await deskDoor(), { host: "::1" })
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200)
  })

  it("P19 finishes the request under way, refuses others meanwhile, and is not ready", async () => {
    const { server, port } = await served(await deskDoor())
    const slow = await dial(port, openingHead + body.slice(0, 10))
    // The server has met the slow request once it answers one that came later.
    await fetch(`${server.url}/v1/tickets`)
    const closed = server.close()
    const refused = await fetch(`${server.url}/v1/tickets`)
    const ready = await fetch(`${server.url}/health/ready`)
    expect([refused.status, refused.headers.get("retry-after"), ready.status]).toEqual([
      503,
      "1",
      503,
    ])
    const answer = textOf(slow)
    slow.write(body.slice(10))
    expect(await answer).toMatch(/^HTTP\/1\.1 201 [^]*connection: close[^]*"T-1"/i)
    await closed
  })

  it("P19 sends a whole answer to a reader that is slow to fetch it", async () => {
    const bytes = 32 * 1024 * 1024
    const { server, port } = await served(answering((outgoing) => outgoing.end("a".repeat(bytes))))
    const slow = await dial(port, "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
    await once(slow, "readable")
    const closed = server.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [, content = ""] = (await textOf(slow)).split("\r\n\r\n")
    expect(content).toHaveLength(bytes)
    await closed
  })

  it("P19 waits for no connection that lies idle, nor for one that never asked", async () => {
    const { server, port } = await served(answering((outgoing) => outgoing.end()))
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const [incoming] = await once(get(server.url, { agent }), "response")
    incoming.resume()
    await once(incoming, "end")
    const silent = await dial(port)
    const gone = once(silent, "close")
    await server.close()
    await gone
  })

  it("P19 cuts off what is not finished in time", async () => {
    const { server, port } = await served(await deskDoor(), { closeMillis: 100 })
    const endless = await dial(port, openingHead)
    await fetch(`${server.url}/v1/tickets`)
    const gone = once(endless, "close")
    await server.close()
    await gone
  })

  it("says that a port is taken, and that a host is not of this machine", async () => {
    const { port } = await served(await deskDoor())
    await expect(listen(await deskDoor(), { port })).rejects.toMatchObject({
      _tag: "ListenError",
      reason: "port-taken",
      message: `port-taken: got "127.0.0.1:${port}", expected a port on which nobody listens`,
    })
    await expect(listen(await deskDoor(), { port: 0, host: "192.0.2.1" })).rejects.toThrow(
      /^cannot-listen: got "192\.0\.2\.1:0", .+EADDRNOTAVAIL/,
    )
  })

  it("names every mistake of its options", async () => {
    const options = { port: 65_536, host: "", closeMillis: 0, colour: "red" }
    await expect(listen(await deskDoor(), options)).rejects.toMatchObject({
      problems: ["port", "host", "closeMillis", "colour"].map((path) => ({ path })),
    })
  })
})

describe("untilStop", () => {
  const listenUrl = JSON.stringify(new URL("../src/listen.ts", import.meta.url).href)
  const start = async (millis: number) => {
    const script = `
      import { untilStop } from ${listenUrl}
      const busy = setInterval(() => {}, 1_000)
      const stop = untilStop(${millis})
      console.log("waiting")
      console.log(await stop)`
    const flags = ["--conditions=@upkeep/source", "--input-type=module", "-e", script]
    const child = spawn(process.execPath, flags, { stdio: ["ignore", "pipe", "pipe"] })
    onTestFinished(() => void child.kill("SIGKILL"))
    const said: Array<string> = []
    child.stderr.on("data", (chunk) => said.push(String(chunk)))
    await once(child.stdout, "data")
    return { child, said, ended: once(child, "exit") }
  }

  it("P19 ends a process that does not end by itself, with exit code 1 and a message", async () => {
    const { child, said, ended } = await start(100)
    child.kill("SIGTERM")
    expect(await ended).toEqual([1, null])
    expect(said.join("")).toMatch(/not stopped within 100 ms of SIGTERM/)
  })

  it("hears the echo of a signal as the same, and a second one at once", async () => {
    const { child, ended } = await start(60_000)
    child.kill("SIGINT")
    const [first] = await once(child.stdout, "data")
    expect(String(first)).toBe("SIGINT\n")
    child.kill("SIGINT")
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(child.exitCode ?? child.signalCode).toBeNull()
    child.kill("SIGINT")
    expect(await ended).toEqual([null, "SIGINT"])
  })
})
