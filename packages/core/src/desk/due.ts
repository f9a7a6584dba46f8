// What of a ticket is due now, for whoever wakes it.
import { Effect } from "effect"
import type { DirectoryError } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import * as Member from "../roster/Member.ts"
import * as Wake from "../sla/Wake.ts"
import type { Due, DueAction } from "../ticket/Circumstances.ts"
import { clockedOf } from "./commit.ts"
import type { Held } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/**
 * Everything whose time has come by `now`, up to the first instant at which it changes what is due
 * after; a silence ends only when every intake was read past its
 * end, for a word may still lie unread (P7).
 */
const dueNow = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  held: Held,
  now: number,
): Effect.Effect<ReadonlyArray<Due>, StoreError> => {
  const pending = Wake.pendingBy(Process.termsOf(processOf), clockedOf(held), now)
  // Only a closing waits for intakes: the store is asked for nothing else.
  const closes = pending.some(({ due }) => due.effect === "close")
  const marks = closes ? wiring.inbound.watermarks(wiring.tenant) : Effect.succeed([])
  return Effect.map(marks, (intakes) => {
    const readUntil = Math.min(...intakes.map((mark) => mark.readUntil))
    const ripe = pending.filter(({ due }) => due.effect !== "close" || due.dueAt < readUntil)
    const turn = ripe.find(({ due }) => isTurn(due))
    return ripe.filter(({ at }) => turn === undefined || at <= turn.at).map(({ due }) => due)
  })
}

// A closing, or what a breach brings about, changes what is due after it: the next wake says what.
const isTurn = (due: Due): boolean =>
  due.effect === "close" || (due.effect === "breach" && (due.actions ?? []).length > 0)

/** What is due on a ticket by now, with those of its actions that can be done. */
export const dueOn = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  held: Held,
  now: number,
): Effect.Effect<ReadonlyArray<Due>, StoreError | DirectoryError> =>
  Effect.flatMap(dueNow(wiring, processOf, held, now), (due) =>
    Effect.forEach(due, (each) => toOursAlone(wiring, each, now)),
  )

// I09: who is none of ours, or has left, gets no ticket; the breach is recorded all the same.
const toOursAlone = (wiring: Wiring, due: Due, at: number): Effect.Effect<Due, DirectoryError> =>
  due.effect === "breach" && due.actions !== undefined
    ? Effect.map(
        Effect.filter(due.actions, (action) => isToOurs(wiring, action, at)),
        (actions) => ({ ...due, actions }),
      )
    : Effect.succeed(due)

const isToOurs = Effect.fnUntraced(function* (
  wiring: Wiring,
  action: DueAction,
  at: number,
): Effect.fn.Return<boolean, DirectoryError> {
  if (!("reassignTo" in action)) return true
  const { reassignTo } = action
  const isOne = yield* isOurs(wiring, reassignTo, at)
  if (!isOne)
    yield* Effect.logError(
      `upkeep: a breach reassigns to ${reassignTo}, who is not of the directory's staff, or has left`,
    )
  return isOne
})

/** Whether somebody is one of ours; whoever has left gets nothing any more (I09). */
export const isOurs = ({ directory, tenant }: Wiring, id: string, at: number) =>
  Effect.mapEager(
    directory.staffMember(tenant, id),
    (member) => member !== undefined && !Member.hasLeft(member, at),
  )
