// What a merge leaves to do on the ticket into which another went.
import { Effect } from "effect"
import type { Wiring } from "../wiring.ts"
import { stateOf, wayOf } from "./chain.ts"
import type { Undoing } from "./names.ts"
import { type First, follow, refused, unlessUndone } from "./undo.ts"

/**
 * Notes a merge on its target. Two desks may merge two tickets into each other at once, neither of
 * them seeing the other's merge before its own is stored; whoever then finds the circle takes its
 * own back.
 */
export const mergeNoted = Effect.fnUntraced(function* (wiring: Wiring, first: First, into: string) {
  const { state } = first
  // It was undone then, or by somebody since.
  if (state.mergedInto !== into) return yield* unlessUndone(wiring, first)
  const { last } = yield* wayOf(wiring, state)
  const leadsBack = last.mergedInto === state.ticketId
  const rule = leadsBack ? "MergeCycle" : yield* noted(wiring, first, into)
  if (rule !== undefined) return yield* takenBack(wiring, first, rule)
})

const noted = (wiring: Wiring, first: First, into: string) =>
  follow(wiring, first, {
    ticketId: into,
    command: { type: "noteMerge", ticket: first.state.ticketId, merged: true },
    what: "noted",
  })

const takenBack = Effect.fnUntraced(function* (wiring: Wiring, first: First, rule: Undoing) {
  const { submission, state } = first
  const { actor } = submission
  const command = { type: "unmerge", text: rule } as const
  yield* follow(wiring, first, { ticketId: state.ticketId, command, actor, what: rule })
  const now = (yield* stateOf(wiring, state.ticketId)) ?? state
  return yield* refused(wiring, { ...first, state: now }, rule)
})

/** Notes on the ticket into which another had gone that it stands by itself again. */
export const unmergeNoted = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: First,
  from: string | undefined,
) {
  // It may have been merged there again since.
  if (from === undefined || first.state.mergedInto === from) return
  yield* follow(wiring, first, {
    ticketId: from,
    command: { type: "noteMerge", ticket: first.state.ticketId, merged: false },
    what: "noted",
  })
})
