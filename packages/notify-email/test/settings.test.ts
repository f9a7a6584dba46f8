// Options: every mistake at once, in the grammar of every message, and no secret in any of them.
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { expect, test } from "vitest"
import { email, type EmailOptions } from "../src/index.ts"
import { optionsFor } from "./sending.ts"

const started = (options: EmailOptions) =>
  Effect.runPromise(Effect.scoped(Layer.build(email(options).layer)))

const refused = async (options: unknown) => {
  // @ts-expect-error: a host without types may hand over anything.
  const { layer } = email(options)
  const error = await Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(layer))))
  if (!(error instanceof Notifier.NotifyError)) throw new Error("expected a NotifyError")
  expect(error.reason).toBe("permanent")
  return error.detail
}

const plus = (local: string) => ({
  from: { address: `${local}@example.com` },
  plusAddressing: true,
})

test("an adapter has the name and the channel that the port promises", () => {
  const { name, channel } = email(optionsFor(25))
  expect({ name, channel }).toEqual({ name: "notify-email", channel: "email" })
})

test("a server that is down does not keep a desk from starting", async () => {
  await started(optionsFor(1))
})

test("all mistakes in the options are said at once: what, got, expected, where", async () => {
  const detail = await refused({
    from: { address: "nobody", nick: "x" },
    smtp: { host: "mail example", port: 70_000, secure: "yes", auth: { user: "u" } },
    returnPath: "a@b\r\nBcc: x",
    connectionMillis: 0,
    sendMilis: 5,
  })
  expect(detail.split("; ")).toEqual([
    expect.stringMatching(/^invalid-options of email: unknown-field: .* at sendMilis$/),
    expect.stringMatching(/^unknown-field: .* at from\.nick$/),
    'invalid-value: got "nobody", expected one mail address, at from.address',
    expect.stringMatching(/^invalid-value: got "mail example", .* at smtp\.host$/),
    "invalid-value: got 70000, expected a whole number from 1 to 65535, at smtp.port",
    'wrong-type: got "yes", expected true or false, at smtp.secure',
    "missing-field: got nothing, expected a password, at smtp.auth.pass",
    expect.stringMatching(/^invalid-value: got "a@b.*, expected one mail address, at returnPath$/),
    "invalid-value: got 0, expected a whole number from 1 to 3600000, at connectionMillis",
  ])
})

test("nothing at all is refused as an object that is missing", async () => {
  expect(await refused(undefined)).toContain("expected an object")
  expect(await refused({})).toContain("missing-field: got nothing")
})

test("a message never shows a password", async () => {
  const smtp = { host: "h", auth: { user: "u", pass: 7_777_777 } }
  expect(await refused(optionsFor(1, { smtp: JSON.parse(JSON.stringify(smtp)) }))).not.toContain(
    "7777777",
  )
  expect(await refused(optionsFor(1, { smtp: "smtp://u:s3cret@h/path" }))).not.toContain("s3cret")
  expect(await refused(optionsFor(1, { smtp: "smtp://u:s3cret@h:99999" }))).not.toContain("s3cret")
})

test.each([
  "http://mail.example.com",
  "smtp://",
  "smtp://mail.example.com/inbox",
  "smtp://mail.example.com?requireTLS=true",
  "smtp://u:%zz@mail.example.com",
  "smtp://user@mail.example.com",
  "mail.example.com",
])("%j is no server", async (smtp) => {
  expect(await refused(optionsFor(1, { smtp }))).toContain("smtp")
})

test.each([
  "smtp://mail.example.com",
  "smtps://u:p%40ss@mail.example.com:465/",
  "smtp://[::1]:2525",
])("%j is a server", async (smtp) => {
  await started(optionsFor(1, { smtp }))
})

test("plus addressing needs room for the token: 18 octets before the @", async () => {
  await started(optionsFor(1, plus("s".repeat(18))))
  expect(await refused(optionsFor(1, plus("s".repeat(19))))).toContain(
    "no-room-for-token: got 19, expected at most 18 octets before the @, for plusAddressing, at from.address",
  )
})
