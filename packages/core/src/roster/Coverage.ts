// Whether there are enough people: for the work (M-20), for the hours of support, at a customer
// (M-21).
import { Result, Schema } from "effect"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { Name } from "../ticket/Text.ts"
import { countTo, fieldOf, listOf, type Problems, problemsIn, repeated } from "./form.ts"
import * as Member from "./Member.ts"
import { competencesAtMost, membersAtMost } from "./Roster.ts"

export {
  type Gap,
  type HoursQuestion,
  type LineHours,
  ofHours,
  spanMillisAtMost,
  type Stretch,
  stretchesAtMost,
} from "./coverage/hours.ts"

/** The most rows of a table of needs. */
export const needsAtMost = 200

/** The most people that a row can need: as many as a roster has. */
export const countAtMost = membersAtMost

/** A row of a table of staff: so many people of a direction, who can do all of this. */
export const PeopleNeeded = Schema.Struct({
  direction: Name,
  competences: Schema.optionalKey(listOf(Name, competencesAtMost, "competences")),
  count: countTo(countAtMost),
  /** Who is employed otherwise, or not known to be employed so, does not count. */
  employment: Schema.optionalKey(Schema.Literals(["employee", "contractor"])),
})
export type PeopleNeeded = typeof PeopleNeeded.Type

/** So many people of a line at work at any time of the hours of support. */
export const HoursNeeded = Schema.Struct({ line: Name, count: countTo(countAtMost) })
export type HoursNeeded = typeof HoursNeeded.Type

/** What is needed; a direction and a line have one row each. */
export const Needs = Schema.Struct({
  people: Schema.optionalKey(listOf(PeopleNeeded, needsAtMost, "rows")),
  hours: Schema.optionalKey(listOf(HoursNeeded, needsAtMost, "rows")),
})
export type Needs = typeof Needs.Type

const decode = Decode.strict(Needs)

/**
 * Reads what is needed from unknown input, or lists everything that is wrong with it; refuses with
 * `duplicate-name` (a direction or a line that has two rows) and the codes of every decoding.
 *
 * @example
 * const made = Coverage.make({ people: [{ direction: "testing", count: 0 }] })
 * made.failure.map((problem) => `${problem.code} ${problem.path}`)
 * // => ["out-of-range people[0].count"]
 */
export const make = (input: unknown): Result.Result<Needs, Problems> => {
  const decoded = decode(input)
  const problems = [
    ...problemsIn(decoded),
    ...repeatedIn(input, "people", "direction"),
    ...repeatedIn(input, "hours", "line"),
  ]
  return problems.length > 0 ? Result.fail(Decode.listed(problems)) : decoded
}

/** A row of a table of staff, held against the people. */
export interface PeopleCovered extends PeopleNeeded {
  /** Who counts, by id. */
  readonly there: ReadonlyArray<string>
  /** How many are missing; 0 where there are enough. */
  readonly missing: number
  /** Others of the direction, and why they do not count. */
  readonly short: ReadonlyArray<Short>
}

/** Somebody who does not count. */
export interface Short {
  readonly member: string
  readonly lacks: ReadonlyArray<string>
  /** How they are employed, where that is not as it should be; null for not known. */
  readonly employment?: "employee" | "contractor" | null
}

/** A table of staff, held against the people. */
export interface PeopleCoverage {
  readonly rows: ReadonlyArray<PeopleCovered>
  readonly needed: number
  readonly there: number
  readonly missing: number
  /** People of no direction of the table, by id. */
  readonly elsewhere: ReadonlyArray<string>
}

/**
 * Competences and head count against what is needed (M-20): who of each direction counts, who does
 * not and why, how many are missing. Who has left by `at` (epoch milliseconds) is not there.
 *
 * @example
 * const needs = [{ direction: "testing", competences: ["autotests"], count: 2 }]
 * const anna = { id: "anna", name: "Anna", line: "first", direction: "testing" }
 * const boris = { ...anna, id: "boris", competences: ["autotests", "load tests"] }
 * const [{ there, missing, short }] = Coverage.ofPeople(needs, [anna, boris], 0).rows
 * const told = { there, missing, short }
 * // => { there: ["boris"], missing: 1, short: [{ member: "anna", lacks: ["autotests"] }] }
 */
export const ofPeople = (
  needs: ReadonlyArray<PeopleNeeded>,
  members: ReadonlyArray<Member.Member>,
  at: number,
): PeopleCoverage => {
  const present = members.filter((each) => !Member.hasLeft(each, at)).toSorted(Member.byId)
  const rows = needs.map((need) => rowOf(need, present))
  const directions = new Set<string | undefined>(needs.map(({ direction }) => direction))
  return {
    rows,
    needed: sumOf(rows, ({ count }) => count),
    there: sumOf(rows, ({ there }) => there.length),
    missing: sumOf(rows, ({ missing }) => missing),
    elsewhere: present.filter(({ direction }) => !directions.has(direction)).map(({ id }) => id),
  }
}

/** So many contacts wanted in a role. */
export interface RoleWanted {
  readonly role: string
  readonly count: number
}

/** A role, held against the contacts. */
export interface RoleCovered extends RoleWanted {
  /** Who has it, by id. */
  readonly there: ReadonlyArray<string>
  readonly missing: number
}

/**
 * The roles wanted at a customer against its contacts (M-21); who has two roles counts in both.
 *
 * @example
 * const wanted = [{ role: "connection", count: 1 }, { role: "operation", count: 1 }]
 * const contacts = [{ id: "petrov", roles: ["operation"] }]
 * Coverage.ofRoles(wanted, contacts).map(({ role, missing }) => `${role}: ${missing}`)
 * // => ["connection: 1", "operation: 0"]
 */
export const ofRoles = (
  wanted: ReadonlyArray<RoleWanted>,
  contacts: ReadonlyArray<{ readonly id: string; readonly roles?: ReadonlyArray<string> }>,
): ReadonlyArray<RoleCovered> =>
  wanted.map(({ role, count }) => {
    const there = contacts.filter(({ roles = [] }) => roles.includes(role)).toSorted(Member.byId)
    return { role, count, there: there.map(({ id }) => id), missing: missingOf(count, there) }
  })

const rowOf = (need: PeopleNeeded, present: ReadonlyArray<Member.Member>): PeopleCovered => {
  const judged = present
    .filter(({ direction }) => direction === need.direction)
    .map((member) => shortOf(need, member))
  const there = judged.filter((each) => !isShort(each)).map(({ member }) => member)
  return { ...need, there, missing: missingOf(need.count, there), short: judged.filter(isShort) }
}

const isShort = ({ lacks, employment }: Short): boolean =>
  lacks.length > 0 || employment !== undefined

const shortOf = (need: PeopleNeeded, member: Member.Member): Short => {
  const { competences = [], employment } = need
  const lacks = competences.filter((each) => !(member.competences ?? []).includes(each))
  return {
    member: member.id,
    lacks,
    ...(employment === undefined || member.employment === employment
      ? {}
      : { employment: member.employment ?? null }),
  }
}

const missingOf = (count: number, there: ReadonlyArray<unknown>): number =>
  Math.max(0, count - there.length)

const sumOf = <A>(rows: ReadonlyArray<A>, of: (row: A) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

const repeatedIn = (input: unknown, list: "people" | "hours", field: string): Problems => {
  const rows = fieldOf(input, list)
  const names = Array.isArray(rows) ? rows.map((row) => fieldOf(row, field)) : []
  return repeated(names).map((index) => {
    const path = `${list}[${index}].${field}`
    const expected = `a ${field} that no other row has`
    return Problem.make({ code: "duplicate-name", path, got: names[index], expected })
  })
}
