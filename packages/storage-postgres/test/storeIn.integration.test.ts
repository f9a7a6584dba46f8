// One transaction of the host's: its own rows and a ticket, both or neither.
import { createDesk, type Desk } from "@upkeep/core"
import type { Prepared, TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import pg from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { acme, commitOf, type Told } from "../../../test/contract/storage/stores.ts"
import { postgres, storeIn } from "../src/index.ts"
import { opened, run } from "./opened.ts"
import { ask, newSchema, serverUrl } from "./place.ts"

let schema = ""
let client: pg.Client

beforeEach(async () => {
  schema = newSchema()
  await run(Effect.scoped(opened({ schema })))
  await ask(`CREATE TABLE ${schema}.invoice (number text PRIMARY KEY)`)
  client = new pg.Client(serverUrl())
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await ask(`DROP SCHEMA ${schema} CASCADE`)
})

const stored = () => undefined

const preparedOf = (
  told: Told,
): Prepared.PreparedCommand & { readonly commit: TicketStore.Commit } => {
  const { ticketId, expectedVersion = 0 } = told
  const commit = commitOf({ ...told, deliveries: [`${ticketId}.d${expectedVersion + 1}`] })
  const { row, command, events } = commit
  const { number, version, status } = row
  const types = events.map(({ type }) => type)
  const receipt = { commandId: command.id, ticketId, number, version, status, events: types }
  const kept = { ...command, result: JSON.stringify(receipt) }
  return { tenant: acme, commit: { ...commit, command: kept }, receipt, stored }
}

const store = (prepared: Prepared.PreparedCommand) => storeIn(client, prepared, { schema })

/** Runs work in one transaction of the host's, which is rolled back where the work fails. */
const inTransaction = async <A>(work: () => Promise<A>): Promise<A> => {
  await client.query("BEGIN")
  try {
    const answer = await work()
    await client.query("COMMIT")
    return answer
  } catch (error) {
    await client.query("ROLLBACK")
    throw error
  }
}

const bill = (number: string) => client.query(`INSERT INTO ${schema}.invoice VALUES ($1)`, [number])

const counts = async () => {
  const tables = ["invoice", "ticket", "event", "command", "delivery"]
  const counted = tables.map((each) => `(SELECT count(*)::int FROM ${schema}.${each}) AS ${each}`)
  return (await ask(`SELECT ${counted.join(", ")}`))[0]
}

const nothing = { invoice: 0, ticket: 0, event: 0, command: 0, delivery: 0 }
const oneEach = { invoice: 1, ticket: 1, event: 1, command: 1, delivery: 1 }

describe("a transaction of the host's", () => {
  it("P5 stores the host's row and everything of the command with one COMMIT", async () => {
    const prepared = preparedOf({ ticketId: "t1" })
    const receipt = await inTransaction(async () => {
      await bill("i1")
      const receipt = await store(prepared)
      expect(await counts()).toEqual(nothing)
      return receipt
    })
    expect(receipt).toEqual(prepared.receipt)
    expect(await counts()).toEqual(oneEach)
  })

  it("P5 stores neither with a ROLLBACK", async () => {
    const failing = inTransaction(async () => {
      await bill("i1")
      await store(preparedOf({ ticketId: "t1" }))
      throw new Error("no money")
    })
    await expect(failing).rejects.toThrow("no money")
    expect(await counts()).toEqual(nothing)
  })

  it("P2 a command that was accepted before has its first receipt and writes nothing", async () => {
    const prepared = preparedOf({ ticketId: "t1" })
    await inTransaction(() => store(prepared))
    const before = await counts()
    expect(await inTransaction(() => store(prepared))).toEqual(prepared.receipt)
    expect(await counts()).toEqual(before)
    const { commit } = prepared
    const other = { ...prepared, commit: { ...commit, command: { ...commit.command, hash: "x" } } }
    await expect(inTransaction(() => store(other))).rejects.toMatchObject({
      _tag: "CommandIdReused",
    })
  })

  it("P3 a ticket that moved meanwhile is said, and the host may commit its own rows", async () => {
    await inTransaction(() => store(preparedOf({ ticketId: "t1" })))
    await inTransaction(async () => {
      await bill("i1")
      const late = preparedOf({ ticketId: "t1", command: "late" })
      await expect(store(late)).rejects.toMatchObject({
        _tag: "VersionMismatch",
        expected: 0,
        version: 1,
      })
    })
    expect(await counts()).toEqual(oneEach)
  })
})

describe("what is no transaction of the host's is refused, and nothing is stored", () => {
  it("a client that has not begun, and a pool", async () => {
    const pool = new pg.Pool({ connectionString: serverUrl() })
    for (const place of [client, pool]) {
      await expect(
        storeIn(place, preparedOf({ ticketId: "t1" }), { schema }),
      ).rejects.toMatchObject({ reason: "cannot-open" })
    }
    await pool.end()
    expect(await counts()).toEqual(nothing)
  })

  it("P1 one whose COMMIT would not wait for the disk", async () => {
    const failing = inTransaction(async () => {
      await client.query("SET LOCAL synchronous_commit = off")
      await store(preparedOf({ ticketId: "t1" }))
    })
    await expect(failing).rejects.toMatchObject({ reason: "unsafe-durability" })
    await inTransaction(async () => {
      await client.query("SET LOCAL synchronous_commit = off")
      await storeIn(client, preparedOf({ ticketId: "t1" }), { schema, durability: "relaxed" })
    })
    expect(await counts()).toMatchObject({ ticket: 1 })
  })

  it("one in which there are no tables of Upkeep", async () => {
    const failing = inTransaction(() =>
      storeIn(client, preparedOf({ ticketId: "t1" }), { schema: "nowhere" }),
    )
    await expect(failing).rejects.toMatchObject({ reason: "schema-too-old" })
  })
})

it("a desk prepares, the host stores, and the desk shows the ticket", async () => {
  const storage = postgres({ url: serverUrl(), schema })
  await using desk: Desk = await createDesk({ storage })
  const request = { subject: "Refund", text: "Paid twice.", requester: {} }
  const command = { type: "register", channel: "web", ...request } as const
  const prepared = await desk.prepare({ actor: { kind: "customer", id: "anna" }, command })
  const { ticketId, number } = await inTransaction(() => store(prepared))
  prepared.stored()
  expect(await desk.show(ticketId)).toMatchObject({ number })
})
