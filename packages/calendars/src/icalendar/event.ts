// A VEVENT as we understand it: dates, recurrence, name, and the marks of our own writing.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { realDay } from "../date.ts"
import type { Problems } from "../exception.ts"
import { atLine, type ContentLine, type EventLines } from "./feed.ts"
import { type Property, propertyOf, textOf } from "./property.ts"
import { isForbidden, type Rule, ruleOf } from "./rule.ts"

/** A date, and the time of it where there is one, as written. */
export interface Stamp {
  readonly day: number
  /** `21:00:00`, and with a `Z` in UTC. */
  readonly time?: string
}

/** What one VEVENT says. */
export interface Event {
  readonly line: number
  readonly uid: string | undefined
  readonly name: string
  readonly isCancelled: boolean
  readonly start: Stamp
  readonly end: Stamp | undefined
  /** In dates; 1 for what has times. */
  readonly length: number
  readonly recurrence: Recurrence
  /** The occurrence of another event with the same UID that this one stands for. */
  readonly replaces: { readonly day: number; readonly andFollowing: boolean } | undefined
  /** Everything that was read, by name in capitals. */
  readonly properties: ReadonlyMap<string, Property>
}

/** How an event comes back. */
export interface Recurrence {
  readonly rule: Rule | undefined
  /** Whether there is something that dates alone cannot follow. */
  readonly isStrange: boolean
  readonly added: ReadonlyArray<number>
  readonly removed: ReadonlySet<number>
}

const read = new Set(
  "UID STATUS SUMMARY DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID".split(" "),
)
const isRead = ({ name }: ContentLine): boolean => read.has(name) || name.startsWith("X-UPKEEP-")

/** Understands an event, or says which of its lines are wrong. */
export const eventOf = ({ line, content }: EventLines): Result.Result<Event, Problems> => {
  const problems: Array<Problem.Problem> = []
  const all = propertiesOf(content, problems)
  const properties = new Map(all.map((each) => [each.name.toUpperCase(), each]))
  const stamps = (name: string) => stampsOf(all.filter(isCalled(name)), problems)
  const [start] = stamps("DTSTART")
  const [end] = stamps("DTEND")
  const [replaced] = stamps("RECURRENCE-ID")
  const added = stamps("RDATE").map(({ day }) => day)
  const removed = new Set(stamps("EXDATE").map(({ day }) => day))
  if (!properties.has("DTSTART")) problems.push(atLine(line, "no DTSTART", "a VEVENT with DTSTART"))
  const length = lengthOf({ start, end, properties, problems })
  if (start === undefined || problems.length > 0) return Result.fail(problems)
  const rules = all.filter(isCalled("RRULE"))
  const rule = isForbidden(rules[0]?.text ?? "")
    ? undefined
    : ruleOf(rules[0]?.values[0], start.day)
  const isStrange = properties.has("EXRULE") || rules.length > (rule === undefined ? 0 : 1)
  const andFollowing = properties.get("RECURRENCE-ID")?.parameters["range"] === "THISANDFUTURE"
  return Result.succeed({
    line,
    uid: textOf(properties.get("UID")),
    name: textOf(properties.get("SUMMARY")) ?? "",
    isCancelled: textOf(properties.get("STATUS"))?.toUpperCase() === "CANCELLED",
    start,
    end,
    length,
    recurrence: { rule, isStrange, added, removed },
    replaces: replaced === undefined ? undefined : { day: replaced.day, andFollowing },
    properties,
  })
}

const propertiesOf = (
  content: ReadonlyArray<ContentLine>,
  problems: Array<Problem.Problem>,
): ReadonlyArray<Property> =>
  content.filter(isRead).flatMap(({ name, text, line }) => {
    const property = propertyOf(text, line)
    if (property !== undefined) return [property]
    problems.push(atLine(line, text, `a valid ${name}`))
    return []
  })

const isCalled =
  (name: string) =>
  (property: Property): boolean =>
    property.name === name.toLowerCase()

/** The dates of properties; of a period its start. */
const stampsOf = (
  properties: ReadonlyArray<Property>,
  problems: Array<Problem.Problem>,
): ReadonlyArray<Stamp> =>
  properties.flatMap(({ name, line, values }) =>
    values.flatMap((value) => {
      const text = String(Array.isArray(value) ? value[0] : value)
      const stamp = stampOf(text)
      if (stamp !== undefined) return [stamp]
      const expected = `${name.toUpperCase()} with a real date YYYYMMDD`
      problems.push(
        Problem.make({ code: "invalid-date", path: `line ${line}`, got: text, expected }),
      )
      return []
    }),
  )

// jCal writes 2026-05-01 and 2026-05-01T09:00:00Z; `T::` is what ical.js makes of a date whose line
// lacks VALUE=DATE, which many programs forget.
const stampOf = (text: string): Stamp | undefined => {
  const [, date = "", time] = /^(.{10})(?:T(?:::|(\d\d:\d\d:\d\dZ?)))?$/.exec(text) ?? []
  const day = realDay(date)
  if (day === undefined) return undefined
  return time === undefined ? { day } : { day, time }
}

interface Extent {
  readonly start: Stamp | undefined
  readonly end: Stamp | undefined
  readonly properties: ReadonlyMap<string, Property>
  readonly problems: Array<Problem.Problem>
}

/** How many dates an event of whole dates takes; its end is exclusive (section 3.6.1). */
const lengthOf = ({ start, end, properties, problems }: Extent): number => {
  if (start === undefined || start.time !== undefined) return 1
  const duration = properties.get("DURATION")
  if (end !== undefined) {
    const length = end.day - start.day
    if (length >= 0 && end.time === undefined) return Math.max(length, 1)
    const path = `line ${properties.get("DTEND")?.line}`
    const expected = "DTEND as a date that is not before DTSTART"
    problems.push(
      Problem.make({ code: "invalid-range", path, got: textOf(properties.get("DTEND")), expected }),
    )
  }
  if (duration === undefined) return 1
  const [, weeks, days] = /^\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?$/.exec(textOf(duration) ?? "") ?? []
  const length = Number(weeks ?? 0) * 7 + Number(days ?? 0)
  if (length > 0) return length
  problems.push(atLine(duration.line, textOf(duration), "DURATION in whole days such as P1D"))
  return 1
}
