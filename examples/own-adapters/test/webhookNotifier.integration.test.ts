// The notifier of the guide against a real server: what it answers is what becomes of a letter.
import { createServer, type IncomingMessage, type Server } from "node:http"
import { createDesk } from "@upkeep/core"
import { expect, it } from "vitest"
import { webhook } from "../src/webhookNotifier.ts"
import { register } from "./setUp.ts"

const minuteMillis = 60_000

const bodyOf = async (request: IncomingMessage) => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return JSON.parse(Buffer.concat(chunks).toString("utf8"))
}

/** A server that gives these answers, one after the other; 0 means that it hangs. */
const serverOf = async (...answers: ReadonlyArray<number>) => {
  const left = [...answers]
  const posted: Array<{ key: unknown; body: { id: string; subject: string } }> = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      posted.push({ key: request.headers["idempotency-key"], body })
      const status = left.shift() ?? 200
      if (status === 0) return
      response.writeHead(status, { location: "/elsewhere" }).end(`answer ${posted.length}`)
    })
  })
  return { posted, ...(await listeningOn(server)) }
}

/** The server on a port of its own, until the test ends. */
const listeningOn = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("expected a port")
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const url = `http://127.0.0.1:${address.port}/hook`
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  return { url, connections, close, [Symbol.asyncDispose]: close }
}

/** A desk with the webhook, and a ticket whose requester is to be told that it came. */
const deskWith = async (url: string, timeoutMillis?: number) => {
  const clock = { at: Date.UTC(2026, 2, 2, 9) }
  const timeout = timeoutMillis === undefined ? {} : { timeoutMillis }
  const notify = [webhook({ url, channel: "email", ...timeout })]
  const desk = await createDesk({ notify, background: false, now: () => clock.at })
  const { ticketId } = await register(desk)
  const delivery = async () => (await desk.show(ticketId)).deliveries[0]
  return { desk, clock, delivery, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() }
}

it("P6 a letter is posted as JSON, and delivered by an answer of 2xx", async () => {
  await using server = await serverOf(202)
  await using opened = await deskWith(server.url)
  expect(await opened.desk.work()).toMatchObject({ delivered: 1 })
  const [{ key, body } = { key: "", body: { id: "none", subject: "" } }] = server.posted
  expect(body.subject).toBe("We have received your request T-1")
  expect(key).toBe(body.id)
  expect(await opened.delivery()).toMatchObject({ status: "delivered", reason: "202 answer 1" })
})

it("P6 what a 503 refused is posted again, later, under the same id and with the same words", async () => {
  await using server = await serverOf(503, 200)
  await using opened = await deskWith(server.url)
  expect(await opened.desk.work()).toMatchObject({ delivered: 0, postponed: 1 })
  expect(await opened.delivery()).toMatchObject({ status: "pending", reason: "503 answer 1" })
  opened.clock.at += minuteMillis
  expect(await opened.desk.work()).toMatchObject({ delivered: 1 })
  const [first, second] = server.posted
  expect(second).toEqual(first)
  expect(second?.key).toBe(first?.body.id)
})

it("the other side gets what it shows: no proof that lets it write, no Message-IDs", async () => {
  await using server = await serverOf(200)
  await using opened = await deskWith(server.url)
  await opened.desk.work()
  const fields = ["id", "language", "subject", "text", "ticketNumber", "to"]
  expect(Object.keys(server.posted[0]?.body ?? {}).toSorted()).toEqual(fields)
})

it("the name of the adapter gives nobody the address, which is a credential", () => {
  const { name } = webhook({ url: "https://hooks.example/T0/secret?key=1", channel: "email" })
  expect(name).toBe("webhook hooks.example")
})

it("an answer without an end is read up to a bound, and the letter is delivered", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200)
    const more = () => void (response.destroyed || response.write("я".repeat(10_000), more))
    more()
  })
  await using listening = await listeningOn(server)
  await using opened = await deskWith(listening.url)
  expect(await opened.desk.work()).toMatchObject({ delivered: 1 })
  expect((await opened.delivery())?.reason).toMatch(/^200 я+$/)
  await expect.poll(() => listening.connections()).toBe(0)
})

it.each([
  [302, "pending"],
  [400, "parked"],
  [404, "parked"],
  [408, "pending"],
  [410, "parked"],
  [429, "pending"],
  [500, "pending"],
])("an answer of %d leaves the letter %s", async (status, expected) => {
  await using server = await serverOf(status)
  await using opened = await deskWith(server.url)
  await opened.desk.work()
  expect(await opened.delivery()).toMatchObject({ status: expected, reason: `${status} answer 1` })
})

it("a server that hangs, and one that is not there, are asked again", async () => {
  await using server = await serverOf(0)
  await using opened = await deskWith(server.url, 100)
  expect(await opened.desk.work()).toMatchObject({ postponed: 1 })
  expect((await opened.delivery())?.reason).toContain("TimeoutError")
  await server.close()
  opened.clock.at += minuteMillis
  expect(await opened.desk.work()).toMatchObject({ postponed: 1 })
  expect((await opened.delivery())?.reason).toContain("fetch failed")
})

it("P19 a desk that stops does not wait for a server that hangs, but for 15 s at most", async () => {
  await using server = await serverOf(0)
  const notify = [webhook({ url: server.url, channel: "email", timeoutMillis: 60_000 })]
  const desk = await createDesk({ notify })
  await register(desk)
  await expect.poll(() => server.posted.length).toBe(1)
  const stoppedAt = performance.now()
  await desk[Symbol.asyncDispose]()
  expect(performance.now() - stoppedAt).toBeLessThan(15_000)
})
