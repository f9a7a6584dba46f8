// What a verification finds, in the grammar of every message, with the way there and the page.
import * as Problem from "../problem/Problem.ts"

/** What can be wrong with a process that was built; each has its section in the page. */
export const findingCodes = [
  "leads-nowhere",
  "unreachable",
  "wrong-close",
  "cannot-close",
  "no-answer",
  "nobody-owes",
  "no-way-out-of-waiting",
  "clock-never-starts",
  "clock-never-counts",
  "clock-never-stops",
  "clock-runs-where-nobody-acts",
  "reminder-at-start",
  "reminder-after-deadline",
  "notice-never-sent",
  "unreachable-field",
  "missing-words",
] as const
export type FindingCode = (typeof findingCodes)[number]

/** One thing in which a process fails. */
export interface Finding {
  /** Stable: a program may act on it. */
  readonly code: FindingCode
  /** The request type on whose way it is; null for the process's own way, and for none. */
  readonly way: string | null
  /**
   * Where: a configuration (`open.fixing.ours`), or a place in the profile (`policy.clocks[0]`).
   */
  readonly at: string
  readonly got: string
  readonly expected: string
  /** What, got, expected, where. */
  readonly message: string
  /**
   * By which signals of the chart, and facts that a clock hears, a request gets there from its
   * registration: the shortest way. Empty where it is there at once, where nothing leads there, and
   * where it is nowhere in the chart.
   */
  readonly path: ReadonlyArray<string>
  /** The section about its code, in the documents of this project. */
  readonly page: string
}

/** A finding as a rule tells it. */
export interface Found extends Pick<Finding, "code" | "way" | "at" | "expected"> {
  readonly got: unknown
  readonly path?: ReadonlyArray<string>
}

/** A finding with its message and its page. */
export const findingOf = ({ code, way, at, got, expected, path = [] }: Found): Finding => {
  const problem = Problem.make({ code, path: at, got, expected })
  const where = way === null ? "" : ` of requests of type ${way}`
  return {
    code,
    way,
    at,
    got: problem.got,
    expected,
    message: `${problem.message}${where}`,
    path,
    page: `docs/verification.md#${code}`,
  }
}
