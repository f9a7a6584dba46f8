// Whether the process answers, and whether it should be sent requests.
import type { DeskHealth, Problem } from "@upkeep/core"
import { Desk, StoreClock } from "@upkeep/core/effect"
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
  const probe = Effect.flatMap(Desk.Desk, ({ health, warnings }) =>
    Effect.all({ health, problems: warnings }),
  )
  let running: Promise<Found> | undefined
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
    const { ready, store } = found.health
    if (!ready) throw notReady(store === "answers" ? offTime : unanswered)
    return json(answerOf(found))
  }
}

interface Found {
  readonly health: DeskHealth
  readonly problems: ReadonlyArray<Problem.Problem>
}

// What is yellow serves all the same: a balancer looks at the status of the answer (C13).
const answerOf = ({ health, problems }: Found): Health => {
  const warnings = [
    ...problems.map(({ code, message }) => ({ code, detail: message })),
    ...deskWarnings(health),
  ]
  return warnings.length === 0 ? { status: "pass" } : { status: "warn", warnings }
}

const deskWarnings = ({ clockSkewMillis, sending }: DeskHealth) => [
  ...(Math.abs(clockSkewMillis ?? 0) > StoreClock.skewReportedMillis
    ? [{ code: "clock-skew", detail: `got a host ${clockSkewMillis} ms off its store's clock` }]
    : []),
  ...(sending === null || sending.pausedAt === null
    ? []
    : [{ code: "sending-paused", detail: "got no notifications that are sent, until released" }]),
]

const offTime = "the clock of this host is not its store's"

const unanswered = "the store does not answer"

const tooLate = () => notReady(unanswered)

const notReady = (got: string, cause?: unknown) =>
  new HttpProblem("not-ready", {
    detail: `got no readiness (${got}), expected it`,
    headers: { "retry-after": "1" },
    cause,
  })
