// Our people as a whole: read from outside, judged all at once, with their working time (M-20).
import { Result, Schema } from "effect"
import * as Calendar from "../calendar/Calendar.ts"
import * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Decode from "../problem/Decode.ts"
import * as Problem from "../problem/Problem.ts"
import { Millis } from "../ticket/Instant.ts"
import { Name } from "../ticket/Text.ts"
import { countTo, fieldOf, listOf, type Problems, problemsIn, repeated } from "./form.ts"
import type { Member } from "./Member.ts"

/** The most people of a roster. */
export const membersAtMost = 1_000
/** The most further lines of one of them. */
export const linesAtMost = 200
/** The most competences of one of them. */
export const competencesAtMost = 200
/** The most absences of one of them. */
export const absencesAtMost = 1_000
/** The most open tickets that one of them can be said to have at once. */
export const capacityAtMost = 10_000

/** People who were judged, and the calendars of those who have working time of their own, by id. */
export interface Roster {
  readonly members: ReadonlyArray<Member>
  readonly calendars: ReadonlyMap<string, Calendar.Calendar>
}

/** The names that people may be described by; where a list is absent, any name will do. */
export interface Known {
  readonly lines?: ReadonlyArray<string>
  readonly competences?: ReadonlyArray<string>
}

/**
 * Makes a roster from unknown input, or lists everything that is wrong with it.
 *
 * A list of members: `id`, `name`, `line`, where wished `address`, `lines`, `competences`,
 * `direction`, `employment`, `absences`, `capacity`, `leftAt`, and `workingTime`, a calendar as
 * `Calendar.make` takes it. Refuses with `duplicate-name` (an id), `unknown-line`,
 * `unknown-competence`, `invalid-range` (an absence that does not end after its start),
 * `out-of-range` (a capacity below 1), with the codes of `Calendar.make`, and those of every
 * decoding. More than 1,000 members are told first and alone (`too-many`).
 *
 * @example
 * const anna = { id: "anna", name: "Anna", line: "frist", capacity: 0 }
 * const made = Roster.make([anna], { lines: ["first", "second"] })
 * made.failure.map((problem) => `${problem.code} ${problem.path}`)
 * // => ["unknown-line [0].line", "out-of-range [0].capacity"]
 */
export const make = (input: unknown, known: Known = {}): Result.Result<Roster, Problems> => {
  const { roster, problems } = soundOf(input, known)
  return problems.length > 0 ? Result.fail(problems) : Result.succeed(roster)
}

/** Those of a list who are sound, and everything that is wrong with the others. */
export interface Sound {
  readonly roster: Roster
  /** With the codes of `make`. */
  readonly problems: Problems
}

/**
 * The members of unknown input with whom nothing is wrong, for those who cannot wait until the rest
 * is mended. Of several with one id it is the first; of more than 1,000, and of what is no list,
 * nobody.
 *
 * @example
 * const anna = { id: "anna", name: "Anna", line: "first" }
 * const { roster, problems } = Roster.soundOf([anna, { id: "boris", line: "first" }])
 * const told = [roster.members.map(({ id }) => id), problems.map(({ path }) => path)]
 * // => [["anna"], ["[1].name"]]
 */
export const soundOf = (input: unknown, known: Known = {}): Sound => {
  const members: Array<Member> = []
  const calendars = new Map<string, Calendar.Calendar>()
  const misshapen = listProblems(input)
  if (misshapen.length > 0) return { roster: { members, calendars }, problems: misshapen }
  const entries: ReadonlyArray<unknown> = Array.isArray(input) ? input : []
  const decode = Decode.strict(memberOf(known))
  const again = repeated(entries.map((entry) => fieldOf(entry, "id")))
  const problems: Array<Problem.Problem> = []
  for (const [index, entry] of entries.entries()) {
    const member = decode(entry)
    const calendar = calendarOf(fieldOf(entry, "workingTime"))
    const found = [...problemsIn(member), ...problemsIn(calendar)]
    problems.push(...found.map((problem) => Problem.within(`[${index}]`, problem)))
    if (Result.isFailure(member) || Result.isFailure(calendar) || again.includes(index)) continue
    members.push(member.success)
    if (calendar.success !== undefined) calendars.set(member.success.id, calendar.success)
  }
  problems.push(...again.map((index) => repeatedId(fieldOf(entries[index], "id"), index)))
  return { roster: { members, calendars }, problems: Decode.listed(problems) }
}

/**
 * Who works when: the working time of each who has their own, that of the desk for everybody else.
 * People with the same calendar share what is laid out of it.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const office = { id: "office", version: "1", timeZone: "UTC", week }
 * const nights = { ...office, id: "nights", week: { mon: [["00:00", "06:00"]] } }
 * const anna = { id: "anna", name: "Anna", line: "first", workingTime: nights }
 * const boris = { id: "boris", name: "Boris", line: "first" }
 * const roster = Roster.make([anna, boris]).success
 * const workingTimeOf = Roster.workingTimes(roster, WorkingTime.make(office))
 * roster.members.map((member) => workingTimeOf(member).calendar.id)
 * // => ["nights", "office"]
 */
export const workingTimes = (
  { calendars }: Roster,
  desk: WorkingTime.WorkingTime,
): ((member: Pick<Member, "id">) => WorkingTime.WorkingTime) => {
  const made = new Map<string, WorkingTime.WorkingTime>()
  const own = new Map<string, WorkingTime.WorkingTime>()
  for (const [id, calendar] of calendars) {
    const said = JSON.stringify(calendar)
    const time = made.get(said) ?? WorkingTime.make(calendar)
    made.set(said, time)
    own.set(id, time)
  }
  return ({ id }) => own.get(id) ?? desk
}

const Absence = Schema.Struct({ from: Millis, to: Millis })

/** The shape of one of our people, as a directory has it too: fields of a schema, with limits. */
export const memberFields = ({ lines, competences }: Known = {}) => {
  const Line = oneOf(lines, "unknown-line")
  return {
    id: Name,
    name: Name,
    address: Schema.optionalKey(Name),
    line: Line,
    lines: Schema.optionalKey(listOf(Line, linesAtMost, "lines")),
    competences: Schema.optionalKey(
      listOf(oneOf(competences, "unknown-competence"), competencesAtMost, "competences"),
    ),
    direction: Schema.optionalKey(Name),
    employment: Schema.optionalKey(Schema.Literals(["employee", "contractor"])),
    // Judged by itself, so that what is wrong inside it has its own path.
    workingTime: Schema.optionalKey(Schema.Unknown),
    absences: Schema.optionalKey(listOf(Absence, absencesAtMost, "absences")),
    capacity: Schema.optionalKey(countTo(capacityAtMost)),
    leftAt: Schema.optionalKey(Millis),
  }
}

const Away = Absence.check(
  Schema.makeFilter(({ from, to }: typeof Absence.Type) => from < to, {
    code: "invalid-range",
    expected: "an end after its start",
  }),
)

const memberOf = (known: Known) =>
  Schema.Struct({
    ...memberFields(known),
    absences: Schema.optionalKey(listOf(Away, absencesAtMost, "absences")),
  })

const oneOf = (names: ReadonlyArray<string> | undefined, code: string) => {
  if (names === undefined) return Name
  const some = new Set(names)
  return Schema.String.check(
    Schema.makeFilter((name: string) => some.has(name), {
      code,
      expected: `one of ${names.join(", ")}`,
    }),
  )
}

const listProblems = (input: unknown): Problems => {
  const found = (code: string, expected: string) => [
    Problem.make({ code, path: "", got: input, expected }),
  ]
  if (!Array.isArray(input)) return found("wrong-type", "a list")
  return input.length > membersAtMost ? found("too-many", `at most ${membersAtMost} members`) : []
}

const calendarOf = (input: unknown): Result.Result<Calendar.Calendar | undefined, Problems> =>
  input === undefined
    ? Result.succeed(undefined)
    : Result.mapError(Calendar.make(input), (problems) =>
        problems.map((problem) => Problem.within("workingTime", problem)),
      )

const repeatedId = (got: unknown, index: number): Problem.Problem => {
  const expected = "an id that no other member has"
  return Problem.make({ code: "duplicate-name", path: `[${index}].id`, got, expected })
}
