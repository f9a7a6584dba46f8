// Totals of what would have been: counted ticket by ticket, added up in any grouping.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as WhatIf from "../../src/desk/WhatIf.ts"
import { countedAs } from "../../src/desk/whatif/moves.ts"
import { minuteMillis } from "./setUp.ts"

const kinds = ["breached", "met", "running", "paused", "cancelled", "absent"] as const
const outcomes = ["breaches", "spared", "both", "neither"] as const
const tenYears = 5_260_000 * minuteMillis

const run: fc.Arbitrary<WhatIf.RunAnswer> = fc.record({
  clock: fc.constantFrom("firstResponse", "resolution", "nextReply"),
  instance: fc.integer({ min: 1, max: 3 }),
  outcome: fc.constantFrom(...outcomes),
  before: fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.constant(null),
    dueAt: fc.constant(null),
  }),
  after: fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.constant(null),
    dueAt: fc.constant(null),
  }),
  movedMillis: fc.option(fc.integer({ min: -tenYears, max: tenYears })),
  timeZone: fc.constant("UTC"),
})

const ticket: fc.Arbitrary<WhatIf.Answer> = fc.oneof(
  fc.record({
    ticketId: fc.constant("t"),
    number: fc.constant("T-1"),
    outcome: fc.constantFrom(...outcomes),
    clocks: fc.array(run, { maxLength: 4 }),
  }),
  fc.constant({
    ticketId: "t",
    number: "T-1",
    outcome: "unasked" as const,
    problems: [],
  }),
)

const totalsOf = (tickets: ReadonlyArray<WhatIf.Answer>): WhatIf.Totals => {
  const tally = WhatIf.tally()
  for (const each of tickets) tally.add(each)
  return tally.totals()
}

describe("totals", () => {
  it("of parts add up to those of the whole, however they are grouped", () => {
    const part = fc.array(ticket, { maxLength: 6 })
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const [x, y, z] = [totalsOf(a), totalsOf(b), totalsOf(c)]
        const whole = totalsOf([...a, ...b, ...c])
        expect(WhatIf.plus(WhatIf.plus(x, y), z)).toEqual(whole)
        expect(WhatIf.plus(x, WhatIf.plus(y, z))).toEqual(whole)
        expect(WhatIf.plus(whole, WhatIf.none)).toEqual(whole)
      }),
    )
  })

  it("count each ticket once, and a ticket that cannot be asked apart", () => {
    fc.assert(
      fc.property(fc.array(ticket), (tickets) => {
        const { tickets: asked, breaches, spared, both, neither, unasked } = totalsOf(tickets)
        expect(breaches + spared + both + neither).toBe(asked)
        expect(asked + unasked).toBe(tickets.length)
      }),
    )
  })

  it("are JSON, and the same after it", () => {
    fc.assert(
      fc.property(fc.array(ticket), (tickets) => {
        const totals = totalsOf(tickets)
        expect(JSON.parse(JSON.stringify(totals))).toEqual(totals)
      }),
    )
  })
})

describe("moves of deadlines", () => {
  it("are counted by the minute up to 17 hours, and to a part in 512 beyond", () => {
    expect(countedAs(0)).toBe(0)
    expect(countedAs(-59_999)).toBe(0)
    expect(countedAs(60_000)).toBe(1)
    expect(countedAs(-1_023 * minuteMillis)).toBe(-1_023)
    expect(countedAs(1_025 * minuteMillis)).toBe(1_024)
    fc.assert(
      fc.property(fc.integer({ min: -tenYears, max: tenYears }), (millis) => {
        const minutes = Math.trunc(millis / minuteMillis)
        const counted = countedAs(millis)
        expect(Math.abs(counted)).toBeLessThanOrEqual(Math.abs(minutes))
        expect(Math.abs(minutes) - Math.abs(counted)).toBeLessThanOrEqual(Math.abs(minutes) / 512)
        if (counted !== 0) expect(Math.sign(counted)).toBe(Math.sign(minutes))
      }),
    )
  })

  it("are at most some 15,000 different ones, so that totals do not grow with tickets", () => {
    const kept = new Set<number>()
    // Where steps are wide, each of them is met by its multiples.
    for (let minutes = 0; minutes <= tenYears / minuteMillis; minutes += minutes < 4_096 ? 1 : 4)
      kept.add(countedAs(minutes * minuteMillis))
    expect(kept.size).toBeLessThan(7_500)
  })

  it("tell how many there are, the middle one and the farthest", () => {
    expect(WhatIf.movesOf([])).toEqual({
      count: 0,
      earlier: 0,
      medianMinutes: null,
      farthestMinutes: null,
    })
    const moves = [
      [-600, 1],
      [-60, 2],
      [30, 3],
    ] as const
    expect(WhatIf.movesOf(moves)).toEqual({
      count: 6,
      earlier: 3,
      medianMinutes: -60,
      farthestMinutes: -600,
    })
    expect(
      WhatIf.movesOf([
        [10, 1],
        [20, 1],
        [30, 1],
      ]).medianMinutes,
    ).toBe(20)
  })
})
