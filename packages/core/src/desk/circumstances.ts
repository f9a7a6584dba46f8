// What surrounds a command: everything that a decision needs beside the ticket (see Circumstances).
import { Effect } from "effect"
import type { DirectoryError } from "../port/Directory.ts"
import type { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import type { Due, DueAction, TermsFound } from "../ticket/Circumstances.ts"
import type { Command } from "../ticket/Command.ts"
import type { Submission } from "./Desk.ts"
import { dueNow } from "./due.ts"
import { carries } from "./notices.ts"
import { registrationOf } from "./registration.ts"
import type { Held } from "./row.ts"
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
  /** The process whose policy is to be applied. */
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
  const { lifecycle, lines, priorities } = process
  const when = { lifecycle, lines, priorities, actor, at, effectiveAt: effectiveAt ?? at }
  if (command.type === "register" && held === undefined)
    return { ...when, registration: yield* registrationOf(wiring, command, when.effectiveAt) }
  if (command.type === "assign") {
    const member = yield* wiring.directory.staffMember(wiring.tenant, command.assignee)
    return { ...when, assigneeKnown: member !== undefined }
  }
  if (held === undefined) return when
  if (command.type === "recordDelivery" && notification === "asked")
    return { ...when, notificationKnown: yield* inOutbox(wiring, held, command.notification) }
  const reach = { channels: wiring.channels, reachable: held.state.reachable }
  if (command.type === "answer")
    return { ...when, carried: carries(process, reach, "Answered", actor) }
  if (command.type === "setDeadline") return { ...when, ...runningOf(held, command.clock) }
  if (command.type === "applyPolicy") return { ...when, ...termsFound(process, newer) }
  if (command.type !== "wake") return when
  return { ...when, due: yield* dueOn(wiring, processOf, held, now) }
})

/** What is due on a ticket by now, with those of its actions that can be done. */
export const dueOn = (
  wiring: Wiring,
  processOf: Process.ProcessOf,
  held: Held,
  now: number,
): Effect.Effect<ReadonlyArray<Due>, StoreError | DirectoryError> =>
  Effect.flatMap(dueNow(wiring, processOf, held, now), (due) =>
    Effect.forEach(due, (each) => withKnownPeople(wiring, each)),
  )

// I09: whom the directory does not know gets no ticket; the breach is recorded all the same.
const withKnownPeople = (wiring: Wiring, due: Due): Effect.Effect<Due, DirectoryError> =>
  due.effect === "breach" && due.actions !== undefined
    ? Effect.map(
        Effect.filter(due.actions, (action) => isOfKnown(wiring, action)),
        (actions) => ({ ...due, actions }),
      )
    : Effect.succeed(due)

const isOfKnown = Effect.fnUntraced(function* (
  { directory, tenant }: Wiring,
  action: DueAction,
): Effect.fn.Return<boolean, DirectoryError> {
  if (!("reassignTo" in action)) return true
  const member = yield* directory.staffMember(tenant, action.reassignTo)
  if (member === undefined)
    yield* Effect.logError(
      `upkeep: a breach reassigns to ${action.reassignTo}, whom the directory does not know`,
    )
  return member !== undefined
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

/** The process whose policy a command wants applied, where it was ever published. */
export const newerOf = ({ findProcess }: Wiring, command: Command) =>
  command.type === "applyPolicy" ? findProcess(command.process) : Effect.succeed(undefined)

const termsFound = (
  { lifecycle }: Process.Process,
  newer: Process.Process | undefined,
): { readonly terms?: TermsFound } => {
  if (newer === undefined) return {}
  const { ref, profile, calendar } = newer
  return {
    terms: {
      process: ref,
      policy: `${profile.policy.id}@${profile.policy.version}`,
      calendar: `${calendar.id}@${calendar.version}`,
      unknownStates: Process.unknownStates(profile, lifecycle),
    },
  }
}
