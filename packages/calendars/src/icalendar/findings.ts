// What the events of a file come to, date by date.
import { Result } from "effect"
import { dateOf } from "../date.ts"
import { firstDay } from "../every.ts"
import type { Exception, Kind, Problems } from "../exception.ts"
import type { Event, Stamp } from "./event.ts"
import { kindOf } from "./marks.ts"
import { occurrences, type Search } from "./occurrences.ts"
import { recurringOf } from "./recurring.ts"

/** An event that closes nothing before a person has looked at it. */
export interface UncertainEvent {
  readonly date: string
  readonly name: string
  /**
   * `timed`: it has times and takes no whole dates; `unnamed`: it does not say what it is; `rule`:
   * it comes back in a way that cannot be followed, and `date` is where that begins.
   */
  readonly reason: "timed" | "unnamed" | "rule"
  /** Of a timed one, as written: `09:00:00`, and with a `Z` in UTC. */
  readonly start?: string
  readonly end?: string
}

/** One entry of what is read, and the line of its event. */
export type Finding = { readonly line: number } & (
  | { readonly exception: Exception }
  | { readonly uncertain: UncertainEvent }
  | { readonly problems: Problems }
)

/** A search, and the zone in which times in UTC are dated. */
export interface Asked extends Search {
  readonly zone: string
}

/** Everything that the events say of the dates that are asked, in the order of the events. */
export const findingsOf = function* (
  events: ReadonlyArray<Event>,
  asked: Asked,
): Generator<Finding> {
  const replaced = replacementsOf(events)
  for (const event of events) {
    if (event.isCancelled) continue
    const own = event.replaces === undefined ? replaced.get(event.uid) : undefined
    yield* findingsOfEvent(event, own ?? untouched, asked)
  }
}

/** Occurrences of an event that other events stand for. */
interface Replaced {
  readonly days: Set<number>
  /** From here on all of them. */
  from: number
}

const untouched: Replaced = { days: new Set(), from: Infinity }

const replacementsOf = (
  events: ReadonlyArray<Event>,
): ReadonlyMap<string | undefined, Replaced> => {
  const found = new Map<string | undefined, Replaced>()
  for (const { uid, replaces } of events) {
    if (uid === undefined || replaces === undefined) continue
    const replaced = found.get(uid) ?? { days: new Set(), from: Infinity }
    found.set(uid, replaced)
    replaced.days.add(replaces.day)
    if (replaces.andFollowing) replaced.from = Math.min(replaced.from, replaces.day)
  }
  return found
}

const findingsOfEvent = function* (
  event: Event,
  replaced: Replaced,
  asked: Asked,
): Generator<Finding> {
  const { line, name, start, recurrence } = event
  if (recurrence.isStrange) {
    yield { line, uncertain: { date: dateOf(start.day), name, reason: "rule" } }
    return
  }
  if (start.time !== undefined) return yield* timed(event, replaced, asked)
  const kind = kindOf(event.properties)
  if (Result.isFailure(kind)) {
    yield { line, problems: kind.failure }
    return
  }
  const recurring = replaced === untouched ? recurringOf(event) : undefined
  if (recurring === undefined) return yield* whole(event, kind.success, { replaced, asked })
  const next = firstDay(recurring, asked.from) ?? Infinity
  if (next <= asked.to) yield { line, exception: { name, ...recurring, ...kind.success } }
}

const timed = function* (event: Event, replaced: Replaced, asked: Asked): Generator<Finding> {
  const { line, name, start, end } = event
  // In another zone the date may be the one before or after.
  const around = { ...asked, from: asked.from - 1, to: asked.to + 1 }
  for (const day of startsOf(event, replaced, around)) {
    const date = dateIn(asked.zone, { ...start, day })
    if (date < dateOf(asked.from) || date > dateOf(asked.to)) continue
    const times = { ...timeAs("start", start), ...timeAs("end", end) }
    yield { line, uncertain: { date, name, reason: "timed", ...times } }
  }
}

const timeAs = (name: "start" | "end", stamp: Stamp | undefined) =>
  stamp?.time === undefined ? {} : { [name]: stamp.time }

const dateIn = (zone: string, { day, time = "" }: Stamp): string => {
  const date = dateOf(day)
  if (!time.endsWith("Z")) return date
  const at = Date.parse(`${date}T${time}`)
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at)
}

interface Around {
  readonly replaced: Replaced
  readonly asked: Asked
}

const whole = function* (
  event: Event,
  kind: Kind,
  { replaced, asked }: Around,
): Generator<Finding> {
  const { line, name, length } = event
  const reaching = { ...asked, from: asked.from - length + 1 }
  // Occurrences that overlap close a date once.
  let next = asked.from
  for (const start of startsOf(event, replaced, reaching)) {
    const end = Math.min(start + length, asked.to + 1)
    for (next = Math.max(next, start); next < end; next++) {
      const date = dateOf(next)
      if (start >= replaced.from) yield { line, uncertain: { date, name, reason: "rule" } }
      else if (name.trim() === "") yield { line, uncertain: { date, name, reason: "unnamed" } }
      else yield { line, exception: { name, date, ...kind } }
    }
  }
}

/** The first dates of an event's occurrences, ascending. */
const startsOf = (event: Event, { days }: Replaced, search: Search): ReadonlyArray<number> => {
  const { start, recurrence } = event
  const { rule, added, removed } = recurrence
  const ruled = rule === undefined ? [start.day] : occurrences(rule, start.day, search)
  const starts = [...ruled, ...added]
    .filter((day) => !removed.has(day) && !days.has(day))
    .filter((day) => day >= search.from && day <= search.to)
  return [...new Set(starts)].toSorted((a, b) => a - b)
}
