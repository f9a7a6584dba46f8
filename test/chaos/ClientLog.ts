// What a client writes down: what it asks before it asks, and what it was told.
import type { Submission } from "@upkeep/core"
import type { Answer, Attempt } from "./Evidence.ts"
import type { Where } from "./store.ts"

/** What a client is told as it starts. */
export interface ClientTask {
  readonly name: string
  readonly where: Where
  readonly log: string
  readonly seed: number
  /** How many tickets it takes through their lives at once. */
  readonly lanes: number
  /** The most tickets that it begins with. */
  readonly livesAtMost: number
  /** How long it waits between two commands on a ticket, on average. */
  readonly pauseMillis: number
}

/** A command as it was asked. */
export interface Asked {
  readonly submission: Submission & { readonly commandId: string }
}

/** A line of the log; `attempt` ties an answer to its question. */
export type Entry = { readonly attempt: string; readonly at: number } & (
  | { readonly asked: Asked }
  | { readonly commandId: string; readonly answer: Answer }
)

/** Whether a line is one of our own writing. */
export const isEntry = (json: unknown): json is Entry =>
  typeof json === "object" && json !== null && "attempt" in json

/** The attempts that a log tells of; one without an answer is one of which nobody knows. */
export const attemptsIn = (entries: ReadonlyArray<Entry>): ReadonlyArray<Attempt> => {
  const attempts = new Map<string, Attempt>()
  for (const entry of entries) {
    const { attempt, at } = entry
    const begun = attempts.get(attempt)
    if ("asked" in entry)
      attempts.set(attempt, {
        commandId: entry.asked.submission.commandId,
        askedAt: at,
        answeredAt: null,
        answer: { kind: "unknown", why: "no answer" },
      })
    else if (begun !== undefined)
      attempts.set(attempt, { ...begun, answeredAt: at, answer: entry.answer })
  }
  return [...attempts.values()]
}
