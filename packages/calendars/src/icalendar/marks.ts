// What iCalendar has no word for: the kinds of exceptions, as properties of our own. They say what
// the standard ones cannot; dates, names and recurrence stay where every program looks for them.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import { type Kind, type Problems, type Row, weekdays } from "../exception.ts"
import { type Property, textOf } from "./property.ts"

export const kindMark = "X-UPKEEP-KIND"
export const rowsMark = "X-UPKEEP-ROWS"
export const likeMark = "X-UPKEEP-LIKE"
export const minutesMark = "X-UPKEEP-MINUTES"
export const fromYearMark = "X-UPKEEP-FROM-YEAR"

/** A kind as names and values of properties. */
export const marksOf = (exception: Kind): ReadonlyArray<readonly [name: string, value: string]> => {
  const kind = [kindMark, exception.kind] as const
  switch (exception.kind) {
    case "closed":
      return [kind]
    case "moved":
      return [kind, [likeMark, exception.like]]
    case "shortened":
      return [kind, [minutesMark, String(exception.minutes)]]
    case "hours":
    case "extra":
      return [kind, [rowsMark, exception.rows.map(rowText).join(" ")]]
  }
}

/** `09:00-18:00`; a night shift `22:00-06:00` tells itself by closing before it opens. */
const rowText = (row: Row): string =>
  "overnight" in row ? `${row.open}-${row.close}` : row.join("-")

/** The kind that the properties of an event say; closed where they say none. */
export const kindOf = (marks: ReadonlyMap<string, Property>): Result.Result<Kind, Problems> => {
  const mark = (name: string) => textOf(marks.get(name))
  const kind = mark(kindMark) ?? "closed"
  switch (kind) {
    case "closed":
      return Result.succeed({ kind })
    case "hours":
    case "extra": {
      const rows = rowsOf(mark(rowsMark))
      if (rows === undefined) return wrong(marks, rowsMark, "rows such as 09:00-13:00 14:00-18:00")
      return Result.succeed({ kind, rows })
    }
    case "moved": {
      const like = weekdays.find((each) => each === mark(likeMark))
      if (like === undefined) return wrong(marks, likeMark, `one of ${weekdays.join(", ")}`)
      return Result.succeed({ kind, like })
    }
    case "shortened": {
      const minutes = mark(minutesMark) ?? ""
      if (!/^\d{1,4}$/.test(minutes)) return wrong(marks, minutesMark, "whole minutes")
      return Result.succeed({ kind, minutes: Number(minutes) })
    }
    default:
      return wrong(marks, kindMark, "one of closed, hours, moved, shortened, extra")
  }
}

const rowsOf = (text: string | undefined): ReadonlyArray<Row> | undefined => {
  if (text === undefined) return undefined
  const rows = text.split(" ").filter((row) => row !== "")
  const read = rows.map((row) => /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(row))
  if (read.includes(null)) return undefined
  return read.map((row): Row => {
    const [, open = "", close = ""] = row ?? []
    return close > open ? [open, close] : { open, close, overnight: true }
  })
}

const wrong = (marks: ReadonlyMap<string, Property>, name: string, expected: string) => {
  const property = marks.get(name) ?? marks.get(kindMark)
  const got = marks.has(name) ? textOf(property) : undefined
  const path = `line ${property?.line}`
  const parts = { code: "invalid-value", path, got, expected: `${name} with ${expected}` }
  return Result.fail([Problem.make(parts)])
}
