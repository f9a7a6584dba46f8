// Where cases stand, however many they are.
import type { Conformance } from "@upkeep/core"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { openCases } from "../src/conform/cases.ts"

const standing = (at: number, group: string | null = null): Conformance.Standing => ({
  type: at % 5 === 0 ? null : "request",
  place: "open.registered.ours",
  since: at - 1,
  at,
  group,
  groupBefore: at % 2 === 0 ? null : "the one before",
  deviations: at % 3 === 0 ? [] : ["not-allowed", "time-goes-back"],
  isReopened: at % 2 === 0,
  isReturned: at % 3 === 0,
})

const inOrder = (found: Iterable<Conformance.Standing>) =>
  [...found].toSorted((a, b) => a.at - b.at)

setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")

/** The megabytes that so many cases with long names keep in memory. */
const keptBy = (atMost: number): number => {
  using cases = openCases(atMost)
  collect()
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < 10_000; n++)
    cases.set(`case ${n}`, standing(n, Buffer.alloc(4_000, "x").toString()))
  collect()
  const after = process.memoryUsage().heapUsed
  expect(cases.find("case 1")).toMatchObject({ at: 1 })
  return (after - before) / 1_048_576
}

describe("cases", () => {
  it("are found as they were set last, and told once each, whichever are in memory", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "__proto__", "toString", "")
    fc.assert(
      fc.property(
        fc.array(id, { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (ids, atMost) => {
          using cases = openCases(atMost)
          const last = new Map<string, Conformance.Standing>()
          for (const [at, each] of ids.entries()) {
            expect(cases.find(each)).toEqual(last.get(each))
            cases.set(each, standing(at, each))
            last.set(each, standing(at, each))
          }
          expect(inOrder(cases.all())).toEqual(inOrder(last.values()))
        },
      ),
    )
  })

  it("beyond the bound lie outside of memory", () => {
    expect(keptBy(100_000)).toBeGreaterThan(30)
    expect(keptBy(100)).toBeLessThan(5)
  })
})
