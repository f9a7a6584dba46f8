import { createDesk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { orderIn } from "../src/orders.ts"
import { reportProblem } from "../src/report.ts"
import { anna, boris } from "../src/seed.ts"
import type { Shop } from "../src/shop.ts"
import { type Browser, browserOf } from "./browser.ts"
import { newFile, operate, type Running, start, stored, untouched } from "./place.ts"

const said = { subject: "Wet books", text: "All forty are wet." }

let place: Awaited<ReturnType<typeof newFile>>
let running: Running
let browser: Browser

beforeEach(async () => {
  place = await newFile()
  running = await start(place.file)
  browser = await browserOf(running.origin, anna)
})

afterEach(async () => {
  await running[Symbol.asyncDispose]()
  place[Symbol.dispose]()
  vi.restoreAllMocks()
})

/** Reports a problem with an order by its form. */
const report = (order = "1001") => browser.send(`/orders/${order}/report`, "", said)

/** Reports a problem as the form does, without a browser. */
const click = (shop: Shop) => {
  const { user } = anna
  const order = orderIn(shop.db, "nord", "1001")
  if (user.role !== "member" || order === undefined) throw new TypeError("expected the seed")
  return reportProblem(shop, user, order, { ...said, commandId: "click" })
}

const refusing = (what: string) =>
  `CREATE TRIGGER refuse BEFORE ${what} BEGIN SELECT RAISE(ABORT, 'not now'); END`
const noUpdate = refusing("UPDATE ON orders")
const noContent = refusing("INSERT ON upkeep_content")

// A row of a company that is not there, which SQLite finds only at COMMIT.
const doubtful = `
  CREATE TABLE doubts (company REFERENCES companies (id) DEFERRABLE INITIALLY DEFERRED);
  CREATE TRIGGER doubt AFTER UPDATE ON orders BEGIN INSERT INTO doubts VALUES ('nobody'); END`

/** What the operator is told. */
const trouble = () => vi.spyOn(console, "error").mockImplementation(() => undefined)

describe("a problem with an order is reported", () => {
  it("as a disputed order and a ticket, both there after a restart", async () => {
    const { status, location } = await report()
    expect([status, location]).toEqual([303, "/requests/T-1"])
    await running[Symbol.asyncDispose]()
    running = await start(place.file)
    browser = await browserOf(running.origin, anna)
    const { ticketId, subject, customer } = await running.shop.desk.show("T-1")
    expect({ subject, customer }).toEqual({ subject: said.subject, customer: "nord" })
    expect(stored(place.file)).toMatchObject({ state: "disputed", ticket: ticketId })
    const { text } = await browser.open("/requests/T-1")
    for (const words of [said.subject, said.text, "Order 1001: Disputed", "Registered"])
      expect(text).toContain(words)
    expect((await browser.open("/orders")).text).toContain(`/requests/${ticketId}`)
  })

  it("by the company's other people in their own language", async () => {
    await report()
    const { text } = await (await browserOf(running.origin, boris)).open("/requests/T-1")
    for (const words of ['lang="ru"', "Зарегистрирован", "Спор", "Anna Berg"])
      expect(text).toContain(words)
  })

  it("once: a double click is one ticket, and both clicks see it", async () => {
    const form = await browser.hidden("/orders/1001/report", "")
    const click = () => browser.post("/orders/1001/report", { ...form, ...said })
    const clicks = await Promise.all([click(), click()])
    expect(clicks.map(({ status, location }) => [status, location])).toEqual([
      [303, "/requests/T-1"],
      [303, "/requests/T-1"],
    ])
    expect(stored(place.file).rows).toMatchObject({ ticket: 1, command: 1 })
  })

  it("once, also where both were decided before either was stored", async () => {
    const { shop } = running
    const [first, second] = await Promise.all([click(shop), click(shop)])
    expect(second).toEqual(first)
    expect(stored(place.file)).toMatchObject({ ticket: first.ticketId, rows: { ticket: 1 } })
  })

  it("once: a form that is sent again later changes nothing any more", async () => {
    const form = await browser.hidden("/orders/1001/report", "")
    await browser.post("/orders/1001/report", { ...form, ...said })
    operate(place.file, "UPDATE orders SET state = 'refunded' WHERE id = '1001'")
    const again = await browser.post("/orders/1001/report", { ...form, ...said })
    expect(again.location).toBe("/requests/T-1")
    expect(stored(place.file)).toMatchObject({ state: "refunded", rows: { ticket: 1 } })
    const other = await browser.post("/orders/1001/report", { ...form, ...said, text: "Dry." })
    expect(other.status).toBe(409)
  })
})

describe("where the order's own row cannot be changed, there is no ticket", () => {
  it("a second report of the same order is refused", async () => {
    const late = await browser.hidden("/orders/1001/report", "")
    await report()
    const before = stored(place.file)
    const { status, text } = await browser.post("/orders/1001/report", { ...late, ...said })
    expect(status).toBe(409)
    expect(text).toContain("cannot be done any more")
    expect(stored(place.file)).toEqual(before)
  })

  it("an order that was not delivered yet has no problem", async () => {
    expect((await report("1003")).status).toBe(409)
    expect(stored(place.file, "1003")).toEqual({ ...untouched, state: "shipped" })
  })

  it("an UPDATE that fails takes the ticket with it: no event, no content, no number", async () => {
    operate(place.file, noUpdate)
    const told = trouble()
    expect((await report()).status).toBe(500)
    expect(String(told.mock.calls[0]?.[1])).toContain("not now")
    expect(stored(place.file)).toEqual(untouched)
    expect((await browser.open("/requests")).text).toContain("None yet.")
    expect((await browser.open("/requests/T-1")).status).toBe(404)
    operate(place.file, "DROP TRIGGER refuse")
    expect((await report()).status).toBe(303)
  })

  it("a COMMIT that fails is not called undone: the same form, sent again, counts once", async () => {
    operate(place.file, doubtful)
    trouble()
    const form = { ...(await browser.hidden("/orders/1001/report", "")), ...said }
    const failed = await browser.post("/orders/1001/report", form)
    expect(failed.status).toBe(500)
    expect(failed.text).toContain("Please send the same form again: it counts once.")
    operate(place.file, "DROP TRIGGER doubt")
    const kept = await browser.post("/orders/1001/report", form)
    expect(kept.location).toMatch(/^\/requests\/T-\d$/)
    expect((await browser.post("/orders/1001/report", form)).location).toBe(kept.location)
    expect(stored(place.file).rows).toMatchObject({ ticket: 1, command: 1 })
  })

  it("an UPDATE that fails takes the letters with it, where people are told by mail", async () => {
    operate(place.file, noUpdate)
    const { db } = running.shop
    const storage = sqlite({ file: place.file, shared: true })
    await using desk = await createDesk({ storage, channels: ["email"], background: false })
    await expect(click({ db, desk })).rejects.toThrow("not now")
    expect(stored(place.file)).toEqual(untouched)
    operate(place.file, "DROP TRIGGER refuse")
    await click({ db, desk })
    expect(stored(place.file).rows).toMatchObject({ ticket: 1, delivery: 1 })
  })
})

describe("where the ticket cannot be stored, the order stays as it was", () => {
  it("a store that refuses its last row leaves none of the others", async () => {
    operate(place.file, noContent)
    const told = trouble()
    expect((await report()).status).toBe(500)
    expect(told.mock.calls[0]?.[1]).toMatchObject({ _tag: "StoreError" })
    expect(stored(place.file)).toEqual(untouched)
    operate(place.file, "DROP TRIGGER refuse")
    expect((await report()).status).toBe(303)
  })

  it("a report without a word is no ticket", async () => {
    const blank = await browser.send("/orders/1001/report", "", { subject: "Wet", text: " " })
    expect(blank.status).toBe(422)
    expect(stored(place.file)).toEqual(untouched)
  })
})

const killed = async (when: "inside" | "after") => {
  const script = fileURLToPath(new URL("killed.ts", import.meta.url))
  const parts = ["--conditions=@upkeep/source", script, place.file, when]
  const child = spawn(process.execPath, parts, { stdio: ["ignore", "pipe", "inherit"] })
  let out = ""
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    out += part
  })
  await once(child, "close")
  return { signal: child.signalCode, out }
}

describe("a product that is killed", () => {
  it("before COMMIT leaves neither", async () => {
    expect(await killed("inside")).toEqual({ signal: "SIGKILL", out: "disputed, 1 ticket, open" })
    expect(stored(place.file)).toEqual(untouched)
    expect((await report()).status).toBe(303)
  })

  it("after COMMIT leaves both", async () => {
    expect(await killed("after")).toEqual({ signal: "SIGKILL", out: "disputed, 1 ticket, kept" })
    const { ticketId } = await running.shop.desk.show("T-1")
    expect(stored(place.file)).toMatchObject({ state: "disputed", ticket: ticketId })
  })
})
