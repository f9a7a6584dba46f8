// The other ticket that a command names: found by its id or its number, and where it went in the
// end.
import { Effect } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { Circumstances } from "../../ticket/Circumstances.ts"
import type { Link, Merge, Reject, Unlink } from "../../ticket/Command.ts"
import type { State } from "../../ticket/State.ts"
import { isLinked } from "../../ticket/Ticket.ts"
import { heldOf } from "../row.ts"
import { rowOf } from "../summary.ts"
import type { Wiring } from "../wiring.ts"
import { endOf, rowFrom } from "./chain.ts"
import { mirrorOf } from "./names.ts"

type Naming = typeof Merge.Type | typeof Link.Type | typeof Unlink.Type | typeof Reject.Type

type Found = Pick<Circumstances, "other">

/** What a decision needs to know of the ticket that a command names. */
export const otherOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  state: State,
  command: Naming,
): Effect.fn.Return<Found, StoreError> {
  const name = nameIn(command)
  const named = name === undefined ? undefined : yield* stateNamed(wiring, name)
  if (named === undefined) return {}
  const other = isTied(state, named, command) ? named : yield* endOf(wiring, named)
  const { ticketId, customer, closedAt } = other
  return {
    other: {
      ticketId,
      isClosed: closedAt !== null,
      ofAnother: customer !== state.customer,
      ...(yield* rowWith(wiring, state, other, command)),
    },
  }
})

const nameIn = (command: Naming): string | undefined => {
  if (command.type === "merge") return command.into
  return command.type === "reject" ? command.duplicateOf : command.ticket
}

const stateNamed = (wiring: Wiring, name: string): Effect.Effect<State | undefined, StoreError> =>
  rowOf(wiring, name).pipe(
    Effect.flatMap(heldOf),
    Effect.map(({ state }) => state),
    Effect.catchTag("TicketNotFound", () => Effect.succeed(undefined)),
  )

// A link that stands on either side means the ticket that it names, merged or not.
const isTied = (state: State, named: State, command: Naming): boolean => {
  if (command.type !== "link" && command.type !== "unlink") return false
  const { as } = command
  return isLinked(state, named.ticketId, as) || isLinked(named, state.ticketId, mirrorOf[as])
}

const alone = { partOf: [], row: 1 }

// Each side of a link says of both which is a part of the other, and of links that are made at once
// only one side may be there yet.
const rowWith = Effect.fnUntraced(function* (
  wiring: Wiring,
  state: State,
  other: State,
  command: Naming,
) {
  if (command.type !== "link" || (command.as !== "partOf" && command.as !== "hasPart")) return alone
  const [part, whole] = command.as === "partOf" ? [state, other] : [other, state]
  const above = yield* rowFrom(wiring, whole, "partOf")
  const below = yield* rowFrom(wiring, part, "hasPart")
  return {
    partOf: below.ids.includes(whole.ticketId) ? [...above.ids, part.ticketId] : above.ids,
    row: above.length + below.length,
  }
})
