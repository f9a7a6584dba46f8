// What comes back when a mail is not taken, from real servers.
import { expect, describe, test } from "vitest"
import { mailServer, rawServer, refusal } from "./mailServer.ts"
import { failure, notification, optionsFor, send } from "./sending.ts"

const verdict = async (...given: Parameters<typeof failure>) => {
  const { reason, detail } = await failure(...given)
  return { reason, code: detail.split(":")[0], detail }
}

describe("P6 what the server says for good parks the notification", () => {
  test.each([550, 551, 553])("P6 a recipient refused with %i is permanent", async (status) => {
    await using server = await mailServer({
      onRcptTo: (_, __, done) => done(refusal(status, "5.1.1 no such user")),
    })
    const { reason, detail } = await verdict(optionsFor(server.port))
    expect(reason).toBe("permanent")
    expect(detail).toBe(
      `refused: got ${status} 5.1.1 no such user, expected a server that takes the mail, at RCPT TO of 127.0.0.1:${server.port}`,
    )
  })

  test("P6 a refused sender and a refused message are permanent too", async () => {
    await using sender = await mailServer({
      onMailFrom: (_, __, done) => done(refusal(550, "not from here")),
    })
    await using message = await mailServer({
      onData: (stream, _, done) => stream.resume().on("end", () => done(refusal(554, "spam"))),
    })
    expect(await verdict(optionsFor(sender.port))).toMatchObject({ reason: "permanent" })
    expect(await verdict(optionsFor(message.port))).toMatchObject({ reason: "permanent" })
  })

  test("P6 the server's words are clipped and cannot rule a log", async () => {
    const words = `\u001B[31mred\u202E ${"x".repeat(400)}`
    await using server = await mailServer({
      onRcptTo: (_, __, done) => done(refusal(550, words)),
    })
    const { detail } = await verdict(optionsFor(server.port))
    expect(detail).not.toMatch(/[\p{Cc}\u202E]/u)
    expect(detail.length).toBeLessThan(420)
  })
})

describe("P6 what may pass is tried again", () => {
  test.each([421, 450, 451, 452])("P6 a recipient put off with %i is temporary", async (status) => {
    await using server = await mailServer({
      onRcptTo: (_, __, done) => done(refusal(status, "4.7.1 greylisted, come back")),
    })
    const answer = await verdict(optionsFor(server.port))
    expect(answer).toMatchObject({ reason: "temporary", code: "deferred" })
    expect(answer.detail).toContain(`${status} 4.7.1 greylisted`)
  })

  test("P6 a server that is down is temporary", async () => {
    const server = await mailServer()
    await server[Symbol.asyncDispose]()
    const answer = await verdict(optionsFor(server.port))
    expect(answer).toMatchObject({ reason: "temporary", code: "unreachable" })
  })

  test("P6 a host that has no address is temporary", async () => {
    const answer = await verdict(
      optionsFor(1, { smtp: { host: "nowhere.invalid" }, connectionMillis: 2_000 }),
    )
    expect(answer.reason).toBe("temporary")
  })

  test("P6 a server that stays silent is temporary, within the greeting's limit", async () => {
    await using server = await rawServer("")
    const start = performance.now()
    const answer = await verdict(optionsFor(server.port, { greetingMillis: 200 }))
    expect(answer).toMatchObject({ reason: "temporary", code: "timed-out" })
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  test("P6 a server that falls silent later is temporary, within the limit of silence", async () => {
    await using server = await mailServer({ onRcptTo: () => {} })
    const answer = await verdict(optionsFor(server.port, { socketMillis: 200 }))
    expect(answer).toMatchObject({ reason: "temporary", code: "timed-out" })
  })

  test("P6 a send that takes too long in all is given up and its connection closed", async () => {
    await using server = await mailServer({ onRcptTo: () => {} })
    const { reason, detail } = await verdict(optionsFor(server.port, { sendMillis: 200 }))
    expect([reason, detail]).toEqual([
      "temporary",
      `timed-out: got no answer, expected one within 200 ms, at 127.0.0.1:${server.port}`,
    ])
    await expect.poll(server.connections).toBe(0)
  })

  test.each(["\r\n", "220 hello\r\n", "421 too busy\r\n", "554 no service here\r\n"])(
    "P6 a connection closed at the greeting %j is temporary: it is not about this mail",
    async (greeting) => {
      await using server = await rawServer(greeting)
      expect(await verdict(optionsFor(server.port))).toMatchObject({ reason: "temporary" })
    },
  )

  test("P6 a refused login is temporary and shows no password: an operator must mend it", async () => {
    await using server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refusal(535, "5.7.8 bad credentials")),
    })
    const auth = { user: "support", pass: "s3cret" }
    const smtp = { host: "127.0.0.1", port: server.port, auth, requireTls: false }
    const answer = await verdict(optionsFor(0, { smtp }))
    expect(answer).toMatchObject({ reason: "temporary", code: "login-refused" })
    expect(answer.detail).not.toContain("s3cret")
  })

  test("P6 a server that demands a login we do not have is temporary", async () => {
    await using server = await mailServer({ authOptional: false })
    const answer = await verdict(optionsFor(server.port))
    expect(answer).toMatchObject({ reason: "temporary", code: "login-refused" })
  })
})

describe("P6 a password travels encrypted or not at all", () => {
  const auth = { user: "support", pass: "s3cret" }

  test("P6 a server without STARTTLS gets no password", async () => {
    const seen: Array<unknown> = []
    await using server = await mailServer({
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) => {
        seen.push(password)
        done(null, { user: "support" })
      },
    })
    const smtp = { host: "127.0.0.1", port: server.port, auth }
    expect(await verdict(optionsFor(0, { smtp }))).toMatchObject({ reason: "temporary" })
    expect(seen).toEqual([])
  })

  test("P6 a certificate that nobody vouches for is refused, unless the operator says otherwise", async () => {
    await using server = await mailServer({
      hideSTARTTLS: false,
      onAuth: (_, __, done) => done(null, { user: "support" }),
    })
    const strict = { host: "127.0.0.1", port: server.port, auth }
    expect(await verdict(optionsFor(0, { smtp: strict }))).toMatchObject({ reason: "temporary" })
    expect(server.received).toEqual([])
    const lax = { ...strict, tls: { rejectUnauthorized: false } }
    await send(optionsFor(0, { smtp: lax }), notification())
    expect(server.received).toHaveLength(1)
  })
})

describe("I25 an address that is none parks the notification", () => {
  test.each([
    "",
    " ",
    "anna",
    "@customer.example",
    "anna@",
    "a@b\r\nBcc:x",
    "a@b\nBcc: x@y.z",
    "a@b, c@d",
    "a@b;c@d",
    "Anna <a@b.example>",
    "<a@b.example>",
    "a b@c.example",
    '"a b"@c.example',
    "a@b@c.example",
    "a@[127.0.0.1]",
    "a@-b.example",
    "a@b..example",
    "a..b@c.example",
    "a\u202Eb@c.example",
    "a\u0000@b.example",
    `${"l".repeat(65)}@c.example`,
    `a@${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(70)}`,
  ])("I25 %j is an invalid recipient, and no server is asked", async (address) => {
    await using server = await mailServer()
    const answer = await verdict(optionsFor(server.port), notification({ to: { address } }))
    expect(answer).toMatchObject({ reason: "permanent", code: "invalid-recipient" })
    expect(answer.detail).toMatch(/expected one mail address, at to\.address$/)
    expect(server.received).toEqual([])
  })

  test.each(["a.b+c@d-e.example", "o'neil@x.example", "anna@пример.example", "a@localhost"])(
    "I25 %j is an address",
    async (address) => {
      await using server = await mailServer()
      await send(optionsFor(server.port), notification({ to: { address } }))
      expect(server.received).toHaveLength(1)
    },
  )
})

test("P6 ids that no header can carry are refused for good", async () => {
  const given = notification({ ticketId: "a b>\r\nX: y", replyToken: "x y" })
  const { reason, detail } = await failure(optionsFor(9), given)
  expect(reason).toBe("permanent")
  expect(detail).toMatch(/^invalid-notification: .*ticketId; invalid-notification: .*replyToken$/)
})
