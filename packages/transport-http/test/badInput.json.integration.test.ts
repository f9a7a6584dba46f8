// Bodies that are not what they have to be: each gets its own code, and nothing is stored.
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import {
  type Answer,
  answered,
  broken,
  type Content,
  dayMillis,
  dumpOf,
  monday,
  open,
  openTicket,
  type Opened,
  request,
  requestOf,
  verdict,
} from "./door.ts"

let opened: Opened
let before: string

beforeEach(async () => {
  opened = await open()
  await openTicket(opened)
  before = await dumpOf(opened.desk)
})

const typed = { "content-type": "application/json" }

/** Sends a body as it stands to where tickets are opened. */
const post = (body: Content, headers: Readonly<Record<string, string>> = typed) =>
  opened.send("vera", "POST /v1/tickets", { body, headers })

/** Sends a request to open with these fields. */
const postWith = (more: object) =>
  opened.send("vera", "POST /v1/tickets", { json: { ...request, ...more } })

/** The text of a request to open with more of JSON in it, as it stands. */
const textWith = (more: string) => JSON.stringify(request).replace(/}$/, `,${more}}`)

const refused = (answer: Answer, code: string, ...errors: ReadonlyArray<string>) => {
  expect(verdict(answer)).toBe(code)
  if (errors.length > 0) expect(broken(answer)).toEqual(errors)
}

afterEach(async () => {
  if (before !== "") expect(await dumpOf(opened.desk)).toBe(before)
})

/** The body was accepted: what was stored is no concern of the test. */
const accepted = (answer: Answer) => {
  expect(answer.status).toBe(201)
  before = ""
}

describe("what is no JSON", () => {
  it("H01 an empty body is malformed", async () => {
    refused(await post(""), "400 malformed-json")
    refused(await opened.send("vera", "POST /v1/tickets", { headers: typed }), "400 malformed-json")
  })

  it("H02 a truncated body is malformed, from the byte that is named", async () => {
    const answer = await post('{"subject":"ё')
    refused(answer, "400 malformed-json")
    expect(answer.said.detail).toContain("from byte 11 on")
  })

  it.each([
    "{} {}",
    "{'subject':1}",
    '{"a":1,}',
    "[1,]",
    '{"a":1 // why\n}',
    '{"a":"\u0007"}',
    '{"a":"\\x"}',
    '{"a":01}',
    "undefined",
  ])("H02 %j is malformed: one JSON document by RFC 8259 is taken", async (body) => {
    refused(await post(body), "400 malformed-json")
  })

  it("H02 bytes that are no UTF-8 are malformed, and none of them is replaced", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...request, subject: "\u00e9" }), "latin1")
    refused(await post(bytes), "400 malformed-json")
  })

  it("H18 a NaN token is malformed, and 1e400 is not finite", async () => {
    refused(await post(textWith('"effectiveAt":NaN')), "400 malformed-json")
    refused(await post(textWith('"effectiveAt":1e400')), "422 not-finite")
  })
})

describe("what is of another kind", () => {
  it.each([
    ["H03", "text/plain"],
    ["H03", "application/x-www-form-urlencoded"],
    ["H03", "application/json, text/plain"],
    ["H05", "application/json; charset=utf-16"],
    ["H05", "application/json; charset=latin1"],
  ])("%s %s is not taken, and the answer names what is", async (_, type) => {
    const answer = await post(JSON.stringify(request), { "content-type": type })
    refused(answer, "415 unsupported-media-type")
    expect(answer.headers.get("accept")).toBe("application/json")
    expect(answer.said.detail).toContain("expected application/json in UTF-8")
  })

  it("H04 a body without a Content-Type is not taken", async () => {
    const untyped = requestOf("vera", "POST /v1/tickets", { body: JSON.stringify(request) })
    untyped.headers.delete("content-type")
    refused(await answered(await opened.api.fetch(untyped)), "415 unsupported-media-type")
  })

  it.each([
    "application/json",
    "Application/JSON; Charset=UTF-8",
    'application/json;charset="utf8"',
  ])("H03 %s is taken", async (type) => {
    accepted(await post(JSON.stringify(request), { "content-type": type }))
  })

  it.each(["gzip", "br", "deflate", "zstd", "gzip, identity"])(
    "H10 a body in %s is not taken: nobody has bounded what it unpacks to",
    async (encoding) => {
      const headers = { ...typed, "content-encoding": encoding }
      refused(await post(JSON.stringify(request), headers), "415 unsupported-media-type")
    },
  )
})

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`

describe("what is too much", () => {
  it("H07 a body of 1 MiB is read, and one byte more is too large", async () => {
    const envelope = Buffer.byteLength(JSON.stringify({ ...request, text: "" }))
    const sized = (bytes: number) =>
      JSON.stringify({ ...request, text: "x".repeat(bytes - envelope) })
    refused(await post(sized(1024 * 1024)), "422 too-long", "text: too-long")
    refused(await post(sized(1024 * 1024 + 1)), "413 body-too-large")
  })

  it("H07 a body of no told length is counted as it comes", async () => {
    let chunks = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(32))
      },
    })
    refused(await post(endless), "413 body-too-large")
    expect(chunks).toBeLessThan(32)
  })

  it("H12 5,000 nested objects are too deep", async () => {
    const nested = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`
    refused(await post(textWith(`"requester":${nested}`)), "400 too-deep")
    refused(await post("[".repeat(500_000)), "400 too-deep")
  })

  it("H12 32 levels are read, and one more is too deep", async () => {
    refused(await post(nested(32)), "422 wrong-type", ": wrong-type")
    refused(await post(nested(33)), "400 too-deep")
  })
})

describe("what no field may be", () => {
  it("H13 a key that comes twice is refused with its place", async () => {
    const answer = await post(textWith('"requester":{"name":"a","name":"b"}'))
    refused(answer, "400 duplicate-key", "requester.name: duplicate-key")
  })

  it("H13 a key that comes twice in another spelling is the same key", async () => {
    const answer = await post(textWith(String.raw`"sub\u006aect":"again"`))
    refused(answer, "400 duplicate-key", "subject: duplicate-key")
  })

  it("H14 __proto__ is an unknown field, and changes no prototype", async () => {
    const answer = await post(textWith('"__proto__":{"role":"agent"}'))
    refused(answer, "422 unknown-field", "__proto__: unknown-field")
    expect(Reflect.get({}, "role")).toBeUndefined()
  })

  it("H15 constructor is an unknown field, and changes no prototype", async () => {
    const answer = await post(textWith('"constructor":{"prototype":{"role":"agent"}}'))
    refused(answer, "422 unknown-field", "constructor: unknown-field")
    expect(Reflect.get({}, "role")).toBeUndefined()
  })

  it("H14 inside an inner object it is an unknown field as well", async () => {
    const answer = await post(textWith('"requester":{"__proto__":{"name":"x"}}'))
    refused(answer, "422 unknown-field", "requester.__proto__: unknown-field")
  })

  it.each(["tenantId", "tenant", "state", "status", "createdAt", "slaDueAt", "type", "actor"])(
    "H16 the field %s is refused with its path, never dropped",
    async (name) => {
      refused(await postWith({ [name]: "x" }), "422 unknown-field", `${name}: unknown-field`)
    },
  )

  it("H16 a hostile name of a field is shown in at most 64 characters", async () => {
    const answer = await postWith({ ["\u0000x".repeat(100_000)]: 1 })
    refused(answer, "422 unknown-field")
    expect(answer.text.length).toBeLessThan(2_000)
    expect(answer.text).not.toContain("\u0000")
  })

  it("all that is wrong is said at once", async () => {
    const answer = await postWith({ subject: "", text: 1, tenantId: "x", period: { from: 1 } })
    refused(answer, "422 invalid-input")
    expect(broken(answer).toSorted()).toEqual([
      "period.to: missing-field",
      "subject: empty",
      "tenantId: unknown-field",
      "text: wrong-type",
    ])
  })
})

describe("numbers and instants", () => {
  it("H19 an integer that no number keeps is refused, and not rounded", async () => {
    const answer = await post(textWith('"effectiveAt":9007199254740993'))
    refused(answer, "422 out-of-range", "effectiveAt: out-of-range")
  })

  it("H20 a fraction is no whole number", async () => {
    refused(await postWith({ effectiveAt: 1.5 }), "422 not-integer", "effectiveAt: not-integer")
    const path = `/v1/tickets?limit=1.5`
    expect((await opened.send("vera", `GET ${path}`)).status).toBe(422)
  })

  it.each([-1, Date.UTC(2201, 0, 1), -62_198_755_200_000, 8.64e15])(
    "T06 the instant %d is outside 1970 to 2200",
    async (effectiveAt) => {
      refused(await postWith({ effectiveAt }), "422 out-of-range", "effectiveAt: out-of-range")
    },
  )

  it("T07 parts of milliseconds in a number are refused, not cut", async () => {
    refused(await post(textWith(`"effectiveAt":${monday}.123456`)), "422 not-integer")
  })

  it("T08 what happened in the future is refused", async () => {
    refused(await postWith({ effectiveAt: monday + 1 }), "422 effective-in-future")
    accepted(await postWith({ effectiveAt: monday }))
  })

  it("T10 a clock that steps back takes no ticket's time back", async () => {
    opened.clock.now -= dayMillis
    const path = "/v1/tickets/T-1"
    const note = { type: "note", text: "Looked at it." }
    expect((await opened.send("vera", `POST ${path}/commands`, { json: note })).status).toBe(200)
    const { history } = (await opened.send("vera", `GET ${path}/history`)).said
    expect(history?.map(({ effectiveAt }) => effectiveAt)).toEqual([monday, monday, monday])
    before = ""
  })

  it("C27 a period that ends before it starts is refused", async () => {
    const answer = await postWith({ period: { from: 2, to: 1 } })
    refused(answer, "422 invalid-range", "period: invalid-range")
  })
})

describe("texts", () => {
  it.each(["", "   \t", "\u200b", "\u200b \u2060"])(
    "H22 the subject %j is empty",
    async (subject) => {
      refused(await postWith({ subject }), "422 empty", "subject: empty")
    },
  )

  it("H24 U+0000 is refused at its place", async () => {
    const answer = await postWith({ text: "a\u0000b" })
    refused(answer, "422 forbidden-character", "text: forbidden-character")
  })

  it("H24 a line break in a subject is refused at its place", async () => {
    const answer = await postWith({ subject: "a\r\nBcc: b" })
    refused(answer, "422 forbidden-character", "subject: forbidden-character")
  })

  it("H25 a lone surrogate is refused, and not replaced", async () => {
    const answer = await post(textWith(String.raw`"messageId":"a\ud800b"`))
    refused(answer, "422 invalid-unicode", "messageId: invalid-unicode")
  })

  it("H26 controls of direction are accepted in a subject, as they came", async () => {
    const subject = "abc\u202edef\u2066"
    const answer = await postWith({ subject })
    accepted(answer)
    const shown = await opened.send("vera", `GET /v1/tickets/${answer.said.number}`)
    expect(shown.said.subject).toBe(subject)
  })

  it("H27 5,000 combining marks on a letter are refused, and 16 are not", async () => {
    const answer = await postWith({ subject: `Z${"\u0301".repeat(5_000)}` })
    refused(
      answer,
      "422 too-many-combining-marks",
      ...["too-many-combining-marks", "too-long"].map((rule) => `subject: ${rule}`),
    )
    accepted(await postWith({ subject: `Z${"\u0301".repeat(16)}` }))
  })

  it("the hostile value is shown in at most 64 characters, controls as escapes", async () => {
    const { said } = await postWith({ channel: `\u001b[31m\u202e${"x".repeat(200)}` })
    expect(said.detail).toMatch(/got "\\u001b\[31m\\u202ex{50,64}…"/)
  })
})

describe("ids in a body", () => {
  it.each([
    "not-an-id",
    "{0190a0c4-0000-7000-8000-000000000000}",
    "0190A0C4-0000-7000-8000-0000000000AA",
  ])("I01 %s in a query is no cursor", async (cursor) => {
    const path = `/v1/tickets?cursor=${encodeURIComponent(cursor)}`
    const answer = await opened.send("vera", `GET ${path}`)
    refused(answer, "422 invalid-cursor", "cursor: invalid-cursor")
  })

  it("I01 a customer's ticket follows none that the customer does not see", async () => {
    const json = { ...request, follows: "{0190a0c4}" }
    const answer = await opened.send("anna", "POST /v1/tickets", { json })
    refused(answer, "422 unknown-ticket", "follows: unknown-ticket")
  })

  it("what the process does not know is refused by name", async () => {
    const more = { channel: "pigeon", requestType: "wish", environment: "moon" }
    const answer = await postWith(more)
    refused(answer, "422 invalid-input")
    expect(broken(answer).toSorted()).toEqual([
      "channel: unknown-channel",
      "environment: unknown-environment",
      "requestType: unknown-request-type",
    ])
  })
})
