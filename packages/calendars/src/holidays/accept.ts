// A person's yes to a list of holidays, which makes exceptions of it.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { line } from "../check.ts"
import { closedOn, type Dated, type Problems } from "../exception.ts"
import { fingerprintOf, type HolidayProposal } from "./proposal.ts"

/** Who accepts which list. */
export interface Acceptance {
  /** Whoever answers for the list: a name or an id, one line. */
  readonly acceptedBy: string
  /** The fingerprint of the list that was looked at. */
  readonly fingerprint: string
  /** Dates of the list that stay as they are. */
  readonly without?: ReadonlyArray<string>
}

/** Where exceptions come from, to be kept beside them: plain JSON. */
export type HolidayOrigin = Omit<HolidayProposal, "holidays" | "uncertain"> & {
  readonly acceptedBy: string
  readonly without: ReadonlyArray<string>
}

/** What accepting makes of a list. */
export interface AcceptedHolidays {
  readonly exceptions: ReadonlyArray<Dated>
  readonly origin: HolidayOrigin
}

/**
 * Accepts a list of holidays: closed exceptions for its whole dates, and their origin. Uncertain
 * ones close nothing.
 *
 * Refuses with `proposal-changed` where the list is not the one of the fingerprint: what was shown
 * is what is accepted. Refuses with `unknown-value` a date in `without` that the list has not.
 *
 * @example
 * const { success: proposal } = proposeHolidays({ country: "DE", state: "BE", years: [2026] })
 * const { fingerprint } = proposal
 * const { success: accepted } = acceptProposal(proposal, { acceptedBy: "anna", fingerprint })
 * accepted.exceptions[0]
 * // => { name: "Neujahr", date: "2026-01-01", kind: "closed" }
 */
export const acceptProposal = (
  proposal: HolidayProposal,
  { acceptedBy, fingerprint, without = [] }: Acceptance,
): Result.Result<AcceptedHolidays, Problems> => {
  if (!isProposal(proposal)) return Result.fail([noProposal(proposal)])
  const { holidays, uncertain: _, ...head } = proposal
  const dates = new Set(holidays.map(({ date }) => date))
  const problems = [
    ...fingerprintProblems(proposal, fingerprint),
    ...line(acceptedBy, "acceptedBy"),
    ...without.flatMap((date, index) => (dates.has(date) ? [] : [noDate(date, index)])),
  ]
  if (problems.length > 0) return Result.fail(problems)
  const exceptions = holidays
    .filter(({ date }) => !without.includes(date))
    .map(({ date, name }) => closedOn(date, name))
  return Result.succeed({ exceptions, origin: { ...head, acceptedBy, without } })
}

// A list was kept somewhere between the look and the yes; whether it is the same one is said by its
// fingerprint, once it is a list at all.
const isProposal = (value: unknown): value is HolidayProposal =>
  isRecord(value) &&
  isRecord(value["source"]) &&
  [value["holidays"], value["uncertain"]].every(
    (list) => Array.isArray(list) && list.every(isRecord),
  )

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const noProposal = (got: unknown): Problem.Problem => {
  const expected = "a list that proposeHolidays made"
  return Problem.make({ code: "wrong-type", path: "proposal", got, expected })
}

const fingerprintProblems = (proposal: HolidayProposal, shown: string): Problems => {
  const expected = fingerprintOf(proposal)
  const wrong = { code: "proposal-changed", expected: `the list's own, ${expected}` }
  return [
    ...(shown === expected ? [] : [Problem.make({ ...wrong, path: "fingerprint", got: shown })]),
    ...(proposal.fingerprint === expected
      ? []
      : [Problem.make({ ...wrong, path: "proposal.fingerprint", got: proposal.fingerprint })]),
  ]
}

const noDate = (date: string, index: number): Problem.Problem =>
  Problem.make({
    code: "unknown-value",
    path: `without[${index}]`,
    got: date,
    expected: "a date of the list",
  })
