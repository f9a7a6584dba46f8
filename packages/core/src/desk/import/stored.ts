// A ticket that was lived again, as the store takes it: all of it in one commit, or nothing (P5);
// and what stands there of it already.
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { Commit } from "../../port/TicketStore.ts"
import type { Receipt } from "../Receipt.ts"
import { fingerprint } from "../canonical.ts"
import { type Held, recordedOf } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import { ofImport } from "./life.ts"

/** One commit of all that happened to a ticket, stored at an instant in epoch milliseconds. */
export const whole = ({ state }: Held, commits: ReadonlyArray<Commit>, at: number): Commit => {
  const last = commits.at(-1)
  if (last === undefined) throw new Error("a ticket was lived again without an event")
  const { ticketId, number, version, status } = state
  const ids = rowIdsOf(commits)
  const commandId = `${ofImport}${fingerprint([number, ids])}`
  const types = commits.flatMap(({ events }) => events.map(({ type }) => type))
  const receipt: Receipt = { commandId, ticketId, number, version, status, events: types }
  return {
    ticketId,
    expectedVersion: 0,
    // A repeat is known by it for 30 days from now, and by the journal for ever.
    at,
    command: { id: commandId, hash: commandId, result: JSON.stringify(receipt) },
    row: last.row,
    events: commits.flatMap(({ events }) => events),
    contents: commits.flatMap(({ contents }) => contents),
    // What was told in its time is told once.
    deliveries: [],
    settlements: [],
    forgotten: [],
  }
}

/** The ids of the commands that rows stood for, each once, in their order. */
export const rowIdsOf = (commits: ReadonlyArray<Commit>): ReadonlyArray<string> => [
  ...new Set(commits.map(({ command }) => command.id).filter(isOfRow)),
]

const isOfRow = (commandId: string): boolean => commandId.startsWith(ofImport)

/**
 * How a ticket stands in the store: not there, there from these very rows, from others, or under
 * its number there is another one.
 */
export type Standing = "absent" | "same" | "otherwise" | "taken"

/** Finds out how a ticket stands in the store. */
export const standingOf = Effect.fnUntraced(function* (
  { store, query, tenant }: Wiring,
  { ticketId, number }: Pick<Held["state"], "ticketId" | "number">,
  rowIds: ReadonlyArray<string>,
): Effect.fn.Return<Standing, StoreError> {
  if ((yield* store.load(tenant, ticketId)) === undefined)
    return (yield* query.byNumber(tenant, number)) === undefined ? "absent" : "taken"
  const journal = yield* Effect.forEach(yield* query.journal(tenant, ticketId), recordedOf)
  const ids = [...new Set(journal.map(({ commandId }) => commandId).filter(isOfRow))]
  return ids.length === rowIds.length && ids.every((id, index) => id === rowIds[index])
    ? "same"
    : "otherwise"
})
