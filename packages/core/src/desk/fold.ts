// From decided events to what is stored: stamped, folded into state and clocks, with what to tell.
import * as Clock from "../sla/Clock.ts"
import * as Process from "../process/Process.ts"
import type { Actor, Command } from "../ticket/Command.ts"
import type { Event, Recorded, Versions } from "../ticket/Event.ts"
import type { Lifecycle } from "../ticket/Lifecycle.ts"
import * as Ticket from "../ticket/Ticket.ts"
import type { Held } from "./row.ts"

/** What every event of one command has in common. */
export interface Stamp {
  readonly ticketId: string
  readonly version: number
  readonly at: number
  readonly effectiveAt: number
  readonly actor: Actor
  readonly commandId: string
  readonly versions: Versions
  /** Goes with the event that has its words: the first, but for a closing that they undo. */
  readonly content: Recorded["content"]
}

/** The desk itself, where it acts. */
export const machine: Actor = { kind: "robot", id: "desk" }

/** Stamps decided events: numbered on from the version they were decided on. */
export const record = (
  stamp: Stamp,
  command: Command,
  events: ReadonlyArray<Event>,
): ReadonlyArray<Recorded> =>
  events.map((event, index) => {
    const number = stamp.version + index + 1
    // What undoes a closing is the message after it, which has the words.
    const speaks = events[0]?.type === "ClosingUndone" ? 1 : 0
    return {
      format: 1,
      id: `${stamp.ticketId}.${number}`,
      ticketId: stamp.ticketId,
      number,
      at: stamp.at,
      effectiveAt: effectiveAtOf(stamp, event),
      actor: isMachines(command, event) ? machine : stamp.actor,
      commandId: stamp.commandId,
      versions: stamp.versions,
      content: index === speaks ? stamp.content : null,
      event,
    }
  })

// What follows a registration by itself, and whom the routing finds, is the machine's doing.
const isMachines = (command: Command, event: Event): boolean =>
  command.type === "register"
    ? event.type !== "Registered"
    : event.type === "Assigned" && event.routed !== undefined

// What a clock brings about happened when it was due, however late it is written down.
const effectiveAtOf = ({ at, effectiveAt }: Stamp, event: Event): number =>
  ownTime.has(event.type) && "dueAt" in event && typeof event.dueAt === "number"
    ? Math.min(at, event.dueAt)
    : effectiveAt

const ownTime: ReadonlySet<Event["type"]> = new Set<Event["type"]>([
  "ClockBreached",
  "ObligationDue",
  "PromiseDue",
  "SilenceElapsed",
  "SnoozeEnded",
])

/** Folds recorded events into what the desk holds of the ticket. */
export const fold = (
  processOf: Process.ProcessOf,
  held: Held | undefined,
  journal: ReadonlyArray<Recorded>,
): Held | undefined =>
  journal.reduce<Held | undefined>((now, each) => step(processOf, now, each), held)

/** What the desk holds of the ticket after one more event. */
export const step = (
  processOf: Process.ProcessOf,
  held: Held | undefined,
  recorded: Recorded,
): Held => {
  const lifecycle = lifecycleFor(processOf, held?.state, recorded)
  const state = Ticket.evolve(lifecycle, held?.state, recorded)
  const states = (way: Lifecycle, status: string) => way.table.get(status)?.states ?? none
  // A correction or a migration may have changed the way.
  const next = Process.lifecycleOf(processOf(state.process), state.requestType)
  const termsOf = Process.termsOf(processOf)
  const clocks = Clock.step(termsOf, state.terms, held?.clocks ?? [], {
    recorded,
    before: held === undefined ? none : states(lifecycle, held.state.status),
    after: states(next, state.status),
    facts: state,
    contract: state.contract,
  })
  return { state, clocks }
}

/** The states of a ticket after each of its events. */
export const statesOf = (
  processOf: Process.ProcessOf,
  journal: ReadonlyArray<Recorded>,
): ReadonlyArray<Ticket.State> => {
  const states: Array<Ticket.State> = []
  for (const recorded of journal) {
    const before = states.at(-1)
    states.push(Ticket.evolve(lifecycleFor(processOf, before, recorded), before, recorded))
  }
  return states
}

const lifecycleFor = (
  processOf: Process.ProcessOf,
  state: Ticket.State | undefined,
  { versions, event }: Recorded,
): Lifecycle => {
  if (state !== undefined) return Process.lifecycleOf(processOf(state.process), state.requestType)
  const requestType = event.type === "Registered" ? event.requestType : ""
  return Process.lifecycleOf(processOf(versions.process), requestType)
}

const none: ReadonlySet<string> = new Set()
