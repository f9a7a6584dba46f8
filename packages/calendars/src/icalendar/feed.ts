// The text of a feed as the lines of its events: unfolded, numbered, each in its component.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Problems } from "../exception.ts"

/** An unfolded line `NAME;PARAMETER=…:value`. */
export interface ContentLine {
  /** In capitals; empty where the line has no form. */
  readonly name: string
  readonly text: string
  /** Where it begins, counted from 1. */
  readonly line: number
}

/** A VEVENT as it stands in the feed, without the components inside it. */
export interface EventLines {
  /** Of its BEGIN. */
  readonly line: number
  readonly content: ReadonlyArray<ContentLine>
}

/** A line that is not what iCalendar wants there. */
export const atLine = (line: number, got: unknown, expected: string): Problem.Problem =>
  Problem.make({ code: "not-icalendar", path: `line ${line}`, got, expected })

/** The events of every VCALENDAR of a text, or the first line that breaks its frame. */
export const eventsOf = (text: string): Result.Result<ReadonlyArray<EventLines>, Problems> => {
  const events: Array<EventLines> = []
  const around: Array<string> = []
  let content: Array<ContentLine> = []
  const lines = contentLines(text)
  for (const each of lines) {
    const expected = frameFault(each, around)
    if (expected !== undefined) return Result.fail([atLine(each.line, each.text, expected)])
    if (each.name === "BEGIN") around.push(componentOf(each))
    if (isBegin(each, "VEVENT")) events.push({ line: each.line, content: (content = []) })
    else if (each.name === "END") around.pop()
    else if (around.at(-1) === "VEVENT") content.push(each)
  }
  const open = lines.length === 0 ? "BEGIN:VCALENDAR" : around.at(-1)
  if (open === undefined) return Result.succeed(events)
  const expected = lines.length === 0 ? open : `END:${open}`
  return Result.fail([atLine(lines.at(-1)?.line ?? 1, "the end of the text", expected)])
}

/** What should stand there instead, where a line breaks the frame. */
const frameFault = (content: ContentLine, around: ReadonlyArray<string>): string | undefined => {
  const { name } = content
  if (around.length === 0) {
    if (isBegin(content, "VCALENDAR")) return undefined
    return "BEGIN:VCALENDAR (the text of an iCalendar file; nothing is fetched)"
  }
  if (name === "") return "a line NAME:value, or one that goes on after a space"
  const component = around.at(-1) ?? ""
  if (name === "END" && componentOf(content) !== component) return `END:${component}`
  const isVersion = name === "VERSION" && component === "VCALENDAR"
  return isVersion && !/:\s*2\.0\s*$/.test(content.text) ? "VERSION:2.0" : undefined
}

const isBegin = (content: ContentLine, component: string): boolean =>
  content.name === "BEGIN" && componentOf(content) === component

const componentOf = ({ text }: ContentLine): string =>
  text
    .slice(text.indexOf(":") + 1)
    .trim()
    .toUpperCase()

/** The lines of a text; one that begins with a blank goes on with the line before it (3.1). */
const contentLines = (text: string): ReadonlyArray<ContentLine> => {
  const lines: Array<{ text: string; line: number }> = []
  for (const [index, physical] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const before = lines.at(-1)
    if (before !== undefined && /^[ \t]/.test(physical)) before.text += physical.slice(1)
    else if (physical !== "") lines.push({ text: physical, line: index + 1 })
  }
  return lines.map(({ text, line }) => ({ name: nameOf(text), text, line }))
}

const nameOf = (text: string): string => /^[\w-]+(?=[;:])/.exec(text)?.[0].toUpperCase() ?? ""
