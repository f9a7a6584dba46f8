// Files in and out: as streams, and for whoever may see them.
import { createHash, randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { createClient } from "../src/client.ts"
import {
  type Content,
  broken,
  dumpOf,
  listening,
  open,
  openTicket,
  type Opened,
  requestOf,
  upload,
  verdict,
  type Who,
} from "./door.ts"
import { breaking, counting, mebibyte, megabytes } from "./fileStores.ts"
import { head, wire } from "./wire.ts"

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A ticket that has a file of this content. */
const withFile = async (opened: Opened, content: Content, headers = {}, who: Who = "anna") => {
  const file = await upload(opened, who, content, headers)
  const ticket = await openTicket(opened, who, { attachments: [file.id] })
  return { ...ticket, ...file, file: `${ticket.path}/attachments/${file.hash}` }
}

const download = async (opened: Opened, who: Who, path: string) =>
  opened.api.fetch(requestOf(who, `GET ${path}`))

const asAnna = () => ({ authorization: "Bearer anna" })

describe("streams", () => {
  it(`${megabytes} MiB go in chunk by chunk: the store has the first before the last is sent`, async () => {
    const { storage, kept, seen } = counting()
    const opened = await open({ of: { storage } })
    const { port } = await listening(opened)
    const line = await wire(port)
    const total = megabytes * mebibyte
    const headers = { Authorization: "Bearer vera", "Content-Length": total }
    line.write(head("POST /v1/attachments HTTP/1.1", { ...headers, Connection: "close" }))
    const chunk = Buffer.alloc(mebibyte)
    line.write(chunk)
    // The rest waits here until the store was given what was sent.
    await until(() => seen.bytes === mebibyte)
    const before = process.memoryUsage().rss
    for (let sent = 1; sent < megabytes; sent++) {
      line.write(chunk)
      await until(() => seen.bytes === (sent + 1) * mebibyte)
    }
    expect(await line.ended).toMatch(/^HTTP\/1\.1 201/)
    expect(kept).toEqual([{ hash: hashOf(Buffer.alloc(total)), bytes: total }])
    expect(seen.chunks).toBeGreaterThan(megabytes)
    // Generous: what is held at once is a few chunks, whatever the garbage collector does.
    expect(process.memoryUsage().rss - before).toBeLessThan(3 * total)
  })

  it(`${megabytes} MiB go out as they are asked for: a reader who stops is given no more`, async () => {
    const { storage, read } = counting()
    const opened = await open({ of: { storage } })
    const { file } = await withFile(opened, Buffer.alloc(megabytes * mebibyte))
    const response = await download(opened, "anna", file)
    expect(response.headers.get("content-length")).toBe(String(megabytes * mebibyte))
    const reader = response.body?.getReader()
    await reader?.read()
    expect(read()).toBeLessThan(mebibyte)
    await reader?.cancel()
    const whole = await download(opened, "anna", file)
    let bytes = 0
    for await (const chunk of whole.body ?? []) bytes += chunk.length
    expect(bytes).toBe(megabytes * mebibyte)
  })

  it("a reader on the wire who does not read holds the store back", async () => {
    const { storage, read } = counting()
    const opened = await open({ of: { storage } })
    const { file } = await withFile(opened, Buffer.alloc(megabytes * mebibyte))
    const { port } = await listening(opened)
    const line = await wire(port)
    line.socket.pause()
    line.write(head(`GET ${file} HTTP/1.1`, { Authorization: "Bearer anna", Connection: "close" }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    // What fits into the buffers of two sockets, and no more.
    expect(read()).toBeLessThan((megabytes - 5) * mebibyte)
    line.socket.resume()
    await line.ended
    expect(read()).toBe(megabytes * mebibyte)
  })

  it("a file comes back byte for byte, through Node and the typed client", async () => {
    const opened = await open()
    const { baseUrl } = await listening(opened)
    const client = createClient({ baseUrl, headers: asAnna })
    const content = randomBytes(3 * mebibyte + 17)
    const kept = await client.keepAttachment({ content: new Uint8Array(content), name: "dump.bin" })
    expect(kept).toMatchObject({ hash: hashOf(content), bytes: content.length, name: "dump.bin" })
    const request = { channel: "web", subject: "Dump", text: "Here.", attachments: [kept.id] }
    const { number } = await client.openTicket(request)
    const response = await client.readAttachment(number, kept.hash)
    expect(hashOf(Buffer.from(await response.arrayBuffer()))).toBe(kept.hash)
  })

  it("a file of more than 25 MiB is too large, and nothing of it is kept", async () => {
    const opened = await open()
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += mebibyte
        controller.enqueue(new Uint8Array(mebibyte))
      },
    })
    const answer = await opened.send("anna", "POST /v1/attachments", { body: endless })
    expect(verdict(answer)).toBe("413 body-too-large")
    expect(answer.headers.get("connection")).toBe("close")
    expect(sent).toBeLessThan(30 * mebibyte)
  })
})

/** How a program of Windows begins. */
const exe = Buffer.from("4d5a90000300000004000000ffff0000", "hex")

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

describe("senders who stop", () => {
  it("a sender who hangs up leaves nothing kept", async () => {
    const { storage, kept, seen } = counting()
    const opened = await open({ of: { storage } })
    const { port } = await listening(opened)
    const line = await wire(port)
    const headers = { Authorization: "Bearer vera", "Content-Length": mebibyte }
    line.write(head("POST /v1/attachments HTTP/1.1", headers))
    line.write(Buffer.alloc(mebibyte / 2))
    await until(() => seen.bytes === mebibyte / 2)
    line.socket.destroy()
    await until(() => seen.broken === 1)
    expect(kept).toEqual([])
  })

  it("a sender whose file is refused by its first bytes need not send the rest", async () => {
    const opened = await open()
    const { promise, resolve } = Promise.withResolvers<void>()
    const program = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.concat([exe, Buffer.alloc(8_000)])),
      cancel: () => resolve(),
    })
    const answer = await opened.send("anna", "POST /v1/attachments", { body: program })
    expect(verdict(answer)).toBe("422 type-not-allowed")
    await promise
  })

  it("a sender in a chunked body is served as one who says how much comes", async () => {
    const opened = await open()
    const { port } = await listening(opened)
    const line = await wire(port)
    const headers = { Authorization: "Bearer vera", "Transfer-Encoding": "chunked" }
    line.write(head("POST /v1/attachments HTTP/1.1", { ...headers, Connection: "close" }))
    line.write("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
    expect(await line.ended).toContain(`"hash":"${hashOf(Buffer.from("hello world"))}","bytes":11`)
  })
})

const attach = (opened: Opened, who: Who, path: string, id: string) =>
  opened.send(who, `POST ${path}/commands`, { json: { type: "attach", attachments: [id] } })

describe("whose an upload is", () => {
  it("H35 an upload of another actor is unknown, and so is one of another tenant's namesake", async () => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const before = await dumpOf(opened.desk)
    for (const sender of ["boris", "vera", "robot", "stranger"] as const) {
      const { id } = await upload(opened, sender, "x")
      const answer = await attach(opened, sender === "vera" ? "olga" : "vera", path, id)
      expect(verdict(answer), sender).toBe("422 unknown-attachment")
    }
    expect(await dumpOf(opened.desk)).toBe(before)
  })

  it("A26 an id with one character changed is unknown, wherever it stands", async () => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const { id } = await upload(opened, "anna", "x")
    const before = await dumpOf(opened.desk)
    for (let at = 0; at < id.length; at++) {
      const other = id[at] === "A" ? "B" : "A"
      const answer = await attach(opened, "anna", path, id.slice(0, at) + other + id.slice(at + 1))
      expect(verdict(answer), `character ${at}`).toBe("422 unknown-attachment")
    }
    for (const wrong of [
      "",
      ".",
      id.slice(0, -1),
      `${id}A`,
      `${id}.`,
      id.toLowerCase(),
      ` ${id}`,
    ]) {
      expect(verdict(await attach(opened, "anna", path, wrong)), wrong).toBe(
        "422 unknown-attachment",
      )
    }
    expect(await dumpOf(opened.desk)).toBe(before)
    expect((await attach(opened, "anna", path, id)).status).toBe(200)
  })

  it("A26 an id has one writing only: no other last character is as good", async () => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const { id } = await upload(opened, "anna", "x")
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/="
    for (const letter of letters.replace(id.at(-1) ?? "", "")) {
      const answer = await attach(opened, "anna", path, id.slice(0, -1) + letter)
      expect(verdict(answer), letter).toBe("422 unknown-attachment")
    }
  })

  it("H35 each unknown upload is named by its place, and none is attached", async () => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const { id } = await upload(opened, "anna", "x")
    const json = { type: "attach", attachments: ["no", id, "neither"] }
    const answer = await opened.send("anna", `POST ${path}/commands`, { json })
    expect(broken(answer)).toEqual([
      "attachments[0]: unknown-attachment",
      "attachments[2]: unknown-attachment",
    ])
  })

  it.each([
    [{ type: "attach", attachments: [] }, "attachments"],
    [{ type: "attach", attachments: Array.from({ length: 51 }, () => "x") }, "attachments"],
    [{ type: "attach", attachments: ["x".repeat(2_049)] }, "attachments[0]"],
    [{ type: "attach", attachments: [{ hash: "x", bytes: 1 }] }, "attachments[0]"],
  ])("ML66 %# too many, none, or no ids are refused at their place", async (json, at) => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const answer = await opened.send("anna", `POST ${path}/commands`, { json })
    expect(answer.status).toBe(422)
    expect(answer.said.errors?.map((each) => each.path)).toEqual([at])
  })

  it("A26 a hash with one character changed, in other letters or of another ticket is not there", async () => {
    const opened = await open()
    const { path, hash, file } = await withFile(opened, "x")
    const other = await withFile(opened, "y")
    const ask = async (end: string) =>
      verdict(await opened.send("anna", `GET ${path}/attachments/${end}`))
    const changed = `${hash.startsWith("0") ? "1" : "0"}${hash.slice(1)}`
    for (const end of [changed, hash.toUpperCase(), hash.slice(1), other.hash, "%20", "null"])
      expect(await ask(end), end).toBe("404 file-not-found")
    expect(verdict(await opened.send("boris", `GET ${file}`))).toBe("404 ticket-not-found")
    expect(await ask("")).toBe("404 not-found")
  })
})

describe("readers", () => {
  it("a download that breaks off ends the connection: half a file is never taken for a whole one", async () => {
    const opened = await open({ of: { storage: breaking() } })
    const { file } = await withFile(opened, Buffer.alloc(4 * mebibyte))
    const { port } = await listening(opened)
    const line = await wire(port)
    line.write(head(`GET ${file} HTTP/1.1`, { Authorization: "Bearer anna" }))
    const answer = await line.ended
    expect(answer).toMatch(/^HTTP\/1\.1 200/)
    expect(answer).toContain(`content-length: ${4 * mebibyte}`)
    expect(answer.length).toBeLessThan(2 * mebibyte)
  })
})
