// A ticket as a terminal shows it: its head, its clocks, its history.
import {
  type ClockView,
  type Explanation,
  type HistoryEntry,
  LocalTime,
  type TicketView,
} from "@upkeep/core"
import { Result } from "effect"
import { explainedIn } from "./explain.ts"
import { harmless } from "./output.ts"

/**
 * A ticket as text, in lines of no more than the words need. Every line goes through `harmless`,
 * for what stands in it comes from mails, from the directory and from hosts.
 */
export const page = (
  view: TicketView,
  language: string | undefined,
  explanations: ReadonlyArray<Explanation.Explanation> = [],
): string => {
  const time = timeIn(view.timeZone)
  const blocks = [
    head(view, language),
    ["Clocks", ...view.clocks.map((clock) => clockLine(clock, time))],
    ["History", ...view.history.flatMap((entry) => entryLines(entry, time))],
    ["Deliveries", ...view.deliveries.map((each) => deliveryLine(each, time))],
    ...explainedIn(view, language, explanations),
  ]
  return blocks
    .map(([title = "", ...lines]) => [title, ...(lines.length === 0 ? ["  none"] : lines)])
    .map((lines) => lines.map(harmless).join("\n"))
    .join("\n\n")
}

type Time = (at: number) => string

// With the offset: the zone of a ticket is the customer's where it is known, and an explanation may
// stand beside it in that of a calendar. A directory may name a zone that several share (`CET`), or
// none: that is no reason to show nothing, and in UTC every time is still right. Whole seconds.
const timeIn = (timeZone: string): Time => {
  const isZone = Result.isSuccess(LocalTime.parse("1970-01-02T00:00", { timeZone }))
  const zone = isZone ? timeZone : "UTC"
  return (at) => LocalTime.format(Math.floor(at / 1_000) * 1_000, zone)
}

const head = (view: TicketView, language: string | undefined): ReadonlyArray<string> => {
  const [first] = Object.values(view.labels)
  const label = (language === undefined ? undefined : view.labels[language]) ?? first ?? view.status
  const { name, address } = view.requester
  const from = [name, address === undefined ? undefined : `<${address}>`].filter(Boolean).join(" ")
  const facts = [
    ["Status", `${label} (${view.status})`],
    ["From", from === "" ? "not kept" : from],
    ["Customer", view.customer ?? "unknown"],
    ["Contract", view.contract ?? "none"],
    ["Executor", view.assignee ?? "none"],
    ["Line", view.line],
    ["Cause", [view.cause ?? "not found", view.module].filter(Boolean).join(", ")],
    ["Process", view.process],
    ...(view.damage === undefined ? [] : [["Damaged", view.damage]]),
    ["Id", view.ticketId],
  ]
  return [
    `${view.number}  ${view.subject}`,
    ...facts.map(([name = "", value = ""]) => `  ${name.padEnd(9)} ${value}`),
  ]
}

const clockLine = (
  { id, instance, status, startedAt, dueAt, spentMillis }: ClockView,
  time: Time,
) => {
  const due = dueAt === null ? "" : `, due ${time(dueAt)}`
  const name = instance === 1 ? id : `${id} #${instance}`
  return `  ${name.padEnd(16)} ${status.padEnd(10)} since ${time(startedAt)}, spent ${span(spentMillis)}${due}`
}

/** A length of time in days, hours, minutes and seconds, cut to whole seconds. */
export const span = (millis: number): string => {
  const seconds = Math.floor(millis / 1_000)
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return said.length === 0 ? "0 s" : said.join(" ")
}

const entryLines = (entry: HistoryEntry, time: Time): ReadonlyArray<string> => {
  const { number, at, effectiveAt, actor, type, status, facts, attachments } = entry
  const late = effectiveAt === at ? "" : ` (happened ${time(effectiveAt)})`
  const said = Object.entries(facts).filter(([, value]) => value !== null && !isEmptyList(value))
  const details = said.map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  const files = attachments.map(({ name, bytes }) => `file: ${name} (${bytes} bytes)`)
  const kept = entry.text?.split("\n").map((line) => `| ${line}`) ?? []
  const words = entry.forgotten === true ? ["forgotten"] : kept
  return [
    `  ${String(number).padStart(3)}  ${time(at)}  ${type.padEnd(22)} ${actor.kind} ${actor.id} → ${status}${late}`,
    ...[...details, ...files, ...words].map((line) => `         ${line}`),
  ]
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const deliveryLine = (delivery: TicketView["deliveries"][number], time: Time): string => {
  const { eventNumber, notice, channel, status, attempts, reason, nextAttemptAt } = delivery
  const next = status === "pending" && attempts > 0 ? `, again ${time(nextAttemptAt)}` : ""
  const why = reason === "" ? "" : `: ${reason}`
  return `  ${String(eventNumber).padStart(3)}  ${notice} by ${channel}, ${status}${next}${why}`
}
