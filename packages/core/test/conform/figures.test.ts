// What a log comes to.
import { describe, expect, it } from "vitest"
import { examplesAtMost, pairsAtMost } from "../../src/conform/Conformance.ts"
import { stays } from "../../src/conform/stays.ts"
import { replayed, type Row } from "./replayed.ts"

const by = (...groups: ReadonlyArray<string>): ReadonlyArray<Row> =>
  groups.map((group) => (group === "" ? "work" : { state: "work", group }))

describe("figures", () => {
  it("count cases and rows; a case deviates once, however many of its rows do", () => {
    const { cases, events, passedOver, accepted, acceptedShare, fitness, deviations } = replayed({
      good: ["work", "note", "solved", "closed"],
      bad: ["solved", "work", "solved", "work"],
    })
    expect({ cases, events, passedOver, accepted }).toEqual({
      cases: 2,
      events: 8,
      passedOver: 1,
      accepted: 1,
    })
    expect({ acceptedShare, fitness }).toEqual({ acceptedShare: 0.5, fitness: 6 / 8 })
    expect(deviations).toEqual({
      "reopened-without-marker": {
        cases: 1,
        events: 2,
        examples: ["bad"],
        pairs: [{ from: "completed.awaitingWord", state: "work", events: 2 }],
      },
    })
  })

  it("a row with two deviations is one row less", () => {
    const rows = [
      { state: "solved", hour: 5 },
      { state: "work", hour: 4 },
    ]
    expect(replayed({ one: rows })).toMatchObject({ fitness: 0.5, acceptedShare: 0 })
  })

  it("reopened is what went on after an end, said or not, each case once", () => {
    const { reopenedShare } = replayed({
      never: ["work", "solved", "closed"],
      said: ["solved", "again", "solved", "closed", "again"],
      unsaid: ["solved", "work"],
      open: ["work", "wait"],
    })
    expect(reopenedShare).toBe(0.5)
  })

  it("to and fro is a team that gets back what it handed over", () => {
    expect(replayed({ one: by("a", "b", "a") }).pingPong).toEqual({ cases: 1, count: 1 })
    expect(replayed({ one: by("a", "b", "", "b", "a", "b") }).pingPong).toEqual({
      cases: 1,
      count: 2,
    })
    expect(replayed({ one: by("a", "a", "b", "c", "a"), two: by("", "a", "b") }).pingPong).toEqual({
      cases: 0,
      count: 0,
    })
  })

  it("hours are counted from each arrival to the next move, and up to the last row", () => {
    const { states } = replayed({
      one: [
        { state: "work", hour: 0 },
        { state: "work", hour: 3 },
        { state: "wait", hour: 10 },
        { state: "solved", hour: 11 },
        { state: "closed", hour: 35 },
      ],
      two: [
        { state: "work", hour: 0 },
        { state: "note", hour: 2 },
      ],
    })
    expect(Object.keys(states)).toEqual([
      "open.diagnosing.ours",
      "open.diagnosing.customers",
      "completed.awaitingWord",
    ])
    expect(states["open.diagnosing.ours"]).toMatchObject({ stays: 2, sumHours: 12 })
    expect(states["open.diagnosing.ours"]?.medianHours).toBeCloseTo(2, 1)
    expect(states["open.diagnosing.ours"]?.p90Hours).toBeCloseTo(10, 0)
    expect(states["completed.awaitingWord"]).toMatchObject({ stays: 1, sumHours: 24 })
  })

  it("name the first cases, and so many pairs, in memory that does not grow", () => {
    const strange = Array.from({ length: pairsAtMost + 50 }, (_, n) => `strange ${n}`)
    const cases = Object.fromEntries(
      strange.map((state, n) => [`case ${n}`, ["work", state, state]]),
    )
    const { "unknown-state": found } = replayed(cases).deviations
    expect(found).toMatchObject({ cases: strange.length, events: 2 * strange.length })
    expect(found?.examples).toEqual(["case 0", "case 1", "case 2", "case 3", "case 4"])
    expect(found?.examples).toHaveLength(examplesAtMost)
    expect(found?.pairs).toHaveLength(pairsAtMost + 1)
    expect(found?.pairs[0]).toEqual({ from: null, state: null, events: 100 })
  })
})

describe("lengths", () => {
  it("are told to a thousandth, from a millisecond to a hundred years", () => {
    for (let millis = 1; millis < 3.2e12; millis = Math.ceil(millis * 1.37)) {
      const { add, stay } = stays()
      add(millis)
      const { medianHours, p90Hours, sumHours } = stay()
      expect(sumHours).toBe(millis / 3_600_000)
      expect(Math.abs(medianHours / sumHours - 1)).toBeLessThan(0.001001)
      expect(p90Hours).toBe(medianHours)
    }
  })

  it("the middle one of an even number is the lower; nine of ten do not exceed the other", () => {
    const { add, stay } = stays()
    for (let hours = 0; hours < 10; hours++) add(hours * 3_600_000)
    const { medianHours, p90Hours } = stay()
    expect(medianHours).toBeCloseTo(4, 1)
    expect(Math.abs(p90Hours / 8 - 1)).toBeLessThan(0.001001)
  })

  it("of nothing are nothing", () => {
    expect(stays().stay()).toEqual({ stays: 0, sumHours: 0, medianHours: 0, p90Hours: 0 })
  })
})
