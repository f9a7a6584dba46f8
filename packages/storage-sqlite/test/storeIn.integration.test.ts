// One transaction of the host's: its own rows and a ticket, both or neither.
import { setTimeout } from "node:timers/promises"
import type { DatabaseSync } from "node:sqlite"
import { createDesk, type Desk, type NotifierAdapter } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite, storeIn } from "../src/index.ts"
import { knownBy, neededBy, steps } from "../src/schema.ts"
import { bill, connectionTo, countsIn, inTransaction, preparedOf, productIn } from "./host.ts"
import { newFile } from "./place.ts"

const nothing = { invoice: 0, ticket: 0, event: 0, command: 0, delivery: 0 }
const oneEach = { invoice: 1, ticket: 1, event: 1, command: 1, delivery: 1 }

let file = ""
let db: DatabaseSync

beforeEach(async () => {
  file = newFile()
  productIn(file)
  await on(sqlite({ file, shared: true }), () => Effect.void)
  db = connectionTo(file)
})

afterEach(() => {
  if (db.isOpen) db.close()
})

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const stored = (ticketId = "t1") => inTransaction(db, () => storeIn(db, preparedOf({ ticketId })))

describe("a transaction of the host's", () => {
  it("P5 stores the host's row and everything of the command with one COMMIT", async () => {
    const prepared = preparedOf({ ticketId: "t1" })
    const receipt = inTransaction(db, () => {
      bill(db, "i1")
      const receipt = storeIn(db, prepared)
      expect(countsIn(file)).toEqual(nothing)
      return receipt
    })
    expect(receipt).toEqual(prepared.receipt)
    expect(countsIn(file)).toEqual(oneEach)
    const { row, events, command } = prepared.commit
    await on(sqlite({ file }), ({ tickets, query, queue }) =>
      Effect.gen(function* () {
        expect(yield* tickets.load(acme, "t1")).toEqual(row)
        expect(yield* query.journal(acme, "t1")).toEqual(events)
        expect(yield* tickets.command(acme, command.id)).toEqual(command)
        const claim = { tenants: [acme], channels: ["email"], now: 1_000, limit: 9, leaseMillis: 1 }
        expect(yield* queue.claimDeliveries(claim)).toMatchObject([{ id: "t1.d1" }])
      }),
    )
  })

  it("P5 that is rolled back leaves neither", () => {
    db.exec("BEGIN IMMEDIATE")
    bill(db, "i1")
    storeIn(db, preparedOf({ ticketId: "t1" }))
    db.exec("ROLLBACK")
    expect(countsIn(file)).toEqual(nothing)
  })

  it("stores several commands, each on what the one before it left", () => {
    inTransaction(db, () => {
      storeIn(db, preparedOf({ ticketId: "t1" }))
      storeIn(db, preparedOf({ ticketId: "t2" }))
      storeIn(db, preparedOf({ ticketId: "t1", expectedVersion: 1, eventIds: ["next"] }))
    })
    expect(countsIn(file)).toMatchObject({ ticket: 2, event: 3, command: 3 })
  })

  it("P3 on a ticket that was changed meanwhile is a VersionMismatch, and leaves nothing", async () => {
    await on(sqlite({ file }), ({ tickets }) =>
      tickets.commit(acme, [commitOf({ ticketId: "t1", eventIds: ["a", "b"] })]),
    )
    const before = countsIn(file)
    const late = preparedOf({ ticketId: "t1", expectedVersion: 1, command: "late" })
    const conflict = () =>
      inTransaction(db, () => {
        bill(db, "i1")
        return storeIn(db, late)
      })
    const expected = { _tag: "VersionMismatch", ticketId: "t1", expected: 1, version: 2 }
    expect(thrownBy(conflict)).toMatchObject(expected)
    expect(countsIn(file)).toEqual(before)
  })

  it("P2 with a command that was accepted meanwhile gets the first receipt and writes nothing", () => {
    const first = stored()
    const again = { ...preparedOf({ ticketId: "t1" }), receipt: { ...first, number: "T-other" } }
    expect(inTransaction(db, () => storeIn(db, again))).toEqual(first)
    expect(countsIn(file)).toMatchObject({ ticket: 1, event: 1 })
  })

  it("P2 with a command id of other content is a CommandIdReused", () => {
    stored()
    const { commit, ...prepared } = preparedOf({ ticketId: "t2", command: "t1.c1" })
    const other = { ...prepared, commit: { ...commit, command: { ...commit.command, hash: "x" } } }
    expect(thrownBy(() => inTransaction(db, () => storeIn(db, other)))).toMatchObject({
      _tag: "CommandIdReused",
      commandId: "t1.c1",
    })
    expect(countsIn(file)).toMatchObject({ ticket: 1 })
  })

  it("P2 with nothing to store answers the receipt that was prepared", () => {
    const { receipt, tenant } = preparedOf({ ticketId: "t1" })
    const told = vi.fn<() => void>()
    const prepared = { tenant, commit: undefined, receipt, stored: told }
    expect(inTransaction(db, () => storeIn(db, prepared))).toBe(receipt)
    expect(countsIn(file)).toEqual(nothing)
  })

  it("I20 whose first receipt was changed by hand is damaged", () => {
    stored()
    db.exec("UPDATE upkeep_command SET result = '{'")
    expect(thrownBy(stored)).toMatchObject({ reason: "damaged" })
  })

  it("with a key that stands already is damaged, and leaves nothing", () => {
    stored()
    const twin = preparedOf({ ticketId: "t2", row: { number: "T-t1" } })
    const billed = () =>
      inTransaction(db, () => {
        bill(db, "i1")
        return storeIn(db, twin)
      })
    expect(thrownBy(billed)).toMatchObject({ _tag: "StoreError", reason: "damaged" })
    expect(countsIn(file)).toMatchObject({ invoice: 0, ticket: 1 })
  })

  it("P5 leaves nothing of itself where it throws after its first write and the host commits", () => {
    const prepared = preparedOf({ ticketId: "t1", command: "c1" })
    const content = { key: "t1.1", salt: "s", body: "{}" }
    const commit = { ...prepared.commit, contents: [content] }
    // The ticket, the command and the event are written before the content that stands already.
    db.exec(
      "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) VALUES ('acme', 't1', 't1.1', '', '')",
    )
    db.exec("BEGIN IMMEDIATE")
    bill(db, "i1")
    const damaged = { _tag: "StoreError", reason: "damaged" }
    expect(thrownBy(() => storeIn(db, { ...prepared, commit }))).toMatchObject(damaged)
    bill(db, "i2")
    storeIn(db, preparedOf({ ticketId: "t2" }))
    db.exec("COMMIT")
    expect(countsIn(file)).toEqual({ ...oneEach, invoice: 2 })
    expect(db.prepare("SELECT ticket_id FROM upkeep_ticket").all()).toMatchObject([
      { ticket_id: "t2" },
    ])
  })

  it("P5 says what SQLite said where SQLite itself ended the transaction", () => {
    const { page_count: pages } = db.prepare("PRAGMA page_count").get() ?? {}
    db.exec(`PRAGMA max_page_count = ${String(pages)}`)
    const body = "x".repeat(1_000_000)
    const large = preparedOf({ ticketId: "t1", contents: [{ key: "t1.1", salt: "s", body }] })
    db.exec("BEGIN IMMEDIATE")
    expect(thrownBy(() => storeIn(db, large))).toMatchObject({ reason: "full" })
    if (db.isTransaction) db.exec("COMMIT")
    expect(countsIn(file)).toEqual(nothing)
  })

  it("may be of a connection that reads rows as lists and numbers as big ones", () => {
    const odd = connectionTo(file, { readBigInts: true, returnArrays: true })
    const [first, second] = ["t1", "t1"].map((ticketId, expectedVersion) =>
      preparedOf({ ticketId, expectedVersion }),
    )
    for (const prepared of [first, second]) {
      if (prepared !== undefined) inTransaction(odd, () => storeIn(odd, prepared))
    }
    odd.close()
    expect(countsIn(file)).toMatchObject({ ticket: 1, event: 2 })
  })

  it("may be of a connection that was closed and opened again", () => {
    stored("t1")
    db.close()
    db.open()
    stored("t2")
    expect(countsIn(file)).toMatchObject({ ticket: 2 })
  })
})

const refused = (work: () => unknown, reason: string, ...said: ReadonlyArray<string>) => {
  const error = thrownBy(work)
  expect(error).toMatchObject({ _tag: "StoreError", reason })
  for (const words of said) expect(String(error)).toContain(words)
}

describe("what storeIn refuses, before it writes anything", () => {
  it("P5 a closed connection", () => {
    db.close()
    const work = () => storeIn(db, preparedOf({ ticketId: "t1" }))
    refused(work, "cannot-open", "one that is closed", "open it")
  })

  it("P5 no open transaction", () => {
    const prepared = preparedOf({ ticketId: "t1" })
    const said = [file, "without an open transaction", "BEGIN IMMEDIATE"]
    refused(() => storeIn(db, prepared), "cannot-open", ...said)
    expect(countsIn(file)).toEqual(nothing)
  })

  it("P5 no open transaction, also where there is nothing to store", () => {
    const idle = { ...preparedOf({ ticketId: "t1" }), commit: undefined }
    refused(() => storeIn(db, idle), "cannot-open")
  })

  it.each(["", ":memory:"])("a database without the tables of Upkeep (%j)", (memory) => {
    const other = memory === "" ? newFile() : memory
    const place = memory === "" ? other : "a database in memory"
    const wrong = connectionTo(other)
    const work = () => inTransaction(wrong, () => storeIn(wrong, preparedOf({ ticketId: "t1" })))
    refused(work, "cannot-open", place, "without the tables of Upkeep", "open the file")
    wrong.close()
  })

  it("I19 a schema of another version", () => {
    const [known, needed] = [knownBy(steps), neededBy(steps)]
    db.exec(`UPDATE upkeep_schema SET version = ${known + 1}, compatible = ${known + 1}`)
    refused(stored, "schema-too-new", `got schema ${known + 1}, expected at most ${known}`)
    db.exec(`UPDATE upkeep_schema SET version = ${needed - 1}, compatible = ${needed - 1}`)
    refused(stored, "cannot-open", `with schema ${needed} or later`)
  })

  it("P1 a connection whose COMMIT a crash of the machine may take, unless relaxed", () => {
    db.exec("PRAGMA synchronous = NORMAL")
    const said = ["synchronous=1", "set synchronous on this connection", 'durability: "relaxed"']
    refused(stored, "unsafe-durability", ...said)
    expect(countsIn(file)).toEqual(nothing)
    const prepared = preparedOf({ ticketId: "t1" })
    inTransaction(db, () => storeIn(db, prepared, { durability: "relaxed" }))
    expect(countsIn(file)).toMatchObject({ ticket: 1 })
    db.exec("PRAGMA synchronous = OFF")
    refused(
      () => inTransaction(db, () => storeIn(db, prepared, { durability: "relaxed" })),
      "unsafe-durability",
      "synchronous=0",
    )
  })

  it("P1 a file that lost its write-ahead log", () => {
    db.exec("PRAGMA journal_mode = DELETE")
    refused(stored, "unsafe-durability", "journal_mode=delete")
  })

  it("I15 a transaction that was begun too late is busy", () => {
    const holder = connectionTo(file)
    holder.exec("BEGIN IMMEDIATE")
    db.exec("PRAGMA busy_timeout = 0; BEGIN")
    const work = () => storeIn(db, preparedOf({ ticketId: "t1" }))
    refused(work, "busy", "BEGIN IMMEDIATE")
    db.exec("ROLLBACK")
    holder.close()
  })
})

describe("the worker of this process", () => {
  it("is told after the COMMIT, once", async () => {
    const seen: Array<unknown> = []
    const told = () => seen.push({ inTransaction: db.isTransaction, ...countsIn(file) })
    inTransaction(db, () => {
      bill(db, "i1")
      storeIn(db, preparedOf({ ticketId: "t1" }, told))
    })
    expect(seen).toEqual([])
    await setTimeout(20)
    expect(seen).toEqual([{ inTransaction: false, ...oneEach }])
  })

  it("is not told where nothing was written", async () => {
    const told = vi.fn<() => void>()
    stored()
    inTransaction(db, () => storeIn(db, preparedOf({ ticketId: "t1" }, told)))
    const idle = { ...preparedOf({ ticketId: "t2" }, told), commit: undefined }
    inTransaction(db, () => storeIn(db, idle))
    await setTimeout(20)
    expect(told).not.toHaveBeenCalled()
  })
})

const anna = { kind: "customer", id: "anna" } as const
const olga = { kind: "agent", id: "olga" } as const
const requester = { address: "anna@customer.example" }
const request = { channel: "email", subject: "Refund", text: "Twice.", requester } as const
const registration = { actor: anna, command: { type: "register", ...request } } as const

const outbox = () => {
  const sent: Array<string> = []
  const send: Notifier.NotifierService["send"] = ({ ticketNumber }) =>
    Effect.sync(() => {
      sent.push(ticketNumber)
      return { detail: "sent" }
    })
  const layer = Layer.succeed(Notifier.Notifier, { send })
  const adapter: NotifierAdapter = { name: "outbox", channel: "email", layer }
  return { sent, adapter }
}

const answer = (desk: Desk, ticketId: string, text: string) =>
  desk.prepare({ ticketId, actor: olga, command: { type: "answer", text } })

describe("a command that a desk prepared", () => {
  it("is stored with the host's row, shown by the desk, and its letter is sent at once", async () => {
    const { sent, adapter } = outbox()
    const storage = sqlite({ file })
    await using desk = await createDesk({ storage, notify: [adapter] })
    const prepared = await desk.prepare({ ...registration, commandId: "refund-1" })
    expect(countsIn(file)).toEqual(nothing)
    const { number } = inTransaction(db, () => {
      bill(db, "i1")
      return storeIn(db, prepared)
    })
    expect(await desk.show(number)).toMatchObject({ number })
    // Without a word from us the worker would look again in five seconds.
    await vi.waitFor(() => expect(sent).toEqual([number]), 2_000)
    const again = await desk.prepare({ ...registration, commandId: "refund-1" })
    expect(inTransaction(db, () => storeIn(db, again))).toEqual(prepared.receipt)
    expect(countsIn(file)).toMatchObject({ invoice: 1, ticket: 1 })
  })

  it("P3 is prepared again where the ticket was changed meanwhile", async () => {
    await using desk = await createDesk({ storage: sqlite({ file }), background: false })
    const { ticketId } = await desk.submit(registration)
    const early = await answer(desk, ticketId, "Done.")
    await desk.submit({ ticketId, actor: olga, command: { type: "assign", assignee: "olga" } })
    expect(thrownBy(() => inTransaction(db, () => storeIn(db, early)))).toMatchObject({
      _tag: "VersionMismatch",
      ticketId,
    })
    const anew = await answer(desk, ticketId, "Done.")
    const { events } = inTransaction(db, () => storeIn(db, anew))
    expect(events).toContain("Answered")
  })
})
