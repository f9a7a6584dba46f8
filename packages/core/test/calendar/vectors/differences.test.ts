import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../../src/calendar/Calendar.ts"
import * as WorkingTime from "../../../src/calendar/WorkingTime.ts"
import { durationText, instantOf, millisOf } from "./iso.ts"

const workingTime = (parts: object) =>
  WorkingTime.make(
    Result.getOrThrow(
      Calendar.make({
        id: "office",
        version: "1",
        timeZone: "+03:00",
        week: { thu: [["09:00", "18:00"]], fri: [["09:00", "18:00"]] },
        ...parts,
      }),
    ),
  )

const office = workingTime({})
const allDay = [["00:00", "24:00"]]
const round = {
  mon: allDay,
  tue: allDay,
  wed: allDay,
  thu: allDay,
  fri: allDay,
  sat: allDay,
  sun: allDay,
}

const add = (w: WorkingTime.WorkingTime, from: string, duration: string) =>
  new Date(WorkingTime.add(w, instantOf(from), millisOf(duration))).toISOString()
const between = (w: WorkingTime.WorkingTime, from: string, to: string) =>
  durationText(WorkingTime.between(w, instantOf(from), instantOf(to)))
const due = (from: string, duration: string, [start, end]: readonly [string, string]) => {
  const pause = { start: instantOf(start), end: instantOf(end) }
  return new Date(
    WorkingTime.due(office, instantOf(from), millisOf(duration), [pause]),
  ).toISOString()
}

// 2026-01-15 is a Thursday.
describe("where other libraries differ from one another, ours is decided", () => {
  it("landing exactly on closing is the closing instant, and not the next opening", () => {
    expect(add(office, "2026-01-15T17:00+03:00", "PT1H")).toBe("2026-01-15T15:00:00.000Z")
    expect(add(office, "2026-01-16T10:00+03:00", "-PT1H")).toBe("2026-01-16T06:00:00.000Z")
  })

  it("adding zero outside hours changes nothing", () => {
    expect(add(office, "2026-01-17T03:00+03:00", "PT0S")).toBe("2026-01-17T00:00:00.000Z")
  })

  it("the closing instant is closed, the opening one is open", () => {
    expect(WorkingTime.isOpen(office, instantOf("2026-01-15T18:00+03:00"))).toBe(false)
    expect(WorkingTime.isOpen(office, instantOf("2026-01-15T09:00+03:00"))).toBe(true)
  })

  it("a reversed range is negative", () => {
    expect(between(office, "2026-01-16T10:00+03:00", "2026-01-15T17:00+03:00")).toBe("-PT2H")
  })

  it("an interval across a switch is as long as it lasts, not as it is written", () => {
    const berlin = workingTime({ timeZone: "Europe/Berlin", week: round })
    expect(between(berlin, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00")).toBe("PT25H")
    expect(between(berlin, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00")).toBe("PT23H")
  })

  it("an opening is a wall time, and not so many hours after midnight", () => {
    const berlin = workingTime({ timeZone: "Europe/Berlin", week: { sun: [["09:00", "18:00"]] } })
    const opening = (from: string) =>
      new Date(WorkingTime.next(berlin, instantOf(from)) ?? 0).toISOString()
    expect(opening("2026-03-28T12:00Z")).toBe("2026-03-29T07:00:00.000Z")
    expect(opening("2026-10-24T12:00Z")).toBe("2026-10-25T08:00:00.000Z")
  })

  it("a local date that a zone left out has no hours and is no working day", () => {
    const apia = workingTime({ timeZone: "Pacific/Apia", week: round })
    expect(WorkingTime.isWorkingDay(apia, "2011-12-30")).toBe(false)
    expect(between(apia, "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00")).toBe("PT48H")
  })

  it("an end inside a gap or an overlap is where the wall shows it, be the switch half an hour", () => {
    const week = { sun: [["01:00", "02:15"]] }
    const island = workingTime({ timeZone: "Australia/Lord_Howe", week })
    // 02:00 becomes 02:30: the row ends with the switch. 02:00 becomes 01:30: it ends at the
    // second 02:15.
    expect(between(island, "2026-10-04T00:00+10:30", "2026-10-04T04:00+11:00")).toBe("PT1H")
    expect(between(island, "2026-04-05T00:00+11:00", "2026-04-05T04:00+10:30")).toBe("PT1H45M")
  })

  it("24:00 is midnight itself: a night shift of two rows is one interval to the millisecond", () => {
    const night = workingTime({ week: { thu: [["22:00", "24:00"]], fri: [["00:00", "06:00"]] } })
    expect(add(night, "2026-01-15T22:00+03:00", "PT8H")).toBe("2026-01-16T03:00:00.000Z")
    expect(add(night, "2026-01-15T22:00+03:00", "PT2H0.001S")).toBe("2026-01-15T21:00:00.001Z")
  })

  it("a pause counts to the millisecond", () => {
    const pause = ["2026-01-15T10:00:00.500+03:00", "2026-01-15T10:00:59.501+03:00"] as const
    expect(due("2026-01-15T09:00+03:00", "PT2H", pause)).toBe("2026-01-15T08:00:59.001Z")
  })

  it("a pause outside hours moves no deadline", () => {
    const pause = ["2026-01-15T18:00+03:00", "2026-01-16T09:00+03:00"] as const
    expect(due("2026-01-15T17:00+03:00", "PT2H", pause)).toBe("2026-01-16T07:00:00.000Z")
  })

  it("the date in the calendar's zone picks holiday and own hours, and not the date in UTC", () => {
    const early = workingTime({
      timeZone: "+14:00",
      holidays: ["2026-01-15"],
      days: { "2026-01-16": [["00:00", "01:00"]] },
    })
    expect(between(early, "2026-01-15T00:00+14:00", "2026-01-16T00:00+14:00")).toBe("PT0S")
    expect(between(early, "2026-01-15T10:00Z", "2026-01-16T10:00Z")).toBe("PT1H")
  })

  it("a date that is a holiday and has hours of its own has its own hours", () => {
    const days = { "2026-01-15": [["10:00", "11:00"]] }
    const both = workingTime({ holidays: ["2026-01-15"], days })
    expect(between(both, "2026-01-15T00:00+03:00", "2026-01-16T00:00+03:00")).toBe("PT1H")
  })
})
