// P20: whatever somebody changes in the file by SQL, or in the folder beside it, is found.
import { createDesk } from "@upkeep/core"
import { AttachmentStore } from "@upkeep/core/effect"
import fc from "fast-check"
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { expect, it } from "vitest"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

const open = (file: string) => createDesk({ storage: sqlite({ file }), background: false })

const anna = { kind: "customer", id: "anna" } as const
const boris = { kind: "agent", id: "boris" } as const
const request = {
  type: "register",
  channel: "web",
  subject: "Login fails",
  text: "Since noon.",
  requester: { address: "anna@example.com" },
} as const

/** A file with two tickets, an attachment, forgotten content, and a checkpoint over all. */
const lived = async () => {
  const file = newFile()
  await using desk = await open(file)
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
  return file
}

const foundIn = async (file: string): Promise<number> => {
  await using desk = await open(file)
  return (await desk.verify()).found
}

/** Does something to the file by SQL. */
const changed = (file: string, change: (database: DatabaseSync) => void): void => {
  const database = new DatabaseSync(file)
  try {
    change(database)
  } finally {
    database.close()
  }
}

const columns = {
  upkeep_event: ["ticket_id", "number", "id", "type", "at", "body"],
  upkeep_ticket: ["ticket_id", "number", "version", "status", "due_at", "updated_at", "body"],
  upkeep_content: ["ticket_id", "key", "salt", "body"],
} as const

const places = Object.entries(columns).flatMap(([table, names]) =>
  names.map((column) => ({ table, column })),
)

// By which zone data a ticket was measured last is no part of it.
const provenIn = (value: string): string => value.split('"zoneData"')[0] ?? value

const otherThan = (value: unknown, at: number): string | number => {
  // So far off that no other row has it: its key would keep it out.
  if (typeof value === "number") return value + 100
  const text = String(value)
  const place = at % provenIn(text).length
  return text.slice(0, place) + (text[place] === "7" ? "8" : "7") + text.slice(place + 1)
}

const runs = 60

it("P20 one character or number changed by SQL is found", async () => {
  const file = await lived()
  expect(await foundIn(file)).toBe(0)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.nat(100),
      fc.nat(100_000),
      async ({ table, column }, which, at) => {
        const key = table === "upkeep_event" ? "position" : "sequence"
        const of = { key: 0, was: "" as unknown }
        const put = (value: unknown) => {
          if (typeof value !== "string" && typeof value !== "number" && value !== null) return
          changed(file, (database) => {
            const sql = `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`
            database.prepare(sql).run(value, of.key)
          })
        }
        changed(file, (database) => {
          const rows = database.prepare(`SELECT ${key}, ${column} FROM ${table}`).all()
          const row = rows[which % rows.length]
          of.key = Number(row?.[key])
          of.was = row?.[column]
        })
        fc.pre(of.was !== null)
        put(otherThan(of.was, at))
        const found = await foundIn(file).catch(() => 1)
        put(of.was)
        expect(found).toBeGreaterThan(0)
      },
    ),
    { numRuns: runs },
  )
  expect(await foundIn(file)).toBe(0)
}, 60_000)

it.each(["upkeep_event", "upkeep_content", "upkeep_ticket"])(
  "P20 a row that was removed from %s is found",
  async (table) => {
    const file = await lived()
    changed(file, (database) => database.exec(`DELETE FROM ${table} WHERE rowid = 1`))
    expect(await foundIn(file)).toBeGreaterThan(0)
  },
)

it("P20 contents and notifications of no ticket, or of no event, are found", async () => {
  const file = await lived()
  const delivery = "'email', 'answered', 'delivered', 1, 0, '', 1, 1"
  changed(file, (database) =>
    database.exec(
      "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES ('default', 't9', 'k', 's', '{}');" +
        "INSERT INTO upkeep_delivery (tenant, id, ticket_id, event_number, channel, notice, status, attempts, " +
        `wake_at, reason, fence, is_first) VALUES ('default', 'd1', 't9', 1, ${delivery});` +
        "INSERT INTO upkeep_delivery (tenant, id, ticket_id, event_number, channel, notice, status, attempts, " +
        `wake_at, reason, fence, is_first) SELECT tenant, 'd2', ticket_id, 99, ${delivery} FROM upkeep_ticket LIMIT 1`,
    ),
  )
  await using desk = await open(file)
  expect(await desk.verify()).toMatchObject({
    damages: [
      { code: "ticket-missing", ticketId: "t9", message: expect.stringContaining("content k") },
      { code: "ticket-missing", ticketId: "t9", message: expect.stringContaining("delivery d1") },
      { code: "event-missing", message: expect.stringContaining("delivery d2") },
    ],
  })
})

it("P20 a file in which others write meanwhile is found whole, time and again", async () => {
  const file = await lived()
  const channels = ["email"]
  await using writer = await createDesk({ storage: sqlite({ file }), channels, background: false })
  const { ticketId } = await writer.submit({ actor: anna, command: request })
  const ended = new AbortController()
  const write = async () => {
    for (let count = 0; count < 20; count++) {
      const content = [new TextEncoder().encode(`line ${count % 5}\n`)]
      const kept = await writer.keep({ content, name: "app.log", mediaType: "text/plain" })
      const command = { ...request, attachments: [kept] }
      const other = await writer.submit({ actor: anna, command })
      const note = { type: "note", text: "Called back.", attachments: [kept] } as const
      await writer.submit({ ticketId, actor: boris, command: note })
      if (count % 3 === 0)
        await writer.forget({ actor: boris, reason: "case 7", tickets: [other.number] })
      if (count % 4 === 0) await writer.checkpoint()
    }
  }
  await using reader = await open(file)
  const writing = write().finally(() => ended.abort())
  while (!ended.signal.aborted) expect(await reader.verify()).toMatchObject({ damages: [] })
  await writing
  expect(await reader.verify()).toMatchObject({ tickets: 23, checkpoints: 6, found: 0 })
})

it("P20 two rows that changed places in the feed are found", async () => {
  const file = await lived()
  changed(file, (database) =>
    database.exec(
      "UPDATE upkeep_event SET position = 0 WHERE position = 1;" +
        "UPDATE upkeep_event SET position = 1 WHERE position = 3;" +
        "UPDATE upkeep_event SET position = 3 WHERE position = 0",
    ),
  )
  expect(await foundIn(file)).toBeGreaterThan(0)
})

it("A23 P20 a file beside it whose bytes were changed is found", async () => {
  const file = await lived()
  const folder = `${file}.attachments`
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  const path = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name))
  const [one = ""] = path
  writeFileSync(one, readFileSync(one, "utf8").replace("1", "2"))
  expect(await foundIn(file)).toBe(1)
})

it("P20 a file that came with forgotten words alone is removed from the folder", async () => {
  const file = await lived()
  const names = () =>
    readdirSync(`${file}.attachments`, { recursive: true, withFileTypes: true }).filter((name) =>
      name.isFile(),
    )
  expect(names()).toHaveLength(1)
  const longAgo = (Date.now() - AttachmentStore.heldMillis) / 1_000 - 1
  for (const { parentPath, name } of names()) utimesSync(join(parentPath, name), longAgo, longAgo)
  await using desk = await open(file)
  const order = { actor: boris, reason: "case 7", tickets: ["T-1"] }
  expect(await desk.forget(order)).toMatchObject({ removedFiles: [expect.any(String)] })
  expect(names()).toEqual([])
  expect(await desk.verify()).toMatchObject({ found: 0 })
})

it("P20 nothing of what is forgotten is left in the bytes of the file", async () => {
  const file = await lived()
  const desk = await open(file)
  await desk.forget({ actor: boris, reason: "case 7", address: "anna@example.com" })
  await desk[Symbol.asyncDispose]()
  const bytes = readFileSync(file, "latin1")
  for (const word of ["anna@example.com", "Login", "login", "noon", "password", "app.log"])
    expect(bytes).not.toContain(word)
})
