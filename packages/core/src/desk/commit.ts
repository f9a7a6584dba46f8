// Everything that one decided command changes, as the store takes it: whole or not at all (P5).
import type { Commit, Settlement } from "../port/TicketStore.ts"
import * as Process from "../process/Process.ts"
import * as Wake from "../sla/Wake.ts"
import type { Circumstances } from "../ticket/Circumstances.ts"
import type { Event, Recorded, Versions } from "../ticket/Event.ts"
import type { Receipt, Submission } from "./Desk.ts"
import * as Ticket from "../ticket/Ticket.ts"
import { firstLink, linked } from "./chain/link.ts"
import { fold, record } from "./fold.ts"
import { deliveriesOf } from "./notices.ts"
import { type Chained, eventRow, type Held, ticketRow } from "./row.ts"
import { contentOf, keyOf, seal } from "./seal.ts"
import type { Wiring } from "./wiring.ts"

/** What of a ticket comes due. */
export const clockedOf = ({ state, clocks }: Held): Wake.Clocked => ({
  terms: state.terms,
  clocks,
  timers: Ticket.timers(state),
})

/** The names that a submission was given. */
export interface Named {
  readonly commandId: string
  readonly ticketId: string
  readonly hash: string
}

/** A submission with what was decided. */
export interface Decided {
  readonly submission: Pick<Submission, "actor" | "command">
  readonly named: Named
  /** The ticket as it was read, before anything of this. */
  readonly loaded: Chained | undefined
  /** What was due before the command, recorded with it. */
  readonly before: ReadonlyArray<Recorded>
  /** The ticket as the command met it, after what was due. */
  readonly held: Held | undefined
  /** The process that the ticket is on. */
  readonly process: Process.Process
  /** It, and those by whose terms its clocks run. */
  readonly processOf: Process.ProcessOf
  readonly circumstances: Pick<Circumstances, "at" | "effectiveAt" | "personal" | "kept">
  readonly events: ReadonlyArray<Event>
  readonly settlements: ReadonlyArray<Settlement>
}

/** Stamps and folds what was decided, and says what to tell and when to wake. */
export const commitOf = (wiring: Wiring, decided: Decided): Commit => {
  const { named, loaded, held, process, processOf, circumstances, settlements } = decided
  const content = contentOf(decided.submission.command, circumstances.personal)
  const sealed =
    content === undefined
      ? undefined
      : seal(keyOf(named.ticketId, (held?.state.version ?? 0) + 1), content)
  const own = stamped(wiring, decided, sealed?.ref ?? null)
  const after = fold(processOf, held, own)
  const journal = [...decided.before, ...own]
  if (after === undefined) throw new Error("a ticket was registered without an event")
  const reach = { channels: wiring.channels, reachable: after.state.reachable }
  const dueAt = Wake.nextAt(Process.termsOf(processOf), clockedOf(after))
  const { rows, chain } = linked(wiring.tenant, loaded?.chain ?? firstLink, journal.map(eventRow))
  return {
    ticketId: named.ticketId,
    expectedVersion: loaded?.state.version ?? 0,
    at: circumstances.at,
    command: {
      id: named.commandId,
      hash: named.hash,
      result: receipt(named, after, decided.events),
    },
    row: ticketRow({ ...after, chain }, { dueAt, zoneData: wiring.zoneData }),
    events: rows,
    contents: sealed === undefined ? [] : [sealed.row],
    deliveries: deliveriesOf(process, reach, journal, loaded?.state),
    settlements,
    forgotten: forgottenBy(decided),
  }
}

// The keys of what an event says is forgotten go with the commit that says so.
const forgottenBy = ({ events, circumstances: { kept = [] } }: Decided): ReadonlyArray<string> => {
  const numbers = new Set(
    events.flatMap((event) => (event.type === "ContentForgotten" ? event.events : [])),
  )
  return kept.filter(({ number }) => numbers.has(number)).map(({ key }) => key)
}

const stamped = (
  wiring: Wiring,
  { submission, named, held, process, processOf, circumstances, events }: Decided,
  content: Recorded["content"],
): ReadonlyArray<Recorded> => {
  const versionsBy = (terms: string) => versionsOf(wiring, process, processOf(terms))
  const stamp = {
    ticketId: named.ticketId,
    commandId: named.commandId,
    version: held?.state.version ?? 0,
    at: circumstances.at,
    effectiveAt: circumstances.effectiveAt,
    actor: submission.actor,
    versions: versionsBy(held?.state.terms ?? process.ref),
    content,
  }
  return record(stamp, submission.command, events).map((each) =>
    each.event.type === "PolicyApplied"
      ? { ...each, versions: versionsBy(each.event.process) }
      : each,
  )
}

const receipt = ({ commandId, ticketId }: Named, { state }: Held, events: ReadonlyArray<Event>) => {
  const { number, version, status } = state
  const types = events.map(({ type }) => type)
  const answer: Receipt = { commandId, ticketId, number, version, status, events: types }
  return JSON.stringify(answer)
}

/** The versions in force on a ticket of a process that follows the terms of one. */
export const versionsOf = (
  { zoneData }: Wiring,
  { ref }: Process.Process,
  { profile: { policy }, calendar }: Process.Process,
): Versions => ({
  process: ref,
  policy: `${policy.id}@${policy.version}`,
  calendar: `${calendar.id}@${calendar.version}`,
  zoneData,
})
