// How a fault is removed (M-16), the steps of a process's own, and the work that it takes.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { AwaitRelease, LogWork, OpenChange, ShipRelease, StartFix, Take } from "../Command.ts"
import type { Event } from "../Event.ts"
import * as Lifecycle from "../Lifecycle.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { delivered } from "./deliver.ts"
import { changeOf } from "./open.ts"
import { inPast, promised } from "./owe.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

type Remedy =
  | typeof StartFix.Type
  | typeof AwaitRelease.Type
  | typeof ShipRelease.Type
  | typeof Take.Type
  | typeof LogWork.Type
  | typeof OpenChange.Type

/** The work goes on towards its remedy. */
export const carryOut = (circumstances: Circumstances, state: State, command: Remedy): Decision => {
  switch (command.type) {
    case "startFix":
      return Result.succeed([{ type: "FixStarted" }])
    case "awaitRelease":
      return awaitRelease(circumstances, state, command)
    case "shipRelease":
      return shipRelease(circumstances, state, command)
    case "take":
      return take(circumstances, state, command)
    case "logWork": {
      const { minutes, worker = circumstances.actor.id } = command
      return Result.succeed([{ type: "WorkLogged", minutes, worker }])
    }
    case "openChange": {
      const change = changeOf(state.number, state.changes.length)
      return Result.succeed([{ type: "ChangeOpened", change, origin: command.origin }])
    }
  }
}

const awaitRelease = (
  circumstances: Circumstances,
  state: State,
  command: typeof AwaitRelease.Type,
): Decision => {
  const { component, version = null, promisedAt } = command
  const awaited: Event = { type: "ReleaseAwaited", component, version }
  const late = inPast(circumstances, state, "awaitRelease", promisedAt)
  if (late !== undefined) return Result.fail(late)
  if (promisedAt === undefined || promisedAt === state.promisedAt) return Result.succeed([awaited])
  const promise = promised(circumstances, state, { type: "awaitRelease", promisedAt })
  return Result.map(promise, (event) => [awaited, event])
}

// A shipped release is the answer of every ticket that waited for it: its notice completes them.
const shipRelease = (
  circumstances: Circumstances,
  state: State,
  { component, version, includes = [] }: typeof ShipRelease.Type,
): Decision => {
  const { awaited } = state
  if (
    awaited === null ||
    awaited.component !== component ||
    (awaited.version !== null && ![version, ...includes].includes(awaited.version))
  ) {
    const no = reject(circumstances, state, "shipRelease")
    const waitsFor = `${awaited?.component ?? "nothing"} ${awaited?.version ?? "in any version"}`
    return Result.fail(
      no("ReleaseNotAwaited", `what it waits for: ${waitsFor}`, `${component} ${version}`),
    )
  }
  return Result.succeed(delivered(circumstances, { type: "ReleaseShipped", component, version }))
}

const take = (
  circumstances: Circumstances,
  state: State,
  { step, move }: typeof Take.Type,
): Decision => {
  const { lifecycle, actor, filled, personal = {} } = circumstances
  const no = reject(circumstances, state, "take")
  if (Lifecycle.next(lifecycle, state.status, `StepTaken.${step}.${move}`) === undefined) {
    const moves = Lifecycle.movesIn(lifecycle, state.status)
    const offered = moves.map((each) => `${each.step} by ${each.move}`).join(", ")
    return Result.fail(no("MoveNotOffered", offered, `${step} by ${move}`))
  }
  if (actor.kind === "customer" && lifecycle.owners.get(step) !== "customer")
    return Result.fail(no("ActorNotAllowed", "agent, for a step that is not the customer's"))
  const fields = filled?.fields ?? {}
  const isFilled = (id: string) => Object.hasOwn(fields, id) || Object.hasOwn(personal, id)
  const missing = state.missing.filter((id) => !isFilled(id))
  return Result.succeed([{ type: "StepTaken", step, move, fields, missing }])
}
