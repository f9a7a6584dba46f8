import * as fc from "fast-check"
import { expect, it } from "vitest"
import * as Interval from "../../src/calendar/Interval.ts"

const point = fc.integer({ min: 0, max: 40 })
const some = fc
  .array(fc.record({ start: point, end: point }), { maxLength: 8 })
  .map(Interval.normalise)

const has = (intervals: ReadonlyArray<Interval.Interval>, at: number) =>
  intervals.some(({ start, end }) => start <= at && at < end)

const points = Array.from({ length: 42 }, (_, at) => at)

it("normalising keeps every point, joins what touches and leaves out what is empty", () => {
  const raw = fc.array(fc.record({ start: point, end: point }), { maxLength: 8 })
  fc.assert(
    fc.property(raw, (intervals) => {
      const normal = Interval.normalise(intervals)
      expect(points.filter((at) => has(normal, at))).toEqual(
        points.filter((at) => has(intervals, at)),
      )
      expect(normal.every(({ start, end }) => start < end)).toBe(true)
      expect(normal.every(({ end }, i) => end < (normal[i + 1]?.start ?? Infinity))).toBe(true)
    }),
  )
})

it("intersection and subtraction are those of sets, and stay normalised", () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      const both = Interval.intersect(a, b)
      const rest = Interval.subtract(a, b)
      expect(points.filter((at) => has(both, at))).toEqual(
        points.filter((at) => has(a, at) && has(b, at)),
      )
      expect(points.filter((at) => has(rest, at))).toEqual(
        points.filter((at) => has(a, at) && !has(b, at)),
      )
      expect([Interval.normalise(both), Interval.normalise(rest)]).toEqual([both, rest])
      expect(Interval.lengthMillis(both) + Interval.lengthMillis(rest)).toBe(
        Interval.lengthMillis(a),
      )
    }),
  )
})

it("T15 a pause and resume in the same millisecond, a thousand times, takes nothing away", () => {
  const pauses = Array.from({ length: 1_000 }, (_, at) => ({ start: at, end: at }))
  const rest = Interval.subtract([{ start: 0, end: 1_000 }], Interval.normalise(pauses))
  expect(Interval.lengthMillis(rest)).toBe(1_000)
})
