// Once (P2), no lost update (P3), within bounds (P13): calls that race, that are cut, that are too
// many, and a door that is being closed.
import { createServer, request as nodeRequest } from "node:http"
import { connect, createServer as createTcpServer } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { createClient, ProblemError } from "../src/client.ts"
import {
  addressOf,
  type Answer,
  listening,
  open,
  openTicket,
  type Opened,
  request,
  verdict,
  type Who,
} from "./door.ts"
import { held } from "./held.ts"
import { head, statusOf, wire } from "./wire.ts"

const rounds = 50

const keyed = (key: string) => ({ "idempotency-key": key })
const quoted = (version: number | undefined) => ({ "if-match": `"${version}"` })

/** A door whose store the test holds. */
const openHeld = async (options: Parameters<typeof open>[0] = {}) => {
  const store = held()
  const opened = await open({ ...options, of: { ...options.of, storage: store.storage } })
  return { ...opened, store }
}

const post = (opened: Opened, who: Who, key: string) =>
  opened.send(who, "POST /v1/tickets", { json: request, headers: keyed(key) })

const headers = () => ({ authorization: "Bearer anna" })

describe("P3 two on one version", () => {
  it(`one wins and the other is told the present version, in ${rounds} rounds`, async () => {
    const opened = await open()
    const { baseUrl } = await listening(opened)
    const { path } = await openTicket(opened)
    let version = 2
    for (let round = 0; round < rounds; round++) {
      const give = (who: Who, assignee: string) =>
        fetch(`${baseUrl}${path}/commands`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${who}`,
            "content-type": "application/json",
            ...quoted(version),
          },
          body: JSON.stringify({ type: "assign", assignee: `${assignee}-${round}` }),
        })
      const answers = await Promise.all([give("vera", "a"), give("olga", "b")])
      const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
      expect([won?.status, lost?.status]).toEqual([200, 412])
      const { version: present } = JSON.parse((await won?.text()) ?? "")
      expect(JSON.parse((await lost?.text()) ?? "")).toMatchObject({
        type: "https://upkeep.dev/problems/version-mismatch",
        currentVersion: present,
      })
      expect(lost?.headers.get("etag")).toBe(`"${present}"`)
      version = present
    }
    const { history } = (await opened.send("vera", `GET ${path}/history`)).said
    expect(history?.filter(({ type }) => type === "Assigned")).toHaveLength(rounds)
  })

  it("what needs no version is decided again, and both are stored", async () => {
    const opened = await open()
    const { path } = await openTicket(opened)
    const note = (who: Who) =>
      opened.send(who, `POST ${path}/commands`, { json: { type: "note", text: `By ${who}.` } })
    const answers = await Promise.all([note("vera"), note("olga"), note("robot")])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

describe("P2 a request that comes again", () => {
  it("gets the first answer, word for word, whatever has happened since", async () => {
    const opened = await open()
    const { path, version } = await openTicket(opened)
    const give = () =>
      opened.send("vera", `POST ${path}/commands`, {
        json: { type: "assign", assignee: "vera" },
        headers: { ...keyed("k1"), ...quoted(version) },
      })
    const first = await give()
    expect(first.status).toBe(200)
    await opened.send("anna", `POST ${path}/commands`, { json: { type: "withdraw" } })
    const again = await give()
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"))
  })

  it("after a connection that was cut before the answer gets the first answer; one ticket is there", async () => {
    const opened = await openHeld()
    const { port } = await listening(opened)
    const came = opened.store.hold()
    const line = await wire(port)
    const body = JSON.stringify(request)
    const headers = { Authorization: "Bearer anna", "Content-Type": "application/json" }
    const length = { "Content-Length": body.length, "Idempotency-Key": "k1" }
    line.write(`${head("POST /v1/tickets HTTP/1.1", { ...headers, ...length })}${body}`)
    await came
    // The commit is under way: the sender is gone before it is answered.
    line.socket.destroy()
    opened.store.release()
    await stored(opened)
    const [only] = await opened.desk.list()
    const again = await post(opened, "anna", "k1")
    expect([again.status, again.said.ticketId]).toEqual([201, only?.ticketId])
    expect(await opened.desk.list()).toHaveLength(1)
  })

  it("while the first is under way is refused for now, and is not done twice", async () => {
    const opened = await openHeld()
    const came = opened.store.hold()
    const first = post(opened, "anna", "k1")
    await came
    const others = await Promise.all([1, 2, 3].map(() => post(opened, "anna", "k1")))
    expect(others.map(verdict)).toEqual(others.map(() => "409 request-in-progress"))
    expect(others.map(({ headers }) => headers.get("retry-after"))).toEqual(["1", "1", "1"])
    // Another actor's key is another key, and does not wait.
    const boris = post(opened, "boris", "k1")
    opened.store.release()
    expect([(await first).status, (await boris).status]).toEqual([201, 201])
    expect(await opened.desk.list()).toHaveLength(2)
  })

  it("twenty at once make one ticket: each is answered alike or told to wait", async () => {
    const opened = await open()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(opened, "anna", "k1")))
    const made = answers.filter(({ status }) => status === 201)
    expect(new Set(made.map(({ text }) => text)).size).toBe(1)
    expect(new Set(answers.map(verdict))).toEqual(new Set(["201", "409 request-in-progress"]))
    expect(await opened.desk.list()).toHaveLength(1)
  })

  it("after an answer that took too long gets what was stored in the end (P11)", async () => {
    const opened = await openHeld({ limits: { requestMillis: 50 } })
    void opened.store.hold()
    const late = await post(opened, "anna", "k1")
    expect(verdict(late)).toBe("503 outcome-unknown")
    expect(late.headers.get("retry-after")).toBe("1")
    opened.store.release()
    await stored(opened)
    expect((await post(opened, "anna", "k1")).status).toBe(201)
    expect(await opened.desk.list()).toHaveLength(1)
  })
})

/** Until a ticket is there. */
const stored = async ({ desk }: Opened): Promise<void> => {
  while ((await desk.list()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A proxy before a port that lets the first request through and cuts its answer. */
const cutting = async (port: number) => {
  let connections = 0
  const proxy = createTcpServer((near) => {
    connections += 1
    const isFirst = connections === 1
    const far = connect(port, "127.0.0.1")
    near.pipe(far)
    far.on("data", (chunk: Buffer) => (isFirst ? near.destroy() : near.write(chunk)))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => other.destroy())
      one.on("close", () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void proxy.close())
  return { port: addressOf(proxy.address()).port, connections: () => connections }
}

describe("the typed client", () => {
  it("P2 sends a call again whose answer was cut, with its key: one ticket is there", async () => {
    const opened = await open()
    const { port } = await listening(opened)
    const proxy = await cutting(port)
    const client = createClient({ baseUrl: `http://127.0.0.1:${proxy.port}`, headers })
    const { ticketId } = await client.openTicket(request)
    expect(proxy.connections()).toBe(2)
    expect((await opened.desk.list()).map((each) => each.ticketId)).toEqual([ticketId])
  })

  it("P13 waits as long as it is told to, and sends the call again", async () => {
    const { api, desk } = await open()
    const started = performance.now()
    let calls = 0
    const fetch = (asked: Request) => {
      calls += 1
      const busy = new Response(null, { status: 503, headers: { "retry-after": "1" } })
      return calls === 1 ? Promise.resolve(busy) : api.fetch(asked)
    }
    const client = createClient({ baseUrl: "http://desk.local", headers, fetch })
    await client.openTicket(request)
    expect(performance.now() - started).toBeGreaterThanOrEqual(990)
    expect([calls, (await desk.list()).length]).toEqual([2, 1])
  })

  it("gives up after its retries, and says what the desk has said", async () => {
    const { api } = await open({ limits: { requestsPerMinute: 1 } })
    const client = createClient({
      baseUrl: "http://desk.local",
      headers,
      fetch: api.fetch,
      retries: 0,
    })
    await client.listTickets()
    const error = await client.listTickets().catch((refusal: unknown) => refusal)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ status: 429, code: "rate-limited" })
  })

  it("does not send again what was refused", async () => {
    const { api } = await open()
    let calls = 0
    const fetch = (asked: Request) => {
      calls += 1
      return api.fetch(asked)
    }
    const client = createClient({ baseUrl: "http://desk.local", headers, fetch })
    const refusal = client.giveCommand("T-9999", { type: "withdraw" })
    await expect(refusal).rejects.toMatchObject({ status: 404, code: "ticket-not-found" })
    expect(calls).toBe(1)
  })
})

describe("P13 too much at once", () => {
  it("of the desk's own commands is answered so too, and the same key may come again", async () => {
    const opened = await openHeld({ of: { maxOpenCommands: 1 } })
    const came = opened.store.hold()
    const first = post(opened, "anna", "k1")
    await came
    const second = await post(opened, "boris", "k2")
    expect(verdict(second)).toBe("503 overloaded")
    expect(second.headers.get("retry-after")).toBe("1")
    opened.store.release()
    expect((await first).status).toBe(201)
    expect((await post(opened, "boris", "k2")).status).toBe(201)
    expect(await opened.desk.list()).toHaveLength(2)
  })

  it("is refused before any work is begun, and nothing of it is stored", async () => {
    const opened = await openHeld({ limits: { requestsAtOnce: 1 } })
    const came = opened.store.hold()
    const first = post(opened, "anna", "k1")
    await came
    const second = await post(opened, "boris", "k2")
    expect(verdict(second)).toBe("503 overloaded")
    expect(second.headers.get("retry-after")).toBe("1")
    // Whoever asks how the service is gets in all the same.
    expect((await opened.send("nobody", "GET /health/live")).status).toBe(200)
    opened.store.release()
    expect((await first).status).toBe(201)
    expect(await opened.desk.list()).toHaveLength(1)
    expect((await post(opened, "boris", "k2")).status).toBe(201)
  })

  it("is over as soon as what was refused is answered: refusals take no room", async () => {
    const opened = await open({ limits: { requestsAtOnce: 1 } })
    for (let round = 0; round < 5; round++) {
      expect(verdict(await opened.send("nobody", "GET /v1/tickets"))).toBe("401 not-authenticated")
      expect((await opened.send("vera", "GET /v1/tickets")).status).toBe(200)
    }
  })
})

describe("P19 a door that is being closed", () => {
  it("finishes what is under way, takes nothing more, and is alive but not ready", async () => {
    const opened = await openHeld()
    const came = opened.store.hold()
    const first = post(opened, "anna", "k1")
    await came
    const events: Array<string> = []
    const note = (what: string) => () => void events.push(what)
    const closed = opened.api.close().then(note("closed"))
    const answered = first.then(note("answered"))
    const late = await post(opened, "boris", "k2")
    expect(verdict(late)).toBe("503 overloaded")
    expect(late.headers.get("connection")).toBe("close")
    const health = async (what: string): Promise<Answer> =>
      opened.send("nobody", `GET /health/${what}`)
    expect(verdict(await health("ready"))).toBe("503 not-ready")
    expect((await health("live")).status).toBe(200)
    expect(events).toEqual([])
    opened.store.release()
    await Promise.all([closed, answered])
    expect(events.toSorted()).toEqual(["answered", "closed"])
    expect((await first).status).toBe(201)
    expect(await opened.desk.list()).toHaveLength(1)
  })

  it("waits no longer than closeMillis for what does not end", async () => {
    const opened = await openHeld({ limits: { closeMillis: 100 } })
    const came = opened.store.hold()
    const first = post(opened, "anna", "k1")
    await came
    const started = performance.now()
    await opened.api.close()
    expect(performance.now() - started).toBeLessThan(2_000)
    opened.store.release()
    await first
  })

  it("leaves the desk open: it is the host's", async () => {
    const { api, desk } = await open()
    await api.close()
    expect(await desk.list()).toEqual([])
  })

  it("answers on the wire and closes the connection, so that a server can be stopped", async () => {
    const opened = await open()
    const { port } = await listening(opened)
    await opened.api.close()
    const line = await wire(port)
    line.write(head("GET /v1/tickets HTTP/1.1", { Authorization: "Bearer vera" }))
    const answer = await line.ended
    expect(statusOf(answer)).toBe(503)
    expect(answer).toContain("/problems/overloaded")
  })
})

describe("P2 P11 many cut connections", () => {
  it("leave at most one ticket for each key, and every retry gets the same answer", async () => {
    const opened = await open()
    const server = createServer(opened.api.node)
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => void server.close())
    const { port } = addressOf(server.address())
    for (let round = 0; round < 20; round++) await cutAfter(port, `k${round}`, round)
    const answers = []
    for (let round = 0; round < 20; round++) answers.push(await again(opened, `k${round}`))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(await opened.desk.list()).toHaveLength(20)
  })
})

/** Sends a request whole, and destroys the connection some turns of the loop later. */
const cutAfter = async (port: number, key: string, turns: number): Promise<void> => {
  const headers = {
    authorization: "Bearer anna",
    "content-type": "application/json",
    ...keyed(key),
  }
  const sent = nodeRequest({
    port,
    host: "127.0.0.1",
    method: "POST",
    path: "/v1/tickets",
    headers,
  })
  sent.on("error", () => undefined)
  sent.end(JSON.stringify(request))
  await new Promise<void>((resolve) => sent.once("finish", resolve))
  for (let turn = 0; turn < turns; turn++)
    await new Promise<void>((resolve) => void setImmediate(resolve))
  sent.destroy()
}

/** The retry of a cut request, until the first one is no longer under way. */
const again = async (opened: Opened, key: string): Promise<Answer> => {
  for (;;) {
    const answer = await post(opened, "anna", key)
    if (answer.status !== 409) return answer
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
