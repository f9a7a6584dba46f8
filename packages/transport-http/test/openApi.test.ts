// The document, the server and docs/problems.md say the same.
import { Validator } from "@seriousme/openapi-schema-validator"
import { readFileSync } from "node:fs"
import { beforeEach, describe, expect, it } from "vitest"
import { problems } from "../src/api/Problems.ts"
import { openApi } from "../src/index.ts"
import { routes } from "../src/routes.ts"
import { documentOf, operationsOf } from "./document.ts"
import { isDocumented, undocumented } from "./documented.ts"
import {
  dayMillis,
  named,
  open,
  openTicket,
  type Opened,
  request,
  type Sent,
  upload,
  verdict,
  type Who,
} from "./door.ts"

const document = openApi()
const operations = operationsOf(document)

describe("the document", () => {
  it.each(["", "/support"])("is one of OpenAPI 3.1, also under %j", async (basePath) => {
    const made = JSON.parse(JSON.stringify(openApi(basePath)))
    const { valid, errors } = await new Validator().validate(made)
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(made.openapi).toMatch(/^3\.1\./)
  })

  it("has every operation at its method and path, and no other", () => {
    const found = operations.map(
      ({ operationId, method, path }) => `${operationId} ${method} ${path}`,
    )
    const known = Object.entries(routes).map(([id, { method, path }]) => `${id} ${method} ${path}`)
    expect(found.toSorted()).toEqual(known.toSorted())
  })

  it("names each parameter of a path, and no other", () => {
    for (const { operationId, path, parameters } of operations) {
      const inPath = parameters.filter((each) => each.in === "path").map(({ name }) => name)
      const written = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(inPath, operationId).toEqual(written)
    }
  })

  it("refers to nothing that is not there", () => {
    const text = JSON.stringify(document)
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref)
    expect(refs.length).toBeGreaterThan(50)
    const { schemas } = documentOf(document).components
    const known = new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`))
    expect(refs.filter((ref) => !known.has(ref))).toEqual([])
  })

  it("names only codes of the table, each at its status", () => {
    const table: { readonly [code: string]: readonly [number, string] } = problems
    for (const { operationId, responses } of operations)
      for (const [status, { description }] of Object.entries(responses))
        for (const [, code = ""] of description.matchAll(/`([a-z-]+)`/g))
          expect([operationId, code, table[code]?.[0]]).toEqual([operationId, code, Number(status)])
  })

  it("H37 lets nobody in without an actor but to the health of the service", () => {
    const made = JSON.parse(JSON.stringify(document))
    const free = operations.filter(
      ({ path, method }) => made.paths[path][method.toLowerCase()].security?.length === 0,
    )
    expect(free.map(({ operationId }) => operationId)).toEqual(["isAlive", "isReady"])
    expect(made.security).toEqual([{ host: [] }])
  })
})

describe("docs/problems.md", () => {
  const text = readFileSync(new URL("../../../docs/problems.md", import.meta.url), "utf8")

  it.each(Object.keys(problems))("%s has a row", (code) => {
    expect(isDocumented(code)).toBe(true)
  })

  it("gives each code of HTTP the status that it is answered with", () => {
    const rows = [...text.matchAll(/^\| ((?:`[a-z-]+` ?)+)\| (\d{3}) \|/gm)]
    expect(rows.length).toBeGreaterThan(30)
    const said = rows.flatMap(([, codes = "", status]) =>
      [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code = ""]) => [code, Number(status)]),
    )
    const table: { readonly [code: string]: readonly [number, string] } = problems
    expect(said).toEqual(said.map(([code = ""]) => [code, table[code]?.[0]]))
  })
})

/** A call, and what it comes to. */
type Row = readonly [expected: string, operation: string, who: Who, route: string, sent?: Sent]

const uuid = "0190a0c4-0000-7000-8000-000000000000"
const match = (version: number) => ({ "if-match": `"${version}"` })
const json = { "content-type": "application/json" }

const rows = async (opened: Opened): Promise<ReadonlyArray<Row>> => {
  const first = await openTicket(opened)
  const kept = await upload(opened, "anna", "log", named("лог.txt"))
  const second = await openTicket(opened, "anna", { attachments: [kept.id] })
  const at = (end: string) => `${first.path}${end}`
  return [
    ...(["anna", "vera", "robot"] as const).flatMap((who): ReadonlyArray<Row> => [
      ["201", "openTicket", who, "POST /v1/tickets", { json: request }],
      ["200", "listTickets", who, "GET /v1/tickets?limit=1&sort=-registered"],
      ["200", "listTickets", who, "GET /v1/tickets?sort=-updated"],
      [
        who === "anna" ? "403 actor-not-allowed" : "200",
        "searchMessages",
        who,
        "GET /v1/messages?text=logi",
      ],
      [
        who === "anna" ? "403 actor-not-allowed" : "200",
        "countTickets",
        who,
        "GET /v1/counts?by=status",
      ],
      ["200", "readTicket", who, `GET ${first.path}`],
      ["200", "readHistory", who, `GET ${second.path}/history`],
      [who === "anna" ? "403 actor-not-allowed" : "200", "readClocks", who, `GET ${at("/clocks")}`],
      [
        who === "anna" ? "403 actor-not-allowed" : "200",
        "readExplanation",
        who,
        `GET ${at("/clocks/firstResponse/explanation?language=ru")}`,
      ],
      ["201", "keepAttachment", who, "POST /v1/attachments", { body: "x" }],
      ["200", "readAttachment", who, `GET ${second.path}/attachments/${kept.hash}`],
      ["404 file-not-found", "readAttachment", who, `GET ${at("/attachments/x")}`],
      ["404 ticket-not-found", "readTicket", who, `GET /v1/tickets/${uuid}`],
      ["404 ticket-not-found", "readHistory", who, `GET /v1/tickets/${uuid}/history`],
      ["404 ticket-not-found", "readClocks", who, `GET /v1/tickets/${uuid}/clocks`],
      [
        "404 ticket-not-found",
        "readExplanation",
        who,
        `GET /v1/tickets/${uuid}/clocks/firstResponse/explanation`,
      ],
      ["200", "readOpenApi", who, "GET /openapi.json"],
      ["422 unknown-command", "giveCommand", who, `POST ${at("/commands")}`, { json: {} }],
      ["422 invalid-input", "openTicket", who, "POST /v1/tickets", { json: { subject: "" } }],
      ["422 unknown-attachment", "openTicket", who, "POST /v1/tickets", unknownFile],
      ["400 unknown-parameter", "listTickets", who, "GET /v1/tickets?a=b"],
    ]),
    ["200", "isAlive", "nobody", "GET /health/live"],
    ["200", "isReady", "nobody", "GET /health/ready"],
    ...operations
      .filter(({ operationId }) => !operationId.startsWith("is"))
      .map(({ operationId, method, path }): Row => {
        const filled = path
          .replace("{ticket}", first.ticketId)
          .replace("{clock}", "firstResponse")
          .replace("{hash}", kept.hash)
        return ["401 not-authenticated", operationId, "nobody", `${method} ${filled}`]
      }),
    ...refusals(first.path),
    ...commands(first.path, first.version),
  ]
}

const refusals = (path: string): ReadonlyArray<Row> => [
  ["422 forbidden-field", "openTicket", "anna", "POST /v1/tickets", asAnother],
  ["422 unknown-ticket", "openTicket", "anna", "POST /v1/tickets", followsNone],
  ["400 malformed-json", "openTicket", "vera", "POST /v1/tickets", { body: "{", headers: json }],
  ["400 too-deep", "openTicket", "vera", "POST /v1/tickets", { body: deep, headers: json }],
  ["400 duplicate-key", "openTicket", "vera", "POST /v1/tickets", { body: twice, headers: json }],
  ["400 invalid-idempotency-key", "openTicket", "vera", "POST /v1/tickets", badKey],
  ["413 body-too-large", "openTicket", "vera", "POST /v1/tickets", { body: big, headers: json }],
  ["415 unsupported-media-type", "openTicket", "vera", "POST /v1/tickets", { body: "x" }],
  ["415 unsupported-media-type", "keepAttachment", "vera", "POST /v1/attachments", packed],
  ["400 invalid-file-name", "keepAttachment", "vera", "POST /v1/attachments", badName],
  ["422 type-not-allowed", "keepAttachment", "vera", "POST /v1/attachments", program],
  ["422 effective-in-future", "openTicket", "vera", "POST /v1/tickets", inFuture],
  ["422 unknown-sort-field", "listTickets", "vera", "GET /v1/tickets?sort=x"],
  ["422 out-of-range", "listTickets", "vera", "GET /v1/tickets?limit=0"],
  ["422 invalid-cursor", "listTickets", "vera", "GET /v1/tickets?cursor=x"],
  ["422 forbidden-field", "listTickets", "anna", "GET /v1/tickets?sort=due"],
  ["422 no-words", "searchMessages", "vera", "GET /v1/messages?text=%21"],
  ["422 invalid-cursor", "searchMessages", "vera", "GET /v1/messages?text=a&cursor=x"],
  ["422 missing-field", "searchMessages", "vera", "GET /v1/messages"],
  ["422 unknown-value", "countTickets", "vera", "GET /v1/counts?by=colour"],
  ["400 unknown-parameter", "countTickets", "vera", "GET /v1/counts?by=status&a=b"],
  ["400 duplicate-parameter", "listTickets", "vera", "GET /v1/tickets?limit=1&limit=1"],
  ["400 unknown-parameter", "readTicket", "vera", `GET ${path}?a=b`],
]

const commands = (path: string, version: number): ReadonlyArray<Row> => {
  const give = (who: Who, expected: string, command: object, headers = {}): Row => [
    expected,
    "giveCommand",
    who,
    `POST ${path}/commands`,
    { json: command, headers },
  ]
  const assign = { type: "assign", assignee: "olga" }
  return [
    give("vera", "428 precondition-required", assign),
    give("vera", "400 invalid-etag", assign, { "if-match": "*" }),
    give("vera", "412 version-mismatch", assign, match(99)),
    give("vera", "200", assign, match(version)),
    give("robot", "422 unknown-notification", delivered),
    give("robot", "409 same-assignee", assign),
    give("robot", "409 nothing-due", { type: "wake" }),
    give("robot", "403 actor-not-allowed", { type: "confirm" }),
    give("robot", "200", { type: "note", text: "x" }),
    give("robot", "422 effective-before-registration", { type: "note", text: "x", effectiveAt: 1 }),
    give("anna", "409 transition-not-allowed", { type: "confirm" }),
    give("anna", "422 question-not-open", { type: "receiveMessage", text: "x", answers: [7] }),
    give("anna", "200", { type: "receiveMessage", text: "x" }, { "idempotency-key": "k" }),
    give("anna", "422 idempotency-key-reused", { type: "withdraw" }, { "idempotency-key": "k" }),
    give("anna", "200", { type: "withdraw" }),
  ]
}

const unknownFile = { json: { ...request, attachments: ["made.up"] } }
const asAnother = { json: { ...request, customer: "werk" } }
const followsNone = { json: { ...request, follows: uuid } }
const inFuture = { json: { ...request, effectiveAt: Date.UTC(2100, 0) } }
const badKey = { json: request, headers: { "idempotency-key": "two words" } }
const packed = { body: "x", headers: { "content-encoding": "gzip" } }
const badName = {
  body: "x",
  headers: { "content-disposition": "attachment; filename*=UTF-8''%zz" },
}
const program = { body: "MZ", headers: named("x.exe") }
const delivered = { type: "recordDelivery", notification: "n", outcome: "delivered" }
const deep = "[".repeat(40)
const twice = '{"a":1,"a":1}'
const big = " ".repeat(1024 * 1024 + 1)

describe("the server", () => {
  let opened: Opened

  beforeEach(async () => {
    opened = await open()
  })

  it("answers every call as the document says, whoever calls and whatever it comes to", async () => {
    const seen = new Set<string>()
    for (const [expected, operation, who, route, sent] of await rows(opened)) {
      const answer = await opened.send(who, route, sent)
      const where = `${who} ${route} ${JSON.stringify(sent)?.slice(0, 200)} ${answer.text}`
      expect(verdict(answer), where).toBe(expected)
      expect(undocumented(operation, answer), where).toEqual([])
      seen.add(operation)
    }
    expect([...seen].toSorted()).toEqual(Object.keys(routes).toSorted())
  })

  it("answers troubles as the document says", async () => {
    const closed = await open({ limits: { requestsPerMinute: 1 } })
    await closed.send("vera", "GET /v1/tickets")
    const limited = await closed.send("vera", "GET /v1/tickets")
    expect([verdict(limited), undocumented("listTickets", limited)]).toEqual([
      "429 rate-limited",
      [],
    ])
    await closed.desk[Symbol.asyncDispose]()
    const gone = await closed.send("olga", "POST /v1/tickets", { json: request })
    expect([verdict(gone), undocumented("openTicket", gone)]).toEqual(["503 store-closed", []])
    const unready = await closed.send("nobody", "GET /health/ready")
    expect([verdict(unready), undocumented("isReady", unready)]).toEqual(["503 not-ready", []])
    await closed.api.close()
    const late = await closed.send("olga", "GET /openapi.json")
    expect([verdict(late), undocumented("readOpenApi", late)]).toEqual(["503 overloaded", []])
  })

  it("gives its own document, as it is under its path", async () => {
    const { send } = await open({ basePath: "/support" })
    const { said } = await send("robot", "GET /support/openapi.json")
    expect(said).toEqual(JSON.parse(JSON.stringify(openApi("/support"))))
    expect(verdict(await send("robot", "GET /openapi.json"))).toBe("404 not-found")
  })

  it("shows a ticket, its history and its clocks as the document says, at every stage", async () => {
    const { clock, send } = opened
    const { path } = await openTicket(opened)
    const looks = async () => {
      for (const who of ["anna", "vera"] as const)
        for (const [id, end] of [
          ["readTicket", ""],
          ["readHistory", "/history"],
        ] as const) {
          const answer = await send(who, `GET ${path}${end}`)
          expect([answer.status, undocumented(id, answer)]).toEqual([200, []])
        }
      const clocks = await send("robot", `GET ${path}/clocks`)
      expect([clocks.status, undocumented("readClocks", clocks)]).toEqual([200, []])
    }
    for (const command of [
      { type: "assign", assignee: "vera" },
      { type: "requestInformation", text: "Which browser?", of: "thirdParty" },
      { type: "escalate", line: "second", text: "Please look." },
      { type: "answer", text: "Clear the cache." },
    ]) {
      const { headers } = await send("vera", `GET ${path}`)
      const sent = { json: command, headers: { "if-match": headers.get("etag") ?? "" } }
      expect((await send("vera", `POST ${path}/commands`, sent)).status).toBe(200)
      await looks()
    }
    clock.now += 10 * dayMillis
    expect((await send("robot", `POST ${path}/commands`, { json: { type: "wake" } })).status).toBe(
      200,
    )
    await looks()
  })
})
