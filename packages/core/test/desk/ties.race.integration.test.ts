// Two tickets are changed by two commits: what a crash between them leaves undone, a repeat does,
// and what two desks do against each other at once is never a circle.
import { CommandRejected, memory } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import { agent, openDesk, refusal, rowOf } from "./setUp.ts"
import { failing, give, linksOf, quiet, requests, together, typesOf } from "./tying.ts"

// Tickets stand in what is expected by their places.
const named = (expected: object, ids: ReadonlyArray<string>): object =>
  JSON.parse(
    JSON.stringify(expected, (_, value) => (typeof value === "number" ? ids[value] : value)),
  )

describe("P2 a crash between the two commits", () => {
  const commands: ReadonlyArray<readonly [string, (b: string) => Command, object, object]> = [
    ["merge", (into) => ({ type: "merge", into }), { mergedInto: 1 }, { absorbed: [0] }],
    [
      "link",
      (ticket) => ({ type: "link", ticket, as: "partOf" }),
      { links: [{ ticket: 1, as: "partOf" }] },
      { links: [{ ticket: 0, as: "hasPart" }] },
    ],
    [
      "reject",
      (duplicateOf) => ({ type: "reject", reason: "duplicate", duplicateOf }),
      { links: [{ ticket: 1, as: "duplicateOf" }] },
      { links: [{ ticket: 0, as: "duplicatedBy" }] },
    ],
  ]

  it.each(commands)(
    "of %s is healed by a repeat, which changes nothing more",
    async (_, of, one, two) => {
      const store = failing()
      await using opened = await openDesk({ process: quiet, storage: store.storage })
      const { desk } = opened
      const ids = await requests(desk, 2)
      const [a = "", b = ""] = ids
      store.after(1)
      expect(await refusal(give(desk, a, of(b), "c"))).toMatchObject({ _tag: "StoreError" })
      expect(await desk.show(a)).toMatchObject(named(one, ids))
      expect((await desk.show(b)).version).toBe(1)
      store.after(Infinity)
      const receipt = await give(desk, a, of(b), "c")
      expect(await desk.show(b)).toMatchObject(named(two, ids))
      expect(await give(desk, a, of(b), "c")).toEqual(receipt)
      expect([(await desk.show(a)).version, (await desk.show(b)).version]).toEqual([2, 2])
    },
  )

  it.each([
    ["unmerge", { type: "merge", into: "T-2" }, { type: "unmerge" }],
    [
      "unlink",
      { type: "link", ticket: "T-2", as: "causedBy" },
      { type: "unlink", ticket: "T-2", as: "causedBy" },
    ],
  ] as const)("of %s too", async (_, first, second) => {
    const store = failing()
    await using opened = await openDesk({ process: quiet, storage: store.storage })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, first)
    store.after(1)
    expect(await refusal(give(desk, a, second, "c"))).toMatchObject({ _tag: "StoreError" })
    store.after(Infinity)
    await give(desk, a, second, "c")
    expect(await desk.show(b)).toMatchObject({ absorbed: [], links: [], version: 3 })
  })

  it("the repeat of an unmerge takes nothing back that came after it", async () => {
    await using opened = await openDesk({ process: quiet })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    await give(desk, a, { type: "merge", into: b })
    await give(desk, a, { type: "unmerge" }, "u")
    await give(desk, a, { type: "merge", into: b })
    await give(desk, a, { type: "unmerge" }, "u")
    expect(await desk.show(b)).toMatchObject({ absorbed: [a] })
  })

  it("of a merge, and the target was closed meanwhile: it is undone and refused, each time anew", async () => {
    const store = failing()
    await using opened = await openDesk({ process: quiet, storage: store.storage })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    store.after(1)
    await refusal(give(desk, a, { type: "merge", into: b }, "m"))
    store.after(Infinity)
    await give(desk, b, { type: "withdraw" })
    for (let repeat = 0; repeat < 2; repeat++) {
      const error = await refusal(give(desk, a, { type: "merge", into: b }, "m"))
      expect(error).toBeInstanceOf(CommandRejected)
      expect(error).toMatchObject({ rejection: { rule: "TargetClosed", command: "merge" } })
      expect(String(error)).toContain(`got "${b}", expected a ticket that is not closed`)
    }
    expect(await typesOf(desk, a)).toEqual(["Registered", "Merged", "Unmerged"])
    expect(await typesOf(desk, b)).toEqual(["Registered", "Withdrawn"])
  })

  it("of a merge, and the target was merged meanwhile: it is noted there all the same", async () => {
    const store = failing()
    await using opened = await openDesk({ process: quiet, storage: store.storage })
    const { desk } = opened
    const [a = "", b = "", c = ""] = await requests(desk, 3)
    store.after(1)
    await refusal(give(desk, a, { type: "merge", into: b }, "m"))
    store.after(Infinity)
    await give(desk, b, { type: "merge", into: c })
    await give(desk, a, { type: "merge", into: b }, "m")
    expect(await desk.show(b)).toMatchObject({ absorbed: [a], mergedInto: c })
    const said = { type: "receiveMessage", text: "Here." } as const
    expect(await give(desk, a, said)).toMatchObject({ ticketId: c })
  })
})

describe("against each other at once", () => {
  it("of two merges, each stored before the other is seen, one at most stands; a repeat says so", async () => {
    const storage = together("Merged", 2)
    await using opened = await openDesk({ process: quiet, storage })
    await using other = await openDesk({ process: quiet, storage })
    const { desk } = opened
    const [a = "", b = ""] = await requests(desk, 2)
    const crossed = () =>
      Promise.all([
        refusal(give(desk, a, { type: "merge", into: b }, "a")),
        refusal(give(other.desk, b, { type: "merge", into: a }, "b")),
      ])
    const outcomes = await crossed()
    const refused = outcomes.filter((outcome) => outcome instanceof CommandRejected)
    expect(refused.map(({ rejection }) => rejection.rule)).toContain("MergeCycle")
    for (const [index, ticketId] of [a, b].entries()) {
      const isRefused = outcomes[index] instanceof CommandRejected
      expect(await typesOf(desk, ticketId)).toEqual(
        expect.arrayContaining(isRefused ? ["Merged", "Unmerged"] : ["Merged"]),
      )
      const into = ticketId === a ? b : a
      expect(await desk.show(ticketId)).toMatchObject({ mergedInto: isRefused ? null : into })
      expect(await desk.show(into)).toMatchObject({ absorbed: isRefused ? [] : [ticketId] })
    }
    expect((await crossed()).map(String)).toEqual(outcomes.map(String))
  })

  it("three merges in a ring leave no circle, in whatever order they come", async () => {
    for (let round = 0; round < 20; round++) {
      await using opened = await openDesk({ process: quiet })
      const { desk } = opened
      const ids = await requests(desk, 3)
      const merges = ids.map((ticketId, index) =>
        refusal(
          give(desk, ticketId, { type: "merge", into: ids[(index + 1 + (round % 2)) % 3] ?? "" }),
        ),
      )
      await Promise.all(merges)
      const open = (await desk.list()).filter(({ status }) => status.startsWith("open"))
      expect(open.length).toBeGreaterThan(0)
      for (const ticketId of ids)
        await desk.submit({
          ticketId,
          actor: agent,
          command: { type: "receiveMessage", text: "Who hears?" },
        })
    }
  })

  it("I08 two links by which each would be a part of the other are never both there", async () => {
    for (const kinds of [
      ["partOf", "partOf"],
      ["hasPart", "hasPart"],
    ] as const) {
      const storage = together("Linked", 2)
      await using opened = await openDesk({ process: quiet, storage })
      await using other = await openDesk({ process: quiet, storage })
      const { desk } = opened
      const [a = "", b = ""] = await requests(desk, 2)
      const outcomes = await Promise.all([
        refusal(give(desk, a, { type: "link", ticket: b, as: kinds[0] })),
        refusal(give(other.desk, b, { type: "link", ticket: a, as: kinds[1] })),
      ])
      expect(outcomes).toContainEqual(
        expect.objectContaining({ rejection: expect.objectContaining({ rule: "LinkCycle" }) }),
      )
      const links = [...(await linksOf(desk, a)), ...(await linksOf(desk, b))]
      expect(links.filter((each) => each.startsWith("partOf")).length).toBeLessThan(2)
    }
  })

  it("one merge by two desks with one id is one", async () => {
    const storage = memory()
    await using one = await openDesk({ process: quiet, storage })
    await using other = await openDesk({ process: quiet, storage })
    const [a = "", b = ""] = await requests(one.desk, 2)
    const merge = ({ desk }: typeof one) => give(desk, a, { type: "merge", into: b }, "m")
    const [first, second] = await Promise.all([merge(one), merge(other)])
    expect(second).toEqual(first)
    expect((await rowOf(one.desk, b))?.version).toBe(2)
  })
})
