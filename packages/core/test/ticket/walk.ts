// Finds a journal for every configuration by trying every command on every state, breadth first.
import { Result } from "effect"
import type { Circumstances } from "../../src/ticket/Circumstances.ts"
import type { Command, CommandType } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import type { Shape } from "../../src/ticket/Lifecycle.ts"
import type { State } from "../../src/ticket/State.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import {
  customer,
  lifecycleOf,
  lines,
  priorities,
  recorded,
  registered,
  secondMillis,
  ticketId,
  usualActor,
} from "./given.ts"

/** A command with what surrounds it. */
export interface Attempt {
  readonly command: Command
  readonly around?: Partial<Circumstances>
}

const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain", name: "log.txt" }
const text = "words"
const early = { effectiveAt: secondMillis }
const due = [{ effect: "close", dueAt: 2 * secondMillis }] as const
const warning = [{ effect: "warn", clock: "c", instance: 1, share: 0.5, dueAt: 9 }] as const

const terms = { process: "p@2", policy: "p@2", calendar: "c@2", unknownStates: [] }

/** Payloads of every command that some state takes; ids are those of the state at hand. */
export const attemptsOn = (state: State): ReadonlyArray<Attempt> => {
  const notification = `${ticketId}.${state.answer ?? 1}.0`
  return [
    { command: { type: "acknowledge" } },
    { command: { type: "assign", assignee: `${state.assignee ?? ""}x` } },
    { command: { type: "requestInformation", text } },
    { command: { type: "requestInformation", of: "thirdParty", text } },
    { command: { type: "receiveMessage", text }, around: { actor: customer } },
    { command: { type: "receiveMessage", text }, around: { actor: customer, ...early } },
    { command: { type: "receiveMessage", text, from: "thirdParty" } },
    { command: { type: "inform", text } },
    { command: { type: "diagnose", cause: "productFault" } },
    { command: { type: "escalate", line: state.line === "first" ? "second" : "first" } },
    { command: { type: "setPriority", priority: state.priority === "high" ? "low" : "high" } },
    {
      command: { type: "setDeadline", clock: "c", dueAt: state.updatedAt + 9 * secondMillis },
      around: { instance: 1 },
    },
    { command: { type: "applyPolicy", process: "p@2", mode: "keep" }, around: { terms } },
    { command: { type: "answer", text }, around: { carried: true } },
    { command: { type: "answer", text }, around: { carried: false } },
    { command: { type: "confirm" } },
    { command: { type: "dispute", text } },
    { command: { type: "rule", ruling: "confirmation" } },
    { command: { type: "rule", ruling: "dispute" } },
    { command: { type: "rule", ruling: "thanks" } },
    { command: { type: "withdraw" } },
    { command: { type: "note", text } },
    { command: { type: "attach", attachments: [file] } },
    { command: { type: "recordDelivery", notification, outcome: "delivered" } },
    { command: { type: "recordDelivery", notification, outcome: "bounced" } },
    { command: { type: "wake" }, around: { due } },
    { command: { type: "wake" }, around: { due: warning } },
  ]
}

/** Every command type but `register`, which meets no ticket. */
export const commandTypes: ReadonlyArray<CommandType> = [
  ...new Set(attemptsOn(born()).map(({ command }) => command.type)),
]

function born(): State {
  const state = Ticket.replay(
    lifecycleOf({ confirmation: true, causeFirst: true, escalation: true }),
    recorded([registered]),
  )
  if (state === undefined) throw new Error("not registered")
  return state
}

export const decideOn = (shape: Shape, state: State, { command, around = {} }: Attempt) => {
  const at = state.updatedAt + secondMillis
  const usual = {
    lifecycle: lifecycleOf(shape),
    lines,
    priorities,
    actor: usualActor(command),
    at,
    effectiveAt: at,
  }
  return Ticket.decide({ ...usual, ...around }, state, command)
}

/** A journal and the state that it leads to. */
export interface Found {
  readonly events: ReadonlyArray<Event>
  readonly state: State
}

const stateOf = (shape: Shape, events: ReadonlyArray<Event>): Found => {
  const state = Ticket.replay(lifecycleOf(shape), recorded(events))
  if (state === undefined) throw new Error("no state")
  return { events, state }
}

/** States at rest, after whole commands, by their status. */
export const resting = (shape: Shape): ReadonlyMap<string, Found> => {
  const first = stateOf(shape, [registered])
  const found = new Map([[first.state.status, first]])
  for (const { events, state } of found.values()) {
    for (const attempt of attemptsOn(state)) {
      const decided = decideOn(shape, state, attempt)
      if (Result.isFailure(decided)) continue
      const next = stateOf(shape, [...events, ...decided.success])
      if (!found.has(next.state.status)) found.set(next.state.status, next)
    }
  }
  return found
}

/** All states, those between two events of one command too. */
export const passing = (shape: Shape): ReadonlyMap<string, Found> => {
  const found = new Map(resting(shape))
  for (const { events, state } of resting(shape).values()) {
    for (const attempt of attemptsOn(state)) {
      const decided = decideOn(shape, state, attempt)
      if (Result.isFailure(decided)) continue
      for (let length = 1; length <= decided.success.length; length++) {
        const next = stateOf(shape, [...events, ...decided.success.slice(0, length)])
        if (!found.has(next.state.status)) found.set(next.state.status, next)
      }
    }
  }
  return found
}
