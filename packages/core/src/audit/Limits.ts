// From where on something is worth a look: every limit by its name, with its bounds.
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import type * as Problem from "../problem/Problem.ts"

/** The limits where nobody says anything else. */
export const defaults = {
  beforeBreachMinutes: 10,
  easedBeforeMinutes: 60,
  unansweredMinutes: 15,
  returns: 3,
  returnsWithinHours: 72,
  disputes: 3,
  undoneWithinMinutes: 30,
} as const

/** The least and the most that each limit may be, both inclusive. */
export const bounds = {
  beforeBreachMinutes: [1, 1_440],
  easedBeforeMinutes: [1, 10_080],
  unansweredMinutes: [0, 10_080],
  returns: [2, 100],
  returnsWithinHours: [1, 8_760],
  disputes: [2, 100],
  undoneWithinMinutes: [1, 10_080],
} as const satisfies { readonly [name in Name]: readonly [number, number] }

/** The name of a limit. */
export type Name = keyof typeof defaults

const within = ([minimum, maximum]: readonly [number, number]) =>
  Schema.optionalKey(
    Schema.Int.check(
      Schema.makeFilter((value: number) => minimum <= value && value <= maximum, {
        code: "out-of-range",
        expected: `a whole number from ${minimum} to ${maximum}`,
      }),
    ),
  )

/** Limits as they are given: each may be left out. */
export const Given = Schema.Struct({
  /** A pause is begun shortly before a breach with so many minutes left, as the clock counts. */
  beforeBreachMinutes: within(bounds.beforeBreachMinutes),
  /** The same for changes that move a deadline. */
  easedBeforeMinutes: within(bounds.easedBeforeMinutes),
  /** A clock stands too long for a customer who had answered, as it counts. */
  unansweredMinutes: within(bounds.unansweredMinutes),
  /** How often a request comes back to who had it, in so many elapsed hours. */
  returns: within(bounds.returns),
  returnsWithinHours: within(bounds.returnsWithinHours),
  /** How often answers are disputed. */
  disputes: within(bounds.disputes),
  /** How soon after an answer we ourselves take it back, in elapsed minutes. */
  undoneWithinMinutes: within(bounds.undoneWithinMinutes),
})
export type Given = typeof Given.Type

/** All limits. */
export type Limits = { readonly [name in Name]: number }

const decode = Decode.strict(Given)

/**
 * All limits, with the defaults where nothing is said; or everything that is wrong with what is.
 *
 * @example
 * Audit.limitsOf({ returns: 2 }).success.returnsWithinHours // => 72
 */
export const limitsOf = (input: unknown): Result.Result<Limits, ReadonlyArray<Problem.Problem>> =>
  Result.map(decode(input), (given) => ({ ...defaults, ...given }))
