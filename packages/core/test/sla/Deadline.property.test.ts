// A clock is a measure: what it says agrees with the calendar's own arithmetic, whatever the
// pauses.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { Stretch, Targeted } from "../../src/sla/Clock.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import { clockOf, march, processOf, registered, resolution, story } from "./story.ts"

const { workingTime } = processOf([resolution])
const minuteMillis = 60_000
const weekMillis = 7 * 24 * 60 * minuteMillis

// Cuts in time: the clock runs from the first to the second, stands to the third, and so on.
const cuts = fc
  .array(fc.integer({ min: 0, max: 4 * weekMillis }), { minLength: 1, maxLength: 9 })
  .map((offsets) => offsets.toSorted((a, b) => a - b).map((offset) => march(1, 0) + offset))

const stretchesOf = (instants: ReadonlyArray<number>): ReadonlyArray<Stretch> =>
  instants.flatMap((start, index) =>
    index % 2 === 0 ? [{ start, end: instants[index + 1] ?? null }] : [],
  )

const pausesOf = (instants: ReadonlyArray<number>) =>
  instants.flatMap((start, index) => {
    const end = instants[index + 1]
    return index % 2 === 1 && end !== undefined ? [{ start, end }] : []
  })

const any = clockOf(story(processOf([resolution]), [march(1, 0), registered]), "resolution")
const clock = (stretches: ReadonlyArray<Stretch>, target: Targeted["target"]): Targeted => ({
  ...any,
  target,
  stretches,
})

const minutes = fc.integer({ min: 1, max: 6_000 })

describe("a running clock", () => {
  // An odd number of cuts leaves the last stretch open.
  const running = cuts.filter((instants) => instants.length % 2 === 1)

  it("is due when the calendar says that so much was worked outside the pauses", () => {
    fc.assert(
      fc.property(running, minutes, (instants, workingMinutes) => {
        const due = Deadline.dueAt(workingTime, clock(stretchesOf(instants), { workingMinutes }))
        const [from = 0] = instants
        const millis = workingMinutes * minuteMillis
        expect(due).toBe(WorkingTime.due(workingTime, from, millis, pausesOf(instants)))
      }),
    )
  })

  it("has spent its target when it is due, and less a millisecond before", () => {
    fc.assert(
      fc.property(running, minutes, fc.boolean(), (instants, count, elapsed) => {
        const target = elapsed ? { elapsedMinutes: count } : { workingMinutes: count }
        const open = clock(stretchesOf(instants), target)
        const due = Deadline.dueAt(workingTime, open)
        if (due === null) throw new Error("a running clock is due some time")
        const until = (now: number) =>
          Deadline.spentMillis(
            workingTime,
            { ...open, stretches: clipped(open.stretches, now) },
            now,
          )
        expect(until(due)).toBe(count * minuteMillis)
        expect(until(due - 1)).toBeLessThan(count * minuteMillis)
      }),
    )
  })

  it("reaches a share no later than the whole, and shares in their order", () => {
    fc.assert(
      fc.property(running, minutes, (instants, workingMinutes) => {
        const open = clock(stretchesOf(instants), { workingMinutes })
        const at = [0.1, 0.5, 0.75, 0.99].map(
          (share) => Deadline.shareAt(workingTime, open, share) ?? 0,
        )
        expect(at).toEqual(at.toSorted((a, b) => a - b))
      }),
    )
  })
})

it("a standing clock is due only where its target was spent before it stood", () => {
  fc.assert(
    fc.property(
      cuts.filter((instants) => instants.length % 2 === 0),
      minutes,
      (instants, workingMinutes) => {
        const standing = clock(stretchesOf(instants), { workingMinutes })
        const spent = Deadline.spentMillis(workingTime, standing, march(31, 0))
        const due = Deadline.dueAt(workingTime, standing)
        expect(due === null).toBe(spent < workingMinutes * minuteMillis)
      },
    ),
  )
})

const clipped = (stretches: ReadonlyArray<Stretch>, now: number): ReadonlyArray<Stretch> =>
  stretches
    .filter(({ start }) => start <= now)
    .map(({ start, end }) => ({ start, end: Math.min(end ?? now, now) }))
