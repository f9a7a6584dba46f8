// The connections: shared by mails, closed with the desk.
import { Notifier } from "@upkeep/core/effect"
import { Effect, ManagedRuntime } from "effect"
import { expect, test } from "vitest"
import { email } from "../src/index.ts"
import { mailServer, refusal } from "./mailServer.ts"
import { notification, optionsFor } from "./sending.ts"

const sends = (texts: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const notifier = yield* Notifier.Notifier
    return yield* Effect.forEach(texts, (text) => notifier.send(notification({ text })), {
      concurrency: "unbounded",
    })
  })

test("P6 many mails at once share few connections, each arrives once", async () => {
  await using server = await mailServer()
  const runtime = ManagedRuntime.make(email(optionsFor(server.port, { connections: 2 })).layer)
  const texts = Array.from({ length: 20 }, (_, n) => `text ${n}`)
  await runtime.runPromise(sends(texts))
  expect(server.connections()).toBeLessThanOrEqual(2)
  expect(new Set(server.received.map(({ mail }) => mail.text?.trim()))).toEqual(new Set(texts))
  expect(server.received).toHaveLength(20)
  await runtime.dispose()
})

test("P6 the connections close with the layer", async () => {
  await using server = await mailServer()
  const runtime = ManagedRuntime.make(email(optionsFor(server.port)).layer)
  await runtime.runPromise(sends(["one"]))
  expect(server.connections()).toBe(1)
  await runtime.dispose()
  await expect.poll(server.connections).toBe(0)
})

test("P6 a connection that the server ended while it was idle costs no mail", async () => {
  await using server = await mailServer({ socketTimeout: 400 })
  const runtime = ManagedRuntime.make(email(optionsFor(server.port)).layer)
  await runtime.runPromise(sends(["one"]))
  await expect.poll(server.connections).toBe(0)
  await runtime.runPromise(sends(["two"]))
  expect(server.received).toHaveLength(2)
  await runtime.dispose()
})

test("P6 one refused mail does not hold up the next on the same connection", async () => {
  let asked = 0
  await using server = await mailServer({
    onRcptTo: (_, __, done) => done((asked += 1) === 1 ? refusal(550, "no") : null),
  })
  const runtime = ManagedRuntime.make(email(optionsFor(server.port, { connections: 1 })).layer)
  const first = await runtime.runPromise(Effect.flip(sends(["one"])))
  expect(first.reason).toBe("permanent")
  await runtime.runPromise(sends(["two"]))
  expect(server.received.map(({ mail }) => mail.text?.trim())).toEqual(["two"])
  await runtime.dispose()
})

test("P6 an interrupted send lets go of its connection", async () => {
  await using server = await mailServer({ onRcptTo: () => {} })
  const runtime = ManagedRuntime.make(email(optionsFor(server.port)).layer)
  const abort = new AbortController()
  const sending = runtime.runPromise(sends(["one"]), { signal: abort.signal })
  await expect.poll(server.connections).toBe(1)
  abort.abort()
  await expect(sending).rejects.toThrow()
  await expect.poll(server.connections).toBe(0)
  await runtime.dispose()
})
