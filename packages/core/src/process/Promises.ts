// What a contract promises, held against the profile: a mistake there must not turn a customer
// away, so it is found and said, and the policy's own targets hold.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import { promised } from "../sla/Policy.ts"
import { calendarIds, unknownInCases } from "./namesInClocks.ts"
import type { Profile } from "./Profile.ts"

/** The part of a contract that a profile must understand. */
export interface Promises {
  readonly targets: { readonly [clockId: string]: unknown }
  readonly calendar?: string
}

/** What of a contract's targets and calendar the profile does not understand (C21). */
export const problemsOf = (
  profile: Profile,
  { targets, calendar }: Promises,
): ReadonlyArray<Problem.Problem> => [
  ...Object.entries(targets).flatMap(([id, input]) => targetProblems(profile, id, input)),
  ...(calendar === undefined || calendarIds(profile).includes(calendar)
    ? []
    : [
        Problem.make({
          code: "unknown-calendar",
          path: "calendar",
          got: calendar,
          expected: `one of ${calendarIds(profile).join(", ")}`,
        }),
      ]),
]

const targetProblems = (
  profile: Profile,
  id: string,
  input: unknown,
): ReadonlyArray<Problem.Problem> => {
  const path = Problem.pathOf(["targets", id])
  const { policy } = profile
  const rule = policy.clocks.find((clock) => clock.id === id && clock.fromContract === true)
  const expected = "a clock of the policy that takes its target from the contract"
  if (rule === undefined) return [Problem.make({ code: "unknown-clock", path, got: id, expected })]
  const promise = promised(policy, rule, input)
  const found = Result.isFailure(promise)
    ? promise.failure
    : unknownInCases(profile, promise.success).map(Problem.make)
  return found.map((each) => Problem.within(path, each))
}
