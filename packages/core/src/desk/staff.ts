// Our people as routing takes them: judged once for each answer of the directory, since those who
// have calendars of their own are milliseconds of work each, and every registration asks.
import { Predicate } from "effect"
import type * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Roster from "../roster/Roster.ts"

/** Those with whom nothing is wrong, and what is wrong with the others. */
export interface Judged extends Roster.Sound {
  /** Their working time, and that of their desk for who has none; see `Roster.workingTimes`. */
  readonly timesAt: (desk: WorkingTime.WorkingTime) => ReturnType<typeof Roster.workingTimes>
  /** Whether the directory's answer before said something else. */
  readonly isNew: boolean
}

/** Judges one answer of a directory after the other; the same one again costs a comparison. */
export const make = (): ((staff: ReadonlyArray<unknown>) => Judged) => {
  let last: { readonly said: string; readonly judged: Judged } | undefined
  return (staff) => {
    const asked = staff.map(memberOf)
    const said = saidIn(asked)
    if (said !== undefined && said === last?.said) return last.judged
    const judged = judge(asked)
    if (said !== undefined) last = { said, judged: { ...judged, isNew: false } }
    return judged
  }
}

const judge = (staff: ReadonlyArray<unknown>): Judged => {
  const sound = Roster.soundOf(staff)
  // By the process that a ticket is on, of which there are a few.
  const times = new WeakMap<WorkingTime.WorkingTime, ReturnType<typeof Roster.workingTimes>>()
  const timesAt = (desk: WorkingTime.WorkingTime) => {
    const made = times.get(desk) ?? Roster.workingTimes(sound.roster, desk)
    times.set(desk, made)
    return made
  }
  return { ...sound, timesAt, isNew: true }
}

const fields = [
  "id",
  "name",
  "line",
  "lines",
  "competences",
  "workingTime",
  "absences",
  "capacity",
  "leftAt",
] as const

// What else a host's directory says of its people is not asked.
const memberOf = (entry: unknown): unknown =>
  Predicate.isObject(entry)
    ? Object.fromEntries(
        fields.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]])),
      )
    : entry

// What JSON cannot say is judged each time.
const saidIn = (staff: ReadonlyArray<unknown>): string | undefined => {
  try {
    return JSON.stringify(staff)
  } catch {
    return undefined
  }
}
