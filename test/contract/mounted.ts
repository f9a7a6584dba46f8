// What every application that mounts the desk must show, whatever it is built on: it is started as
// its README says, and asked by clients that have nothing but its address and a session. That the
// examples say the same things again, `principalOf` for one, is meant: each stands alone.
import { type Client, createClient } from "@upkeep/transport-http/client"
import { createHash, randomBytes } from "node:crypto"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { request } from "node:http"
import { connect, type Socket } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ofMarkdown } from "../docs/Example.ts"
import { run, runMillis, type Running, stopMillis } from "./mounted/running.ts"

/** An example that mounts the desk under `/support`. */
export interface Mounted {
  /** Its folder, with a slash at its end. */
  readonly folder: URL
  /** The headers by which the application knows a session of its own. */
  readonly headersOf: (session: string) => Readonly<Record<string, string>>
  /** The exit code of an application that was told to end. Default: 0. */
  readonly exitCode?: number
}

/** The most lines that mounting may take, braces and comments counted. */
const mountLines = 15

const problem = "application/problem+json"
const filed = { channel: "phone", subject: "Login fails", text: "Since noon." }

/**
 * Registers the rules for an example. Its users are Anna of one customer, Boris of another, and
 * Olga of its own support; the session of each is `session-of-` and the name.
 */
export const mountedRules = (name: string, mounted: Mounted): void => {
  const { folder, headersOf, exitCode = 0 } = mounted
  const headers = (person: string) => headersOf(`session-of-${person}`)
  describe(`the desk mounted in ${name}`, () => {
    let application: Running
    beforeAll(async () => {
      application = await run(folder)
    }, runMillis)
    afterAll(async () => {
      await application.stop()
    })

    const at = (path: string): string => `${application.url}${path}`
    const clientOf = (person: string): Client =>
      createClient({ baseUrl: at("/support"), headers: () => headers(person), retries: 0 })

    it(`takes at most ${mountLines} lines, and the README shows them`, () => {
      const readme = ofMarkdown("README.md", readFileSync(new URL("README.md", folder), "utf8"))
      const shown = readme.filter(({ from }) => from !== "").map(({ code }) => code.trimEnd())
      const lengths = shown.map((code) => code.split("\n").length)
      expect(shown.join("\n")).toContain("createHttpApi")
      expect(lengths.filter((length) => length > mountLines)).toEqual([])
    })

    it("its document names where it lies", async () => {
      const { servers } = await clientOf("olga").readOpenApi()
      expect(servers).toEqual([{ url: "/support" }])
    })

    it("serves a customer who asks and an agent who takes it on", async () => {
      const opened = await clientOf("anna").openTicket(filed)
      const { number, version } = opened
      const receipt = await clientOf("olga").giveCommand(
        number,
        { type: "assign", assignee: "olga" },
        { version },
      )
      expect(receipt.events).toContain("Assigned")
      expect(await clientOf("anna").readTicket(number)).toMatchObject({
        subject: "Login fails",
        status: receipt.status,
      })
    })

    it("shows a customer nothing of another one", async () => {
      const { number } = await clientOf("anna").openTicket(filed)
      const boris = clientOf("boris")
      await expect(boris.readTicket(number)).rejects.toMatchObject({
        status: 404,
        code: "ticket-not-found",
      })
      expect((await boris.listTickets()).tickets).toEqual([])
    })

    it.each(["GET", "POST"])("refuses a %s without a session", async (method) => {
      const body = method === "POST" ? { body: JSON.stringify(filed) } : {}
      const content = { "content-type": "application/json" }
      for (const sent of [content, { ...content, ...headersOf("made-up") }]) {
        const response = await fetch(at("/support/v1/tickets"), { method, headers: sent, ...body })
        expect(response.status).toBe(401)
        expect(response.headers.get("content-type")).toBe(problem)
      }
    })

    it("streams a file in and out, byte for byte", async () => {
      const bytes = randomBytes(200 * 1024)
      const anna = clientOf("anna")
      const content = new Blob([bytes]).stream()
      const { id, hash } = await anna.keepAttachment({ content, name: "trace.bin" })
      expect(hash).toBe(createHash("sha256").update(bytes).digest("hex"))
      const { number } = await anna.openTicket({ ...filed, attachments: [id] })
      const response = await anna.readAttachment(number, hash)
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
    })

    it("answers a HEAD as its GET, without a body", async () => {
      const url = at("/support/v1/tickets")
      const response = await fetch(url, { method: "HEAD", headers: headers("anna") })
      expect(response.status).toBe(200)
      expect(response.headers.get("content-type")).toBe("application/json")
      expect(await response.text()).toBe("")
    })

    it.each(["GET", "HEAD"])("answers a %s of nothing below the mount itself", async (method) => {
      const url = at("/support/v1/nothing")
      const response = await fetch(url, { method, headers: headers("anna") })
      expect(response.status).toBe(404)
      expect(response.headers.get("content-type")).toBe(problem)
    })

    it("leaves the application its own route and its own users", async () => {
      const known = await fetch(at("/account"), { headers: headers("boris") })
      expect(known.status).toBe(200)
      expect(await known.text()).toContain("Boris")
      const unknown = await fetch(at("/account"))
      expect(await unknown.text()).not.toContain("Boris")
    })

    it.each(["/nothing", "/supporters", "/account/support/v1/tickets"])(
      "leaves the application its own 404 of %s",
      async (path) => {
        const response = await fetch(at(path), { headers: headers("anna") })
        expect(response.status).toBe(404)
        expect(response.headers.get("content-type")).not.toBe(problem)
      },
    )

    it("refuses a body over the limit that says its length", async () => {
      const text = "a".repeat(1024 * 1024)
      await expect(clientOf("anna").openTicket({ ...filed, text })).rejects.toMatchObject({
        status: 413,
        code: "body-too-large",
      })
    })

    it.each([
      { path: "/v1/tickets", mebibytes: 1 },
      { path: "/v1/attachments", mebibytes: 25 },
    ])("refuses a body without an end at the limit of $path", async ({ path, mebibytes }) => {
      const sent = { "content-type": "application/json", ...headers("anna") }
      const bytes = mebibytes * 1024 * 1024 + 1
      expect(await statusOfEndless(bytes, at(`/support${path}`), sent)).toBe(413)
      expect((await clientOf("anna").isReady()).status).toBe("pass")
    })

    it(
      `P19 ends within ${stopMillis} ms without a complaint, whoever has a connection open`,
      async () => {
        // Browsers open connections ahead, and some requests never come to their end.
        const silent = await opened(application.url, "")
        const half = await opened(
          application.url,
          "GET /account HTTP/1.1\r\nHost: half.example\r\n",
        )
        // An answer to somebody who came later: the server has both by now.
        expect((await fetch(at("/account"), { headers: headers("anna") })).status).toBe(200)
        expect([silent.closed, half.closed]).toEqual([false, false])
        expect(await application.stop()).toEqual({ code: exitCode, complaints: "" })
        for (const socket of [silent, half]) socket.destroy()
      },
      2 * stopMillis,
    )
  })
}

/** A connection on which these first bytes were sent, and nothing after them. */
const opened = async (url: string, first: string): Promise<Socket> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // A server that ends may reset it.
  socket.on("error", () => undefined)
  await once(socket, "connect")
  socket.write(first)
  return socket
}

/** The longest that an answer may take, in milliseconds. */
const answerMillis = 10_000

/**
 * The status of the answer to a body of so many bytes that has no end: who waits for the end never
 * answers. Nothing is sent after the last byte, since who is sending hears no answer.
 */
const statusOfEndless = (bytes: number, url: string, headers: Readonly<Record<string, string>>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const signal = AbortSignal.timeout(answerMillis)
    const options = { method: "POST", headers, agent: false, signal }
    const sending = request(url, options, (response) => {
      resolve(response.statusCode)
      sending.destroy()
    })
    sending.on("error", reject)
    sending.write(Buffer.alloc(bytes, "a"))
  })
