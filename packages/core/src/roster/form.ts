// What the shapes of this folder share: lists with a limit, counts, and how mistakes are told.
import { Result, Schema } from "effect"
import type * as Problem from "../problem/Problem.ts"

export type Problems = ReadonlyArray<Problem.Problem>

/** A list with at most so many of its things. */
export const listOf = <S extends Schema.Top>(item: S, atMost: number, things: string) =>
  Schema.Array(item).check(
    Schema.makeFilter((items: ReadonlyArray<unknown>) => items.length <= atMost, {
      code: "too-many",
      expected: `at most ${atMost} ${things}`,
    }),
  )

/** A whole number from 1 on; a fraction is told of by Int itself. */
export const countTo = (atMost: number) =>
  Schema.Int.check(
    Schema.makeFilter(
      (count: number) => !Number.isInteger(count) || (count >= 1 && count <= atMost),
      { code: "out-of-range", expected: `a whole number from 1 to ${atMost}` },
    ),
  )

/** The places in a list at which a value stands that stood there before. */
export const repeated = (values: ReadonlyArray<unknown>): ReadonlyArray<number> => {
  const seen = new Set<unknown>()
  return values.flatMap((value, index) => {
    if (value === undefined || !seen.has(value)) {
      seen.add(value)
      return []
    }
    return [index]
  })
}

/** A field of something unknown; undefined where there is none. */
export const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, field)?.value
    : undefined

/** What is wrong, where something is. */
export const problemsIn = <A>(result: Result.Result<A, Problems>): Problems =>
  Result.isFailure(result) ? result.failure : []
