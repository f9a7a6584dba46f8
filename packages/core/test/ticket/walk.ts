// Finds a journal for every configuration by trying every command on every state, breadth first.
import { Result } from "effect"
import type { Command, CommandType } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import type { Lifecycle, Shape } from "../../src/ticket/Lifecycle.ts"
import type { State } from "../../src/ticket/State.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { type Attempt, attemptsOn, found } from "./attempts.ts"
import {
  lifecycleOf,
  lines,
  priorities,
  recorded,
  registered,
  secondMillis,
  usual,
  usualActor,
} from "./given.ts"

export { attemptsOn }

/** The ids of tickets and people that a ticket of these walks has to do with from its beginning. */
const beginning: ReadonlyArray<Event> = [
  registered,
  { type: "Linked", ticket: "T-7", as: "related" },
  { type: "MergeNoted", ticket: "T-8", merged: true },
  { type: "Watched", watcher: "wanda" },
]

/** Every command type but `register`, which meets no ticket. */
export const commandTypes: ReadonlyArray<CommandType> = [
  ...new Set(attemptsOn(stateOf(usual, beginning).state).map(({ command }) => command.type)),
]

/** What surrounds a command where nothing more is said: everything that it names is there. */
export const usually = (lifecycle: Lifecycle, state: State, command: Command) => {
  const at = state.updatedAt + secondMillis
  const retyped = { lifecycle, fields: {}, missing: [] }
  const actor = usualActor(command)
  return { ...found, retyped, lifecycle, lines, priorities, actor, at, effectiveAt: at }
}

export const decideOn = (shape: Shape, state: State, { command, around = {} }: Attempt) =>
  Ticket.decide({ ...usually(lifecycleOf(shape), state, command), ...around }, state, command)

/** A journal and the state that it leads to. */
export interface Found {
  readonly events: ReadonlyArray<Event>
  readonly state: State
}

function stateOf(shape: Shape, events: ReadonlyArray<Event>): Found {
  const state = Ticket.replay(lifecycleOf(shape), recorded(events))
  if (state === undefined) throw new Error("no state")
  return { events, state }
}

/** What comes of an attempt: its events one by one, and the state after each. */
export const after = (shape: Shape, from: Found, attempt: Attempt): ReadonlyArray<Found> => {
  const decided = decideOn(shape, from.state, attempt)
  if (Result.isFailure(decided)) return []
  const lifecycle = lifecycleOf(shape)
  let { events, state } = from
  return decided.success.map((event) => {
    const [stamped] = recorded([event], { after: state.version })
    if (stamped === undefined) throw new Error("nothing recorded")
    events = [...events, event]
    state = Ticket.evolve(lifecycle, state, stamped)
    return { events, state }
  })
}

/** Attempts that bring a ticket something which another command needs. */
const preparing = new Set([
  "offerOptions",
  "requestInformation",
  "receiveMessage",
  "undertake",
  "snooze",
])

/** A ticket, and what some of those attempts make of it, one or two after each other. */
export function* prepared(shape: Shape, from: Found, depth: number): Generator<Found> {
  yield from
  if (depth === 0) return
  for (const attempt of attemptsOn(from.state)) {
    const next = preparing.has(attempt.command.type)
      ? after(shape, from, attempt).at(-1)
      : undefined
    if (next !== undefined) yield* prepared(shape, next, depth - 1)
  }
}

const walked = new Map<string, ReturnType<typeof walk>>()

/** States at rest, after whole commands, by their status. */
export const resting = (shape: Shape): ReadonlyMap<string, Found> => walkedOf(shape).resting

/** All states, those between two events of one command too. */
export const passing = (shape: Shape): ReadonlyMap<string, Found> => walkedOf(shape).passing

const walkedOf = (shape: Shape) => {
  const key = JSON.stringify(shape)
  const known = walked.get(key) ?? walk(shape)
  walked.set(key, known)
  return known
}

function walk(shape: Shape) {
  const first = stateOf(shape, beginning)
  const resting = new Map([[first.state.status, first]])
  const between = new Map<string, Found>()
  for (const from of resting.values())
    for (const attempt of attemptsOn(from.state)) {
      const steps = after(shape, from, attempt)
      for (const each of steps.slice(0, -1)) keep(between, each)
      for (const each of steps.slice(-1)) keep(resting, each)
    }
  return { resting, passing: new Map([...between, ...resting]) }
}

const keep = (known: Map<string, Found>, each: Found): void => {
  if (!known.has(each.state.status)) known.set(each.state.status, each)
}
