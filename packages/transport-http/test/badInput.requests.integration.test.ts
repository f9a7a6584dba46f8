// Requests that are not what they have to be around their bodies: paths, credentials, keys,
// queries, rates.
import { beforeEach, describe, expect, it } from "vitest"
import type { HttpPrincipal, Trouble } from "../src/index.ts"
import {
  type Answer,
  broken,
  open,
  openTicket,
  type Opened,
  people,
  request,
  unchangedIn,
  upload,
  verdict,
  type Who,
} from "./door.ts"
import { held } from "./held.ts"

let opened: Opened
let ticket: Awaited<ReturnType<typeof openTicket>>

beforeEach(async () => {
  opened = await open()
  ticket = await openTicket(opened)
})

const command = (who: Who, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
  opened.send(who, `POST ${ticket.path}/commands`, { json, headers })

const unchanged = (work: () => Promise<Answer>) => unchangedIn(opened, work)

/** An answer without its request's own id. */
const bytesOf = ({ status, text, headers }: Answer) => ({
  status,
  text: text.replace(/"requestId":"[^"]*"/, ""),
  headers: [...headers].filter(([name]) => name !== "x-request-id"),
})

const uuid = "0190a0c4-0000-7000-8000-000000000000"

describe("places", () => {
  it.each([
    ["DELETE /v1/tickets", "GET, HEAD, POST"],
    ["PUT /v1/tickets/T-1", "GET, HEAD"],
    ["PATCH /v1/tickets/T-1/commands", "POST"],
    ["GET /v1/attachments", "POST"],
    ["OPTIONS /openapi.json", "GET, HEAD"],
  ])("H30 %s is another method than those of Allow: %s", async (route, allow) => {
    const answer = await opened.send("vera", route)
    expect(verdict(answer)).toBe("405 method-not-allowed")
    expect(answer.headers.get("allow")?.split(", ").toSorted().join(", ")).toBe(allow)
  })

  it.each(["/", "/v1", "/v1/ticket", "/V1/tickets", "/v1/tickets/T-1/files/x"])(
    "H32 %s is no place",
    async (path) => {
      expect(verdict(await opened.send("vera", `GET ${path}`))).toBe("404 not-found")
    },
  )

  it("H30 HEAD is answered as GET, without its body", async () => {
    const { status, text, headers } = await opened.send("anna", `HEAD ${ticket.path}`)
    expect([status, text, headers.get("etag")]).toEqual([200, "", `"${ticket.version}"`])
  })

  it.each([
    uuid.slice(1),
    uuid.toUpperCase(),
    `{${uuid}}`,
    encodeURIComponent(`{${uuid}}`),
    "%30190a0c4",
    "T-%31%0a",
    "T-9999",
    "..%2e",
  ])("I01 a ticket %s is not there", async (id) => {
    const answer = await opened.send("vera", `GET /v1/tickets/${id}`)
    expect(verdict(answer)).toBe("404 ticket-not-found")
  })

  it("I01 a percent sign that begins no character leads nowhere", async () => {
    expect(verdict(await opened.send("vera", "GET /v1/tickets/%ff"))).toBe("404 not-found")
    expect(verdict(await opened.send("vera", "GET /v1/tickets/%zz"))).toBe("404 not-found")
  })
})

const attach = (upload: string) => command("anna", { type: "attach", attachments: [upload] })

const broke = () => {
  throw new Error("the observer is broken")
}

describe("whose it is", () => {
  it("H34 I04 another customer's ticket is answered as one that is not there", async () => {
    for (const end of ["", "/history", "/clocks", "/attachments/abc"]) {
      const theirs = await opened.send("boris", `GET ${ticket.path}${end}`)
      const byNumber = await opened.send("boris", `GET /v1/tickets/${ticket.number}${end}`)
      const missing = await opened.send("boris", `GET /v1/tickets/${uuid}${end}`)
      expect(verdict(missing)).toBe("404 ticket-not-found")
      expect(bytesOf(theirs)).toEqual(bytesOf(missing))
      expect(bytesOf(byNumber)).toEqual(bytesOf(missing))
    }
  })

  it("H35 an upload of somebody else is as unknown as one that was never made", async () => {
    const { id } = await upload(opened, "boris", "secret of boris")
    const theirs = await unchanged(() => attach(id))
    expect(verdict(theirs)).toBe("422 unknown-attachment")
    expect(broken(theirs)).toEqual(["attachments[0]: unknown-attachment"])
    expect(bytesOf(await unchanged(() => attach("made.up")))).toEqual(bytesOf(theirs))
  })

  it("H37 nobody is told how to say who asks", async () => {
    const door = await open({ challenge: 'Bearer realm="desk"' })
    const answer = await door.send("nobody", "GET /v1/tickets")
    expect(verdict(answer)).toBe("401 not-authenticated")
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="desk"')
  })

  it("H38 whatever is wrong with a credential, the answer is the same", async () => {
    const tokens = ["Bearer expired", "Bearer __proto__", "Basic YTpi", "Bearer", "x"]
    const [first, ...others] = await Promise.all(
      tokens.map((authorization) =>
        opened.send("nobody", `GET ${ticket.path}`, { headers: { authorization } }),
      ),
    )
    expect(first && verdict(first)).toBe("401 not-authenticated")
    for (const other of others) expect(bytesOf(other)).toEqual(first && bytesOf(first))
  })

  it.each<[string, unknown]>([
    ["no tenant", { kind: "agent", id: "vera" }],
    ["an empty tenant", { tenant: "", kind: "agent", id: "vera" }],
    ["a customer's person of no customer", { tenant: "default", kind: "customer", id: "anna" }],
    ["another kind", { tenant: "default", kind: "admin", id: "vera" }],
    ["more than is known", { ...people.vera, role: "root" }],
    ["a name and nothing else", "vera"],
  ])("I24 a host that says %s is refused, and its operator is told", async (_, said) => {
    const told: Array<Trouble> = []
    const actor = () => JSON.parse(JSON.stringify(said))
    const { send } = await open({ actor, onTrouble: (trouble) => told.push(trouble) })
    const answer = await send("vera", "GET /v1/tickets")
    expect(verdict(answer)).toBe("403 host-contract")
    expect(told.map(({ code, requestId }) => [code, requestId])).toEqual([
      ["host-contract", answer.said.requestId],
    ])
  })

  it("I23 an observer that throws changes no answer", async () => {
    const { send } = await open({
      actor: () => Promise.reject(new Error("down")),
      onTrouble: broke,
    })
    const answer = await send("vera", "GET /v1/tickets")
    expect(verdict(answer)).toBe("500 internal-error")
    expect(answer.text).not.toContain("down")
  })
})

const keyed = (key: string) => ({ "idempotency-key": key })

const annaOf = (asked: Request): HttpPrincipal => ({
  ...people.anna,
  customer: asked.headers.get("x-customer") ?? "",
})

const openWith = (door: Opened, who: Who, key: string, more: object = {}) =>
  door.send(who, "POST /v1/tickets", { json: { ...request, ...more }, headers: keyed(key) })

describe("keys", () => {
  it("H42 a key that comes again with another body is refused", async () => {
    expect((await openWith(opened, "anna", "k1")).status).toBe(201)
    const other = await unchanged(() => openWith(opened, "anna", "k1", { text: "Since one." }))
    expect(verdict(other)).toBe("422 idempotency-key-reused")
    const elsewhere = await unchanged(() => command("anna", { type: "withdraw" }, keyed("k1")))
    expect(verdict(elsewhere)).toBe("422 idempotency-key-reused")
  })

  it("H43 a key whose request is under way is refused, and gets the answer afterwards", async () => {
    const store = held()
    const door = await open({ of: { storage: store.storage } })
    const came = store.hold()
    const first = openWith(door, "anna", "k1")
    await came
    const second = await openWith(door, "anna", "k1")
    expect(verdict(second)).toBe("409 request-in-progress")
    expect(second.headers.get("retry-after")).toBe("1")
    store.release()
    const answer = await first
    expect(answer.status).toBe(201)
    expect((await openWith(door, "anna", "k1")).text).toBe(answer.text)
    expect(await door.desk.list()).toHaveLength(1)
  })

  it("H45 a key of another actor or another tenant is another key", async () => {
    const answers = []
    for (const who of ["anna", "boris", "vera", "olga", "robot", "stranger"] as const)
      answers.push(await openWith(opened, who, "k1"))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map(({ said }) => said.ticketId)).size).toBe(answers.length)
  })

  it("H45 a key of a person of the same id at another customer is another key", async () => {
    const { send, desk } = await open({ actor: annaOf })
    const openAs = (customer: string) =>
      send("anna", "POST /v1/tickets", {
        json: request,
        headers: { ...keyed("k1"), "x-customer": customer },
      })
    expect([(await openAs("firma")).status, (await openAs("werk")).status]).toEqual([201, 201])
    expect(await desk.list()).toHaveLength(2)
  })

  it.each(["", "two words", "x".repeat(129), "caf\u00e9"])(
    "H42 %j cannot be a key",
    async (key) => {
      const answer = await unchanged(() => openWith(opened, "anna", key))
      expect(verdict(answer)).toBe("400 invalid-idempotency-key")
    },
  )
})

const list = (query: string) => opened.send("vera", `GET /v1/tickets?${query}`)

describe("queries", () => {
  it.each(["password", "1;drop table", "title collate", "", "registered,-registered"])(
    "H53 tickets are not sorted by %j",
    async (sort) => {
      const answer = await list(`sort=${encodeURIComponent(sort)}`)
      expect(verdict(answer)).toBe("422 unknown-sort-field")
    },
  )

  it("H56 a parameter that comes twice is refused", async () => {
    expect(verdict(await list("status=open&status=closed"))).toBe("400 duplicate-parameter")
    expect(verdict(await list("status=open&st%61tus=open"))).toBe("400 duplicate-parameter")
  })

  it.each(["tenant=x", "__proto__=x", "status[]=open", "Status=open", "="])(
    "H16 the parameter %s is refused, never dropped",
    async (query) => {
      expect(verdict(await list(query))).toBe("400 unknown-parameter")
    },
  )

  it("H16 a parameter is refused where none is known", async () => {
    expect(verdict(await opened.send("vera", `GET ${ticket.path}?fields=all`))).toBe(
      "400 unknown-parameter",
    )
  })

  it.each([
    ["limit=0", "limit: out-of-range"],
    ["limit=1001", "limit: out-of-range"],
    ["limit=-1", "limit: wrong-type"],
    ["limit=1e1", "limit: wrong-type"],
    ["limit=", "limit: wrong-type"],
    ["assignee=", "assignee: empty"],
    ["customer=a%00b", "customer: forbidden-character"],
  ])("H20 H22 H24 the query %s is refused: %s", async (query, error) => {
    const answer = await list(query)
    expect(answer.status).toBe(422)
    expect(broken(answer)).toEqual([error])
  })
})

describe("rates", () => {
  it("H61 above its limit a principal is refused, and nobody else is", async () => {
    opened = await open({ limits: { requestsPerMinute: 3 } })
    const ask = (who: Who) => opened.send(who, "GET /v1/tickets")
    expect([await ask("vera"), await ask("vera"), await ask("vera")].map(verdict)).toEqual([
      "200",
      "200",
      "200",
    ])
    const post = () => opened.send("vera", "POST /v1/tickets", { json: request })
    const answer = await unchanged(post)
    expect(verdict(answer)).toBe("429 rate-limited")
    const seconds = Number(answer.headers.get("retry-after"))
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(60)
    // The stranger is of the same kind and id, in another tenant.
    expect([await ask("olga"), await ask("anna"), await ask("stranger")].map(verdict)).toEqual([
      "200",
      "200",
      "200",
    ])
  })
})
