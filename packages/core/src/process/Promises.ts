// What a contract promises, held against the profile: a mistake there must not turn a customer
// away, so it is found and said, and the policy's own targets hold.
import { Result } from "effect"
import * as Problem from "../problem/Problem.ts"
import * as Deadline from "../sla/Deadline.ts"
import { type ClockRule, inMinutes, promised, targetsIn } from "../sla/Policy.ts"
import type { Case, Target } from "../sla/Target.ts"
import { calendarIds, unknownInCases } from "./rules/names.ts"
import type { Process } from "./Process.ts"

/** The part of a contract that a process must understand. */
export interface Promises {
  readonly targets: { readonly [clockId: string]: unknown }
  readonly calendar?: string
  /** By which channels, and for which request types, it may be used. */
  readonly channels?: ReadonlyArray<string>
  readonly requestTypes?: ReadonlyArray<string>
}

type Problems = ReadonlyArray<Problem.Problem>

/**
 * What of a contract's targets, calendar, channels and types a process does not understand (C21),
 * or could not keep for a request of this instant (C09).
 */
export const problemsOf = (process: Process, contract: Promises, at: number): Problems => {
  const { targets, calendar } = contract
  const { profile } = process
  const ids = calendarIds(profile)
  const types = profile.requestTypes.map(({ id }) => id)
  return [
    ...unknownIn("unknown-channel", "channels", contract.channels, profile.channels),
    ...unknownIn("unknown-request-type", "requestTypes", contract.requestTypes, types),
    ...Object.entries(targets).flatMap(([id, input]) => {
      const path = Problem.pathOf(["targets", id])
      const found = targetProblems({ process, calendar, at }, id, input)
      return found.map((each) => Problem.within(path, each))
    }),
    ...(calendar === undefined || ids.includes(calendar)
      ? []
      : [
          Problem.make({
            code: "unknown-calendar",
            path: "calendar",
            got: calendar,
            expected: `one of ${ids.join(", ")}`,
          }),
        ]),
  ]
}

const unknownIn = (
  code: string,
  path: string,
  named: ReadonlyArray<string> | undefined,
  ids: ReadonlyArray<string>,
): Problems =>
  (named ?? []).flatMap((got, index) =>
    ids.includes(got)
      ? []
      : [
          Problem.make({
            code,
            path: `${path}[${index}]`,
            got,
            expected: `one of ${ids.join(", ")}`,
          }),
        ],
  )

/**
 * What of a contract is pinned to a request: all but a calendar that the process does not have, and
 * targets that could never be kept; there the policy's own hold.
 */
export const soundOf = (process: Process, contract: Promises, at: number): Promises => {
  const { terms, profile } = process
  const known = calendarIds(profile).find((id) => id === contract.calendar)
  const targets = Object.entries(contract.targets).filter(([id, input]) => {
    const rule = terms.rules.get(id)
    const promise = rule && promised(terms.policy, rule, input)
    if (rule === undefined || promise === undefined || Result.isFailure(promise)) return true
    return unreachable({ process, calendar: known, at }, rule, promise.success).length === 0
  })
  return {
    targets: Object.fromEntries(targets),
    ...(known === undefined ? {} : { calendar: known }),
  }
}

interface Around {
  readonly process: Process
  readonly calendar: string | undefined
  readonly at: number
}

const targetProblems = (around: Around, id: string, input: unknown): Problems => {
  const { profile, terms } = around.process
  const rule = terms.rules.get(id)
  if (rule?.fromContract !== true) {
    const expected = "a clock of the policy that takes its target from the contract"
    return [Problem.make({ code: "unknown-clock", path: "", got: id, expected })]
  }
  const promise = promised(terms.policy, rule, input)
  if (Result.isFailure(promise)) return promise.failure
  const unknown = unknownInCases(profile, promise.success).map(Problem.make)
  return [...unknown, ...unreachable(around, rule, promise.success)]
}

const unreachable = (
  { process: { terms }, calendar, at }: Around,
  rule: ClockRule,
  promise: Target | ReadonlyArray<Case>,
): Problems => {
  const time = terms.timeOf(calendar ?? rule.calendar ?? null)
  return targetsIn(promise)
    .filter((target) => !Deadline.isReachable(time, inMinutes(terms.policy, target), at))
    .map((target) => {
      const expected = "a target that the calendar reaches within 5 years"
      return Problem.make({ code: "deadline-unreachable", path: "", got: target, expected })
    })
}
