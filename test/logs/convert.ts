// From an event log to the rows of an import. What a log does not tell is not made up, but three
// things, which every row needs: that a case began with its first event, that a wait for somebody
// is over when work goes on, and who closed a case that was resolved.
import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"

/** An event of a log. */
interface Event {
  readonly case: string
  readonly at: string
  readonly state: string
  readonly raw: string
  readonly actor: string
  readonly group: string
}

/** A row of an import. */
export type Row = { readonly [column: string]: string }

/** The cases of a log, each as rows. */
export const casesOf = (file: string): ReadonlyArray<ReadonlyArray<Row>> => {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n")
  const events = lines.map(eventOf)
  return [...Map.groupBy(events, (event) => event.case).values()].map(rowsOf)
}

const eventOf = (line: string): Event => {
  const [name = "", , at = "", state = "", raw = "", actor = "", group = ""] = line.split(",")
  return { case: name, at, state, raw, actor: actor === "" ? "nobody" : actor, group }
}

const rowsOf = (events: ReadonlyArray<Event>): ReadonlyArray<Row> => {
  const [first] = events
  if (first === undefined) return []
  const request = { channel: "log", subject: first.case, text: first.raw }
  const begun = { ...common(first), kind: "registered", ...request, line: lineOf(first.group) }
  return [begun, ...events.flatMap((event, index) => toldBy(event, events.slice(0, index)))]
}

const common = ({ case: ticket, at, actor }: Event) => ({
  ticket,
  at,
  author: actor,
  authorKind: "agent",
})

const lineOf = (group: string): string => {
  if (group.endsWith("3rd")) return "third"
  return group.endsWith("2nd") ? "second" : "first"
}

const isWait = ({ state }: Event): boolean => state === "CUS" || state === "TPT"

const toldBy = (event: Event, before: ReadonlyArray<Event>): ReadonlyArray<Row> => {
  const row = (kind: string, more: Row = {}): Row => ({ ...common(event), kind, ...more })
  const { raw: text, actor, group } = event
  const last = before.at(-1)
  const resumed = last !== undefined && isWait(last) && !isWait(event) ? [row("resumed")] : []
  switch (event.state) {
    case "ACK":
      return [row("acknowledged")]
    case "ASG":
      return event.raw === "Accepted/Assigned"
        ? [row("assigned", { assignee: actor })]
        : [row("escalated", { line: lineOf(group) })]
    case "PRG":
      return [...resumed, row("begun")]
    case "CUS":
      return [row("asked", { text })]
    case "TPT":
      return [row("asked", { of: "thirdParty", text })]
    case "ESC":
      return [row("escalated", { line: group.includes("Value") ? "second" : lineOf(group) })]
    case "RES":
      // Resolved while it was: the log does not say what for.
      return last?.state === "RES" ? [row("note", { text })] : [row("answered", { text })]
    case "CLS":
      return [closed(event, last)]
    case "WDR":
      return [row("withdrawn")]
    default:
      return event.state === "REG" ? [] : [row("note", { text: text === "" ? "–" : text })]
  }
}

const dayMillis = 86_400_000

// A desk closes by itself days after the answer; who closes at once has heard the customer.
const closed = (event: Event, last: Event | undefined): Row => {
  const since = last?.state === "RES" ? Date.parse(event.at) - Date.parse(last.at) : 0
  const kind = since >= dayMillis ? "closed-by-silence" : "confirmed"
  return { ...common(event), kind }
}
