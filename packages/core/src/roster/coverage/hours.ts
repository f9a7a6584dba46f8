// How many of a line work at every moment of the hours of support, and when they are too few.
import * as Interval from "../../calendar/Interval.ts"
import * as WorkingTime from "../../calendar/WorkingTime.ts"
import * as Problem from "../../problem/Problem.ts"
import * as Member from "../Member.ts"

/** The longest span that is asked about: a leap year and the odd hour of a change of clocks. */
export const spanMillisAtMost = (366 * 24 + 1) * 3_600_000
/** The most stretches, and the most gaps, that are listed of a line; totals are those of all. */
export const stretchesAtMost = 10_000

/** Whose hours are held against which. */
export interface HoursQuestion {
  /** When support is given. */
  readonly support: WorkingTime.WorkingTime
  /** Inclusive; epoch milliseconds. */
  readonly from: number
  /** Exclusive; at most 366 days later. */
  readonly to: number
  readonly needs: ReadonlyArray<{ readonly line: string; readonly count: number }>
  readonly members: ReadonlyArray<Member.Member>
  /** See `Roster.workingTimes`. */
  readonly workingTimeOf: (member: Member.Member) => WorkingTime.WorkingTime
}

/** A part of the hours of support throughout which the same number of people work. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly there: number
}

/** A stretch in which fewer work than are needed. */
export interface Gap extends Stretch {
  readonly missing: number
}

/** The hours of one line. */
export interface LineHours {
  readonly line: string
  readonly needed: number
  /** Who serves the line at any time of the span, absent or not, by id. */
  readonly members: ReadonlyArray<string>
  /** How long support is given. */
  readonly openMillis: number
  /** How long of that enough people work. */
  readonly coveredMillis: number
  /** How long nobody does. */
  readonly emptyMillis: number
  /** The time that all of them work within the hours of support, added up. */
  readonly workedMillis: number
  /** The fewest and the most who work at a time; 0 where support is never given. */
  readonly least: number
  readonly most: number
  /** In order; neighbours differ, or support is not given between them. */
  readonly stretches: ReadonlyArray<Stretch>
  readonly gaps: ReadonlyArray<Gap>
  /** Whether there are more stretches than are listed. */
  readonly truncated: boolean
}

/**
 * Working time against the hours of support (M-20): for each line that is needed, how many of those
 * who serve it work at every moment in which support is given, absences and departures counted.
 *
 * Throws a RangeError `out-of-range` for a span that ends before it begins, is longer than 366 days
 * or lies outside 1970 to 2200.
 *
 * @example
 * const of = (id, from, to) =>
 *   WorkingTime.make({ id, version: "1", timeZone: "UTC", week: { thu: [[from, to]] } })
 * const hours = { anna: of("anna", "09:00", "15:00"), boris: of("boris", "12:00", "18:00") }
 * const members = ["anna", "boris"].map((id) => ({ id, name: id, line: "first" }))
 * const support = of("support", "09:00", "20:00")
 * const needs = [{ line: "first", count: 1 }]
 * const workingTimeOf = ({ id }) => hours[id]
 * const asked = { support, from: 0, to: 86_400_000, needs, members, workingTimeOf }
 * const hour = 3_600_000
 * const [{ stretches }] = Coverage.ofHours(asked)
 * stretches.map(({ from, to, there }) => `${from / hour} to ${to / hour}: ${there}`)
 * // => ["9 to 12: 1", "12 to 15: 2", "15 to 18: 1", "18 to 20: 0"]
 */
export const ofHours = (question: HoursQuestion): ReadonlyArray<LineHours> => {
  const { support, from, to, needs, members } = question
  if (!(to >= from && to - from <= spanMillisAtMost)) throw spanOutOfRange(to - from)
  const open = [...WorkingTime.intervals(support, from, to)]
  const present = members.filter((each) => !Member.hasLeft(each, from)).toSorted(Member.byId)
  const worked = workedBy(question, present)
  return needs.map(({ line, count }) => {
    const serving = present.filter((each) => Member.serves(each, line))
    const stretches = stretchesOf(
      open,
      serving.flatMap((each) => worked.get(each) ?? []),
    )
    return {
      line,
      needed: count,
      members: serving.map(({ id }) => id),
      openMillis: Interval.lengthMillis(open),
      ...totalsOf(stretches, count),
      ...listsOf(stretches, count),
    }
  })
}

/** When each works; a shift is laid out once for all who share it. */
const workedBy = (
  { workingTimeOf, from, to }: HoursQuestion,
  present: ReadonlyArray<Member.Member>,
): ReadonlyMap<Member.Member, ReadonlyArray<Interval.Interval>> => {
  const shifts = new Map<WorkingTime.WorkingTime, ReadonlyArray<Interval.Interval>>()
  return new Map(
    present.map((member) => {
      const time = workingTimeOf(member)
      const shift = shifts.get(time) ?? [...WorkingTime.intervals(time, from, to)]
      shifts.set(time, shift)
      return [member, Member.worksIn(member, shift)]
    }),
  )
}

/** The open time cut wherever the number of those who work changes. */
const stretchesOf = (
  open: ReadonlyArray<Interval.Interval>,
  worked: ReadonlyArray<Interval.Interval>,
): ReadonlyArray<Stretch> => {
  const changes = changesIn(worked)
  const instants = [...changes.keys()].toSorted((a, b) => a - b)
  const stretches: Array<Stretch> = []
  let [next, there] = [0, 0]
  for (const { start, end } of open) {
    let from = start
    // Who came and went since the stretch before is counted, and cuts nothing.
    for (let at = instants[next]; at !== undefined && at < end; at = instants[++next]) {
      const change = changes.get(at) ?? 0
      if (change !== 0 && at > from) {
        stretches.push({ from, to: at, there })
        from = at
      }
      there += change
    }
    stretches.push({ from, to: end, there })
  }
  return stretches
}

/** By how many people more or fewer there are from an instant on. */
const changesIn = (worked: ReadonlyArray<Interval.Interval>): ReadonlyMap<number, number> => {
  const changes = new Map<number, number>()
  const change = (at: number, by: 1 | -1) => changes.set(at, (changes.get(at) ?? 0) + by)
  for (const { start, end } of worked) {
    change(start, 1)
    change(end, -1)
  }
  return changes
}

const totalsOf = (found: ReadonlyArray<Stretch>, needed: number) => {
  let [coveredMillis, emptyMillis, workedMillis] = [0, 0, 0]
  let [least, most] = [found[0]?.there ?? 0, 0]
  for (const { from, to, there } of found) {
    const millis = to - from
    if (there >= needed) coveredMillis += millis
    if (there === 0) emptyMillis += millis
    workedMillis += there * millis
    least = Math.min(least, there)
    most = Math.max(most, there)
  }
  return { coveredMillis, emptyMillis, workedMillis, least, most }
}

const listsOf = (found: ReadonlyArray<Stretch>, needed: number) => {
  const short = found.filter(({ there }) => there < needed)
  return {
    stretches: found.slice(0, stretchesAtMost),
    gaps: short
      .slice(0, stretchesAtMost)
      .map((stretch) => ({ ...stretch, missing: needed - stretch.there })),
    truncated: found.length > stretchesAtMost,
  }
}

const spanOutOfRange = (got: number): RangeError => {
  const expected = `a span of 0 to ${spanMillisAtMost} milliseconds`
  return new RangeError(Problem.make({ code: "out-of-range", path: "to", got, expected }).message)
}
