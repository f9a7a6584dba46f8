// A release is out: everybody who waits for it is told (M-16), by one command for each ticket.
import { Effect, Result } from "effect"
import type { TicketRow } from "../../port/TicketStore.ts"
import * as Components from "../../process/Components.ts"
import type { State } from "../../ticket/State.ts"
import { fingerprint } from "../canonical.ts"
import { ticketsOfPage } from "../check.ts"
import { heldOf } from "../row.ts"
import { submit } from "../submit.ts"
import type { Shipment, ShipmentReport } from "../Ties.ts"
import type { Wiring } from "../wiring.ts"
import { checkShipment } from "./check.ts"
import { orLeft } from "./left.ts"
import { following } from "./names.ts"

const statusPrefix = "open.awaitingRelease."

/** Ships a release to a page of the tickets that wait for one. */
export const shipRelease = Effect.fnUntraced(function* (wiring: Wiring, given: Shipment) {
  const { after, limit = ticketsOfPage, ...order } = yield* checkShipment(given)
  const page = { statusPrefix, limit, ...(after === undefined ? {} : { after }) }
  const rows = yield* wiring.query.list(wiring.tenant, page)
  const outcomes = yield* Effect.forEach(rows, (row) =>
    Effect.andThen(wiring.breathe, shipped(wiring, row, order)),
  )
  const report: ShipmentReport = {
    shipped: outcomes.flatMap((outcome) => ("shipped" in outcome ? outcome.shipped : [])),
    refused: outcomes.flatMap((outcome) => ("refused" in outcome ? [outcome.refused] : [])),
    next: rows.length < limit ? null : (rows.at(-1)?.ticketId ?? null),
  }
  return report
})

type Order = Omit<Shipment, "after" | "limit">

const shipped = (wiring: Wiring, row: TicketRow, order: Order) => {
  const names = { ticketId: row.ticketId, number: row.number }
  return Effect.flatMap(heldOf(row), ({ state }) => {
    const release = withAwaited(wiring, state, order)
    return isFor(state, release)
      ? Effect.as(told(wiring, row, release), { shipped: [names] })
      : Effect.succeed({ shipped: [] })
  }).pipe(orLeft(names))
}

// What a release contains need not be said where the component's scheme tells it: all before it.
const withAwaited = ({ inForce }: Wiring, { awaited }: State, order: Order): Order => {
  const { component, version, includes = [] } = order
  const scheme = Components.schemeOf(inForce.profile, component)
  const waitsFor = awaited?.version ?? null
  if (waitsFor === null || scheme === undefined) return order
  const isRead = [version, waitsFor].every((text) => Result.isSuccess(scheme.parse(text)))
  return isRead && scheme.compare(waitsFor, version) === "before"
    ? { ...order, includes: [...includes, waitsFor] }
    : order
}

// Those who wait for another release are nobody's refusal.
const isFor = ({ awaited }: State, { component, version, includes = [] }: Order): boolean =>
  awaited !== null &&
  awaited.component === component &&
  (awaited.version === null || [version, ...includes].includes(awaited.version))

const told = (wiring: Wiring, { ticketId, version }: TicketRow, order: Order) => {
  const { actor, ...release } = order
  // Two at once are one (P2); a ticket that moved on in between says itself what it waits for.
  const commandId = following(fingerprint(order), `${ticketId} ${version}`)
  const command = { type: "shipRelease", ...release } as const
  return Effect.uninterruptible(submit(wiring, { ticketId, actor, command, commandId }))
}
