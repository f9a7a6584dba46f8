import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import * as Interval from "../../src/calendar/Interval.ts"
import { dayMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import { calendar, duration, fixedZones, instant, switchingZones } from "./arbitraries.ts"

const anyCalendar = calendar([...switchingZones, ...fixedZones])
const workingTime = anyCalendar.map(WorkingTime.make)

const law = <Values extends [unknown, ...Array<unknown>]>(
  values: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  holds: (...values: Values) => void,
  numRuns = 150,
) => fc.assert(fc.property(...values, holds), { numRuns })

describe("laws of working time, fixed and switching zones", () => {
  it("every calendar that is thrown at them is one that is taken", () => {
    law([anyCalendar], (any) => {
      expect(Calendar.make(any)).toEqual(Result.succeed(any))
    })
  })

  it("between is additive and antisymmetric", () => {
    law([workingTime, instant, instant, instant], (w, a, b, c) => {
      const whole = WorkingTime.between(w, a, c)
      expect(WorkingTime.between(w, a, b) + WorkingTime.between(w, b, c)).toBe(whole)
      expect(WorkingTime.between(w, c, a) + whole).toBe(0)
    })
  })

  it("add d > 0 gives the earliest t with between(from, t) = d", () => {
    law([workingTime, instant, duration], (w, from, millis) => {
      const at = WorkingTime.add(w, from, millis)
      expect(WorkingTime.between(w, from, at)).toBe(millis)
      expect(WorkingTime.isOpen(w, at - 1)).toBe(true)
    })
  })

  it("add d < 0 gives the latest t with between(t, from) = -d", () => {
    law([workingTime, instant, duration], (w, from, millis) => {
      const at = WorkingTime.add(w, from, -millis)
      expect(WorkingTime.between(w, at, from)).toBe(millis)
      expect(WorkingTime.isOpen(w, at)).toBe(true)
    })
  })

  it("add twice is add once, and add 0 returns its input", () => {
    law([workingTime, instant, duration, duration], (w, from, first, second) => {
      const twice = WorkingTime.add(w, WorkingTime.add(w, from, first), second)
      expect(twice).toBe(WorkingTime.add(w, from, first + second))
      expect(WorkingTime.add(w, from, 0)).toBe(from)
    })
  })

  it("add is monotone in instant and duration", () => {
    law([workingTime, instant, instant, duration, duration], (w, a, b, c, d) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)]
      const [short, long] = [Math.min(c, d), Math.max(c, d)]
      expect(WorkingTime.add(w, early, short)).toBeLessThanOrEqual(WorkingTime.add(w, late, short))
      expect(WorkingTime.add(w, early, short)).toBeLessThanOrEqual(WorkingTime.add(w, early, long))
    })
  })

  it("an instant is open when the millisecond after it counts", () => {
    law([workingTime, instant], (w, at) => {
      expect(WorkingTime.between(w, at, at + 1)).toBe(WorkingTime.isOpen(w, at) ? 1 : 0)
    })
  })

  it("intervals are normalised, lie within their span and last as long as between says", () => {
    law([workingTime, instant, duration], (w, from, length) => {
      const listed = [...WorkingTime.intervals(w, from, from + length)]
      expect(Interval.normalise(listed)).toEqual(listed)
      expect(Interval.subtract(listed, [{ start: from, end: from + length }])).toEqual([])
      expect(Interval.lengthMillis(listed)).toBe(WorkingTime.between(w, from, from + length))
    })
  })

  it("next, nextClose, nextOpening and previous are the ends of the intervals around", () => {
    law([workingTime, instant], (w, at) => {
      const around = [...WorkingTime.intervals(w, at - 40 * dayMillis, at + 40 * dayMillis)]
      const after = around.find(({ end }) => end > at)
      expect(WorkingTime.next(w, at)).toBe(Math.max(after?.start ?? 0, at))
      expect(WorkingTime.nextClose(w, at)).toBe(after?.end)
      expect(WorkingTime.nextOpening(w, at)).toBe(around.find(({ start }) => start > at)?.start)
      const before = around.findLast(({ start }) => start < at)
      expect(WorkingTime.previous(w, at)).toBe(Math.min(before?.end ?? at, at))
    })
  })

  it("due leaves exactly the target outside the pauses", () => {
    const pause = fc.tuple(instant, fc.integer({ min: 0, max: 9 * dayMillis }))
    const pauses = fc.array(pause.map(([start, length]) => ({ start, end: start + length })))
    law([workingTime, instant, duration, pauses], (w, from, millis, paused) => {
      const at = WorkingTime.due(w, from, millis, paused)
      const running = [{ start: from, end: at }]
      const counted = Interval.subtract(running, Interval.normalise(paused))
      expect(WorkingTime.spentIn(w, counted)).toBe(millis)
      expect(counted.at(-1)?.end).toBe(at)
      expect(WorkingTime.isOpen(w, at - 1)).toBe(true)
    })
  })

  it("a pause outside working time costs nothing", () => {
    law([workingTime, instant, duration], (w, from, millis) => {
      const close = WorkingTime.nextClose(w, from) ?? 0
      const open = WorkingTime.next(w, close) ?? 0
      const pause = { start: close, end: open }
      expect(WorkingTime.due(w, from, millis, [pause])).toBe(WorkingTime.add(w, from, millis))
    })
  })

  it("no answer depends on what was asked before", () => {
    law(
      [anyCalendar, instant, duration, instant],
      (any: Calendar.Calendar, from, millis, other) => {
        const asked = WorkingTime.make(any)
        WorkingTime.isOpen(asked, other - 9 * 366 * dayMillis)
        WorkingTime.isOpen(asked, other + 9 * 366 * dayMillis)
        const fresh = () => WorkingTime.make(any)
        expect(WorkingTime.add(asked, from, millis)).toBe(WorkingTime.add(fresh(), from, millis))
        expect(WorkingTime.previous(asked, from)).toBe(WorkingTime.previous(fresh(), from))
        expect(WorkingTime.addWorkingDays(asked, from, -9)).toBe(
          WorkingTime.addWorkingDays(fresh(), from, -9),
        )
      },
      60,
    )
  })

  it("working days there and back lead to the same date", () => {
    const count = fc.integer({ min: 1, max: 300 })
    law([calendar(fixedZones), instant, count], (calendar, from, days) => {
      const w = WorkingTime.make(calendar)
      const monday = WorkingTime.addWorkingDays(w, from, 1)
      const later = WorkingTime.addWorkingDays(w, monday, days)
      const back = WorkingTime.addWorkingDays(w, later, -days)
      // The wall time may be cut to an earlier closing on the way: it never grows.
      expect(back).toBeLessThanOrEqual(monday)
      expect(monday - back).toBeLessThan(dayMillis)
    })
  })
})
