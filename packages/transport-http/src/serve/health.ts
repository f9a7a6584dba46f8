// Whether the process answers, and whether it should be sent requests.
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Health } from "../api/Answers.ts"
import type { ServedDesk } from "../options.ts"
import { json } from "./Answer.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** Milliseconds in which the store has to answer. */
export const readyMillis = 5_000

/** The process answers. */
export const isAlive = (): Response => json({ status: "pass" } satisfies Health)

/** The store answers, and nothing is being closed. */
export const isReady = async (desk: ServedDesk, closing: boolean): Promise<Response> => {
  if (closing) throw notReady("the door is being closed")
  const probe = Effect.flatMap(Desk.Desk, ({ receipt }) => receipt("health"))
  await desk
    .run(Effect.timeout(probe, readyMillis))
    .catch((cause: unknown) => Promise.reject(notReady("the store does not answer", cause)))
  return json({ status: "pass" } satisfies Health)
}

const notReady = (got: string, cause?: unknown) =>
  new HttpProblem("not-ready", {
    detail: `got no readiness (${got}), expected it`,
    headers: { "retry-after": "1" },
    cause,
  })
