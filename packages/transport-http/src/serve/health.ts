// Whether the process answers, and whether it should be sent requests.
import type { Problem } from "@upkeep/core"
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Health } from "../api/Answers.ts"
import type { ServedDesk } from "../options.ts"
import { json } from "./Answer.ts"
import { HttpProblem } from "./HttpProblem.ts"
import { within } from "./within.ts"

/** Milliseconds in which the store has to answer. */
export const readyMillis = 5_000

/** The process answers. */
export const isAlive = (): Response => json({ status: "pass" } satisfies Health)

/** Tells whether the store answers and nothing is being closed; those who ask together ask once. */
export const readiness = (desk: ServedDesk) => {
  const probe = Effect.flatMap(Desk.Desk, ({ receipt, warnings }) =>
    Effect.andThen(receipt("health"), warnings),
  )
  let running: Promise<ReadonlyArray<Problem.Problem>> | undefined
  // Not `Effect.timeout`: it waits for what cannot be interrupted, and a store can hang there.
  const probed = () =>
    (running ??= within({ millis: readyMillis, late: tooLate }, (signal) =>
      desk.run(probe, { signal }),
    ).finally(() => {
      running = undefined
    }))
  return async (closing: boolean): Promise<Response> => {
    if (closing) throw notReady("the door is being closed")
    const found = await probed().catch((cause: unknown) => {
      throw cause instanceof HttpProblem ? cause : notReady(unanswered, cause)
    })
    return json(healthOf(found))
  }
}

// What is yellow serves all the same: a balancer looks at the status of the answer (C13).
const healthOf = (found: ReadonlyArray<Problem.Problem>): Health =>
  found.length === 0
    ? { status: "pass" }
    : { status: "warn", warnings: found.map(({ code, message }) => ({ code, detail: message })) }

const unanswered = "the store does not answer"

const tooLate = () => notReady(unanswered)

const notReady = (got: string, cause?: unknown) =>
  new HttpProblem("not-ready", {
    detail: `got no readiness (${got}), expected it`,
    headers: { "retry-after": "1" },
    cause,
  })
