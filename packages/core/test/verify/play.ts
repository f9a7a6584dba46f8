// A ticket as a desk would have it, without the desk: commands of anybody, time that passes, clocks
// that come due.
import { Result } from "effect"
import * as Fields from "../../src/process/Fields.ts"
import * as Process from "../../src/process/Process.ts"
import * as Clock from "../../src/sla/Clock.ts"
import * as Wake from "../../src/sla/Wake.ts"
import type { Circumstances } from "../../src/ticket/Circumstances.ts"
import type { Actor, Command } from "../../src/ticket/Command.ts"
import type { Event, Recorded } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { timers } from "../../src/ticket/timers.ts"
import { attemptsOn, found } from "../ticket/attempts.ts"
import { agent, customer, robot, ticketId, usualActor } from "../ticket/given.ts"

/** A ticket with its clocks at an instant. */
export interface Played {
  readonly process: Process.Process
  readonly state: Ticket.State
  readonly clocks: ReadonlyArray<Clock.Clock>
  readonly now: number
}

/** Something that somebody may do. */
export interface Act {
  readonly actor: Actor
  readonly command: Command
  readonly around?: Partial<Circumstances>
}

/** A Monday at noon, by UTC. */
const begin = Date.UTC(2026, 2, 2, 12)
export const hourMillis = 3_600_000

/** A request, with everything that its type requires and nothing else. */
export const opened = (process: Process.Process): Played => {
  const [type] = process.profile.requestTypes
  const { required = [], wished = [], id = "request" } = type ?? {}
  const event: Event = {
    type: "Registered",
    number: "T-1",
    requestType: id,
    channel: "email",
    line: process.lines[0] ?? "",
    customer: null,
    reachable: true,
    contract: null,
    environment: required.includes("environment") ? "test" : null,
    period: required.includes("period") ? { from: 0, to: 1 } : null,
    missing: wished,
    follows: null,
    files: [],
  }
  const born = after({ process, state: undefined, clocks: [], now: begin }, customer, [event])
  if (born === undefined) throw new Error("not registered")
  return born
}

interface Before extends Omit<Played, "state"> {
  readonly state: Ticket.State | undefined
}

/** The ticket after an act, undefined where it is refused, or the chart has no arrow for it. */
export const acted = (played: Played, { actor, command, around = {} }: Act): Played | undefined => {
  const { process, state, now } = played
  const lifecycle = wayOf(played)
  const circumstances: Circumstances = {
    ...found,
    lifecycle,
    lines: process.lines,
    priorities: process.priorities,
    actor,
    at: now,
    effectiveAt: now,
    carried: true,
    reopenUntil: now + hourMillis,
    ...around,
  }
  try {
    const decided = Ticket.decide(circumstances, state, command)
    return Result.isFailure(decided) ? undefined : after(played, actor, decided.success)
  } catch (error) {
    // A chart that was damaged has no arrow for what was decided.
    if (error instanceof Error && error.message.startsWith("journal-damaged")) return undefined
    throw error
  }
}

const wayOf = ({ process, state }: Played): Lifecycle.Lifecycle =>
  Process.lifecycleOf(process, state.requestType)

const after = (
  { process, state: before, clocks: running, now }: Before,
  actor: Actor,
  events: ReadonlyArray<Event>,
): Played | undefined => {
  const { terms, ref } = process
  let [state, clocks] = [before, running]
  for (const event of events) {
    const lifecycle = Process.lifecycleOf(process, state?.requestType ?? "request")
    const recorded = stamped(ref, actor, now, (state?.version ?? 0) + 1, event)
    const statesOf = (each: Ticket.State | undefined) =>
      lifecycle.table.get(each?.status ?? "")?.states ?? new Set<string>()
    const next = Ticket.evolve(lifecycle, state, recorded)
    clocks = Clock.step(() => terms, ref, clocks, {
      recorded,
      before: statesOf(state),
      after: statesOf(next),
      facts: next,
      contract: null,
    })
    state = next
  }
  return state === undefined ? undefined : { process, state, clocks, now }
}

const stamped = (
  ref: string,
  actor: Actor,
  at: number,
  number: number,
  event: Event,
): Recorded => ({
  format: 1,
  id: `${ticketId}.${number}`,
  ticketId,
  number,
  at,
  effectiveAt: at,
  actor,
  commandId: `c${number}`,
  versions: { process: ref, policy: "p@1", calendar: "c@1", zoneData: "2026a" },
  content: null,
  event,
})

/** Time passes up to an instant; what comes due until then happens. */
export const passed = (played: Played, until: number): Played => {
  const { process, state, clocks } = played
  const { ref, terms } = process
  const due = { terms: ref, clocks, timers: timers(state) }
  const next = Wake.nextAt(() => terms, due)
  if (next === null || next > until) return { ...played, now: Math.max(until, played.now) }
  const then = { ...played, now: Math.max(next, played.now) }
  const happening = Wake.dueBy(() => terms, due, then.now)
  const woken = acted(then, { actor: robot, command: { type: "wake" }, around: { due: happening } })
  // What the ticket does not allow any more stays due, and does not happen.
  return woken === undefined
    ? { ...played, now: Math.max(until, played.now) }
    : passed(woken, until)
}

const otherwise = new Set(["wake", "migrate", "applyPolicy", "setRequestType", "setContract"])

/** Whatever anybody may try. */
export const acts = (played: Played): ReadonlyArray<Act> => {
  const { state, process } = played
  const tried = attemptsOn(state)
    .filter(({ command: { type } }) => type !== "take" && !otherwise.has(type))
    .map(({ command, around }): Act => ({
      actor: usualActor(command),
      command,
      ...(around === undefined ? {} : { around: withoutTime(around) }),
    }))
  return [
    ...moves(played),
    ...tried,
    { actor: customer, command: { type: "confirm" } },
    ...(process.lines[1] === undefined || state.line === process.lines[1]
      ? []
      : [{ actor: agent, command: { type: "escalate", line: process.lines[1] } } as const]),
  ]
}

// Here all time is the ticket's own.
const timed = new Set(["at", "effectiveAt", "reopenUntil"])
const withoutTime = (around: Partial<Circumstances>): Partial<Circumstances> =>
  Object.fromEntries(Object.entries(around).filter(([name]) => !timed.has(name)))

/** The moves of the step in which the ticket stands, with every field that can be given. */
export const moves = (played: Played): ReadonlyArray<Act> => {
  const { process, state } = played
  const { profile } = process
  return Lifecycle.movesIn(wayOf(played), state.status).flatMap(({ step, move }) => {
    const asked = profile.steps?.find(({ id }) => id === step)?.moves.find(({ id }) => id === move)
    const given = { values: {}, files: 0, has: (id: string) => isThere(played, id), path: "fields" }
    const filled = Fields.check(profile, asked ?? {}, given)
    return Result.isFailure(filled)
      ? []
      : [{ actor: agent, command: { type: "take", step, move }, around: { filled: none } } as const]
  })
}

const none = { fields: {}, missing: [] }

// As the desk knows it: see `isThere` among its corrections.
const isThere = ({ process, state }: Played, id: string): boolean => {
  const { environment, period, fields, missing } = state
  if (id === "environment") return environment !== null
  if (id === "period") return period !== null
  const [{ required = [], wished = [] } = {}] = process.profile.requestTypes
  const isAsked = [...required, ...wished].includes(id)
  return Object.hasOwn(fields, id) || (isAsked && !missing.includes(id))
}

/** A file comes, for whatever field such requests may have. */
export const filled = ({ process }: Played): ReadonlyArray<Act> => {
  const [{ required = [], wished = [], fields = [] } = {}] = process.profile.requestTypes
  const asked = [...required, ...wished, ...fields]
  const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain", name: "log.txt" }
  const facts = asked.includes("scan") ? { scan: { file: 0 } } : {}
  return [
    { actor: agent, command: { type: "attach", attachments: [file] } },
    {
      actor: agent,
      command: { type: "setFields", fields: {}, attachments: [file] },
      around: { filled: { fields: facts, missing: [] } },
    },
  ]
}
