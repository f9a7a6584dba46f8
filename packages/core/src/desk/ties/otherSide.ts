// The other side of a command that changed one of two tickets, each by a command of its own (P5). A
// crash between them is healed by a repeat; what the other ticket refuses is undone on the first.
import { Effect } from "effect"
import { StoreError } from "../../port/StoreError.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import type { Event, Recorded } from "../../ticket/Event.ts"
import type { Receipt, Submission } from "../Desk.ts"
import { recordedOf } from "../row.ts"
import { rowOf } from "../summary.ts"
import { submit } from "../submit.ts"
import type { Wiring } from "../wiring.ts"
import { stateOf } from "./chain.ts"
import { linkMirrored, type LinkMade } from "./linking.ts"
import { mergeNoted, unmergeNoted } from "./merging.ts"
import { isTwoSided } from "./names.ts"

/** Carries out a checked submission, on both tickets where it is about two. */
export const submitWhole = (wiring: Wiring, submission: Submission) =>
  isTwoSided(submission.command) ? submitBoth(wiring, submission) : submit(wiring, submission)

const submitBoth = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const sound = yield* byId(wiring, submission)
  const receipt = yield* submit(wiring, sound)
  yield* otherSide(wiring, sound, receipt)
  return receipt
})

// A number stands for one ticket for ever, but what is stored of a ticket is its id.
const byId = Effect.fnUntraced(function* (wiring: Wiring, submission: Submission) {
  const { command } = submission
  if (command.type !== "register" || command.splitFrom === undefined) return submission
  const row = yield* Effect.catchTag(rowOf(wiring, command.splitFrom), "TicketNotFound", () =>
    Effect.succeed(undefined),
  )
  return row === undefined
    ? submission
    : { ...submission, command: { ...command, splitFrom: row.ticketId } }
})

/** Does on the other ticket what an accepted command left to do; again, it does what is left. */
export const otherSide = (wiring: Wiring, submission: Submission, receipt: Receipt) =>
  Effect.catchTag(doneThere(wiring, submission, receipt), "StoreError", (error) =>
    Effect.fail(error.reason === "damaged" ? error : inDoubt(receipt, error)),
  )

// The first side is stored, so it is no failure (P11): a repeat does what is left.
const inDoubt = ({ commandId, ticketId }: Receipt, cause: StoreError) => {
  const detail =
    `got an answer of the store for ticket ${ticketId} alone (${cause.message}), expected one for the ` +
    `other ticket too, at command ${commandId}: ask again with this command id`
  return new StoreError({ reason: "outcome-unknown", detail, commandId, ticketId, cause })
}

const doneThere = Effect.fnUntraced(function* (
  wiring: Wiring,
  submission: Submission,
  receipt: Receipt,
) {
  const rows = yield* wiring.query.journal(wiring.tenant, receipt.ticketId)
  const until = receipt.version
  const own = yield* Effect.forEach(rows.slice(until - receipt.events.length, until), recordedOf)
  const state = yield* stateOf(wiring, receipt.ticketId)
  if (state === undefined) return
  const first = { submission, receipt, state }
  for (const { event } of own)
    if (event.type === "Merged") yield* mergeNoted(wiring, first, event.into)
    else if (event.type === "Unmerged")
      yield* unmergeNoted(wiring, first, yield* mergeBefore(rows, until))
    else {
      const link = linkIn(event)
      if (link !== undefined) yield* linkMirrored(wiring, first, link)
    }
})

// Into which ticket it had been merged: an event says what happened, not what was before.
const mergeBefore = Effect.fnUntraced(function* (rows: ReadonlyArray<EventRow>, until: number) {
  const row = rows.findLast(({ type, number }) => type === "Merged" && number < until)
  const before: Recorded | undefined = row === undefined ? undefined : yield* recordedOf(row)
  return before?.event.type === "Merged" ? before.event.into : undefined
})

const linkIn = (event: Event): LinkMade | undefined => {
  switch (event.type) {
    case "Linked":
    case "Unlinked":
      return { ticket: event.ticket, as: event.as, linked: event.type === "Linked" }
    case "Rejected":
      return event.duplicateOf === null
        ? undefined
        : { ticket: event.duplicateOf, as: "duplicateOf", linked: true }
    case "Registered":
      return event.splitFrom === undefined
        ? undefined
        : { ticket: event.splitFrom, as: "splitFrom", linked: true }
    default:
      return undefined
  }
}
