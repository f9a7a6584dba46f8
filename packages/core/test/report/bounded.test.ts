// What a report keeps of many tickets: the first of a list, and how lengths spread.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { first, instantKey } from "../../src/report/first.ts"
import { countedAs, spread } from "../../src/report/spread.ts"

const minuteMillis = 60_000
const tenYears = 5_260_000

const lengthsOf = (minutes: ReadonlyArray<number>) => {
  const { add, lengths } = spread()
  for (const each of minutes) add(each * minuteMillis)
  return lengths()
}

/** By sorting all of them. */
const ranked = (minutes: ReadonlyArray<number>, share: number): number | undefined =>
  minutes.toSorted((a, b) => a - b)[Math.ceil(minutes.length * share) - 1]

describe("lengths", () => {
  it("have the middle and the ninth of ten that sorting finds", () => {
    expect(lengthsOf([])).toEqual({ totalMillis: 0, medianMinutes: null, p90Minutes: null })
    expect(lengthsOf([7])).toEqual({ totalMillis: 420_000, medianMinutes: 7, p90Minutes: 7 })
    const short = fc.array(fc.integer({ min: 0, max: 1_023 }), { minLength: 1 })
    fc.assert(
      fc.property(short, (minutes) => {
        const { medianMinutes, p90Minutes } = lengthsOf(minutes)
        expect(medianMinutes).toBe(ranked(minutes, 0.5))
        expect(p90Minutes).toBe(ranked(minutes, 0.9))
      }),
    )
  })

  it("beyond a thousand minutes are right to a part in 512", () => {
    const long = fc.array(fc.integer({ min: 0, max: tenYears }), { minLength: 1 })
    fc.assert(
      fc.property(long, (minutes) => {
        const exact = ranked(minutes, 0.5) ?? 0
        const { medianMinutes } = lengthsOf(minutes)
        expect(medianMinutes).toBeLessThanOrEqual(exact)
        expect(medianMinutes).toBeGreaterThan(exact - exact / 512 - 1)
      }),
    )
  })

  it("of ten years have some 7,000 counts at most", () => {
    const counts = new Set<number>()
    for (let minutes = 0; minutes <= tenYears; minutes++)
      counts.add(countedAs(minutes * minuteMillis))
    expect(counts.size).toBeLessThan(8_000)
  })
})

const listedOf = (atMost: number, keys: ReadonlyArray<number>) => {
  const { add, listed } = first<number>(atMost)
  for (const key of keys) add(instantKey(key), () => key)
  return listed()
}

describe("the first of many", () => {
  it("are the same in whatever order they come, and the others are counted", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4e12)), fc.integer({ min: 1, max: 9 }), (keys, atMost) => {
        const sorted = keys.toSorted((a, b) => a - b)
        const { first: kept, more } = listedOf(atMost, keys)
        expect(kept).toEqual(sorted.slice(0, atMost))
        expect(more).toBe(Math.max(0, keys.length - atMost))
      }),
    )
  })

  it("what is beyond them is not even made", () => {
    const { add, listed } = first<string>(1)
    add("a", () => "a")
    add("b", () => {
      throw new Error("made in vain")
    })
    expect(listed()).toEqual({ first: ["a"], more: 1 })
  })
})
