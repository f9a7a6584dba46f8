// The quick look at a target says what decoding says.
import { Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"
import { isTarget, Target } from "../../src/sla/Target.ts"

const decode = Decode.strict(Target)

const unit = fc.constantFrom(
  "workingMinutes",
  "elapsedMinutes",
  "workingDays",
  "calendarDays",
  "calendarMonths",
  "businessDays",
  "toString",
  "hours",
)
const count = fc.oneof(
  fc.integer({ min: -1, max: 200 }),
  fc.constantFrom(121, 3_653, 3_654, 5_260_000, 5_260_001, 0.5, Number.NaN, "1", null),
)
const input = fc.oneof(
  fc.tuple(unit, count).map(([name, value]) => ({ [name]: value })),
  fc.dictionary(unit, count, { maxKeys: 3 }),
  fc.constantFrom(null, 1, "workingMinutes", []),
)

it("a target is what decoding takes, and nothing else", () => {
  fc.assert(
    fc.property(input, (each) => {
      expect(isTarget(each)).toBe(Result.isSuccess(decode(each)))
    }),
    { numRuns: 2_000 },
  )
})
