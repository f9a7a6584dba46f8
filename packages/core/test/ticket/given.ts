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

/** The shape of both shipped desks, but an answer needs no cause. */
export const usual: Lifecycle.Shape = { confirmation: true, causeFirst: false, escalation: true }
/** Document B: the delivered answer closes. */
export const unconfirmed: Lifecycle.Shape = { ...usual, confirmation: false }
const lifecycles = new Map<string, Lifecycle.Lifecycle>()
/** The lifecycle of a shape, whose chart is asked once. */
export const lifecycleOf = (shape: Lifecycle.Shape): Lifecycle.Lifecycle => {
  const key = JSON.stringify(shape)
  const found = lifecycles.get(key) ?? Lifecycle.make(shape)
  lifecycles.set(key, found)
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

/** Stamps events one second apart, or as the command that made them was given. */
export const recorded = (
  events: ReadonlyArray<Event>,
  { after = 0, ...command }: Partial<Given> = {},
): ReadonlyArray<Recorded> =>
  events.map((event, index) => {
    const number = after + index + 1
    return {
      format: 1,
      id: `${ticketId}.${number}`,
      ticketId,
      number,
      at: number * secondMillis,
      effectiveAt: number * secondMillis,
      actor: agent,
      commandId: `c${number}`,
      versions: { process: "p@1", policy: "p@1", calendar: "c@1", zoneData: "2026a" },
      content: null,
      event,
      ...command,
    }
  })

/** How a command was given: after which event, by whom, when. */
export interface Given extends Pick<Recorded, "actor" | "at" | "effectiveAt"> {
  readonly after: number
}

/** Who gives a command where a test does not say: one of ours, else the machine. */
export const usualActor = ({ type }: Command): Actor =>
  actorsOf[type].includes("agent") ? agent : robot

export const given = (events: ReadonlyArray<Event>, shape: Lifecycle.Shape = usual) => {
  const lifecycle = lifecycleOf(shape)
  const before = recorded(events)
  const state = Ticket.replay(lifecycle, before)
  return {
    /** The state after these events. */
    get state(): State {
      return present(state)
    },
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
        ...around,
      }
      const decision = Ticket.decide(circumstances, state, command)
      const { actor, effectiveAt } = circumstances
      const stamp = { after: events.length, actor, at, effectiveAt }
      const after = Result.isSuccess(decision) ? recorded(decision.success, stamp) : []
      return outcome(decision, () => Ticket.replay(lifecycle, [...before, ...after]))
    },
  }
}

const outcome = (decision: ReturnType<typeof Ticket.decide>, after: () => State | undefined) => ({
  decision,
  /** The events, wholly. */
  thenEvents: (...events: ReadonlyArray<Event>) => {
    expect(Result.isFailure(decision) ? decision.failure.message : decision.success).toEqual(events)
  },
  /** The types of the events. */
  thenTypes: (...types: ReadonlyArray<Event["type"]>) => {
    expect(typesOf(decision)).toEqual(types)
  },
  /** The rule that refuses, and a message that names it, what was got and expected, the status. */
  thenRefused: (rule: RejectionRule, got?: string, expected = "") => {
    expect(Result.isFailure(decision) ? decision.failure.rule : typesOf(decision)).toBe(rule)
    if (Result.isSuccess(decision)) throw new Error("not refused")
    const { failure } = decision
    expect(failure.message.startsWith(`${rule}: got `)).toBe(true)
    const what = got === undefined ? "" : `: got ${got}`
    expect(failure.message).toContain(`${what}, expected ${expected}`)
    const where = failure.status === "" ? "before registration" : `in ${failure.status}`
    const allowed = failure.allowed.join(", ") || "nothing"
    expect(failure.message.endsWith(`, ${where}; allowed: ${allowed}`)).toBe(true)
    return failure
  },
  /** The state afterwards. */
  state: (): State => {
    if (Result.isFailure(decision)) throw new Error(decision.failure.message)
    return present(after())
  },
})

const present = (state: State | undefined): State => {
  if (state === undefined) throw new Error("no state")
  return state
}

const typesOf = (decision: ReturnType<typeof Ticket.decide>) =>
  Result.isFailure(decision) ? decision.failure.message : decision.success.map(({ type }) => type)
