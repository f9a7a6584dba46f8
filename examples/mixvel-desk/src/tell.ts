// How the story is told in the terminal.
import type { ClockView, Desk, HistoryEntry } from "@upkeep/core"
import { clockTime } from "./day.ts"
import type { Received } from "./receiver.ts"

const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined
const paint = (code: number) => (text: string) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text
const bold = paint(1)
const dim = paint(2)
const green = paint(32)
const yellow = paint(33)

// Whoever reads along may stop reading: that ends no story.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
})

/** Writes a line. */
export const say = (line = ""): void => {
  process.stdout.write(`${line}\n`)
}

/** A chapter of the story. */
export const chapter = (title: string): void => say(`\n${bold(title)}`)

/** What became of a mail that came in. */
export const tellMail = (mail: {
  readonly file: string | null
  readonly outcome: string
  readonly ticket: string | null
  readonly reason: string
}): void => {
  const { file, outcome, ticket, reason } = mail
  const name = (file ?? "").padEnd(38)
  const taken = outcome === "new-ticket" || outcome === "added"
  say(`  ${name} ${(taken ? green : yellow)(outcome.padEnd(12))} ${ticket ?? ""}${reason}`)
}

/** A mail that arrived at a customer. */
export const tellSent = ({ to, subject }: Received): void =>
  say(`    ${green("✉")} to ${to}: ${subject}`)

/** What happened to the ticket since an event, what was sent, and how its clocks stand. */
export const tellTicket = async (
  desk: Desk,
  ticket: string,
  since: number,
  sent: ReadonlyArray<Received>,
): Promise<number> => {
  const { history, clocks, labels, version } = await desk.show(ticket)
  const fresh = history.filter(({ number }) => number > since)
  for (const entry of fresh) tellEvent(entry)
  for (const mail of sent) tellSent(mail)
  const last = clocks.filter(
    ({ id }, index) => clocks.findLastIndex((each) => each.id === id) === index,
  )
  say(`    ${dim(`${labels["en"] ?? ""} · ${last.map(clockState).join(" · ")}`)}`)
  return version
}

const silent = new Set(["NotificationDelivered", "TurnPassed"])

const tellEvent = ({ at, actor, type, facts, text }: HistoryEntry): void => {
  if (silent.has(type)) return
  const detail = ["assignee", "cause", "module", "to", "dueAt"]
    .filter((name) => facts[name] !== undefined && facts[name] !== null)
    .map((name) => detailOf(name, facts[name]))
    .join(", ")
  const words = text === undefined ? "" : dim(` “${firstLine(text)}”`)
  say(
    `  ${clockTime(at)}  ${type.padEnd(21)} ${actor.kind} ${actor.id}${detail === "" ? "" : ` (${detail})`}${words}`,
  )
}

const detailOf = (name: string, value: unknown): string =>
  typeof value === "number" ? `due ${clockTime(value)}` : `${name}: ${String(value)}`

const firstLine = (text: string): string => {
  const [line = ""] = text.split("\n")
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

const clockState = ({ id, status, spentMillis, dueAt }: ClockView): string => {
  const minutes = Math.floor(spentMillis / 60_000)
  const spent = `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const verbs = { running: "runs", paused: "stands" } as const
  if (status === "running" || status === "paused")
    return `${id} ${verbs[status]} at ${spent}${dueAt === null ? "" : `, due ${clockTime(dueAt)}`}`
  return `${id} ${status} after ${spent}`
}
