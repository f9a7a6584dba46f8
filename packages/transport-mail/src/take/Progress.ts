// How far an intake was read: silence closes no ticket whose answer may lie unread (P7).
import { Problem } from "@upkeep/core"
import { Desk, DeskError, Inbound } from "@upkeep/core/effect"
import { Clock, Effect } from "effect"
import type { Intake } from "./Intake.ts"

/** Books that everything that came before `at` has its outcome; the future counts as now. */
export const readUntil = Effect.fnUntraced(function* (intake: Intake, at: number) {
  if (!Number.isSafeInteger(at) || at < 0) return yield* new DeskError.InvalidInput(wrong(at))
  yield* mark(intake, Math.min(at, yield* Clock.currentTimeMillis))
})

/** The same for an instant of the desk's own clock. */
export const mark = Effect.fnUntraced(function* ({ name }: Intake, readUntil: number) {
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  yield* inbound.markRead(tenant, { intake: name, readUntil })
})

const wrong = (got: number) => {
  const expected = "an instant in epoch milliseconds"
  return { problems: [Problem.make({ code: "out-of-range", path: "at", got, expected })] }
}

/** Books that the intake is read no more: no silence waits for it any longer. */
export const retire = Effect.fnUntraced(function* ({ name }: Intake) {
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  yield* inbound.retire(tenant, name)
})
