// Why a clock stands as it does: examples that were counted by hand.
import { describe, expect, it } from "vitest"
import type { ClockRule } from "../../src/sla/Policy.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { brief, expectWhole, explained } from "./explaining.ts"
import {
  answered,
  asked,
  completed,
  customer,
  march,
  processOf,
  registered,
  resolution,
  turn,
} from "./story.ts"

const office: ReadonlyArray<[string, string]> = [["09:00", "18:00"]]
const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
const russia = { id: "ru", version: "2026", timeZone: "Europe/Moscow", week }

const february = (day: number, hours: number, minutes = 0) =>
  Date.UTC(2026, 1, day, hours - 3, minutes)

const clock = "resolution"
const disputed: Event = { type: "Disputed", word: null, files: [] }
const noted: Event = { type: "Noted", files: [] }
const answering = [
  [march(2, 10), answered],
  [march(2, 10), completed],
] as const

describe("the calendar's reasons", () => {
  it("B-07 24 working hours from Friday 17:00 pass over a weekend and a holiday, by its name", () => {
    const name = "День защитника Отечества"
    const exceptions = [{ name, date: "2026-02-23", kind: "closed" }]
    const process = processOf([{ ...resolution, target: { workingMinutes: 1_440 } }], {
      calendar: { ...russia, exceptions },
    })
    const now = february(26, 14)
    const told = explained({ process, now, clock }, [
      february(20, 17),
      registered,
      { by: customer },
    ])
    expect(told).toMatchObject({
      clock,
      instance: 1,
      status: "breached",
      target: { workingMinutes: 1_440 },
      targetMillis: 24 * 3_600_000,
      startedAt: february(20, 17),
      startedBy: { number: 1, type: "Registered", at: february(20, 17), actor: "customer" },
      dueAt: february(26, 14),
      breachedAt: february(26, 14),
      endedAt: null,
      endedBy: null,
      spentMillis: 24 * 3_600_000,
      versions: { process: "standard@2", policy: "p@1", calendar: "ru@2026", zoneData: "2026a" },
      timeZone: "Europe/Moscow",
      truncated: false,
      dates: [],
      changes: [],
    })
    expect(brief(told)).toEqual([
      "+1 working hours",
      "-6 closed outsideHours",
      "-48 closed dayOff",
      `-24 closed holiday ${name}`,
      "-9 closed outsideHours",
      "+9 working hours",
      "-15 closed outsideHours",
      "+9 working hours",
      "-15 closed outsideHours",
      "+5 working hours",
    ])
    expectWhole(told)
  })

  it("a moved working day, its shortened eve and extra hours are named", () => {
    const date = "2026-03-07"
    const exceptions = [
      { name: "moved from Monday", date, kind: "moved", like: "mon" },
      { name: "eve", date, kind: "shortened", minutes: 60 },
      { name: "on duty", date: "2026-03-08", kind: "extra", rows: [["10:00", "12:00"]] },
    ]
    const process = processOf([resolution], { calendar: { ...russia, exceptions } })
    const told = explained({ process, now: march(8, 12), clock }, [march(7, 9), registered])
    expect(brief(told)).toEqual([
      "+8 working moved moved from Monday",
      "-1 closed shortened eve",
      "-6 closed outsideHours",
      "-10 closed dayOff",
      "+2 working extra on duty",
    ])
    expectWhole(told)
  })

  it("elapsed time has no calendar: all of it counts, a pause apart", () => {
    const process = processOf([{ ...resolution, target: { elapsedMinutes: 1_440 } }])
    const told = explained(
      { process, now: march(9, 12), clock },
      [march(6, 17), registered],
      [march(7, 17), turn("customers")],
      [march(8, 17), turn("ours")],
    )
    expect(brief(told)).toEqual(["+24 elapsed", "-24 paused customers 2", "+19 elapsed"])
    expect(told).toMatchObject({ dueAt: march(7, 17), spentMillis: 43 * 3_600_000 })
  })

  it("more stretches than are listed are said to be more, and what is spent stays exact", () => {
    const rows = Array.from({ length: 48 }, (_, row) => {
      const hour = String(Math.floor(row / 2)).padStart(2, "0")
      return row % 2 === 0 ? [`${hour}:00`, `${hour}:20`] : [`${hour}:30`, `${hour}:50`]
    })
    const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    const always = Object.fromEntries(days.map((day) => [day, rows]))
    const process = processOf([resolution], { calendar: { ...russia, week: always } })
    const told = explained({ process, now: march(1, 0), clock }, [
      Date.UTC(2025, 2, 1, -3),
      registered,
    ])
    expect(told.stretches).toHaveLength(10_000)
    expect(told).toMatchObject({ truncated: true, spentMillis: 365 * 16 * 3_600_000 })
  })
})

describe("pauses", () => {
  it("clock regression 1: paused Friday 17:50, resumed Monday 9:10: one line, nothing added", () => {
    const process = processOf([resolution])
    const told = explained(
      { process, now: march(10, 9), clock },
      [march(6, 12), registered],
      [march(6, 17, 50), asked],
      [march(6, 17, 50), turn("customers")],
      [march(9, 9, 10), turn("ours")],
    )
    const [worked, paused, ...rest] = told.stretches
    expect(worked).toMatchObject({ counted: true, from: march(6, 12), to: march(6, 17, 50) })
    expect(paused).toMatchObject({
      counted: false,
      from: march(6, 17, 50),
      to: march(9, 9, 10),
      why: { kind: "paused", in: "customers", by: { number: 3, type: "TurnPassed" } },
    })
    expect(rest.map(({ counted }) => counted)).toEqual([true, false])
    // Eight hours from 12:00 are Monday 11:00; the pause held twenty minutes of working time.
    expect(told.dueAt).toBe(march(9, 11, 20))
    expectWhole(told)
  })

  it("a pause by an event names the event that holds the clock, whatever happens meanwhile", () => {
    const rule: ClockRule = {
      ...resolution,
      pauses: [{ event: "Noted" }],
      resumes: [{ event: "Informed" }],
    }
    const told = explained(
      { process: processOf([rule]), now: march(2, 17), clock },
      [march(2, 9), registered],
      [march(2, 10), noted],
      [march(2, 11), turn("customers")],
      [march(2, 12), noted],
      [march(2, 13), turn("ours")],
      [march(2, 14), { type: "Informed", files: [] }],
    )
    expect(brief(told)).toEqual(["+1 working hours", "-4 paused by event 2", "+3 working hours"])
  })

  it("where the reason of a pause passes over into another, each is told with its own event", () => {
    const rule: ClockRule = {
      ...resolution,
      pauses: [{ event: "Noted" }],
      resumes: [{ event: "Informed" }],
    }
    const told = explained(
      { process: processOf([rule]), now: march(2, 17), clock },
      [march(2, 9), registered],
      [march(2, 10), turn("customers")],
      [march(2, 11), turn("thirdPartys")],
      [march(2, 12), noted],
      [march(2, 13), turn("ours")],
    )
    expect(brief(told)).toEqual([
      "+1 working hours",
      "-1 paused customers 2",
      "-2 paused thirdPartys 3",
      "-4 paused by event 4",
    ])
    expect(told).toMatchObject({ status: "paused", dueAt: null })
  })

  it("a reason that still holds is not given up for another that comes to hold", () => {
    const rule: ClockRule = { ...resolution, pausesIn: ["diagnosing", "customers"] }
    const told = explained(
      { process: processOf([rule]), now: march(2, 17), clock },
      [march(2, 9), registered],
      [march(2, 10), turn("customers")],
      [march(2, 11), { type: "DiagnosisStarted" }],
      [march(2, 12), turn("ours")],
    )
    expect(brief(told)).toEqual([
      "+1 working hours",
      "-2 paused customers 2",
      "-5 paused diagnosing 3",
    ])
  })

  it("a fact that is recorded late takes the place of what was told of that time", () => {
    const told = explained(
      { process: processOf([resolution]), now: march(2, 17), clock },
      [march(2, 9), registered],
      [march(2, 11), turn("customers")],
      [march(2, 15), turn("thirdPartys")],
      [march(2, 13), turn("customers"), { at: march(2, 16) }],
    )
    expect(brief(told)).toEqual([
      "+2 working hours",
      "-2 paused customers 2",
      "-4 paused customers 4",
    ])
    expect(told.stretches[2]).toMatchObject({ why: { by: { at: march(2, 16) } } })
    expectWhole(told)
  })

  it("T10 where the machine's clock stepped back, nothing is told of the time after it", () => {
    const told = explained(
      { process: processOf([resolution]), now: march(2, 11), clock },
      [march(2, 9), registered],
      [march(2, 10), turn("customers")],
      [march(2, 12), turn("thirdPartys")],
    )
    expect(brief(told)).toEqual(["+1 working hours", "-1 paused customers 2"])
    expectWhole(told)
  })

  it("a clock that begins in a pause has run for no time", () => {
    const late: ClockRule = { ...resolution, starts: [{ event: "Informed" }] }
    const told = explained(
      { process: processOf([late]), now: march(2, 13), clock },
      [march(2, 9), registered],
      [march(2, 10), turn("customers")],
      [march(2, 12), { type: "Informed", files: [] }],
    )
    expect(brief(told)).toEqual(["-1 paused customers 2"])
    expect(told).toMatchObject({ spentMillis: 0, startedBy: { number: 3 } })
  })
})

describe("ends", () => {
  it("clock regression 5: completed and disputed: the gap is neither running nor paused", () => {
    const { pausesIn: _, ...running } = resolution
    const rule: ClockRule = { ...running, stops: [{ enters: "completed" }] }
    const told = explained(
      { process: processOf([rule]), now: march(3, 12), clock },
      [march(2, 9), registered],
      ...answering,
      [march(3, 9), disputed],
    )
    expect(brief(told)).toEqual(["+1 working hours", "-23 finished 3", "+3 working hours"])
    expect(told).toMatchObject({ status: "running", endedAt: null, endedBy: null })
    expectWhole(told)
  })

  it("where a pause ran into the completion, the gap begins with the completion", () => {
    const rule: ClockRule = {
      ...resolution,
      pausesIn: ["customers"],
      stops: [{ enters: "completed" }],
    }
    const told = explained(
      { process: processOf([rule]), now: march(3, 12), clock },
      [march(2, 9), registered],
      [march(2, 9, 30), turn("customers")],
      ...answering,
      [march(3, 9), disputed],
    )
    expect(brief(told)).toEqual([
      "+0.5 working hours",
      "-0.5 paused customers 2",
      "-23 finished 4",
      "+3 working hours",
    ])
  })

  it("what has ended is told to its end, with the event that ended it", () => {
    const told = explained(
      { process: processOf([resolution]), now: march(9, 12), clock },
      [march(2, 9), registered],
      [march(2, 17), { type: "Withdrawn" }, { by: customer, at: march(2, 18) }],
    )
    expect(brief(told)).toEqual(["+8 working hours"])
    expect(told).toMatchObject({
      status: "met",
      endedAt: march(2, 17),
      endedBy: { number: 2, type: "Withdrawn", at: march(2, 18), actor: "customer" },
      breachedAt: null,
    })
  })

  it("M-14 the silence that closed a ticket has elapsed, on the third date", () => {
    const silence: ClockRule = {
      id: "silence",
      target: { calendarDays: 3 },
      starts: [{ enters: "awaitingWord" }],
      stops: [{ leaves: "awaitingWord" }],
      effect: "close",
    }
    const elapsed: Event = { type: "SilenceElapsed", dueAt: march(5, 10) }
    const told = explained(
      { process: processOf([silence]), now: march(9, 12), clock: "silence" },
      [march(2, 9), registered],
      ...answering,
      [march(5, 10), elapsed],
    )
    expect(told).toMatchObject({ status: "elapsed", dueAt: march(5, 10), endedBy: { number: 4 } })
    expect(brief(told)).toEqual(["+72 elapsed"])
    expect(told.dates).toEqual(
      ["2026-03-03", "2026-03-04", "2026-03-05"].map((date) => ({
        date,
        counted: true,
        because: null,
      })),
    )
  })
})

/** A date of March 2026, as it counts. */
const date = (day: number, because: object, counted = true) => {
  return { date: `2026-03-${String(day).padStart(2, "0")}`, counted, because }
}

describe("targets that count dates", () => {
  const { pausesIn: _, ...running } = resolution

  it("clock regression 21: three working days from Friday 17:30: those that count, those that do not", () => {
    const name = "Международный женский день"
    const calendar = { ...russia, holidays: [{ date: "2026-03-09", name }] }
    const process = processOf([{ ...running, target: { workingDays: 3 } }], { calendar })
    const told = explained({ process, now: march(10, 12), clock }, [march(6, 17, 30), registered])
    expect(told.dates).toEqual([
      date(7, { kind: "dayOff" }, false),
      date(8, { kind: "dayOff" }, false),
      date(9, { kind: "holiday", name }, false),
      date(10, { kind: "hours" }),
      date(11, { kind: "hours" }),
      date(12, { kind: "hours" }),
    ])
    expect(told).toMatchObject({
      dueAt: march(12, 17, 30),
      targetMillis: null,
      spentMillis: 3.5 * 3_600_000,
    })
    expectWhole(told)
  })

  it("clock regression 24: months from 31 January fall on the last date of shorter ones", () => {
    const process = processOf([{ ...running, target: { calendarMonths: 2 } }])
    const told = explained({ process, now: march(1, 12), clock }, [
      Date.UTC(2026, 0, 31, 9),
      registered,
    ])
    expect(told.dates.map((each) => each.date)).toEqual(["2026-02-28", "2026-03-31"])
  })

  it.each([
    [{ workingDays: 90 }, 28, ["2026-03-02", "2026-03-03"]],
    [{ calendarDays: 90 }, 28, ["2026-03-01", "2026-03-02", "2026-03-03"]],
    [{ calendarMonths: 9 }, 1, ["2026-03-01"]],
  ])("dates of %j are told to the end of a clock that ended before them", (target, day, dates) => {
    const process = processOf([{ ...running, target }])
    const from = Date.UTC(2026, 1, day, 9)
    const told = explained(
      { process, now: march(20, 12), clock },
      [from, registered],
      [march(3, 9), { type: "Withdrawn" }],
    )
    const counted = told.dates.filter((each) => each.counted)
    expect(counted.map((each) => each.date)).toEqual(dates)
  })
})
