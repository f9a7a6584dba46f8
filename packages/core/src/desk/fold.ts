// From decided events to what is stored: stamped, folded into state and clocks, with what to tell.
import * as Clock from "../sla/Clock.ts"
import * as Process from "../process/Process.ts"
import type { Actor, Command } from "../ticket/Command.ts"
import type { Event, Recorded, Versions } from "../ticket/Event.ts"
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
  /** Goes with the first event. */
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
    return {
      format: 1,
      id: `${stamp.ticketId}.${number}`,
      ticketId: stamp.ticketId,
      number,
      at: stamp.at,
      effectiveAt: effectiveAtOf(stamp, event),
      actor: command.type === "register" && event.type === "Acknowledged" ? machine : stamp.actor,
      commandId: stamp.commandId,
      versions: stamp.versions,
      content: index === 0 ? stamp.content : null,
      event,
    }
  })

// What a clock brings about happened when it was due, however late it is written down.
const effectiveAtOf = ({ at, effectiveAt }: Stamp, event: Event): number =>
  event.type === "ClockBreached" || event.type === "SilenceElapsed"
    ? Math.min(at, event.dueAt)
    : effectiveAt

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
  const { lifecycle } = processOf(held?.state.process ?? recorded.versions.process)
  const state = Ticket.evolve(lifecycle, held?.state, recorded)
  const states = (status: string) => lifecycle.table.get(status)?.states ?? none
  const termsOf = Process.termsOf(processOf)
  const clocks = Clock.step(termsOf, state.terms, held?.clocks ?? [], {
    recorded,
    before: held === undefined ? none : states(held.state.status),
    after: states(state.status),
    facts: state,
    contract: state.contract,
  })
  return { state, clocks }
}

const none: ReadonlySet<string> = new Set()
