// What people wrote is forgotten; that it was, by whom and why, is not (P20).
import { Result } from "effect"
import type { Circumstances, Kept } from "../Circumstances.ts"
import type { Forget } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"

/** Forgets the content of the events that are named, or of all of them. */
export const forget = (
  circumstances: Circumstances,
  state: State,
  { reason, events }: typeof Forget.Type,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const { kept = [] } = circumstances
  const named = kept.filter(({ number }) => events === undefined || events.includes(number))
  if (named.length === 0) {
    const no = reject(circumstances, state, "forget")
    const got = events === undefined ? undefined : `events ${events.join(", ")}`
    return Result.fail(no("NothingToForget", "content that is not forgotten yet", got))
  }
  const requester = named.some(ofRequester)
  // Who asked is forgotten as a whole: a letter must not go to whom an earlier event names.
  const forgotten = requester
    ? kept.filter((each) => named.includes(each) || ofRequester(each))
    : named
  const numbers = forgotten.map(({ number }) => number)
  return Result.succeed([{ type: "ContentForgotten", reason, events: numbers, requester }])
}

const ofRequester = ({ requester }: Kept): boolean => requester
