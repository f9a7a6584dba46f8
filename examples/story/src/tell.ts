// How a story is told: in the terminal, or to whoever listens.
import type { ClockView, Desk, HistoryEntry } from "@upkeep/core"
import type { MailTaken } from "@upkeep/transport-mail"
import { clockTime } from "./day.ts"
import { detailsOf } from "./details.ts"
import type { Received } from "./receiver.ts"

/** Tells what happens. */
export interface Teller {
  readonly say: (line?: string) => void
  readonly chapter: (title: string) => void
  /** What became of a mail that came in. */
  readonly mail: (mail: MailTaken) => void
  /** A mail that arrived at a customer. */
  readonly sent: (mail: Received) => void
  /** What happened to a ticket since an event, and how it stands; answers with its last event. */
  readonly ticket: (desk: Desk, ticket: string, since: number) => Promise<number>
}

const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined
const paint = (code: number) => (text: string) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text
const bold = paint(1)
const dim = paint(2)
const green = paint(32)
const yellow = paint(33)

/** Tells line by line; what the states are called is said in a language of the desk. */
export const tellerOf = (write: (line: string) => void, language = "en"): Teller => {
  const say = (line = "") => write(line)
  return {
    say,
    chapter: (title) => say(`\n${bold(title)}`),
    mail: ({ file, outcome, ticket, reason }) => {
      const taken = outcome === "new-ticket" || outcome === "added"
      const told = (taken ? green : yellow)(outcome.padEnd(12))
      say(`  ${(file ?? "").padEnd(38)} ${told} ${ticket ?? ""}${reason}`)
    },
    sent: ({ to, subject }) => say(`    ${green("✉")} to ${to}: ${subject}`),
    ticket: async (desk, ticket, since) => {
      const { history, clocks, labels, version } = await desk.show(ticket)
      for (const entry of history)
        if (entry.number > since && !silent.has(entry.type)) say(await lineOf(desk, entry))
      const last = clocks.filter(
        ({ id }, index) => clocks.findLastIndex((each) => each.id === id) === index,
      )
      say(`    ${dim([labels[language] ?? "", ...last.map(clockState)].join(" · "))}`)
      return version
    },
  }
}

// Whoever reads along may stop reading: that ends no story.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
})

/** Tells in the terminal. */
export const terminal = (language?: string): Teller =>
  tellerOf((line) => process.stdout.write(`${line}\n`), language)

const silent = new Set(["NotificationDelivered", "TurnPassed", "QuestionAsked"])

const lineOf = async (
  desk: Desk,
  { at, actor, type, facts, text }: HistoryEntry,
): Promise<string> => {
  const details = await detailsOf(desk, facts)
  const told = details.length === 0 ? "" : ` (${details.join(", ")})`
  const words = text === undefined ? "" : dim(` “${firstLine(text)}”`)
  return `  ${clockTime(at)}  ${type.padEnd(21)} ${actor.kind} ${actor.id}${told}${words}`
}

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
