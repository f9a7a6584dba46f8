// What is told of an event beside who did it and what was said.
import type { Desk, HistoryEntry } from "@upkeep/core"
import { clockTime } from "./day.ts"

/** The facts of an event that a reader wants to know, each in words. */
export const detailsOf = async (
  desk: Desk,
  facts: HistoryEntry["facts"],
): Promise<ReadonlyArray<string>> => {
  const told = await Promise.all(
    names.map(async (name) => {
      const value = facts[name]
      if (tickets.has(name) && typeof value === "string")
        return [`${name}: ${(await desk.summary(value)).number}`]
      return isTold(value) ? [inWords(name, value)] : []
    }),
  )
  return told.flat()
}

const names = [
  "channel",
  "requestType",
  "assignee",
  "routed",
  "cause",
  "module",
  "to",
  "missing",
  "options",
  "option",
  "component",
  "version",
  "promisedAt",
  "registeredAt",
  "clock",
  "dueAt",
  "outcome",
  "reason",
  "as",
  "ticket",
  "into",
  "follows",
  "change",
  "origin",
  "step",
  "move",
  "minutes",
] as const

/** What names a ticket by its id, and is told by its number. */
const tickets: ReadonlySet<string> = new Set(["ticket", "into", "follows"])

const prefixes: { readonly [name: string]: string } = {
  dueAt: "due ",
  promisedAt: "promised for ",
  registeredAt: "reached us ",
}

const isTold = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

const inWords = (name: string, value: unknown): string => {
  const prefix = prefixes[name]
  if (prefix !== undefined && typeof value === "number") return `${prefix}${clockTime(value)}`
  if (Array.isArray(value)) return `${name}: ${value.join(" ")}`
  if (name === "routed") return "routed"
  return `${name}: ${String(value)}`
}
