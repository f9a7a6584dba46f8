// Whether a command may be carried out on a ticket, and what happens then. Pure: the same command
// in the same circumstances is always decided alike.
import { Result } from "effect"
import { actorsOf, mayAct } from "./Actors.ts"
import type { Circumstances } from "./Circumstances.ts"
import type { Command } from "./Command.ts"
import { carryOut } from "./decide/carryOut.ts"
import * as open from "./decide/open.ts"
import type { Event } from "./Event.ts"
import { statusAfter } from "./evolve.ts"
import * as Lifecycle from "./Lifecycle.ts"
import * as Obligation from "./Obligation.ts"
import type { Rejection } from "./Rejection.ts"
import { reject } from "./reject.ts"
import type { State } from "./State.ts"

/** Decides a command: the events that happen, or the rule that stands against it. */
export const decide = (
  circumstances: Circumstances,
  state: State | undefined,
  command: Command,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const refusal = refusalOf(circumstances, state, command)
  if (refusal !== undefined) return Result.fail(refusal)
  if (state === undefined || command.type === "register")
    return Result.map(open.register(circumstances, command), (events) =>
      withTurn(circumstances.lifecycle, unborn, events),
    )
  return Result.map(carryOut(circumstances, state, command), (events) =>
    withTurn(wayAfter(circumstances, command), state, events),
  )
}

// Who owes the next move after a migration, the version says to which it leads.
const wayAfter = ({ lifecycle, migration }: Circumstances, { type }: Command) =>
  type === "migrate" ? (migration?.lifecycle ?? lifecycle) : lifecycle

// The rules that hold for every command, before its own.
const refusalOf = (
  circumstances: Circumstances,
  state: State | undefined,
  command: Command,
): Rejection | undefined => {
  const { actor, at, effectiveAt, lifecycle } = circumstances
  const no = reject(circumstances, state, command.type)
  if (state === undefined && command.type !== "register")
    return no("NotRegistered", "a registered ticket")
  if (!mayAct(actor, command.type))
    return no("ActorNotAllowed", actorsOf[command.type].join(" or "))
  if (effectiveAt > at)
    return no("EffectiveInFuture", "an effective time that is not in the future")
  if (state === undefined) return undefined
  if (command.type === "register") return no("AlreadyRegistered", "a ticket that is not there yet")
  if (effectiveAt < state.registeredAt)
    return no("EffectiveBeforeRegistration", "an effective time not before the registration")
  if (!Lifecycle.permits(lifecycle, state.status, command.type))
    return no("TransitionNotAllowed", "a command that the status allows")
  return undefined
}

const unborn = { status: "", version: 0, obligations: [] }

// The turn is whoever owes the next move; it passes by an event of its own, and only while open.
const withTurn = (
  lifecycle: Lifecycle.Lifecycle,
  state: Pick<State, "status" | "version" | "obligations">,
  events: ReadonlyArray<Event>,
): ReadonlyArray<Event> => {
  const status = events.reduce((from, event) => statusAfter(lifecycle, from, event), state.status)
  const states = lifecycle.table.get(status)?.states
  if (states === undefined || !states.has("open")) return events
  const owed = events.reduce(
    (open, event, index) => Obligation.step(open, event, state.version + index + 1),
    state.obligations,
  )
  const to = Obligation.turnOf(owed, Lifecycle.ownerIn(lifecycle, states))
  return states.has(to) ? events : [...events, { type: "TurnPassed", to }]
}
