// Tickets at hand: a bounded number of them, for a bounded time.
import { describe, expect, it } from "vitest"
import { charactersAtMost, make, rowKeptMillis, rowsAtMost } from "../../../src/desk/group/rows.ts"

const row = (ticketId: string, version = 1, body = "{}") => ({
  ticketId,
  number: ticketId,
  version,
  status: "open",
  dueAt: null,
  customer: null,
  assignee: null,
  assignedAt: null,
  updatedAt: 0,
  body,
})

describe("rows at hand", () => {
  it("are found by tenant and ticket, the newest that was seen", () => {
    const rows = make()
    rows.keep("a", row("t", 2))
    rows.keep("a", row("t", 1))
    expect(rows.find("a", "t")?.version).toBe(2)
    rows.keep("a", row("t", 3))
    expect(rows.find("a", "t")?.version).toBe(3)
    expect(rows.find("b", "t")).toBeUndefined()
    rows.drop("a", "t")
    expect(rows.find("a", "t")).toBeUndefined()
  })

  it("P16 no name of a tenant can be taken for another one's ticket", () => {
    const rows = make()
    rows.keep("a 1", row("t"))
    expect(rows.find("a", " 1t")).toBeUndefined()
    expect(rows.find("a 1", "t")?.ticketId).toBe("t")
  })

  it("P13 are so many, and the one used longest ago goes first", () => {
    const rows = make()
    for (let each = 0; each < rowsAtMost; each++) rows.keep("a", row(`t${each}`))
    expect(rows.find("a", "t0")).toBeDefined()
    rows.keep("a", row("one more"))
    expect(rows.find("a", "t0")).toBeDefined()
    expect(rows.find("a", "t1")).toBeUndefined()
  })

  it("P13 have so many characters, however few they are", () => {
    const rows = make()
    const half = "x".repeat(charactersAtMost / 2)
    for (const id of ["a", "b", "c"]) rows.keep("a", row(id, 1, half))
    expect(["a", "b", "c"].map((id) => rows.find("a", id) !== undefined)).toEqual([
      false,
      true,
      true,
    ])
    rows.keep("a", row("d", 1, `${half}${half}x`))
    expect(rows.find("a", "d")).toBeUndefined()
    rows.keep("a", row("e"))
    expect(rows.find("a", "e")).toBeDefined()
  })

  it("T18 are believed for a minute at most, used or not", () => {
    const clock = { at: 0 }
    const rows = make(() => clock.at)
    rows.keep("a", row("t"))
    clock.at = rowKeptMillis - 1
    expect(rows.find("a", "t")).toBeDefined()
    clock.at = rowKeptMillis
    expect(rows.find("a", "t")).toBeUndefined()
  })
})
