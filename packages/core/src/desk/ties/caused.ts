// The incidents of a problem are answered with it (B-03): one command for each, so that a kill in
// the middle leaves every one as it was or answered, and the job is simply begun again.
import { Clock, Effect } from "effect"
import { ticketsOfPage } from "../check.ts"
import { CommandRejected } from "../DeskError.ts"
import { uuidv7 } from "../ids.ts"
import { heldOf } from "../row.ts"
import { submit } from "../submit.ts"
import { rowOf } from "../summary.ts"
import type { CausedAnswer, CausedReport } from "../Ties.ts"
import type { Wiring } from "../wiring.ts"
import { checkAnswer } from "./check.ts"
import { orLeft } from "./left.ts"
import { following } from "./names.ts"

/** Answers a page of the tickets that a problem causes. */
export const answerCaused = Effect.fnUntraced(function* (wiring: Wiring, given: CausedAnswer) {
  const { problem, after = "", limit = ticketsOfPage, ...order } = yield* checkAnswer(given)
  const { state } = yield* heldOf(yield* rowOf(wiring, problem))
  const caused = state.links.filter(({ as }) => as === "causes").map(({ ticket }) => ticket)
  const waiting = caused.toSorted().filter((ticketId) => ticketId > after)
  const { commandId = uuidv7(yield* Clock.currentTimeMillis) } = order
  const page = waiting.slice(0, limit)
  const outcomes = yield* Effect.forEach(page, (ticketId) =>
    Effect.andThen(wiring.breathe, answered(wiring, ticketId, { ...order, commandId })),
  )
  const report: CausedReport = {
    answered: outcomes.flatMap((outcome) => ("answered" in outcome ? [outcome.answered] : [])),
    done: outcomes.flatMap((outcome) => ("done" in outcome ? [outcome.done] : [])),
    refused: outcomes.flatMap((outcome) => ("refused" in outcome ? [outcome.refused] : [])),
    next: waiting.length > limit ? (page.at(-1) ?? null) : null,
  }
  return report
})

type Order = Required<Pick<CausedAnswer, "actor" | "text" | "commandId">>

const answered = Effect.fnUntraced(function* (
  wiring: Wiring,
  ticketId: string,
  { actor, text, commandId }: Order,
) {
  const { number } = yield* rowOf(wiring, ticketId)
  const names = { ticketId, number }
  const command = { type: "answer", text } as const
  return yield* Effect.uninterruptible(
    submit(wiring, { ticketId, actor, command, commandId: following(commandId, ticketId) }),
  ).pipe(
    Effect.as({ answered: names }),
    Effect.catchIf(isDone, () => Effect.succeed({ done: names })),
    orLeft(names),
  )
})

// Answered, completed or closed before.
const isDone = (error: unknown): boolean =>
  error instanceof CommandRejected &&
  error.rejection.rule === "TransitionNotAllowed" &&
  !/^open\.(?!answering\.)/.test(error.rejection.status)
