// Tickets that are linked: both know it, and no ticket is a part of itself (I08).
import { CommandRejected, InvalidInput } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { linkKinds, type LinkKind } from "../../src/ticket/Command.ts"
import { agent, openDesk, refusal, request, robot, rowOf } from "./setUp.ts"
import { give, linksOf, quiet, requests, typesOf } from "./tying.ts"

const link = (ticket: string, as: LinkKind) => ({ type: "link", ticket, as }) as const
const unlink = (ticket: string, as: LinkKind) => ({ type: "unlink", ticket, as }) as const

const mirrors: { readonly [kind in LinkKind]: LinkKind } = {
  related: "related",
  causedBy: "causes",
  causes: "causedBy",
  partOf: "hasPart",
  hasPart: "partOf",
  duplicateOf: "duplicatedBy",
  duplicatedBy: "duplicateOf",
  splitFrom: "splitInto",
  splitInto: "splitFrom",
}

const codes = async (promise: Promise<unknown>) => {
  const error = await refusal(promise)
  return error instanceof InvalidInput ? error.problems.map(({ code }) => code) : error
}

describe("a link", () => {
  it.each(linkKinds)(
    "%s is had by both, each in its own words, and given up by both",
    async (as) => {
      await using opened = await openDesk({ process: quiet })
      const { desk } = opened
      const [a = "", b = ""] = await requests(desk, 2)
      const receipt = await give(desk, a, link("T-2", as), "l")
      expect(receipt).toMatchObject({ ticketId: a, events: ["Linked"] })
      expect(await linksOf(desk, a)).toEqual([`${as} ${b}`])
      expect(await linksOf(desk, b)).toEqual([`${mirrors[as]} ${a}`])
      expect((await desk.show(b)).history.at(-1)).toMatchObject({ type: "Linked", actor: robot })
      expect(await give(desk, a, link("T-2", as), "l")).toEqual(receipt)
      expect(await refusal(give(desk, a, link(b, as)))).toMatchObject({
        rejection: { rule: "AlreadyLinked" },
      })
      // Whichever side gives it up.
      await give(desk, b, unlink("T-1", mirrors[as]))
      for (const each of [a, b]) {
        expect(await linksOf(desk, each)).toEqual([])
        expect(await typesOf(desk, each)).toEqual(["Registered", "Linked", "Unlinked"])
      }
    },
  )

  it("leads to where a merged ticket went in the end; one that stands stays with its own", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    await give(desk, a, link(b, "related"))
    await give(desk, b, { type: "merge", into: c })
    await give(desk, a, link("T-2", "causedBy"))
    expect(await linksOf(desk, a)).toEqual([`related ${b}`, `causedBy ${c}`])
    expect(await linksOf(desk, b)).toEqual([`related ${a}`])
    expect(await linksOf(desk, c)).toEqual([`causes ${a}`])
    await give(desk, a, unlink("T-2", "related"))
    await give(desk, a, unlink("T-2", "causedBy"))
    for (const each of [a, b, c]) expect(await linksOf(desk, each)).toEqual([])
  })

  it("of a merged ticket is its own on both sides", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    await give(desk, a, { type: "merge", into: b })
    await give(desk, a, link(c, "related"))
    expect(await linksOf(desk, c)).toEqual([`related ${a}`])
    await give(desk, a, unlink(c, "related"))
    expect(await linksOf(desk, c)).toEqual([])
  })

  it("may tie closed tickets, and none to itself or to nothing", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, b, { type: "withdraw" })
    await give(desk, a, link(b, "causedBy"))
    expect(await linksOf(desk, b)).toEqual([`causes ${a}`])
    const before = await rowOf(desk, a)
    const refused = async (ticket: string) => refusal(give(desk, a, link(ticket, "related")))
    expect(await refused("T-1")).toMatchObject({ rejection: { rule: "LinkToItself" } })
    expect(await refused("T-99")).toMatchObject({ rejection: { rule: "UnknownTicket" } })
    expect(await refusal(give(desk, a, unlink(b, "related")))).toMatchObject({
      rejection: { rule: "NotLinked" },
    })
    expect(await rowOf(desk, a)).toEqual(before)
  })
})

describe("I08 parts of parts", () => {
  it.each(["partOf", "hasPart"] as const)("a circle is refused, given as %s", async (as) => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    const part = (one: string, whole: string) =>
      as === "partOf" ? give(desk, one, link(whole, as)) : give(desk, whole, link(one, as))
    await part(a, b)
    await part(b, c)
    for (const [one, whole] of [
      [b, a],
      [c, a],
      [c, b],
    ] as const) {
      const before = [await rowOf(desk, one), await rowOf(desk, whole)]
      const error = await refusal(part(one, whole))
      expect(error).toBeInstanceOf(CommandRejected)
      expect(error).toMatchObject({ rejection: { rule: "LinkCycle" } })
      expect([await rowOf(desk, one), await rowOf(desk, whole)]).toEqual(before)
    }
  })

  it.each(["partOf", "hasPart"] as const)(
    "more than five in a row are refused, given as %s",
    async (as) => {
      await using opened = await openDesk({ process: quiet })
      const { desk } = opened
      const ids = await requests(desk, 6)
      const part = (one: number, whole: number) => {
        const [first = "", second = ""] = [ids[one], ids[whole]]
        return as === "partOf"
          ? give(desk, first, link(second, as))
          : give(desk, second, link(first, as))
      }
      // Two rows of three, and the one would go under the other.
      for (const [one, whole] of [
        [0, 1],
        [1, 2],
        [3, 4],
        [4, 5],
      ] as const)
        await part(one, whole)
      expect(await refusal(part(2, 3))).toMatchObject({ rejection: { rule: "LinkTooDeep" } })
      // Five in a row are not too many.
      await part(2, 4)
      expect(await refusal(part(5, 0))).toMatchObject({ rejection: { rule: "LinkCycle" } })
    },
  )
})

describe("a duplicate", () => {
  it("B-04 is rejected as one, and both say of which", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    await give(desk, b, { type: "merge", into: c })
    const command = { type: "reject", reason: "duplicate", duplicateOf: "T-2" } as const
    const receipt = await give(desk, a, command, "d")
    expect(receipt).toMatchObject({ status: "closed.rejected", events: ["Rejected"] })
    expect(await give(desk, a, command, "d")).toEqual(receipt)
    expect(await linksOf(desk, a)).toEqual([`duplicateOf ${c}`])
    expect(await linksOf(desk, c)).toEqual([`duplicatedBy ${a}`])
    expect(await typesOf(desk, c)).toEqual(["Registered", "MergeNoted", "Linked"])
  })

  it("of itself, by way of a merge too, is none", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, b, { type: "merge", into: a })
    for (const duplicateOf of ["T-1", "T-2", "T-99"]) {
      const command = { type: "reject", reason: "duplicate", duplicateOf } as const
      expect(await refusal(give(desk, a, command))).toMatchObject({
        rejection: { rule: "UnknownTicket" },
      })
    }
  })
})

describe("a request that is registered as a part of another", () => {
  it("is linked to it on both sides, by its number too", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = ""] = await requests(desk, 1)
    const submission = { actor: agent, command: { ...request, splitFrom: "T-1" }, commandId: "s" }
    const { ticketId } = await desk.submit(submission)
    expect((await desk.submit(submission)).ticketId).toBe(ticketId)
    expect(await linksOf(desk, ticketId)).toEqual([`splitFrom ${a}`])
    expect(await linksOf(desk, a)).toEqual([`splitInto ${ticketId}`])
  })

  it("must name a ticket that is there, and cannot be prepared", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const submission = { actor: agent, command: { ...request, splitFrom: "T-1" } }
    expect(await codes(desk.submit(submission))).toEqual(["unknown-ticket"])
    await requests(desk, 1)
    expect(await codes(desk.prepare(submission))).toEqual(["two-tickets"])
  })
})
