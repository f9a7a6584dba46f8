// Walks: any commands by anyone in any order, on any way that a process can give its requests.
import { Result } from "effect"
import fc from "fast-check"
import type { Circumstances, Due } from "../../src/ticket/Circumstances.ts"
import type { Command } from "../../src/ticket/Command.ts"
import type { Shape, Step } from "../../src/ticket/configuration.ts"
import type { Recorded } from "../../src/ticket/Event.ts"
import type * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { workArrows } from "../../src/ticket/workArrows.ts"
import { actor, command } from "./arbitraries.ts"
import { lifecycleOf, recorded, registered, usual } from "./given.ts"
import { shapes } from "./shapes.ts"
import { usually } from "./walk.ts"

/** Where a step of a process's own may stand: where one state leads to another. */
const placesIn = (shape: Shape): ReadonlyArray<Pick<Step, "after" | "before">> => {
  const arrows = workArrows(shape)
  return Object.entries(arrows).flatMap(([after, targets]) =>
    [...new Set(Object.values(targets))]
      .filter((before) => before in arrows)
      .map((before) => ({ after, before })),
  )
}

const planned = fc.record({
  place: fc.nat(),
  owner: fc.constantFrom("vendor", "customer", "thirdParty"),
  targets: fc.array(fc.nat(), { maxLength: 2 }),
})

// A step leads on by its first move; its others lead anywhere, back too.
const withStep = (
  shape: Shape,
  { place, owner, targets }: typeof planned extends fc.Arbitrary<infer A> ? A : never,
): Shape => {
  const places = placesIn(shape)
  const chosen = places[place % places.length]
  if (chosen === undefined) throw new Error("nowhere to stand")
  const { steps = [] } = shape
  const states = [...Object.keys(workArrows(shape)), `step${steps.length}`]
  const others = targets.map((target) => states[target % states.length] ?? "")
  const moves = [chosen.before, ...others].map((to, index) => ({ id: `move${index}`, to }))
  return { ...shape, steps: [...steps, { id: `step${steps.length}`, ...chosen, owner, moves }] }
}

const bare: fc.Arbitrary<Shape> = fc.record({
  confirmation: fc.boolean(),
  causeFirst: fc.boolean(),
  escalation: fc.boolean(),
  options: fc.boolean(),
  individualWork: fc.boolean(),
  release: fc.boolean(),
  unanswered: fc.boolean(),
  reopening: fc.boolean(),
})

/** A way of requests, with up to three steps of the process's own. */
export const way: fc.Arbitrary<Shape> = fc
  .tuple(bare, fc.array(planned, { maxLength: 3 }))
  .map(([shape, steps]) => steps.reduce(withStep, shape))

/** How many ways are made up for one run of the tests: XState is slow to tell a table. */
const waysAtMost = 40

/** One of the ways of this run: the shapes of the other tests, and as many that were made up. */
export const shape = fc.constantFrom(...shapes, ...fc.sample(way, waysAtMost))

const due: fc.Arbitrary<ReadonlyArray<Due>> = fc.array(
  fc.oneof(
    fc.record({
      effect: fc.constantFrom("close" as const, "promise" as const, "unsnooze" as const),
      dueAt: fc.nat(99_000),
    }),
    fc.record({
      effect: fc.constant("breach" as const),
      clock: fc.constant("c"),
      instance: fc.constant(1),
      dueAt: fc.nat(99_000),
      actions: fc.subarray([
        { escalateTo: "second" },
        { escalateTo: "first" },
        { raisePriorityTo: "high" },
        { reassignTo: "rita" },
      ]),
    }),
    fc.record({
      effect: fc.constant("warn" as const),
      clock: fc.constant("c"),
      instance: fc.constant(1),
      share: fc.constantFrom(0.5, 0.75),
      dueAt: fc.nat(99_000),
    }),
  ),
  { maxLength: 3 },
)

const step = fc.record({
  command,
  actor,
  due,
  carried: fc.boolean(),
  assigneeKnown: fc.boolean(),
  /** Whether what the command names is there. */
  isThere: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
  isClosed: fc.boolean(),
  moved: fc.constantFrom(1_000, 0, 1, 60_000),
  late: fc.constantFrom(0, 0, 0, 1, 1_000, 99_000),
  window: fc.constantFrom(60_000, 0, -1),
  skipped: fc.subarray(["approval"]),
})
type Taken = typeof step extends fc.Arbitrary<infer A> ? A : never

/** Up to so many commands. */
export const commandsAtMost = 60
export const steps = fc.array(step, { maxLength: commandsAtMost, size: "max" })

/** What a walk saw at one step. */
export interface Seen {
  readonly lifecycle: Lifecycle.Lifecycle
  readonly circumstances: Circumstances
  readonly before: Ticket.State
  readonly asked: Command
  readonly decision: ReturnType<typeof Ticket.decide>
  readonly written: ReadonlyArray<Recorded>
  readonly after: Ticket.State
}

/** Freezes a value to its depths, for a decision that would change it to fail. */
export const frozen = <A>(value: A): A => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value))
    for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

/** Takes the steps one by one, and returns the journal. */
export const walk = (
  of: Shape,
  taken: ReadonlyArray<Taken>,
  look: (seen: Seen) => void,
): ReadonlyArray<Recorded> => {
  const lifecycle = lifecycleOf(of)
  const journal = [...recorded([registered])]
  let state = Ticket.replay(lifecycle, journal)
  for (const each of taken) {
    if (state === undefined) throw new Error("not registered")
    const before = frozen(state)
    const asked = frozen(each.command(before))
    const circumstances = surroundings(lifecycle, before, each)
    const decision = Ticket.decide(circumstances, before, asked)
    const { actor, at, effectiveAt } = circumstances
    const stamp = { after: before.version, actor, at, effectiveAt }
    const written = Result.isSuccess(decision) ? recorded(decision.success, stamp) : []
    const after = written.reduce((now, event) => Ticket.evolve(lifecycle, now, event), before)
    journal.push(...written)
    look({ lifecycle, circumstances, before, asked, decision, written, after })
    state = after
  }
  return journal
}

const surroundings = (
  lifecycle: Lifecycle.Lifecycle,
  state: Ticket.State,
  { command: blank, actor: given, moved, late, window, isThere, isClosed, ...rest }: Taken,
): Circumstances => {
  const { skipped, due, carried, assigneeKnown } = rest
  const asked = blank(state)
  const around = usually(lifecycle, state, asked)
  const at = state.updatedAt + moved
  const { other, retyped, terms, party, routed, ...always } = { ...around, routed: routedTo }
  const process = asked.type === "applyPolicy" || asked.type === "migrate" ? asked.process : ""
  const elsewhere = lifecycleOf(usual)
  const there = {
    other: { ...other, isClosed, ticketId: isClosed ? state.ticketId : other.ticketId },
    retyped: isClosed ? { ...retyped, lifecycle: elsewhere } : retyped,
    terms: { ...terms, process },
    party: { ...party, contract: { id: "k1", version: "1", targets: {} } },
    migration: { process, status: state.status, skipped },
    routed,
  }
  const named = asked.type === "setCustomer" ? { party } : {}
  return {
    ...always,
    ...(isThere ? there : named),
    reopenUntil: at + window,
    due: [...due, ...Ticket.timers(state).map((timer) => timer.due)],
    carried,
    assigneeKnown,
    actor: given ?? around.actor,
    at,
    effectiveAt: at - late,
  }
}

const routedTo = { assignee: "rita", rule: "onShift", candidates: 2 }
