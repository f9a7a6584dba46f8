// What an old ticket's clocks brought about between two of its rows, at the times at which it was
// due, as a worker that never slept would have recorded it.
import { Effect, Result } from "effect"
import type { Commit } from "../../port/TicketStore.ts"
import * as Process from "../../process/Process.ts"
import * as Wake from "../../sla/Wake.ts"
import type { Circumstances, Due } from "../../ticket/Circumstances.ts"
import { clockedOf } from "../commit.ts"
import { machine } from "../fold.ts"
import type { Chained, Held } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import { take } from "./step.ts"

/** The most times that the clocks of a ticket bring something about between two of its rows. */
export const wakesAtMost = 1_000

/** Until when what is due is recorded. */
export interface Until {
  /** Exclusive: what is due at the instant of a row comes after it. */
  readonly before: number
  /** Whether a silence may run out: not where a later row shows that the ticket was open. */
  readonly closes: boolean
}

/** Commits of what was due, and the ticket after it. */
export const dueUntil = Effect.fnUntraced(function* (
  wiring: Wiring,
  start: Chained,
  { before, closes }: Until,
) {
  const termsOf = Process.termsOf(Process.only(wiring.inForce))
  const commits: Array<Commit> = []
  let held = start
  for (let wakes = 0; wakes < wakesAtMost; wakes++) {
    const seen = closes ? held : withoutSilence(wiring, held)
    const at = Wake.nextAt(termsOf, clockedOf(seen))
    if (at === null || at >= before) break
    const { ticketId, version } = held.state
    const commandId = `due:${ticketId}:${version}`
    const command = { type: "wake" } as const
    const step = { ticketId, commandId, actor: machine, command, at, known: withoutActions, seen }
    const woken = yield* take(wiring, held, step)
    if (Result.isFailure(woken)) break
    commits.push(woken.success.commit)
    held = woken.success.held
  }
  return { commits, held }
})

// Who had a ticket then, and how urgent it was, is in its rows: a breach moved none of them.
const withoutActions = ({ due = [], ...found }: Circumstances): Circumstances => ({
  ...found,
  due: due.map((each) => (each.effect === "breach" ? alone(each) : each)),
})

const alone = (due: Extract<Due, { readonly effect: "breach" }>): Due => {
  const { actions: _, ...breach } = due
  return breach
}

const withoutSilence = ({ inForce }: Wiring, { state, clocks }: Held): Held => ({
  state,
  clocks: clocks.filter(({ id }) => inForce.terms.rules.get(id)?.effect !== "close"),
})
