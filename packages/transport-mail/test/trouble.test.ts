// The desk's own trouble: nothing is lost, nothing is doubled, nothing is booked that is not so.
import { createDesk, memory, type StorageAdapter } from "@upkeep/core"
import { Inbound, TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { expect, test } from "vitest"
import { createMailIntake } from "../src/index.ts"
import { monday } from "./desk.ts"
import { bridge, failing } from "./failing.ts"
import { mail } from "./mail.ts"

const quiet = () => createDesk({ background: false, now: () => monday })
const take = { raw: mail(), receivedAt: monday }

test("P2 a mail that was committed and not booked is found again, not doubled", async () => {
  await using desk = await quiet()
  let down = true
  await using intake = createMailIntake({ desk: failing(desk, () => down) })
  await expect(intake.take(take)).rejects.toThrow("full: no room")
  down = false
  expect(await intake.take(take)).toMatchObject({ outcome: "new-ticket", ticket: "T-1" })
  expect(await intake.take(take)).toMatchObject({ reason: "already-taken", ticket: "T-1" })
  expect(await desk.list()).toHaveLength(1)
})

test("P2 and so it is where the second time another command would be made of it", async () => {
  await using desk = await quiet()
  let down = true
  await using intake = createMailIntake({
    desk: failing(desk, () => down),
    limits: { acknowledgedPerDay: 1 },
  })
  await expect(intake.take(take)).rejects.toThrow("full: no room")
  down = false
  await intake.take({ ...take, raw: mail({ "Message-ID": "<other@x>" }) })
  expect(await intake.take(take)).toMatchObject({ outcome: "new-ticket", ticket: "T-1" })
  expect(await desk.list()).toHaveLength(2)
})

const bookedBefore = (inbound: Inbound.InboundService) =>
  Inbound.Inbound.of({
    ...inbound,
    record: (tenant, row) => inbound.record(tenant, { ...row, recordedAt: row.recordedAt - 1 }),
  })

test("P15 where another process booked the mail first, its booking is the answer", async () => {
  await using desk = await quiet()
  await using intake = createMailIntake({ desk: bridge(desk, bookedBefore) })
  const taken = await intake.take(take)
  expect(taken).toMatchObject({ outcome: "ignored", reason: "already-taken", ticket: "T-1" })
})

const wrong: ReadonlyArray<readonly [string, object, RegExp]> = [
  [
    "an own address that is none",
    { ownAddresses: ["info"] },
    /^invalid-address: .* at ownAddresses\[0\]/,
  ],
  ["a limit that nobody knows", { limits: { bytes: 1 } }, /^unknown-field: .* at limits.bytes/],
  ["a limit of zero", { limits: { parts: 0 } }, /^out-of-range: got 0, .* at limits.parts/],
  [
    "too little heap for the reading thread itself",
    { limits: { heapMebibytes: 31, parts: 0 } },
    /^out-of-range: got 31, expected a whole number from 32, at limits.heapMebibytes\n.* at limits.parts/,
  ],
  ["limits that are none", { limits: 5 }, /^wrong-type: got 5, .* at limits/],
  ["an intake without a name", { intake: "" }, /^out-of-range: .* at intake/],
  ["a name that is no text", { intake: 7 }, /^wrong-type: got 7, expected text, at intake/],
  [
    "own addresses that are no list",
    { ownAddresses: "info@mixvel.example" },
    /^wrong-type: got "info@mixvel.example", expected a list of mail addresses, at ownAddresses$/,
  ],
  [
    "an own address that is no text",
    { ownAddresses: [null] },
    /^invalid-address: got null, .* at ownAddresses\[0\]/,
  ],
]

test.each(wrong)("%s is refused at once", async (_, options, message) => {
  await using desk = await quiet()
  expect(() => createMailIntake({ desk, ...options })).toThrow(message)
})

/** Memory whose commits wait for a promise. */
const waiting = (release: Promise<void>): StorageAdapter => {
  const around = Effect.map(Layer.build(memory().layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const commit: typeof store.commit = (tenant, commits) =>
      Effect.andThen(
        Effect.promise(() => release),
        store.commit(tenant, commits),
      )
    return Context.add(services, TicketStore.TicketStore, { ...store, commit })
  })
  return { ...memory(), name: "waiting", layer: Layer.effectContext(around) }
}

test("P13 a mail that comes while the desk has too much to do is left for later, and not lost", async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const options = { background: false, now: () => monday, maxOpenCommands: 1 }
  await using desk = await createDesk({ ...options, storage: waiting(promise) })
  await using intake = createMailIntake({ desk })
  const customer = { kind: "customer", id: "anna" } as const
  const request = { type: "register", channel: "email", subject: "a", text: "b" } as const
  const open = desk.submit({ actor: customer, command: { ...request, requester: {} } })
  await expect(intake.take(take)).rejects.toMatchObject({ _tag: "Overloaded" })
  resolve()
  await open
  expect(await intake.take(take)).toMatchObject({ outcome: "new-ticket", ticket: "T-2" })
})
