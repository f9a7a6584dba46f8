// A command decided and not stored yet.
import { Effect } from "effect"
import type { Submission } from "./Desk.ts"
import type { PreparedCommand } from "./Prepared.ts"
import { acceptedBefore, attempt, namedOf, receiptOf, repeated } from "./submit.ts"
import type { Wiring } from "./wiring.ts"

/** Decides a checked submission on the ticket as it stands, and stores nothing. */
export const prepare = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const stored = () => void Effect.runFork(wiring.nudge)
  const named = yield* namedOf(submission)
  const first = yield* acceptedBefore(wiring, submission)
  if (first !== undefined) {
    const receipt = yield* repeated(first, named.hash)
    const nothing: PreparedCommand = { tenant: wiring.tenant, commit: undefined, receipt, stored }
    return nothing
  }
  const commit = yield* attempt(wiring, submission, named)
  const receipt = yield* receiptOf(commit.command)
  const prepared: PreparedCommand = { tenant: wiring.tenant, commit, receipt, stored }
  return prepared
})
