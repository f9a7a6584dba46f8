// What surrounds a command: everything that a decision needs beside the ticket (see Circumstances).
import { Effect } from "effect"
import { type DirectoryError, hasLeft } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import type { Circumstances, Due, DueAction, TermsFound } from "../ticket/Circumstances.ts"
import type { Command, Register } from "../ticket/Command.ts"
import { correctedParty, fieldsOf } from "./corrections.ts"
import type { Submission } from "./Desk.ts"
import { dueNow } from "./due.ts"
import { migrationOf } from "./migrating.ts"
import { carries } from "./notices.ts"
import { registrationOf, typeOf } from "./registration.ts"
import { windowOf } from "./reopening.ts"
import { newTicket, routedTo, routedWhereFound } from "./routing.ts"
import type { Held } from "./row.ts"
import { otherOf } from "./ties/other.ts"
import type { Wiring } from "./wiring.ts"

/** By how much the host's clock may lie before a ticket's last event without a word (T10). */
export const clockStepMillis = 1_000

/** A ticket as a command finds it, with its processes. */
export interface Standing {
  /** The process that the ticket is on. */
  readonly process: Process.Process
  /** It, and those by whose terms its clocks run. */
  readonly processOf: Process.ProcessOf
  readonly held: Held | undefined
  /** The process whose policy is to be applied, or on which the ticket is to go on. */
  readonly newer: Process.Process | undefined
  /** By the host's clock. */
  readonly now: number
}

/**
 * Finds the circumstances of a command. A notification that the desk's own worker reports was
 * claimed, and so is known; of others the outbox is asked.
 */
export const circumstancesOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  { actor, command, effectiveAt }: Submission,
  { process, processOf, held, newer, now }: Standing,
  notification: "known" | "asked",
) {
  // T10: a clock that stepped back never takes a ticket's time back with it.
  const at = Math.max(now, held?.state.updatedAt ?? 0)
  if (at - now > clockStepMillis)
    yield* Effect.logWarning(
      `upkeep: clock-step: got a clock ${at - now} ms before the last event of ticket ` +
        `${held?.state.ticketId}, expected none; its events keep that event's time until then`,
    )
  const when = {
    ...rulesOf(process, typeIn(wiring, held, command)),
    actor,
    at,
    effectiveAt: effectiveAt ?? at,
  }
  if (held === undefined)
    return command.type === "register" ? yield* opening(wiring, command, when) : when
  const { state } = held
  switch (command.type) {
    case "assign":
      return { ...when, assigneeKnown: yield* isOurs(wiring, command.assignee, at) }
    case "route":
      return { ...when, ...(yield* routedTo(wiring, process, state, at)) }
    case "escalate": {
      const handed = { ...state, line: command.line }
      return { ...when, ...(yield* routedWhereFound(wiring, process, handed, at)) }
    }
    case "watch":
      return { ...when, watcherKnown: yield* isKnown(wiring, command.watcher) }
    case "recordDelivery":
      return notification === "known"
        ? when
        : { ...when, notificationKnown: yield* inOutbox(wiring, held, command.notification) }
    case "answer":
    case "shipRelease": {
      const reach = { channels: wiring.channels, reachable: state.reachable }
      const type = command.type === "answer" ? "Answered" : "ReleaseShipped"
      return { ...when, carried: carries(process, reach, type, actor) }
    }
    case "setDeadline":
      return { ...when, ...runningOf(held, command.clock) }
    case "applyPolicy":
      return { ...when, ...termsFound(process, newer) }
    case "migrate":
      return { ...when, ...(yield* migrationOf(process, newer, state, command)) }
    case "setRequestType":
    case "setFields":
    case "take":
      return { ...when, ...(yield* fieldsOf(process, state, command)) }
    case "setCustomer":
    case "setContract":
      return { ...when, ...(yield* correctedParty(wiring, process, state, command)) }
    case "merge":
    case "link":
    case "unlink":
    case "reject":
      return { ...when, ...(yield* otherOf(wiring, state, command)) }
    case "reopen":
    case "receiveMessage":
      return { ...when, ...windowOf(process, state) }
    case "wake":
      return { ...when, due: yield* dueOn(wiring, processOf, held, now) }
    default:
      return when
  }
})

/** What of a process every decision on a request of a type needs. */
export const rulesOf = (process: Process.Process, requestType: string) => {
  const { lines, tiers, priorities, profile } = process
  const matrix = profile.priorityMatrix
  return {
    lifecycle: Process.lifecycleOf(process, requestType),
    lines,
    tiers,
    priorities,
    ...(matrix === undefined ? {} : { matrix }),
  }
}

const typeIn = (wiring: Wiring, held: Held | undefined, command: Command): string => {
  if (held !== undefined) return held.state.requestType
  return command.type === "register" ? (typeOf(wiring, command)?.id ?? "") : ""
}

const opening = Effect.fnUntraced(function* <W extends Pick<Circumstances, "at" | "effectiveAt">>(
  wiring: Wiring,
  command: typeof Register.Type,
  when: W,
) {
  const found = yield* registrationOf(wiring, command, when.effectiveAt)
  const { inForce } = wiring
  const { registration } = found
  if (registration.refused === true) return { ...when, ...found }
  const ticket = newTicket(inForce, registration, command.channel)
  return { ...when, ...found, ...(yield* routedWhereFound(wiring, inForce, ticket, when.at)) }
})

// Whoever has left gets nothing any more (I09).
const isOurs = ({ directory, tenant }: Wiring, id: string, at: number) =>
  Effect.map(
    directory.staffMember(tenant, id),
    (member) => member !== undefined && !hasLeft(member, at),
  )

const isKnown = ({ directory, tenant }: Wiring, id: string) =>
  Effect.flatMap(directory.staffMember(tenant, id), (member) =>
    member === undefined
      ? Effect.map(directory.contact(tenant, id), (contact) => contact !== undefined)
      : Effect.succeed(true),
  )

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

const inOutbox = ({ query, tenant }: Wiring, { state }: Held, notification: string) =>
  Effect.map(query.deliveries(tenant, state.ticketId), (deliveries) =>
    deliveries.some(({ id }) => id === notification),
  )

const runningOf = ({ clocks }: Held, id: string): { readonly instance?: number } => {
  const clock = clocks.findLast((each) => each.id === id)
  const takesOne =
    clock !== undefined &&
    clock.ended === null &&
    clock.breachedAt === null &&
    clock.target !== null
  return takesOne ? { instance: clock.instance } : {}
}

/** The process that a command names, where it was ever published. */
export const newerOf = ({ findProcess }: Wiring, command: Command) =>
  command.type === "applyPolicy" || command.type === "migrate"
    ? findProcess(command.process)
    : Effect.succeed(undefined)

const termsFound = (
  own: Process.Process,
  newer: Process.Process | undefined,
): { readonly terms?: TermsFound } => {
  if (newer === undefined) return {}
  const { ref, profile, calendar } = newer
  return {
    terms: {
      process: ref,
      policy: `${profile.policy.id}@${profile.policy.version}`,
      calendar: `${calendar.id}@${calendar.version}`,
      unknownStates: Process.unknownStates(profile, own),
    },
  }
}
