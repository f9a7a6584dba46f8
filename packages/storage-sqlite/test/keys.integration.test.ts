// The promises that stand in the schema itself, and are never left to the code above it.
import { DatabaseSync } from "node:sqlite"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

const stored = async (): Promise<string> => {
  const file = newFile()
  const told = commitOf({ ticketId: "t1", command: "c1", eventIds: ["e1"], deliveries: ["d1"] })
  await on(sqlite({ file }), ({ tickets }) => tickets.commit("acme", [told]))
  return file
}

const copied = (table: string, changed: Readonly<Record<string, string>>) => {
  const columns: Readonly<Record<string, string>> = {
    ticket:
      "tenant, ticket_id, number, version, status, due_at, wake_at, fence, customer, assignee, updated_at, body",
    event: "tenant, ticket_id, number, id, type, at, body",
    command: "tenant, id, hash, result, at",
    delivery:
      "tenant, id, ticket_id, event_number, channel, notice, status, attempts, wake_at, reason, fence, is_first",
  }
  const names = (columns[table] ?? "").split(", ")
  const values = names.map((name) => changed[name] ?? name).join(", ")
  return `INSERT INTO upkeep_${table} (${names.join(", ")}) SELECT ${values} FROM upkeep_${table}`
}

const tried = async (sql: string) => {
  const db = new DatabaseSync(await stored())
  try {
    return db.prepare(sql).run().changes
  } finally {
    db.close()
  }
}

it.each([
  ["P4 an event number stands once in a ticket", copied("event", { id: "'other'" })],
  ["P2 a command id stands once in a tenant", copied("command", { hash: "'other'" })],
  ["a ticket number stands once in a tenant", copied("ticket", { ticket_id: "'other'" })],
  ["a ticket id stands once in a tenant", copied("ticket", { number: "'other'" })],
  ["P6 a delivery id stands once in a tenant", copied("delivery", { event_number: "7" })],
])("%s", async (_, sql) => {
  await expect(tried(sql)).rejects.toThrow("UNIQUE constraint failed")
})

it.each(["ticket", "event", "command", "delivery"])(
  "P16 the keys of %s belong to a tenant: another may have the same",
  async (table) => {
    expect(await tried(copied(table, { tenant: "'other'" }))).toBe(1)
  },
)

it("I20 a row that was changed by hand is said to be damaged, and others are read", async () => {
  const file = await stored()
  const db = new DatabaseSync(file)
  db.exec("UPDATE upkeep_delivery SET status = 'weird'")
  db.exec("UPDATE upkeep_ticket SET version = 9007199254740993")
  db.close()
  await on(sqlite({ file }), ({ tickets, query }) =>
    Effect.gen(function* () {
      const failures = yield* Effect.all([
        Effect.flip(query.deliveries("acme", "t1")),
        Effect.flip(tickets.load("acme", "t1")),
      ])
      expect(failures.map(({ reason }) => reason)).toEqual(["damaged", "damaged"])
      expect(failures[0]?.detail).toContain("expected one of pending, delivered, parked")
      expect(yield* query.journal("acme", "t1")).toHaveLength(1)
    }),
  )
})
