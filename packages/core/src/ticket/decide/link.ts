// What a ticket has to do with others, with people, and with a later day.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type {
  Link,
  LinkKind,
  Merge,
  NoteMerge,
  Snooze,
  Unlink,
  Unmerge,
  Unsnooze,
  Unwatch,
  Watch,
} from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { inPast } from "./owe.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The most tickets that are each a part of the next (I08). */
export const partsDeep = 5

/** The commands of this kind. */
export type Tie =
  | typeof Merge.Type
  | typeof Unmerge.Type
  | typeof NoteMerge.Type
  | typeof Link.Type
  | typeof Unlink.Type

/** The ticket is tied to another, or is so no more. */
export const tie = (circumstances: Circumstances, state: State, command: Tie): Decision => {
  switch (command.type) {
    case "merge":
      return merge(circumstances, state, command)
    case "unmerge":
      return Result.succeed([{ type: "Unmerged", to: state.closedFrom ?? "" }])
    case "noteMerge":
      return noteMerge(circumstances, state, command)
    case "link":
      return link(circumstances, state, command)
    case "unlink":
      return unlink(circumstances, state, command)
  }
}

const merge = (
  circumstances: Circumstances,
  state: State,
  { into }: typeof Merge.Type,
): Decision => {
  const { other } = circumstances
  const no = reject(circumstances, state, "merge")
  const got = JSON.stringify(into)
  if (other === undefined)
    return Result.fail(no("UnknownTicket", "the id or the number of a ticket", got))
  if (other.ticketId === state.ticketId)
    return Result.fail(no("MergeCycle", "a ticket that is not, in the end, this one", got))
  // What is said on the one is said on the other from then on: that must be the same people's.
  if (other.ofAnother === true)
    return Result.fail(no("OtherCustomer", "a ticket of the same customer", got))
  return other.isClosed
    ? Result.fail(no("TargetClosed", "a ticket that is not closed", got))
    : Result.succeed([{ type: "Merged", into: other.ticketId }])
}

const noteMerge = (
  circumstances: Circumstances,
  state: State,
  { ticket, merged }: typeof NoteMerge.Type,
): Decision => {
  const no = reject(circumstances, state, "noteMerge")
  const got = JSON.stringify(ticket)
  if (state.absorbed.includes(ticket) === merged) {
    const expected = merged ? "a ticket that is not merged into it" : "one that is"
    return Result.fail(no("AlreadyMerged", expected, got))
  }
  // One that was merged in the meantime goes on, and takes with it what was merged into it.
  return merged && state.closedAt !== null && state.mergedInto === null
    ? Result.fail(no("TargetClosed", "a ticket that is not closed", got))
    : Result.succeed([{ type: "MergeNoted", ticket, merged }])
}

const link = (
  circumstances: Circumstances,
  state: State,
  { ticket, as }: typeof Link.Type,
): Decision => {
  const { other } = circumstances
  const no = reject(circumstances, state, "link")
  const got = `${as} ${JSON.stringify(ticket)}`
  if (other === undefined)
    return Result.fail(no("UnknownTicket", "the id or the number of a ticket", got))
  const { ticketId } = other
  if (ticketId === state.ticketId) return Result.fail(no("LinkToItself", "another ticket", got))
  if (isLinked(state, ticketId, as))
    return Result.fail(no("AlreadyLinked", "a link that is not there yet", got))
  if (as === "partOf" || as === "hasPart") {
    const { partOf, row } = other
    if (partOf.includes(as === "partOf" ? state.ticketId : ticketId))
      return Result.fail(no("LinkCycle", "a link by which no ticket is a part of itself", got))
    if (row > partsDeep)
      return Result.fail(no("LinkTooDeep", `at most ${partsDeep} tickets, each in the next`, got))
  }
  return Result.succeed([{ type: "Linked", ticket: ticketId, as }])
}

const unlink = (
  circumstances: Circumstances,
  state: State,
  { ticket, as }: typeof Unlink.Type,
): Decision => {
  const ticketId = circumstances.other?.ticketId ?? ticket
  if (isLinked(state, ticketId, as))
    return Result.succeed([{ type: "Unlinked", ticket: ticketId, as }])
  const no = reject(circumstances, state, "unlink")
  return Result.fail(no("NotLinked", "a link that is there", `${as} ${JSON.stringify(ticket)}`))
}

/** Whether a ticket has a link of a kind to another one, by that one's id. */
export const isLinked = ({ links }: State, ticketId: string, as: LinkKind): boolean =>
  links.some((each) => each.ticket === ticketId && each.as === as)

/** The commands of this kind. */
export type Look =
  | typeof Snooze.Type
  | typeof Unsnooze.Type
  | typeof Watch.Type
  | typeof Unwatch.Type

/** Who looks at the ticket, and from when on. */
export const look = (circumstances: Circumstances, state: State, command: Look): Decision => {
  const no = reject(circumstances, state, command.type)
  switch (command.type) {
    case "snooze": {
      const { until } = command
      const late = inPast(circumstances, state, "snooze", until)
      return late === undefined ? Result.succeed([{ type: "Snoozed", until }]) : Result.fail(late)
    }
    case "unsnooze":
      return state.snoozedUntil === null
        ? Result.fail(no("NotSnoozed", "a ticket that waits for a later day"))
        : Result.succeed([{ type: "SnoozeEnded", dueAt: null }])
    case "watch":
      return watch(circumstances, state, command)
    case "unwatch": {
      const { watcher } = command
      return state.watchers.includes(watcher)
        ? Result.succeed([{ type: "Unwatched", watcher }])
        : Result.fail(no("NotWatching", "one of its watchers", JSON.stringify(watcher)))
    }
  }
}

const watch = (
  circumstances: Circumstances,
  state: State,
  { watcher }: typeof Watch.Type,
): Decision => {
  const no = reject(circumstances, state, "watch")
  const got = JSON.stringify(watcher)
  if (circumstances.watcherKnown === false)
    return Result.fail(no("UnknownWatcher", "somebody whom the directory knows", got))
  return state.watchers.includes(watcher)
    ? Result.fail(no("AlreadyWatching", "somebody who does not watch it yet", got))
    : Result.succeed([{ type: "Watched", watcher }])
}
