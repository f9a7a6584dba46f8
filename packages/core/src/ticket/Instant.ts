// Instants: epoch milliseconds from 1970 to the end of 2200.
import { Schema } from "effect"

/** The last instant that is taken, exclusive: 2201-01-01T00:00:00Z. */
export const endMillis = Date.UTC(2201, 0, 1)

const isInRange = (millis: number): boolean => millis >= 0 && millis < endMillis

/** An instant as a whole number of epoch milliseconds, 1970 (inclusive) to 2201 (exclusive). */
export const Millis = Schema.Finite.check(
  // One mistake is told once: what is no number is neither whole nor in range.
  Schema.makeFilter((millis: number) => !Number.isFinite(millis) || Number.isInteger(millis), {
    code: "not-integer",
    expected: "whole epoch milliseconds",
    toJsonSchema: () => ({ multipleOf: 1 }),
  }),
  Schema.makeFilter((millis: number) => !Number.isFinite(millis) || isInRange(millis), {
    code: "out-of-range",
    expected: "an instant from 1970 to 2200",
    toJsonSchema: () => ({ minimum: 0, exclusiveMaximum: endMillis }),
  }),
)

/** The period in which a fault occurred (M-03): half-open, epoch milliseconds. */
export const Period = Schema.Struct({ from: Millis, to: Millis }).check(
  Schema.makeFilter(
    (period: { readonly from: number; readonly to: number }) => period.from <= period.to,
    {
      code: "invalid-range",
      expected: "an end that is not before its start",
    },
  ),
)
