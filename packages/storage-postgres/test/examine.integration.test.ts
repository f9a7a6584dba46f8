// What an operator is told of a store: what is wrong, and what to do about it.
import { Effect } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { postgres } from "../src/index.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, onClient, serverUrl } from "./place.ts"

let schema = ""

beforeEach(() => {
  schema = newSchema()
})

afterEach(() => ask(`DROP SCHEMA IF EXISTS ${schema} CASCADE`))

const adminOf = () => postgres({ url: serverUrl(), schema }).admin

const findingOf = async (code: string) =>
  (await adminOf().examine()).find((each) => each.code === code)

it("a store that is well has only findings that are fine, and one that is not there says so", async () => {
  expect(await findingOf("schema-version")).toMatchObject({
    level: "error",
    advice: "run `upkeep migrate up`",
  })
  await adminOf().up()
  const findings = await adminOf().examine()
  const ofThisStore = findings.filter(({ code }) => code !== "old-transaction")
  expect(ofThisStore.filter(({ level }) => level !== "fine")).toEqual([])
  expect(new Set(findings.map(({ code }) => code)).size).toBe(findings.length)
})

it.each([
  ["DROP INDEX wake_due", "no index wake_due"],
  ["ALTER TABLE delivery DROP COLUMN reason", "no column delivery.reason"],
  ["DROP FUNCTION next_due_at(json, json)", "no function next_due_at"],
  ['ALTER TABLE command ALTER id TYPE text COLLATE "en_US"', "not in byte order: command.id"],
])("after %s the schema is said to have drifted", async (change, said) => {
  await adminOf().up()
  await ask('CREATE COLLATION IF NOT EXISTS "en_US" FROM "ucs_basic"')
  await onClient((client) => client.query(`SET search_path = ${schema}, public; ${change}`))
  const drift = await findingOf("schema-drift")
  expect(drift).toMatchObject({ level: "error" })
  expect(drift?.message).toContain(said)
})

it("P12 P17 what is parked, overdue or not sent is counted", async () => {
  await run(
    Effect.scoped(
      Effect.gen(function* () {
        const { tickets, queue } = yield* opened({ schema })
        const commits = [
          commitOf({ ticketId: "late", row: { dueAt: 5 } }),
          commitOf({ ticketId: "poison", row: { dueAt: 1 }, deliveries: ["d1"] }),
        ]
        yield* tickets.commit(acme, commits)
        const claim = { tenants: "all", now: 2, limit: 1, leaseMillis: 1 } as const
        const [held] = yield* queue.claimTickets(claim)
        const returned = {
          fence: held?.fence ?? 0,
          until: 9,
          reason: "boom",
          as: "parked",
        } as const
        expect(yield* queue.postponeTicket(acme, "poison", returned)).toBe(true)
        yield* queue.setSending(acme, { pausedAt: 7, reason: "restored" })
      }),
    ),
  )
  expect((await findingOf("work-parked"))?.message).toContain("got 1 tickets, 0 deliveries")
  expect((await findingOf("work-stuck"))?.message).toContain("got 1 tickets, 0 deliveries")
  expect((await findingOf("sending-paused"))?.message).toContain("got 1 tenants")
})
