// Tickets measured anew after an update of the zone data (T18): the rows of all, an event only for
// deadlines that people were told. Begun again, it goes on with those that are left.
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import { isDamage } from "../held.ts"
import type { LeftTicket, MovedDeadline, MovedTicket, Page, RecomputeReport } from "../Jobs.ts"
import { renewed } from "../renewal.ts"
import type { Wiring } from "../wiring.ts"
import { checkPage } from "./check.ts"
import { left, pageOf } from "./page.ts"

/** Measures a page of tickets by the zone data of this host. */
export const recompute = Effect.fnUntraced(function* (wiring: Wiring, page: Page) {
  const { rows, next } = yield* pageOf(wiring, yield* checkPage(page))
  const outcomes = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, measured(wiring, row)),
  )
  const moved = outcomes.filter((outcome) => outcome !== "measured" && "told" in outcome)
  const report: RecomputeReport = {
    renewed: moved.length,
    moved: moved.filter(({ from, to, told }) => from !== to || told.length > 0),
    refused: outcomes.filter((outcome) => outcome !== "measured" && "rule" in outcome),
    next,
  }
  return report
})

type Done = "measured" | MovedTicket | LeftTicket

const measured = (wiring: Wiring, row: TicketRow): Effect.Effect<Done, StoreError> =>
  renewed(wiring, row, () => true).pipe(
    Effect.map(({ row: { ticketId, number, dueAt: to }, renewal }): Done => {
      if (renewal === undefined) return "measured"
      const told = renewal.events.map(deadlineIn)
      return { ticketId, number, from: row.dueAt, to, told }
    }),
    Effect.catchIf(isDamage, (error) => Effect.succeed(left(row, "Damaged", error))),
  )

const deadlineIn = ({ clock, instance, from, to }: MovedDeadline): MovedDeadline => ({
  clock,
  instance,
  from,
  to,
})
