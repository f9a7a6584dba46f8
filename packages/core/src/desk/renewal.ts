// A ticket measured anew by the zone data of this host (T18): its next due instant without an
// event, and an event for each deadline that people were told and that falls elsewhere now.
import { Clock, Effect, Result } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { Commit, TicketRow } from "../port/TicketStore.ts"
import * as Process from "../process/Process.ts"
import type { Command } from "../ticket/Command.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { withChain } from "./chained.ts"
import { commitOf } from "./commit.ts"
import { machine } from "./fold.ts"
import { heldIn } from "./held.ts"
import { type Moved, movedIn } from "./jobs/moved.ts"
import { processesOf, refsIn } from "./processesOf.ts"
import { recordedOf, type Stored } from "./row.ts"
import type { Wiring } from "./wiring.ts"
import { notOlder } from "./zoneData.ts"

/** How often a ticket is measured again after a conflict. */
export const renewalsAtMost = 5

/** What measuring a ticket anew would store. */
export interface Renewal {
  readonly commit: Commit
  readonly events: ReadonlyArray<Moved>
}

/** What measuring a ticket anew would store; undefined where it was measured by this zone data. */
export const renewalOf = Effect.fnUntraced(function* (wiring: Wiring, row: TicketRow) {
  const stored = yield* heldIn(wiring, row)
  if (stored.zoneData === wiring.zoneData) return undefined
  yield* notOlder(wiring.zoneData, stored.zoneData, row.ticketId)
  return yield* measured(wiring, stored)
})

// Nobody asks for it, and no state hears of it: it is no command, and is stored like one.
const measured = Effect.fnUntraced(function* (wiring: Wiring, stored: Stored) {
  const held = yield* withChain(wiring, stored)
  const { ticketId, version, status, requestType, process: ref } = held.state
  const journal = yield* Effect.forEach(
    yield* wiring.query.journal(wiring.tenant, ticketId),
    recordedOf,
  )
  const processOf = yield* processesOf(wiring, refsIn(journal))
  const process = processOf(ref)
  const lifecycle = Process.lifecycleOf(process, requestType)
  const events = Lifecycle.allows(lifecycle, status, "DeadlineMoved")
    ? movedIn(processOf, journal, wiring.zoneData)
    : []
  const now = yield* Clock.currentTimeMillis
  const at = Math.max(now, held.state.updatedAt)
  // What two hosts would store for the same version is the same (P2).
  const commandId = `zone:${ticketId}:${version}:${wiring.zoneData}`
  const commit = commitOf(wiring, {
    submission: { actor: machine, command: { type: "wake" } },
    named: { commandId, ticketId, hash: commandId },
    loaded: held,
    before: [],
    held,
    process,
    processOf,
    events,
    circumstances: { at, effectiveAt: at },
    settlements: [],
  })
  const renewal: Renewal = { commit, events }
  return renewal
})

/** A ticket's row by this zone data, and what was stored for that. */
export interface Renewed {
  readonly row: TicketRow
  readonly renewal?: Renewal
}

/** Measures a ticket anew and stores that, where it is worth a commit of its own. */
export const renewed = Effect.fnUntraced(function* (
  wiring: Wiring,
  row: TicketRow,
  isWorth: (renewal: Renewal) => boolean,
) {
  let latest = row
  for (let renewals = 0; renewals < renewalsAtMost; renewals++) {
    const renewal: Renewal | undefined = yield* renewalOf(wiring, latest)
    if (renewal === undefined || !isWorth(renewal)) {
      const as: Renewed = { row: latest }
      return as
    }
    if (yield* stored(wiring, renewal)) {
      const done: Renewed = { row: renewal.commit.row, renewal }
      return done
    }
    latest = (yield* wiring.store.load(wiring.tenant, row.ticketId)) ?? latest
  }
  return yield* new StoreError({
    reason: "busy",
    detail: `got ${renewalsAtMost} changes of ticket ${row.ticketId} by others while it was measured anew; try again`,
  })
})

/**
 * What is worth a commit before a command: what people were told and has moved, which the command
 * would move in silence; and the instant of a ticket that is woken by another host's zone data.
 */
export const isWorthIt =
  ({ type }: Pick<Command, "type">) =>
  ({ events }: Renewal): boolean =>
    events.length > 0 || type === "wake"

// False where somebody moved the ticket first, or measured it.
const stored = ({ store, tenant, nudge }: Wiring, { commit }: Renewal) =>
  Effect.uninterruptible(store.commit(tenant, [commit])).pipe(
    Effect.map(([verdict]) => verdict === undefined || Result.isSuccess(verdict)),
    Effect.tap(nudge),
  )
