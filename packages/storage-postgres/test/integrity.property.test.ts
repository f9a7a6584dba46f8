// P20: whatever somebody changes by SQL is found, and what is forgotten is gone from every table.
import { createDesk } from "@upkeep/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { postgres } from "../src/index.ts"
import { type Answered, ask, newSchema, onClient, serverUrl } from "./place.ts"

const open = (schema: string) =>
  createDesk({
    storage: postgres({ url: serverUrl(), schema, connections: 3 }),
    background: false,
  })

const anna = { kind: "customer", id: "anna" } as const
const boris = { kind: "agent", id: "boris" } as const
const request = {
  type: "register",
  channel: "web",
  subject: "Login fails",
  text: "Since noon.",
  requester: { address: "anna@example.com" },
} as const

/** A schema with two tickets, a file, forgotten content, and a checkpoint over all. */
const lived = async () => {
  const schema = newSchema()
  await using desk = await open(schema)
  const content = [new TextEncoder().encode("log line 1\n")]
  const kept = await desk.keep({ content, name: "app.log", mediaType: "text/plain" })
  const command = { ...request, attachments: [kept] }
  const { ticketId } = await desk.submit({ actor: anna, command })
  await desk.submit({ actor: anna, command: request })
  await desk.submit({ ticketId, actor: boris, command: { type: "note", text: "A password." } })
  const forget = { type: "forget", reason: "case 7", events: [3] } as const
  await desk.submit({ ticketId, actor: boris, command: forget })
  await desk.submit({ ticketId, actor: boris, command: { type: "note", text: "Called back." } })
  await desk.checkpoint()
  return schema
}

const foundIn = async (schema: string): Promise<number> => {
  await using desk = await open(schema)
  return (await desk.verify()).found
}

const columns = {
  event: ["ticket_id", "number", "id", "type", "at", "body"],
  ticket: ["ticket_id", "number", "version", "status", "due_at", "updated_at", "body"],
  content: ["ticket_id", "key", "salt", "body"],
} as const

const places = Object.entries(columns).flatMap(([table, names]) =>
  names.map((column) => ({ table, column })),
)

// By which zone data a ticket was measured last is no part of it.
const provenIn = (text: string): string => text.split('"zoneData"')[0] ?? text

const otherThan = (text: string, at: number): string => {
  const place = at % provenIn(text).length
  return text.slice(0, place) + (text[place] === "7" ? "8" : "7") + text.slice(place + 1)
}

/** Puts a value in the place of another, in the one row that has it there. */
const put = (schema: string, { table, column }: (typeof places)[number], was: string, is: string) =>
  onClient((client) =>
    client.query(
      `UPDATE ${schema}.${table} SET ${column} = $1 WHERE ctid = ` +
        `(SELECT ctid FROM ${schema}.${table} WHERE ${column}::text = $2 ORDER BY ctid LIMIT 1)`,
      [is, was],
    ),
  )

const runs = 40

it("P20 one character or digit changed by SQL is found", async () => {
  const schema = await lived()
  expect(await foundIn(schema)).toBe(0)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.nat(100),
      fc.nat(100_000),
      async (place, which, at) => {
        const { table, column } = place
        const rows: ReadonlyArray<Answered> = await ask(
          `SELECT DISTINCT ${column}::text AS value FROM ${schema}.${table} WHERE ${column} IS NOT NULL`,
        )
        const was = String(rows[which % rows.length]?.["value"])
        const is = otherThan(was, at)
        // Where another row has it already, its key keeps it out.
        fc.pre(rows.every(({ value }) => value !== is))
        await put(schema, place, was, is)
        const found = await foundIn(schema).catch(() => 1)
        await put(schema, place, is, was)
        expect(found).toBeGreaterThan(0)
      },
    ),
    { numRuns: runs },
  )
  expect(await foundIn(schema)).toBe(0)
}, 120_000)

it.each(["event", "content", "ticket"])(
  "P20 a row that was removed from %s is found",
  async (table) => {
    const schema = await lived()
    await ask(
      `DELETE FROM ${schema}.${table} WHERE ctid = (SELECT min(ctid) FROM ${schema}.${table})`,
    )
    expect(await foundIn(schema)).toBeGreaterThan(0)
  },
)

it("P20 words that belong to no ticket are found", async () => {
  const schema = await lived()
  await ask(
    `INSERT INTO ${schema}.content (tenant, ticket_id, key, salt, body) VALUES ('default', 't9', 'k', 's', '{}')`,
  )
  await using desk = await open(schema)
  const [damage, ...others] = (await desk.verify()).damages
  expect(damage).toMatchObject({ code: "ticket-missing", ticketId: "t9" })
  expect(others).toEqual([])
})

it("A23 P20 a file whose bytes were changed is found", async () => {
  const schema = await lived()
  await ask(`UPDATE ${schema}.attachment_part SET content = 'log line 2'`)
  expect(await foundIn(schema)).toBe(1)
})

it("P20 what is forgotten is in no table any more, nor the file that came with it", async () => {
  const schema = await lived()
  await ask(`UPDATE ${schema}.attachment SET held_at = now() - interval '1 day'`)
  await using desk = await open(schema)
  const order = { actor: boris, reason: "case 7", address: "anna@example.com" }
  expect(await desk.forget(order)).toMatchObject({ removedFiles: [expect.any(String)] })
  expect(await desk.verify()).toMatchObject({ contents: 0, found: 0 })
  const tables = await ask(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${schema}'`,
  )
  for (const { name } of tables) {
    const rows = await ask(
      `SELECT row_to_json(each)::text AS text FROM ${schema}.${String(name)} AS each`,
    )
    expect(rows.map(({ text }) => text).join("\n")).not.toMatch(
      /anna@example|Login fails|Since noon|A password|app\.log|\blogin\b/,
    )
  }
  expect(await ask(`SELECT 1 AS one FROM ${schema}.attachment_part`)).toEqual([])
})
