// A person is forgotten, in as many tickets as they are in: one command for each, so that the job
// is simply begun again.
import { Effect } from "effect"
import { listLimit } from "../port/TicketQuery.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import { fingerprint } from "./canonical.ts"
import { ticketsOfPage } from "./check.ts"
import { CommandRejected } from "./DeskError.ts"
import { checkForget, type Order } from "./forget/check.ts"
import { noFiles, removeFiles } from "./forget/files.ts"
import { isMeant } from "./forget/meant.ts"
import { submit } from "./submit.ts"
import { rowOf } from "./summary.ts"
import { orLeft } from "./ties/left.ts"
import { following } from "./ties/names.ts"
import type { ForgetOrder, ForgetReport } from "./Trail.ts"
import type { Wiring } from "./wiring.ts"

/** Forgets the content of a page of tickets. */
export const forget = Effect.fnUntraced(function* (wiring: Wiring, given: ForgetOrder) {
  const order = yield* checkForget(given)
  const { rows, next } = yield* pageOf(wiring, order)
  const outcomes = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, forgotten(wiring, row, order)),
  )
  const files = next === null ? yield* removeFiles(wiring) : noFiles
  const report: ForgetReport = {
    forgotten: outcomes.flatMap((outcome) => ("forgotten" in outcome ? [outcome.forgotten] : [])),
    already: outcomes.filter((outcome) => "already" in outcome).length,
    refused: outcomes.flatMap((outcome) => ("refused" in outcome ? [outcome.refused] : [])),
    ...files,
    next,
  }
  return report
})

// Tickets by name come all at once, others in pages.
const pageOf = Effect.fnUntraced(function* (wiring: Wiring, order: Order) {
  const { tickets, customer, after, limit = ticketsOfPage } = order
  if (tickets !== undefined) {
    const named = yield* Effect.forEach(tickets, (ticket) => rowOf(wiring, ticket))
    return { rows: named, next: null }
  }
  const rows = yield* wiring.query.list(wiring.tenant, {
    limit: Math.min(limit, listLimit),
    ...(after === undefined ? {} : { after }),
    ...(customer === undefined ? {} : { customer }),
  })
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.ticketId ?? null) }
})

const forgotten = (wiring: Wiring, row: TicketRow, order: Order) => {
  const names = { ticketId: row.ticketId, number: row.number }
  return Effect.gen(function* () {
    if (!(yield* isMeant(wiring, row, order))) return { passed: names }
    yield* told(wiring, row, order)
    return { forgotten: names }
  }).pipe(
    Effect.catchIf(isForgotten, () => Effect.succeed({ already: names })),
    orLeft(names),
  )
}

const told = (wiring: Wiring, { ticketId, version }: TicketRow, { actor, reason }: Order) => {
  const command = { type: "forget", reason } as const
  // Two jobs at once are one (P2).
  const commandId = following(fingerprint([actor, command]), `${ticketId} ${version}`)
  return Effect.uninterruptible(
    Effect.catchTag(
      submit(wiring, { ticketId, actor, command, commandId }),
      ["LeaseLost", "CommandIdReused"],
      Effect.die,
    ),
  )
}

const isForgotten = (error: unknown): error is CommandRejected =>
  error instanceof CommandRejected && error.rejection.rule === "NothingToForget"
