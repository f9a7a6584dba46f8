// A ticket that was rejected as a duplicate of another one, from the same file or from here.
import { describe, expect, it } from "vitest"
import { importOn, later, registered, row } from "./importing.ts"
import { refusal } from "./setUp.ts"
import { failing, linksOf } from "./tying.ts"

const original = registered({ ticket: "1" })
const copy = (number: string) => [
  registered({ ticket: number, at: "2026-03-03T12:00:00+03:00" }),
  row("rejected", "04", { ticket: number, reason: "duplicate", duplicateOf: "1" }),
]

describe("B-04 a duplicate", () => {
  it("names the ticket that began before it, and both are linked", async () => {
    await using opened = await later()
    const { desk } = opened
    const names = { numberPrefix: "OLD-" }
    const { take, check } = await importOn(desk, { names })
    expect((await check(copy("0")))[0]?.refused).toMatchObject([{ code: "UnknownTicket" }])
    const outcomes = await take([original, ...copy("2")])
    expect(outcomes.map(({ status }) => status)).toEqual([
      "open.registered.ours",
      "closed.rejected",
    ])
    const again = await importOn(desk, { names })
    expect((await again.take(copy("3")))[0]).toMatchObject({ status: "closed.rejected" })
    const { ticketId, links } = await desk.show("OLD-1")
    const copies = await Promise.all(["OLD-2", "OLD-3"].map((each) => desk.show(each)))
    expect(links).toEqual(copies.map((each) => ({ ticket: each.ticketId, as: "duplicatedBy" })))
    for (const each of copies) {
      expect(each.links).toEqual([{ ticket: ticketId, as: "duplicateOf" }])
      expect(each.history.at(-1)).toMatchObject({ type: "Rejected" })
    }
  })

  it("P2 that a crash left linked on one side only is linked by the same file", async () => {
    const store = failing()
    await using opened = await later({ storage: store.storage })
    const { desk } = opened
    const taken = async () => (await importOn(desk)).take([original, ...copy("2")])
    store.after(1)
    expect(await refusal(taken())).toMatchObject({ _tag: "StoreError" })
    expect(await linksOf(desk, "1")).toEqual([])
    store.after(Infinity)
    for (const _ of ["linked", "left as it is"]) {
      expect((await taken()).map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"])
      expect(await linksOf(desk, "1")).toHaveLength(1)
    }
  })

  it("P2 whose link was taken away since is left alone by the same file", async () => {
    await using opened = await later()
    const { desk } = opened
    const taken = async () => (await importOn(desk)).take([original, ...copy("2")])
    await taken()
    const [{ ticketId }, { ticketId: other }] = [await desk.show("2"), await desk.show("1")]
    const command = { type: "unlink", ticket: other, as: "duplicateOf" } as const
    await desk.submit({ ticketId, actor: { kind: "agent", id: "olga" }, command })
    await taken()
    expect([await linksOf(desk, "1"), await linksOf(desk, "2")]).toEqual([[], []])
  })

  it("does not name what was only checked, nor what could not be stored", async () => {
    const store = failing()
    await using opened = await later({ storage: store.storage })
    const { importer, read } = await importOn(opened.desk)
    const { tickets } = read([original, ...copy("2")])
    const check = (some: typeof tickets) => opened.desk.run(importer.check(some))
    const take = (some: typeof tickets) => opened.desk.run(importer.take(some))
    expect((await check(tickets)).map(({ refused }) => refused)).toEqual([[], []])
    expect((await check(read(copy("3")).tickets))[0]?.refused).toEqual([])
    store.after(0)
    expect(await refusal(take(tickets))).toMatchObject({ _tag: "StoreError" })
    store.after(Infinity)
    expect((await take(tickets.slice(1)))[0]?.refused).toMatchObject([{ code: "UnknownTicket" }])
  })
})
