// One of our people, as far as work is given to them: which lines they serve, what they can do, and
// when they are there (M-20).
import * as Interval from "../calendar/Interval.ts"
import * as WorkingTime from "../calendar/WorkingTime.ts"

/** A time away, whatever for: from `from` (inclusive) to `to` (exclusive), epoch milliseconds. */
export interface Absence {
  readonly from: number
  readonly to: number
}

/** One of our people. What a directory knows of its staff fits. */
export interface Member {
  readonly id: string
  readonly name: string
  /** The support line that is theirs before all others. */
  readonly line: string
  /** Further lines that they serve; `line` may be among them. */
  readonly lines?: ReadonlyArray<string>
  readonly competences?: ReadonlyArray<string>
  /** What they work on, as tables of staff name it: development, testing, support. */
  readonly direction?: string
  /** Nobody's word for it where absent. */
  readonly employment?: "employee" | "contractor"
  readonly absences?: ReadonlyArray<Absence>
  /** How many open tickets they can have at once; any number where absent. */
  readonly capacity?: number
  /** From this instant on they are gone, and get no ticket (I09); epoch milliseconds. */
  readonly leftAt?: number
}

/**
 * Whether somebody serves a line.
 *
 * @example
 * Member.serves({ id: "anna", name: "Anna", line: "first", lines: ["second"] }, "second")
 * // => true
 */
export const serves = (member: Member, line: string): boolean => linesOf(member).includes(line)

/** All lines that somebody serves, their own first, each once. */
export const linesOf = ({ line, lines = [] }: Member): ReadonlyArray<string> => [
  line,
  ...new Set(lines.filter((each) => each !== line)),
]

/**
 * Whether somebody is gone at an instant: at `leftAt` itself they are. They get no ticket then, and
 * no letter (I09).
 *
 * @example
 * Member.hasLeft({ id: "anna", name: "Anna", line: "first", leftAt: 1_000 }, 1_000)
 * // => true
 */
export const hasLeft = ({ leftAt = Infinity }: Member, at: number): boolean => at >= leftAt

/**
 * Until when somebody is absent at an instant, through absences that touch or overlap; undefined
 * where they are not.
 *
 * @example
 * const absences = [{ from: 0, to: 10 }, { from: 10, to: 30 }]
 * Member.absentUntil({ id: "anna", name: "Anna", line: "first", absences }, 5)
 * // => 30
 */
export const absentUntil = ({ absences = [] }: Member, at: number): number | undefined =>
  stretchesOf(absences).find(({ start, end }) => start <= at && at < end)?.end

/**
 * When somebody works, of the stretches in which their working time is open: neither while they are
 * absent nor once they are gone. Takes a normalised list (see `Interval`) and answers with one.
 *
 * @example
 * const anna = { id: "anna", name: "Anna", line: "first", absences: [{ from: 2, to: 4 }] }
 * Member.worksIn({ ...anna, leftAt: 8 }, [{ start: 0, end: 10 }])
 * // => [{ start: 0, end: 2 }, { start: 4, end: 8 }]
 */
export const worksIn = (
  member: Member,
  open: ReadonlyArray<Interval.Interval>,
): ReadonlyArray<Interval.Interval> => Interval.subtract(open, awayOf(member))

/**
 * `at` if somebody works then, else the first instant after it at which they do; undefined if there
 * is none before 2201. `at` is an instant from 1970 to 2200, else a RangeError is thrown.
 *
 * @example
 * const week = { thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] }
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC", week })
 * const thursday = Date.parse("2026-01-15T00:00:00Z")
 * const absences = [{ from: thursday, to: thursday + 86_400_000 }]
 * const anna = { id: "anna", name: "Anna", line: "first", absences }
 * new Date(Member.nextAtWork(anna, office, thursday)).toISOString()
 * // => "2026-01-16T09:00:00.000Z"
 */
export const nextAtWork = (
  member: Member,
  time: WorkingTime.WorkingTime,
  at: number,
): number | undefined => {
  let next = WorkingTime.next(time, at)
  for (const { start, end } of awayOf(member)) {
    if (next === undefined || next < start) break
    if (end === Infinity) return undefined
    if (next < end) next = WorkingTime.next(time, end)
  }
  return next
}

/** The order of people by their ids, by UTF-16 units: the same on every machine. */
export const byId = (a: Pick<Member, "id">, b: Pick<Member, "id">): number =>
  a.id < b.id ? -1 : Number(a.id > b.id)

/** When somebody is not there, whatever their working time says; sorted and joined. */
const awayOf = ({ absences = [], leftAt }: Member): ReadonlyArray<Interval.Interval> =>
  leftAt === undefined
    ? stretchesOf(absences)
    : stretchesOf([...absences, { from: leftAt, to: Infinity }])

const stretchesOf = (absences: ReadonlyArray<Absence>): ReadonlyArray<Interval.Interval> =>
  Interval.normalise(absences.map(({ from, to }) => ({ start: from, end: to })))
