// What changed a clock while it ran, and by what it is measured since.
import { describe, expect, it } from "vitest"
import type * as Process from "../../src/process/Process.ts"
import type { ClockRule, Mode } from "../../src/sla/Policy.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { brief, expectWhole, explainAll, explained, journalOf } from "./explaining.ts"
import { march, processOf, registered, resolution, turn } from "./story.ts"

const hourMillis = 3_600_000
const clock = "resolution"

const priorities = ["high", "low"].map((id) => ({ id, labels: { en: id, ru: id } }))
const byPriority: ClockRule = {
  ...resolution,
  targets: [{ when: { priority: "high" }, target: { workingMinutes: 120 } }],
}
const raised: Event = { type: "PriorityChanged", from: "low", to: "high" }

const office: ReadonlyArray<[string, string]> = [["09:00", "18:00"]]
const week = { mon: office, wed: office, thu: office, fri: office }

describe("changes", () => {
  it("clock regression 3: priority raised while paused: the new target holds for all of the time", () => {
    const process = processOf([byPriority], { priorities })
    const told = explained(
      { process, now: march(3, 10), clock },
      [march(2, 9), { ...registered, priority: "low" }],
      [march(2, 10), turn("customers")],
      [march(2, 11), raised],
      [march(2, 17), turn("ours")],
    )
    expect(brief(told)).toEqual([
      "+1 working hours",
      "-7 paused customers 2",
      "+1 working hours",
      "-15 closed outsideHours",
      "+1 working hours",
    ])
    expect(told).toMatchObject({
      target: { workingMinutes: 120 },
      targetMillis: 2 * hourMillis,
      dueAt: march(2, 18),
      changes: [
        {
          kind: "priority",
          mode: "fromStart",
          from: "low",
          to: "high",
          by: { number: 3, type: "PriorityChanged" },
          before: { target: { workingMinutes: 480 }, dueAt: null },
          after: { target: { workingMinutes: 120 }, dueAt: null },
        },
      ],
    })
  })

  it("a priority that changes nothing of a clock is none of its changes, nor is one after its end", () => {
    const process = processOf([resolution], { priorities })
    const after = [
      [march(2, 9), { ...registered, priority: "low" }],
      [march(2, 10), raised],
      [march(2, 11), { type: "Withdrawn" }],
    ] as const
    expect(explained({ process, now: march(3, 10), clock }, ...after).changes).toEqual([])
  })

  it("a deadline by hand is told with what was due before", () => {
    const rule: ClockRule = { ...resolution, byHand: "stands" }
    const set: Event = { type: "DeadlineSet", clock, instance: 1, dueAt: march(5, 12) }
    const other: Event = { type: "DeadlineSet", clock: "other", instance: 1, dueAt: march(9, 12) }
    const told = explained(
      { process: processOf([rule]), now: march(3, 10), clock },
      [march(2, 9), registered],
      [march(2, 10), set],
      [march(2, 11), other],
    )
    expect(told).toMatchObject({
      dueAt: march(5, 12),
      byHand: { at: march(2, 10), dueAt: march(5, 12), moves: false },
      changes: [
        {
          kind: "byHand",
          dueAt: march(5, 12),
          by: { number: 2, actor: "agent" },
          before: { dueAt: march(2, 17) },
          after: { dueAt: march(5, 12) },
        },
      ],
    })
    expect(told.changes).toHaveLength(1)
  })

  it("P8 a deadline that moved with the zone data is told from where to where", () => {
    const places = { clock, instance: 1, from: march(2, 17), to: march(2, 18) }
    const moved: Event = { type: "DeadlineMoved", ...places, zoneData: "2026b" }
    const told = explained(
      { process: processOf([resolution]), now: march(2, 12), clock },
      [march(2, 9), registered],
      [march(2, 10), moved],
    )
    expect(told.changes).toMatchObject([
      { kind: "zoneData", from: march(2, 17), to: march(2, 18), zoneData: "2026b" },
    ])
  })
})

describe("another policy", () => {
  const old = processOf([resolution])
  // Without Tuesdays, and twice the time.
  const next = processOf([{ ...resolution, target: { workingMinutes: 960 } }], {
    id: "next",
    version: "2",
    calendar: { id: "short", version: "7", timeZone: "+03:00", week },
    policy: {
      id: "p",
      version: "2",
      clocks: [{ ...resolution, target: { workingMinutes: 960 } }],
    },
  })
  const without = processOf([{ ...resolution, id: "another" }], { id: "without", version: "1" })
  const known = [next, without]
  const processIn: Process.ProcessOf = (ref) => known.find((each) => each.ref === ref) ?? old

  const applied = (mode: Mode, process = next.ref): Event => {
    return { type: "PolicyApplied", process, policy: "p@2", calendar: "short@7", mode }
  }
  const after = (event: Event) => {
    const journal = journalOf([
      [march(2, 16), registered],
      [march(4, 9), event],
    ])
    const all = explainAll(processIn, march(4, 11), journal)
    for (const each of all) expectWhole(each)
    return all
  }
  const byOld = { target: { workingMinutes: 480 }, policy: "p@1", calendar: "weekdays@1" }
  const byNext = { target: { workingMinutes: 960 }, policy: "p@2", calendar: "short@7" }
  const [from, to] = ["standard@2", "next@2"]

  it("kept out by its mode: the clock stays under the old one, and it is told so", () => {
    const [told, ...others] = after(applied("keep"))
    expect(others).toEqual([])
    expect(told).toMatchObject({
      versions: { process: from, policy: "p@1", calendar: "weekdays@1" },
      changes: [
        {
          kind: "policy",
          mode: "keep",
          from,
          to,
          before: { ...byOld, dueAt: march(3, 15) },
          after: { ...byOld, dueAt: march(3, 15) },
        },
      ],
    })
    expect(told?.spentMillis).toBe(13 * hourMillis)
  })

  it("from the start: all of the time is measured by the new calendar, that before the change too", () => {
    const [told, ...others] = after(applied("fromStart"))
    expect(others).toEqual([])
    expect(told === undefined ? [] : brief(told)).toEqual([
      "+2 working hours",
      "-6 closed outsideHours",
      "-24 closed dayOff",
      "-9 closed outsideHours",
      "+2 working hours",
    ])
    expect(told).toMatchObject({
      versions: { process: to, policy: "p@2", calendar: "short@7" },
      dueAt: march(5, 14),
      changes: [{ mode: "fromStart", from, to, before: byOld, after: byNext }],
    })
  })

  it("from now: the run ends there with the measure of the next, which begins at zero", () => {
    const [first, second] = after(applied("fromNow"))
    expect(first).toMatchObject({
      instance: 1,
      status: "cancelled",
      breachedAt: march(3, 15),
      endedAt: march(4, 9),
      endedBy: { number: 2, type: "PolicyApplied" },
      versions: { process: from },
      changes: [{ mode: "fromNow", before: byOld, after: { ...byNext, dueAt: march(5, 16) } }],
    })
    expect(second).toMatchObject({
      instance: 2,
      status: "running",
      startedBy: { number: 2, type: "PolicyApplied" },
      versions: { process: to },
      spentMillis: 2 * hourMillis,
      changes: [],
    })
  })

  it("a deadline by hand keeps its clock as it is, whatever mode was asked for", () => {
    const set: Event = { type: "DeadlineSet", clock, instance: 1, dueAt: march(5, 12) }
    for (const mode of ["fromStart", "fromNow"] as const) {
      const journal = journalOf([
        [march(2, 16), registered],
        [march(3, 9), set],
        [march(4, 9), applied(mode)],
      ])
      const [told, ...others] = explainAll(processIn, march(4, 11), journal)
      expect(others).toEqual([])
      expect(told).toMatchObject({
        versions: { process: from },
        dueAt: march(5, 12),
        changes: [
          { kind: "byHand" },
          { kind: "policy", mode: "keep", before: byOld, after: byOld },
        ],
      })
    }
  })

  it("clock regression 17: one without the clock ends it, and that event is the cause", () => {
    const [told, ...others] = after(applied("fromStart", without.ref))
    expect(others).toEqual([])
    expect(told).toMatchObject({ endedAt: march(4, 9), endedBy: { number: 2 }, changes: [] })
  })

  it("a hold goes over into the next run, with the event that began it", () => {
    const held: ClockRule = { ...byPriority, pauses: [{ event: "Noted" }], onChange: "fromNow" }
    const told = explained(
      { process: processOf([held], { priorities }), now: march(2, 13), clock },
      [march(2, 9), { ...registered, priority: "low" }],
      [march(2, 10), { type: "Noted", files: [] }],
      [march(2, 11), raised],
    )
    expect(told).toMatchObject({ instance: 2, status: "paused", startedBy: { number: 3 } })
    expect(brief(told)).toEqual(["-2 paused by event 2"])
  })
})
