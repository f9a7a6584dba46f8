// Starting, stopping, warning, breaching: one clock at a time.
import { describe, expect, it } from "vitest"
import type { ClockRule } from "../../src/sla/Policy.ts"
import type { Target } from "../../src/sla/Target.ts"
import {
  answered,
  asked,
  clockOf,
  completed,
  dueAt,
  dueBy,
  march,
  nextAt,
  processOf,
  registered,
  resolution,
  spentMinutes,
  story,
  turn,
  wrote,
} from "./story.ts"

const withTarget = (target: Target) => processOf([{ ...resolution, target, pausesIn: [] }])
const dueFrom = (target: Target, at: number) => {
  const process = withTarget(target)
  return dueAt(process, story(process, [at, registered]), "resolution")
}

describe("targets", () => {
  it("B-07 24 working hours from Friday 17:00 are Wednesday 14:00, elapsed ones Saturday 17:00", () => {
    expect(dueFrom({ workingMinutes: 1_440 }, march(6, 17))).toBe(march(11, 14))
    expect(dueFrom({ elapsedMinutes: 1_440 }, march(6, 17))).toBe(march(7, 17))
  })

  it("days land on the same wall time, so many working days or dates later", () => {
    expect(dueFrom({ workingDays: 1 }, march(6, 17))).toBe(march(9, 17))
    expect(dueFrom({ calendarDays: 1 }, march(6, 17))).toBe(march(7, 17))
  })

  it("clock regression 9: opened outside hours, at the first and at the last open millisecond", () => {
    const hour = { workingMinutes: 60 }
    expect(dueFrom(hour, march(7, 12))).toBe(march(9, 10))
    expect(dueFrom(hour, march(6, 18))).toBe(march(9, 10))
    expect(dueFrom(hour, march(6, 9))).toBe(march(6, 10))
    expect(dueFrom(hour, march(6, 9) - 1)).toBe(march(6, 10))
    expect(dueFrom(hour, march(6, 18) - 1)).toBe(march(9, 10) - 1)
  })

  it("clock regression 9: opened on a holiday", () => {
    const week = { thu: [["09:00", "18:00"]], fri: [["09:00", "18:00"]] }
    const calendar = { id: "c", version: "1", timeZone: "+03:00", week, holidays: ["2026-03-05"] }
    const process = processOf([resolution], { calendar })
    expect(nextAt(process, story(process, [march(5, 12), registered]))).toBe(march(6, 17))
  })

  it("a target in minutes is reached at closing time, not at the next opening", () => {
    expect(dueFrom({ workingMinutes: 360 }, march(6, 12))).toBe(march(6, 18))
  })
})

describe("M-01 the contract's target", () => {
  const contract = {
    id: "c",
    version: "1",
    targets: { resolution: { elapsedMinutes: 30 }, other: 1 },
  }
  const under = (rule: ClockRule, targets: object = contract.targets) => {
    const process = processOf([rule])
    const held = story(process, [
      march(2, 9),
      { ...registered, contract: { ...contract, targets: { ...targets } } },
    ])
    return dueAt(process, held, rule.id)
  }
  const { target: _target, ...untargeted } = resolution

  it("takes the place of the policy's, where the policy lets it", () => {
    expect(under(resolution)).toBe(march(2, 9, 30))
    expect(under({ ...resolution, fromContract: false })).toBe(march(2, 17))
    expect(under(resolution, {})).toBe(march(2, 17))
  })

  it("without any target the clock runs, since another contract may promise one, but is never due", () => {
    expect(under(untargeted)).toBe(march(2, 9, 30))
    expect(under(untargeted, {})).toBeNull()
    const process = processOf([untargeted])
    expect(
      nextAt(process, story(process, [march(2, 9), registered], [march(2, 10), wrote])),
    ).toBeNull()
  })

  it("one that is no target is as none", () => {
    for (const wrong of [{ workingMinutes: -1 }, { workingMinutes: "4" }, { hours: 4 }, null, 4])
      expect(under(resolution, { resolution: wrong })).toBe(march(2, 17))
  })

  it("a number of days is none where the clock pauses", () => {
    expect(under(resolution, { resolution: { calendarDays: 1 } })).toBe(march(2, 17))
    const straight = { ...resolution, pausesIn: [] }
    expect(under(straight, { resolution: { calendarDays: 1 } })).toBe(march(3, 9))
  })

  it("a name of every object is no target", () => {
    expect(under({ ...untargeted, id: "toString" }, {})).toBeNull()
  })
})

describe("late facts", () => {
  const process = processOf([resolution])

  it("an answer typed in later counts from when it was given", () => {
    const stopping = processOf([{ ...resolution, stops: [{ event: "Answered" }] }])
    const told = story(
      stopping,
      [march(2, 9), registered],
      [march(2, 16), answered, { at: march(4, 9) }],
    )
    expect(dueBy(stopping, told, march(4, 9))).toEqual([])
    expect(clockOf(told, "resolution").endedAt).toBe(march(2, 16))
  })

  it("reach never behind what the clock has counted", () => {
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 12), turn("customers")],
      [march(2, 10), turn("ours"), { at: march(2, 13) }],
      [march(2, 9, 30), turn("customers"), { at: march(2, 14) }],
    )
    expect(clockOf(told, "resolution").stretches).toEqual([
      { start: march(2, 9), end: march(2, 12) },
      { start: march(2, 12), end: march(2, 12) },
    ])
    expect(spentMinutes(process, told, "resolution", march(2, 18))).toBe(180)
  })

  it("a ticket that is asked about before it was opened has spent nothing", () => {
    const told = story(process, [march(2, 9), registered])
    expect(spentMinutes(process, told, "resolution", march(1, 9))).toBe(0)
  })
})

describe("conditions", () => {
  it("a clock that starts in a pause stands from its first moment", () => {
    const process = processOf([{ ...resolution, starts: [{ enters: "customers" }] }])
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), asked],
      [march(2, 10), turn("customers")],
    )
    expect(nextAt(process, told)).toBeNull()
    expect(spentMinutes(process, told, "resolution", march(3, 9))).toBe(0)
  })

  it("entering a state is heard once, staying in it is not", () => {
    const process = processOf([
      { ...resolution, starts: [{ enters: "solving" }], stops: [{ leaves: "solving" }] },
    ])
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 9), { type: "DiagnosisStarted" }],
      [march(2, 10), { type: "CauseFound", cause: "userError", module: null }],
      [march(2, 11), { type: "CauseFound", cause: "productFault", module: null }],
      [march(2, 12), answered],
      [march(2, 12), { type: "AnswerReturned" }],
    )
    expect(
      told.clocks.map(({ instance, ended, stretches }) => [instance, ended, stretches[0]?.start]),
    ).toEqual([
      [1, "met", march(2, 10)],
      [2, null, march(2, 12)],
    ])
  })

  it("cancelling is heard before stopping", () => {
    const process = processOf([{ ...resolution, cancels: [{ event: "Withdrawn" }] }])
    const told = story(process, [march(2, 9), registered], [march(2, 10), { type: "Withdrawn" }])
    expect(clockOf(told, "resolution").ended).toBe("cancelled")
  })

  it("a closing that is undone ended nothing: the same clock goes on", () => {
    const process = processOf([resolution])
    const undone = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 10), completed],
      [march(5, 10), { type: "SilenceElapsed", dueAt: march(5, 10) }],
      [march(5, 9), { type: "ClosingUndone" }, { at: march(6, 9) }],
      [march(5, 9), wrote, { at: march(6, 9) }],
      [march(6, 10), { type: "Disputed", word: 6, files: [] }],
    )
    expect(clockOf(undone, "resolution")).toMatchObject({ instance: 1, ended: null })
    expect(spentMinutes(process, undone, "resolution", march(6, 11))).toBe(120)
    expect(dueAt(process, undone, "resolution")).toBe(march(6, 17))
  })

  it("a completed ticket that closes stops its clock where it stood", () => {
    const process = processOf([resolution])
    const told = story(
      process,
      [march(2, 9), registered],
      [march(2, 10), answered],
      [march(2, 10), completed],
      [march(5, 10), { type: "Confirmed" }],
    )
    expect(spentMinutes(process, told, "resolution", march(9, 9))).toBe(60)
    expect(dueBy(process, told, march(30, 9))).toEqual([])
  })
})

describe("a fact that is recorded late", () => {
  it("P7 starts no new silence before the old one had ended", () => {
    const process = processOf([
      {
        id: "silence",
        target: { elapsedMinutes: 72 * 60 },
        starts: [{ enters: "awaitingWord" }],
        stops: [{ leaves: "awaitingWord" }],
        effect: "close",
      },
    ])
    const held = story(
      process,
      [march(2, 12), registered],
      [march(2, 12), { type: "DiagnosisStarted" }],
      [march(2, 12), { type: "CauseFound", cause: "userError", module: null }],
      [march(2, 12), answered],
      [march(6, 12), completed],
      [march(6, 13), { type: "WordHeard" }],
      [march(3, 12), { type: "Thanked" }],
    )
    expect(clockOf(held, "silence", 2)?.stretches).toEqual([{ start: march(6, 13), end: null }])
  })
})
