// Input that is wrong on the wire itself, byte for byte, behind Node's own server.
import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { dumpOf, listening, open, openTicket, request } from "./door.ts"
import { head, statusOf, wire } from "./wire.ts"

const vera = { Authorization: "Bearer vera" }
const json = { "Content-Type": "application/json" }

/** A door on a port, and a connection to it. */
const connected = async (options: Parameters<typeof open>[0] = {}) => {
  const opened = await open(options)
  const { port } = await listening(opened)
  return { ...opened, port, line: await wire(port) }
}

/** What is answered to a request for a path as it stands. */
const asked = async (
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = vera,
) => {
  const line = await wire(port)
  line.write(head(`GET ${path} HTTP/1.1`, { ...headers, Connection: "close" }))
  return line.ended
}

describe("bodies on the wire", () => {
  it("H07 a body that is told one byte too long is refused before it is read, and the connection closed", async () => {
    const { line, desk } = await connected()
    const length = { "Content-Length": 1024 * 1024 + 1 }
    line.write(head("POST /v1/tickets HTTP/1.1", { ...vera, ...json, ...length }))
    // Nothing of the body was sent: the answer waited for none of it.
    const answer = await line.ended
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain("/problems/body-too-large")
    expect(answer).toMatch(/^connection: close\r$/im)
    expect(await desk.list()).toEqual([])
  })

  it("H09 a body that comes too slowly is given up, and the connection closed", async () => {
    const { line, desk } = await connected({ limits: { bodyMillis: 200 } })
    const body = JSON.stringify(request)
    const length = { "Content-Length": body.length }
    line.write(head("POST /v1/tickets HTTP/1.1", { ...vera, ...json, ...length }))
    const trickle = setInterval(() => line.write("{"), 50)
    const answer = await line.ended
    clearInterval(trickle)
    expect(statusOf(answer)).toBe(408)
    expect(answer).toContain("/problems/request-timeout")
    expect(await desk.list()).toEqual([])
  })

  it("H09 a file that comes too slowly is given up, and nothing of it is kept", async () => {
    const { line } = await connected({ limits: { uploadMillis: 200 } })
    line.write(head("POST /v1/attachments HTTP/1.1", { ...vera, "Content-Length": 1_000_000 }))
    line.write("x".repeat(10_000))
    const answer = await line.ended
    expect(statusOf(answer)).toBe(408)
    expect(answer).toContain("/problems/request-timeout")
  })

  it("H10 a packed body is refused before it is unpacked", async () => {
    const { line } = await connected()
    const headers = { ...vera, ...json, "Content-Encoding": "gzip", "Content-Length": 1_000_000 }
    line.write(head("POST /v1/tickets HTTP/1.1", headers))
    const answer = await line.answered()
    expect(statusOf(answer)).toBe(415)
  })

  it("H02 a connection that breaks off in the body stores nothing, and the door stays open", async () => {
    const { line, desk, port } = await connected()
    const body = JSON.stringify(request)
    const length = { "Content-Length": body.length }
    line.write(head("POST /v1/tickets HTTP/1.1", { ...vera, ...json, ...length }))
    line.write(body.slice(0, -5))
    line.socket.end()
    await line.ended
    expect(await desk.list()).toEqual([])
    expect(statusOf(await asked(port, "/v1/tickets"))).toBe(200)
  })
})

describe("a body that nobody reads", () => {
  it.each<[string, number, string, Readonly<Record<string, string>>]>([
    ["H37 of nobody", 401, "/v1/tickets", json],
    ["H03 of another kind", 415, "/v1/tickets", { ...vera, "Content-Type": "text/plain" }],
    ["H32 for no place", 404, "/v1/nowhere", { ...vera, ...json }],
    ["H30 for another method", 405, "/v1/tickets/T-1", { ...vera, ...json }],
    ["A06 of a program", 422, "/v1/attachments", { ...vera, "Content-Disposition": program }],
  ])("%s is answered by %d, and the next request on the connection is served", async (...row) => {
    const [, status, path, headers] = row
    const { line } = await connected()
    const length = { "Content-Length": 900_000 }
    line.write(head(`POST ${path} HTTP/1.1`, { ...headers, ...length }))
    line.write("x".repeat(900_000))
    expect(statusOf(await line.answered())).toBe(status)
    line.write(head("GET /health/live HTTP/1.1", { Connection: "close" }))
    expect(await line.ended).toContain('{"status":"pass"}')
  })
})

const program = 'attachment; filename="x.exe"'

describe("paths on the wire", () => {
  it.each([
    "/v1/tickets/%2e%2e/%2e%2e/etc/passwd",
    "/v1/tickets/../../../../etc/passwd",
    "/v1/tickets/..",
    "/v1/tickets/.",
    "/v1/./tickets",
    "/v1/tickets/%2E%2e",
    "/v1/tickets/..%2f..%2fpackage.json",
    "/v1/tickets/..%5c..%5cpackage.json",
    "/v1/tickets/..\\..\\package.json",
    "//v1/tickets",
    "//",
    "//evil.example/v1/tickets",
    "/v1//tickets",
    "/v1/tickets;x",
    "/v1/tickets;jsessionid=1/T-1",
    "/v1/tickets/T-1%00",
    "/v1/tickets/%00",
    "/package.json",
    "/../package.json",
    "/%",
  ])("H32 %s leads nowhere, and to no file", async (path) => {
    const { port } = await connected()
    const answer = await asked(port, path)
    expect(statusOf(answer)).toBe(404)
    expect(answer).toContain("/problems/not-found")
    expect(answer).not.toContain("upkeep/transport-http")
    expect(answer).not.toContain((await readFile("/etc/passwd", "utf8")).slice(0, 20))
  })

  it("H32 a whole address instead of a path leads nowhere else", async () => {
    const { port } = await connected()
    const answer = await asked(port, "http://evil.example/v1/tickets")
    expect([200, 404]).toContain(statusOf(answer))
    expect(answer).not.toContain("evil.example")
  })

  it.each(["", "a b", "[::1", "evil.example/path", "x:99999", "@"])(
    "H32 the Host %j is answered, whatever it is, and by no server's fault",
    async (host) => {
      const { port } = await connected()
      const line = await wire(port)
      const auth = "Authorization: Bearer vera"
      line.write(
        `GET /v1/tickets HTTP/1.1\r\nHost: ${host}\r\n${auth}\r\nConnection: close\r\n\r\n`,
      )
      const status = statusOf(await line.ended)
      expect([200, 400, 404]).toContain(status)
    },
  )
})

describe("headers on the wire", () => {
  // The row's 400 is Node's for a bare line break. An encoded one is plain text in a header, so it
  // is no mistake; what matters is that it is never echoed.
  it("H57 a request id with an encoded line break is not echoed: the answer has an id of its own", async () => {
    const { port } = await connected()
    const id = "x%0d%0aSet-Cookie:%20a=b"
    const answer = await asked(port, "/v1/tickets", { ...vera, "X-Request-Id": id })
    expect(statusOf(answer)).toBe(200)
    expect(answer).not.toContain("Set-Cookie")
    expect(answer).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/m)
  })

  it("H57 a request id that can stand anywhere is echoed", async () => {
    const { port } = await connected()
    const answer = await asked(port, "/v1/nowhere", { ...vera, "X-Request-Id": "trace-1.a_b" })
    expect(answer).toMatch(/^x-request-id: trace-1\.a_b\r$/m)
    expect(answer).toContain('"requestId":"trace-1.a_b"')
  })

  it.each(["a\rSet-Cookie: a=b", "a\nSet-Cookie: a=b", "a\u0000b"])(
    "H57 the raw header %j is refused or split by Node, and never echoed",
    async (id) => {
      const { port } = await connected()
      const answer = await asked(port, "/v1/tickets", { ...vera, "X-Request-Id": id })
      expect([200, 400]).toContain(statusOf(answer))
      expect(answer).not.toContain("Set-Cookie")
    },
  )

  it.each([
    ["Idempotency-Key", "k%0d%0aX-Evil: 1"],
    ["Content-Disposition", "attachment; filename*=UTF-8''a%0d%0aX-Evil%3a1.txt"],
    ["If-Match", '"1%0d%0aX-Evil: 1"'],
  ])("H57 what %s says is never a header of the answer", async (name, value) => {
    const { port } = await connected()
    const line = await wire(port)
    const headers = { ...vera, [name]: value, "Content-Length": 1, Connection: "close" }
    line.write(`${head("POST /v1/attachments HTTP/1.1", headers)}x`)
    const answer = await line.ended
    expect(statusOf(answer)).toBe(201)
    const [ofHead = ""] = answer.split("\r\n\r\n")
    expect(ofHead.toLowerCase()).not.toContain("evil")
  })

  it("a file's name with line breaks makes no header of its download", async () => {
    const opened = await open()
    const { port } = await listening(opened)
    const ticket = await openTicket(opened)
    const line = await wire(port)
    const disposition = "attachment; filename*=UTF-8''a%0d%0aX-Evil%3a1.txt"
    const headers = { ...vera, "Content-Disposition": disposition, "Content-Length": 1 }
    line.write(`${head("POST /v1/attachments HTTP/1.1", { ...headers, Connection: "close" })}x`)
    const { id, hash } = JSON.parse(/\{.*\}/s.exec(await line.ended)?.[0] ?? "{}")
    const attach = { type: "attach", attachments: [id] }
    await opened.send("vera", `POST ${ticket.path}/commands`, { json: attach })
    const [ofHead = ""] = (await asked(port, `${ticket.path}/attachments/${hash}`)).split(
      "\r\n\r\n",
    )
    expect(statusOf(ofHead)).toBe(200)
    expect(ofHead).toContain('filename="a X-Evil_1.txt"')
    expect(ofHead).not.toMatch(/^x-evil/im)
  })

  it("a refused request changes nothing", async () => {
    const opened = await open()
    const { port } = await listening(opened)
    const { path } = await openTicket(opened)
    const before = await dumpOf(opened.desk)
    const line = await wire(port)
    const body = JSON.stringify({ type: "note", text: "x" })
    const headers = { ...vera, ...json, "If-Match": 'W/"1"', "Content-Length": body.length }
    line.write(
      `${head(`POST ${path}/commands HTTP/1.1`, { ...headers, Connection: "close" })}${body}`,
    )
    expect(statusOf(await line.ended)).toBe(400)
    expect(await dumpOf(opened.desk)).toBe(before)
  })
})
