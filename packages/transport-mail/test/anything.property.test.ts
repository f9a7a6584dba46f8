// Whatever the bytes are, a mail ends in exactly one outcome, and the same one for ever.
import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { open } from "./desk.ts"

const mailbox = new URL("../../../examples/mixvel-desk/mailbox/", import.meta.url)
const samples = readdirSync(mailbox).map((name) => readFileSync(new URL(name, mailbox)))
const outcomes = ["new-ticket", "added", "quarantined", "ignored", "too-big"]

let at: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  at = await open({ limits: { opensPerTenMinutes: 1_000_000 } })
})
afterAll(() => at[Symbol.asyncDispose]())

const oneOutcome = async (raw: Uint8Array) => {
  const mail = { raw, receivedAt: at.clock.now }
  const first = await at.intake.take(mail)
  const again = await at.intake.take(mail)
  expect(outcomes).toContain(first.outcome)
  expect(first.reason === "").toBe(["new-ticket", "added"].includes(first.outcome))
  expect(again).toMatchObject({
    outcome: "ignored",
    reason: "already-taken",
    ticketId: first.ticketId,
  })
}

// A cut, a repeat and noise at any place of a real mail.
const mutated = fc
  .record({
    sample: fc.constantFrom(...samples),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    noise: fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(
          "\r\n\r\n",
          "\0",
          "\r",
          "=?",
          "--",
          "From: x@y.example\r\n",
          '"',
          "=?utf-8?B?",
        )
        .map((text) => new Uint8Array(Buffer.from(text))),
    ),
  })
  .map(({ sample, from, to, noise }) => {
    const place = (share: number) => Math.floor(share * sample.length)
    return Buffer.concat([sample.subarray(0, place(from)), noise, sample.subarray(place(to))])
  })

test("P15 random bytes end in exactly one outcome", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), oneOutcome), {
    numRuns: 150,
  })
})

test("P15 damaged mails end in exactly one outcome", async () => {
  await fc.assert(fc.asyncProperty(mutated, oneOutcome), { numRuns: 300 })
})
