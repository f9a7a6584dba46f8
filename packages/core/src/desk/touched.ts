// Whether people changed a ticket since a version: a delivery mark or a warning never costs an
// agent the version that he works on.
import { Effect } from "effect"
import { recordedOf } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/** Whether an event after `version` was made by a person. */
export const touchedByPeople = Effect.fnUntraced(function* (
  wiring: Wiring,
  ticketId: string,
  version: number,
) {
  const rows = yield* wiring.query.journal(wiring.tenant, ticketId)
  const later = yield* Effect.forEach(
    rows.filter(({ number }) => number > version),
    recordedOf,
  )
  return later.some(({ actor }) => actor.kind !== "robot")
})
