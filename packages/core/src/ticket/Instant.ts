// Instants: epoch milliseconds from 1970 to the end of 2200.
import { Schema } from "effect"

/** The last instant that is taken, exclusive: 2201-01-01T00:00:00Z. */
export const endMillis = Date.UTC(2201, 0, 1)

/** An instant as a whole number of epoch milliseconds, 1970 (inclusive) to 2201 (exclusive). */
export const Millis = Schema.Finite.check(
  Schema.makeFilter((millis: number) => Number.isInteger(millis), {
    code: "not-integer",
    expected: "whole epoch milliseconds",
  }),
  Schema.makeFilter((millis: number) => millis >= 0 && millis < endMillis, {
    code: "out-of-range",
    expected: "an instant from 1970 to 2200",
  }),
)
