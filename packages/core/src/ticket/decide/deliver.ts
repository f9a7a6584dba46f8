// What channels report: deliveries (M-04, M-11).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Answer, RecordDelivery } from "../Command.ts"
import type { Event } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { filesOf } from "./open.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The id of a notification: the ticket, the event that caused it, which of the event's it is. */
export const notificationId = (ticketId: string, eventNumber: number, index: number): string =>
  `${ticketId}.${eventNumber}.${index}`

/** The number of the event that caused a notification. */
export const eventNumberOf = (notification: string): number =>
  Number(form.exec(notification)?.[2] ?? 0)

const form = /^(.+)\.(\d{1,9})\.(\d{1,3})$/

/** The commands of this kind. */
export type Delivering = typeof Answer.Type | typeof RecordDelivery.Type

/** The ticket is answered, or a channel reports. */
export const carryOut = (
  circumstances: Circumstances,
  state: State,
  command: Delivering,
): Decision =>
  command.type === "recordDelivery"
    ? recordDelivery(circumstances, state, command)
    : Result.succeed(delivered(circumstances, { type: "Answered", files: filesOf(command) }))

/** What answers a request; it is completed once the channel has accepted it (M-11). */
export const delivered = ({ carried }: Circumstances, answer: Event): ReadonlyArray<Event> =>
  carried === true ? [answer] : [answer, { type: "Completed" }]

// A notification was accepted, parked or returned. With the answer's own, the ticket moves.
const recordDelivery = (
  circumstances: Circumstances,
  state: State,
  { notification, outcome, deadline }: typeof RecordDelivery.Type,
): Decision => {
  const [, ticketId, eventNumber, index] = form.exec(notification) ?? []
  const number = Number(eventNumber)
  const known = circumstances.notificationKnown !== false
  if (ticketId !== state.ticketId || number > state.version || !known) {
    const no = reject(circumstances, state, "recordDelivery")
    const got = JSON.stringify(notification.slice(0, 64))
    return Result.fail(no("UnknownNotification", "a notification of this ticket", got))
  }
  const report: Event =
    outcome === "delivered"
      ? { type: "NotificationDelivered", notification, ...(deadline && { deadline }) }
      : { type: "NotificationFailed", notification, outcome }
  // Where an answer goes out by several channels, the first one is what counts.
  const isAnswer = number === state.answer && Number(index) === 0
  const moves = isAnswer ? answerMoves(circumstances, state, outcome) : []
  return Result.succeed([report, ...moves])
}

const answerMoves = (
  { lifecycle }: Circumstances,
  state: State,
  outcome: (typeof RecordDelivery.Type)["outcome"],
): ReadonlyArray<Event> => {
  const { confirmation } = lifecycle.shape
  const crossed = state.obligations.some(({ kind }) => kind === "message")
  // A message that came while the answer was under way is a word to be ruled; where no word is
  // waited for, closing would leave it unread, so the work goes on.
  const completes = outcome === "delivered" && (confirmation || !crossed)
  const move: Event = { type: completes ? "Completed" : "AnswerReturned" }
  if (!Lifecycle.allows(lifecycle, state.status, move.type)) return []
  return completes && crossed ? [move, { type: "WordHeard" }] : [move]
}
