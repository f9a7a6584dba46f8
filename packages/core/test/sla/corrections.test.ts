// What a correction makes of clocks: of the time of a request, its customer, contract and type; and
// what is recorded of one run, which is no other's.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import {
  clockOf,
  completed,
  deadlineSet,
  dueAt,
  dueBy,
  march,
  nextReply,
  processOf,
  raised,
  registered,
  resolution,
  spentMinutes,
  story,
  turn,
  wrote,
} from "./story.ts"

const contract = (id: string, workingMinutes: number) => ({
  id,
  version: "1",
  targets: { resolution: { workingMinutes } },
})
const underOld = { ...registered, contract: contract("old", 480) }
const nobody = { customer: null, reachable: true, contract: null }

describe("M-01 a contract that is put right", () => {
  const process = processOf([{ ...resolution, warnAt: [0.5] }])
  const corrections: ReadonlyArray<readonly [string, Event]> = [
    ["itself", { type: "ContractCorrected", from: "old", contract: contract("new", 120) }],
    [
      "with the customer",
      { type: "CustomerCorrected", from: null, ...nobody, contract: contract("new", 120) },
    ],
  ]

  it.each(corrections)("%s: the target counts from the start", (_, correction) => {
    const told = story(process, [march(2, 9), underOld], [march(2, 10), correction])
    expect(dueAt(process, told, "resolution")).toBe(march(2, 11))
    expect(clockOf(told, "resolution")).toMatchObject({ instance: 1, notBefore: march(2, 10) })
  })

  it("warns anew, of both kinds", () => {
    const early = processOf([{ ...resolution, warnAt: [0.5], warnBefore: [30] }])
    const of = { type: "ClockWarned", clock: "resolution", instance: 1, dueAt: 0 } as const
    const before = story(
      early,
      [march(2, 9), underOld],
      [march(2, 10), { ...of, share: 0.5 }],
      [march(2, 10), { ...of, beforeMinutes: 30 }],
    )
    expect(clockOf(before, "resolution")).toMatchObject({ warned: [0.5], warnedBefore: [30] })
    const after = story(
      early,
      [march(2, 9), underOld],
      [march(2, 10), { ...of, share: 0.5 }],
      [march(2, 10), { ...of, beforeMinutes: 30 }],
      [march(2, 10), corrections[0]?.[1] ?? completed],
    )
    expect(clockOf(after, "resolution")).toMatchObject({ warned: [], warnedBefore: [] })
  })
})

describe("B-03 a request type that is put right", () => {
  it("is promised what its new type is, from the start", () => {
    const targets = [{ when: { requestType: "incident" }, target: { workingMinutes: 120 } }]
    const requestTypes = ["request", "incident"].map((id) => ({ id, labels: { en: id, ru: id } }))
    const process = processOf([{ ...resolution, targets }], { requestTypes })
    const correction: Event = {
      type: "RequestTypeChanged",
      from: "request",
      to: "incident",
      fields: {},
      missing: [],
      files: [],
    }
    const told = story(process, [march(2, 9), registered], [march(2, 10), correction])
    expect(dueAt(process, told, "resolution")).toBe(march(2, 11))
  })
})

const corrected = (from: number, registeredAt: number): Event => ({
  type: "RegistrationTimeCorrected",
  from,
  registeredAt,
})

describe("the time of a request that is put right", () => {
  const process = processOf([resolution, nextReply])

  it("P7 what began with it begins then, and is due no sooner than that was known", () => {
    const told = story(
      process,
      [march(3, 12), registered],
      [march(3, 13), corrected(march(3, 12), march(2, 12))],
    )
    expect(clockOf(told, "resolution").stretches).toEqual([{ start: march(2, 12), end: null }])
    expect(clockOf(told, "resolution").notBefore).toBe(march(3, 13))
    expect(spentMinutes(process, told, "resolution", march(3, 13))).toBe(600)
    expect(dueAt(process, told, "resolution")).toBe(march(3, 13))
  })

  it("what began later is as it was, and so are later stretches", () => {
    const told = story(
      process,
      [march(3, 9), registered],
      [march(3, 10), wrote],
      [march(3, 11), turn("customers")],
      [march(3, 12), turn("ours")],
      [march(3, 13), corrected(march(3, 9), march(2, 17))],
    )
    expect(clockOf(told, "nextReply")).toMatchObject({
      stretches: [{ start: march(3, 10), end: null }],
      notBefore: null,
    })
    expect(clockOf(told, "resolution").stretches).toEqual([
      { start: march(2, 17), end: march(3, 11) },
      { start: march(3, 12), end: null },
    ])
  })

  it("a clock that stood from its first instant on stands from the right one on", () => {
    const standing = processOf([{ ...resolution, pausesIn: ["ours"] }])
    const told = story(
      standing,
      [march(3, 9), registered],
      [march(3, 13), corrected(march(3, 9), march(2, 17))],
    )
    expect(clockOf(told, "resolution").stretches).toEqual([
      { start: march(2, 17), end: march(2, 17) },
    ])
  })

  it("P7 of two corrections the later one bounds what is due", () => {
    const told = story(
      process,
      [march(3, 12), registered],
      [march(3, 13), corrected(march(3, 12), march(2, 12))],
      [march(3, 14), raised("high")],
      [march(3, 15), corrected(march(2, 12), march(2, 10))],
    )
    expect(clockOf(told, "resolution").notBefore).toBe(march(3, 15))
    expect(dueBy(process, told, march(3, 15))).toContain("breach resolution 1")
  })
})

describe("what is recorded of a run", () => {
  const other = { ...resolution, id: "other" }
  const process = processOf([resolution, other, nextReply])
  const of = { instance: 1, dueAt: march(2, 17) }

  it("is of that clock alone", () => {
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), deadlineSet("other", march(2, 12))],
      [march(2, 13), { type: "ClockBreached", clock: "resolution", ...of }],
    )
    expect(clockOf(told, "resolution")).toMatchObject({ breachedAt: of.dueAt, byHand: null })
    expect(clockOf(told, "other")).toMatchObject({
      breachedAt: null,
      byHand: { dueAt: march(2, 12) },
    })
  })

  it("and of that run of it", () => {
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), wrote],
      [march(2, 11), { type: "Informed", files: [] }],
      [march(2, 12), wrote],
      [
        march(2, 13),
        { type: "ClockBreached", clock: "nextReply", instance: 2, dueAt: march(2, 13) },
      ],
    )
    expect(clockOf(told, "nextReply", 1).breachedAt).toBeNull()
    expect(clockOf(told, "nextReply", 2).breachedAt).toBe(march(2, 13))
  })
})

describe("what is set by hand", () => {
  const process = processOf([{ ...resolution, warnAt: [0.5], warnBefore: [30] }])
  const of = { type: "ClockWarned", clock: "resolution", instance: 1, dueAt: 0 } as const

  it("is warned of anew, by shares and by minutes", () => {
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), { ...of, share: 0.5 }],
      [march(2, 10), { ...of, beforeMinutes: 30 }],
      [march(2, 11), deadlineSet("resolution", march(3, 12))],
    )
    expect(clockOf(told, "resolution")).toMatchObject({ warned: [], warnedBefore: [] })
    expect(clockOf(told, "resolution").byHand).toMatchObject({ at: march(2, 11), moves: false })
  })
})
