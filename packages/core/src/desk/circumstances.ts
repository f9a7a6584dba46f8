// What surrounds a command: everything that a decision needs beside the ticket (see Circumstances).
import { Effect } from "effect"
import * as Process from "../process/Process.ts"
import type { Circumstances, TermsFound } from "../ticket/Circumstances.ts"
import type { Command, Register } from "../ticket/Command.ts"
import { correctedParty, fieldsOf } from "./corrections.ts"
import type { Submission } from "./Desk.ts"
import { dueOn, isOurs } from "./due.ts"
import { keptIn } from "./kept.ts"
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
export const circumstancesOf = Effect.fnUntracedEager(function* (
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
  const around = { wiring, process, processOf, held, newer, now }
  return {
    ...when,
    ...factsFor(around, when, command),
    ...(yield* foundFor(around, when, command)),
    ...(command.type === "recordDelivery" && notification === "asked"
      ? { notificationKnown: yield* inOutbox(wiring, held, command.notification) }
      : {}),
  }
})

/** A ticket that is there, with the desk that works on it. */
interface Around extends Standing {
  readonly wiring: Wiring
  readonly held: Held
}

type When = Pick<Circumstances, "actor" | "at">

// What the desk knows without asking anybody.
const factsFor = (
  { wiring, process, held, newer }: Around,
  { actor }: When,
  command: Command,
): Partial<Circumstances> => {
  const { state } = held
  switch (command.type) {
    case "answer":
    case "shipRelease": {
      const reach = { channels: wiring.channels, reachable: state.reachable }
      const type = command.type === "answer" ? "Answered" : "ReleaseShipped"
      return { carried: carries(process, reach, type, actor) }
    }
    case "setDeadline":
      return runningOf(held, command.clock)
    case "applyPolicy":
      return termsFound(process, newer)
    case "reopen":
    case "receiveMessage":
      return windowOf(process, state)
    default:
      return {}
  }
}

// What it finds out.
const foundFor = Effect.fnUntracedEager(function* (
  { wiring, process, processOf, held, newer, now }: Around,
  { at }: When,
  command: Command,
) {
  const { state } = held
  switch (command.type) {
    case "assign":
      return { assigneeKnown: yield* isOurs(wiring, command.assignee, at) }
    case "route":
      return yield* routedTo(wiring, process, state, at)
    case "escalate":
      return yield* routedWhereFound(wiring, process, { ...state, line: command.line }, at)
    case "watch":
      return { watcherKnown: yield* isKnown(wiring, command.watcher, { ...state, at }) }
    case "migrate":
      return yield* migrationOf(process, newer, state, command)
    case "setRequestType":
    case "setFields":
    case "take":
      return yield* fieldsOf(process, state, command)
    case "setCustomer":
    case "setContract":
      return yield* correctedParty(wiring, process, state, command)
    case "merge":
    case "link":
    case "unlink":
    case "reject":
      return yield* otherOf(wiring, state, command)
    case "forget":
      return { kept: yield* keptIn(wiring, state.ticketId) }
    case "wake":
      return { due: yield* dueOn(wiring, processOf, held, now) }
    default:
      return {}
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

// One of ours, or a person of the ticket's own customer (P16).
const isKnown = (
  wiring: Wiring,
  id: string,
  { customer, at }: Pick<Held["state"], "customer"> & Pick<When, "at">,
) =>
  Effect.flatMap(isOurs(wiring, id, at), (isOne) =>
    isOne
      ? Effect.succeed(true)
      : Effect.map(
          wiring.directory.contact(wiring.tenant, id),
          (contact) => contact !== undefined && contact.customer === customer,
        ),
  )

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
