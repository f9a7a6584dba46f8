// A command decided and not stored yet.
import { Effect } from "effect"
import type { TicketRow } from "../port/TicketStore.ts"
import type { Submission } from "./Desk.ts"
import type { PreparedCommand } from "./Prepared.ts"
import { checkAlone } from "./ties/check.ts"
import { receiptOf, repeated, unlessAccepted } from "./accepted.ts"
import { attempt, namedOf } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

/** Decides a checked submission on the ticket as it stands, and stores nothing. */
export const prepare = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const { tenant } = wiring
  yield* checkAlone(submission)
  const stored = () => void Effect.runFork(wiring.nudge)
  const named = yield* namedOf(submission)
  const anew = Effect.fnUntraced(function* (row: TicketRow | undefined) {
    const commit = yield* attempt(wiring, submission, named, { row })
    const prepared: PreparedCommand = {
      tenant,
      commit,
      receipt: yield* receiptOf(commit.command),
      stored,
    }
    return prepared
  })
  return yield* unlessAccepted(wiring, submission, {
    anew,
    again: (first) =>
      Effect.map(repeated(first, named.hash), (receipt): PreparedCommand => ({
        tenant,
        commit: undefined,
        receipt,
        stored,
      })),
  })
})
