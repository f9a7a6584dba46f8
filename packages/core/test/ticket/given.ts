// given(events).when(command).then…(events | rejection): decisions read as sentences.
import { Result } from "effect"
import { expect } from "vitest"
import { actorsOf } from "../../src/ticket/Actors.ts"
import type { Circumstances, Registration } from "../../src/ticket/Circumstances.ts"
import type { Actor, Command } from "../../src/ticket/Command.ts"
import type { Event, Recorded } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import type { RejectionRule } from "../../src/ticket/Rejection.ts"
import type { State } from "../../src/ticket/State.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"

export const ticketId = "01890000-0000-7000-8000-000000000001"
/** The lines of the tests, first one first. */
export const lines = ["first", "second"]
/** The priorities of the tests, the most urgent first. */
export const priorities = ["high", "low"]
/** Every event of a test is a second after the one before; registration is at the first second. */
export const secondMillis = 1_000

export const customer: Actor = { kind: "customer", id: "anna" }
export const agent: Actor = { kind: "agent", id: "boris" }
export const robot: Actor = { kind: "robot", id: "desk" }

/** Every shape that a process can give the chart. */
export const shapes: ReadonlyArray<Lifecycle.Shape> = [true, false].flatMap((confirmation) =>
  [true, false].flatMap((causeFirst) =>
    [true, false].map((escalation) => ({ confirmation, causeFirst, escalation })),
  ),
)
/** The shape of both shipped desks, but an answer needs no cause. */
export const usual: Lifecycle.Shape = { confirmation: true, causeFirst: false, escalation: true }
/** Document B: the delivered answer closes. */
export const unconfirmed: Lifecycle.Shape = { ...usual, confirmation: false }

const lifecycles = new Map(shapes.map((shape) => [JSON.stringify(shape), Lifecycle.make(shape)]))
export const lifecycleOf = ({ confirmation, causeFirst, escalation }: Lifecycle.Shape) => {
  const found = lifecycles.get(JSON.stringify({ confirmation, causeFirst, escalation }))
  if (found === undefined) throw new Error("the list of shapes is not complete")
  return found
}

export const registration: Registration = {
  number: "T-1",
  requestType: "request",
  customer: null,
  contract: null,
  missing: [],
  acknowledge: false,
}

export const registered: Event & { readonly type: "Registered" } = {
  type: "Registered",
  number: "T-1",
  requestType: "request",
  channel: "email",
  line: "first",
  customer: null,
  reachable: true,
  contract: null,
  environment: null,
  period: null,
  missing: [],
  follows: null,
  files: [],
}

/** Common histories, up to and including what they are called by. */
export const assigned: ReadonlyArray<Event> = [
  registered,
  { type: "Assigned", assignee: "boris" },
  { type: "DiagnosisStarted" },
]
export const solving: ReadonlyArray<Event> = [
  ...assigned,
  { type: "CauseFound", cause: "productFault", module: "login" },
]
/** The answer is event 5. */
export const answering: ReadonlyArray<Event> = [...solving, { type: "Answered", files: [] }]
export const answer = `${ticketId}.5.0`
export const completed: ReadonlyArray<Event> = [
  ...answering,
  { type: "NotificationDelivered", notification: answer },
  { type: "Completed" },
]
export const message: Event = { type: "MessageReceived", answers: [], files: [] }
export const heard: ReadonlyArray<Event> = [...completed, message, { type: "WordHeard" }]
export const silenceDueAt = 60 * secondMillis
export const silent: ReadonlyArray<Event> = [
  ...completed,
  { type: "SilenceElapsed", dueAt: silenceDueAt },
]

/** Stamps events one second apart. */
export const recorded = (events: ReadonlyArray<Event>): ReadonlyArray<Recorded> =>
  events.map((event, index) => ({
    format: 1,
    id: `${ticketId}.${index + 1}`,
    ticketId,
    number: index + 1,
    at: (index + 1) * secondMillis,
    effectiveAt: (index + 1) * secondMillis,
    actor: agent,
    commandId: `c${index + 1}`,
    versions: { process: "p@1", policy: "p@1", calendar: "c@1", zoneData: "2026a" },
    content: null,
    event,
  }))

/** Who gives a command where a test does not say: one of ours, else the machine. */
export const usualActor = ({ type }: Command): Actor =>
  actorsOf[type].includes("agent") ? agent : robot

export const given = (events: ReadonlyArray<Event>, shape: Lifecycle.Shape = usual) => {
  const lifecycle = lifecycleOf(shape)
  const state = Ticket.replay(lifecycle, recorded(events))
  return {
    state,
    when: (command: Command, around: Partial<Circumstances> = {}) => {
      const at = around.at ?? (events.length + 1) * secondMillis
      const circumstances = {
        lifecycle,
        lines,
        priorities,
        actor: usualActor(command),
        at,
        effectiveAt: at,
        registration,
      }
      return outcome(Ticket.decide({ ...circumstances, ...around }, state, command), events, shape)
    },
  }
}

const outcome = (
  decision: ReturnType<typeof Ticket.decide>,
  before: ReadonlyArray<Event>,
  shape: Lifecycle.Shape,
) => ({
  decision,
  /** The events, wholly. */
  thenEvents: (...events: ReadonlyArray<Event>) => {
    expect(Result.isFailure(decision) ? decision.failure.message : decision.success).toEqual(events)
  },
  /** The types of the events. */
  thenTypes: (...types: ReadonlyArray<Event["type"]>) => {
    expect(typesOf(decision)).toEqual(types)
  },
  /** The rule that refuses, and a message that names it and the status. */
  thenRefused: (rule: RejectionRule) => {
    expect(Result.isFailure(decision) ? decision.failure.rule : typesOf(decision)).toBe(rule)
    if (Result.isSuccess(decision)) throw new Error("not refused")
    const { failure } = decision
    expect(failure.message.startsWith(`${rule}: got `)).toBe(true)
    expect(failure.message).toContain(", expected ")
    const where = failure.status === "" ? "before registration" : `in ${failure.status}`
    expect(failure.message.endsWith(`${where}; allowed: ${failure.allowed.join(", ")}`)).toBe(true)
    return failure
  },
  /** The state afterwards. */
  state: (): State => {
    if (Result.isFailure(decision)) throw new Error(decision.failure.message)
    const state = Ticket.replay(lifecycleOf(shape), recorded([...before, ...decision.success]))
    if (state === undefined) throw new Error("no state")
    return state
  },
})

const typesOf = (decision: ReturnType<typeof Ticket.decide>) =>
  Result.isFailure(decision) ? decision.failure.message : decision.success.map(({ type }) => type)
