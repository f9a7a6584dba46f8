// Twenty thousand requests that nobody should send: each gets an answer that is documented.
import * as fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { openApi } from "../src/index.ts"
import { arbitraryOf, mutated } from "./arbitraries.ts"
import { operationsOf } from "./document.ts"
import { problemsOf, undocumented } from "./documented.ts"
import { answered, open, openTicket, people, upload, type Who } from "./door.ts"

/** How many requests are sent, all together. */
const requests = 20_000
/** How many are sent to one desk: it is made anew after these. */
const slice = 1_000
/** No request may take longer: generous, for machines that are busy. */
const millisAtMost = 1_000

const slices = Array.from({ length: requests / slice }, (_, index) => index + 1)
const outcomes = new Map<number, number>()
let slowest = 0

/** What the requests of a slice can name. */
interface Names {
  readonly tickets: ReadonlyArray<string>
  readonly uploads: ReadonlyArray<string>
}

/** One request, as far as it is made up. */
interface Made {
  readonly operation: string
  readonly method: string
  readonly url: string
  readonly body?: Buffer<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

const document = openApi()
const printable = fc.integer({ min: 0x20, max: 0x7e }).map(charOf)
const visible = fc.string({ unit: printable, maxLength: 150, size: "max" })
const latin = fc.string({ unit: fc.integer({ min: 0xa1, max: 0xff }).map(charOf), maxLength: 8 })
const header = fc.oneof(visible, latin)

function charOf(code: number): string {
  return String.fromCodePoint(code)
}

const who = fc.oneof(
  { arbitrary: fc.constantFrom<Who>("anna", "vera", "robot"), weight: 10 },
  { arbitrary: fc.constantFrom<Who>("nobody", "boris", "stranger"), weight: 1 },
)

const sometimes = <A>(arbitrary: fc.Arbitrary<A>, oneIn = 8) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: oneIn - 1 }, { arbitrary, weight: 1 })

const version = fc.constantFrom('"1"', '"2"', '"3"', '"4"')
const oddVersion = fc.oneof(fc.constantFrom("*", 'W/"1"', '"0"', '"99999999"'), header)

const headersOf = (type: fc.Arbitrary<string>) =>
  fc
    .record({
      "content-type": type,
      "if-match": fc.oneof(
        { arbitrary: version, weight: 12 },
        { arbitrary: oddVersion, weight: 1 },
        { arbitrary: fc.constant(undefined), weight: 3 },
      ),
      "idempotency-key": sometimes(fc.oneof(fc.constantFrom("a", "b", "c"), visible)),
      "x-request-id": sometimes(header),
      "content-encoding": sometimes(fc.constantFrom("gzip", "identity", "x"), 50),
    })
    .map((all) =>
      Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
    )

const json = headersOf(
  fc.oneof(
    { arbitrary: fc.constant("application/json"), weight: 40 },
    { arbitrary: header, weight: 1 },
  ),
)

const disposition = fc.oneof(
  fc
    .string({ unit: "binary", maxLength: 30 })
    .map((name) => `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`),
  header.map((name) => `attachment; filename="${name}"`),
  header,
)

const madeOf = ({ tickets, uploads }: Names): fc.Arbitrary<Made> => {
  const of = arbitraryOf(document, {
    channel: ["email", "phone"],
    assignee: ["vera", "olga"],
    line: ["second"],
    attachments: uploads.map((id) => [id]),
    follows: tickets,
    effectiveAt: [1_794_808_800_000],
  })
  const strange = fc.string({ unit: "binary", maxLength: 12 })
  const ticket = fc.oneof(
    { arbitrary: fc.constantFrom(...tickets), weight: 8 },
    { arbitrary: strange.map((id) => encodeURIComponent(id.toWellFormed())), weight: 1 },
    { arbitrary: visible.map((id) => id.replaceAll(/[?#\\]/g, "")), weight: 1 },
  )
  const post = (operation: string, url: fc.Arbitrary<string>, component: string) =>
    fc.record({
      operation: fc.constant(operation),
      method: fc.constant("POST"),
      url,
      body: mutated(of(component)),
      headers: json,
    })
  return fc.oneof(
    { arbitrary: post("openTicket", fc.constant("/v1/tickets"), "OpenTicket"), weight: 6 },
    {
      arbitrary: post(
        "giveCommand",
        ticket.map((id) => `/v1/tickets/${id}/commands`),
        "Command",
      ),
      weight: 9,
    },
    { arbitrary: file, weight: 2 },
    { arbitrary: asking, weight: 2 },
    { arbitrary: fc.oneof(reading(ticket), anywhere), weight: 2 },
  )
}

const file: fc.Arbitrary<Made> = fc.record({
  operation: fc.constant("keepAttachment"),
  method: fc.constant("POST"),
  url: fc.constant("/v1/attachments"),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 5_000 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom("MZ", "%PDF-1.7", "\u0089PNG\r\n\u001a\n", "GIF89a", "PK\u0003\u0004")
      .map((magic) => Buffer.from(magic, "latin1")),
  ),
  headers: fc
    .record({ all: headersOf(header), disposition: sometimes(disposition) })
    .map(({ all, disposition }) =>
      disposition === undefined ? all : { ...all, "content-disposition": disposition },
    ),
})

const parameters = operationsOf(document).find(({ operationId }) => operationId === "listTickets")
const parameterNames = (parameters?.parameters ?? []).map(({ name }) => name)

const asking: fc.Arbitrary<Made> = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...parameterNames), visible),
      fc.oneof(
        fc.constantFrom("open", "registered", "-registered", "1", "0", "1001", "1e3", "firma"),
        fc.string({ unit: "binary", maxLength: 20 }),
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => ({
    operation: "listTickets",
    method: "GET",
    url: `/v1/tickets?${new URLSearchParams(pairs.map(([a, b]): [string, string] => [a, b.toWellFormed()])).toString()}`,
    headers: {},
  }))

const reading = (ticket: fc.Arbitrary<string>): fc.Arbitrary<Made> =>
  fc
    .tuple(ticket, fc.constantFrom("", "/history", "/clocks", "/attachments/x", "/attachments/%00"))
    .map(([id, end]) => ({
      operation: "",
      method: "GET",
      url: `/v1/tickets/${id}${end}`,
      headers: {},
    }))

const anywhere: fc.Arbitrary<Made> = fc
  .tuple(
    fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
    fc.constantFrom("", "/v1/tickets", "/v1/attachments", "/v1/tickets/T-1", "/openapi.json"),
    fc.array(fc.oneof(fc.constantFrom("v1", "tickets", "..", "%2e", "%00", ";x", ""), visible), {
      maxLength: 2,
    }),
  )
  .map(([method, start, parts]) => ({
    operation: "",
    method,
    url: [start, ...parts].join("/").replaceAll(/[?#\\]/g, ""),
    headers: {},
  }))

/** Sends it, and says everything that is wrong with the answer. */
const faultsOf = async (
  fetch: (request: Request) => Promise<Response>,
  sender: Who,
  { operation, method, url, body, headers }: Made,
): Promise<ReadonlyArray<string>> => {
  const credential = Object.hasOwn(people, sender) ? { authorization: `Bearer ${sender}` } : {}
  const request = new Request(`http://desk.local${url}`, {
    method,
    headers: { ...headers, ...credential },
    ...(body === undefined ? {} : { body }),
  })
  const started = performance.now()
  const answer = await answered(await fetch(request))
  const millis = performance.now() - started
  slowest = Math.max(slowest, millis)
  outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1)
  // An answer to HEAD has no body to look at, and a path that was tidied may be any operation's.
  const isRefusal = answer.status >= 400 && method !== "HEAD"
  const ofPlace = answer.status < 400 && operation !== "" ? undocumented(operation, answer) : []
  return [
    ...(answer.status >= 500 ? [`got ${answer.status}: ${answer.text}`] : []),
    ...(millis > millisAtMost ? [`took ${Math.round(millis)} ms`] : []),
    ...(isRefusal ? problemsOf(answer) : []),
    ...ofPlace,
  ]
}

const isClean = () =>
  Object.keys(Object.prototype).length === 0 &&
  Reflect.get({}, "polluted") === undefined &&
  Reflect.get([], "polluted") === undefined &&
  Reflect.get(Function, "polluted") === undefined

describe(`P16 ${requests} requests that nobody should send`, () => {
  afterAll(() => {
    const counted = [...outcomes]
      .toSorted(([a], [b]) => a - b)
      .map(([status, count]) => `${count} × ${status}`)
    console.log(`fuzz: slowest ${Math.round(slowest)} ms; ${counted.join(", ")}`)
  })

  it.each(slices)(
    `slice %d of ${slices.length}: no 5xx, none slow, every refusal a problem`,
    async () => {
      const opened = await open({ limits: { requestsPerMinute: 1_000_000 } })
      const first = await openTicket(opened)
      const second = await openTicket(opened, "boris")
      const { id } = await upload(opened, "vera", "log")
      const names = { tickets: [first.ticketId, first.number, second.ticketId], uploads: [id] }
      await fc.assert(
        fc.asyncProperty(who, madeOf(names), async (sender, made) => {
          expect(await faultsOf(opened.api.fetch, sender, made)).toEqual([])
        }),
        { numRuns: slice },
      )
      expect(isClean()).toBe(true)
    },
  )
})
