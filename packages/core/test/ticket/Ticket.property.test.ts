import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Due } from "../../src/ticket/Circumstances.ts"
import type { Event } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Obligation from "../../src/ticket/Obligation.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { actor, command } from "./arbitraries.ts"
import { resting } from "./walk.ts"
import {
  lifecycleOf,
  lines,
  priorities,
  recorded,
  registered,
  secondMillis,
  shapes,
  usualActor,
} from "./given.ts"

const due: fc.Arbitrary<ReadonlyArray<Due>> = fc.array(
  fc.oneof(
    fc.record({ effect: fc.constant("close" as const), dueAt: fc.nat(99_000) }),
    fc.record({
      effect: fc.constant("breach" as const),
      clock: fc.constant("c"),
      instance: fc.constant(1),
      dueAt: fc.nat(99_000),
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
  carried: fc.boolean(),
  assigneeKnown: fc.boolean(),
  late: fc.nat(3),
  due,
})

const frozen = <A>(value: A): A => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value))
    for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

const steps = fc.array(step, { maxLength: 60, size: "max" })
const shape = fc.constantFrom(...shapes)

/** What a walk saw at one step. */
interface Seen {
  readonly before: Ticket.State
  readonly decision: ReturnType<typeof Ticket.decide>
  readonly after: Ticket.State
}

const walk = (
  lifecycle: Lifecycle.Lifecycle,
  taken: typeof steps extends fc.Arbitrary<infer A> ? A : never,
  look: (seen: Seen) => void,
) => {
  const journal: Array<Event> = [registered]
  const stateNow = () => {
    const state = Ticket.replay(lifecycle, recorded(journal))
    if (state === undefined) throw new Error("not registered")
    return frozen(state)
  }
  for (const { command: blank, late, ...rest } of taken) {
    const before = stateNow()
    const at = (journal.length + 1) * secondMillis
    const asked = frozen(blank(before))
    const around = { ...rest, actor: rest.actor ?? usualActor(asked) }
    const circumstances = {
      lifecycle,
      lines,
      priorities,
      at,
      effectiveAt: at - late * secondMillis,
      ...around,
    }
    const decision = Ticket.decide(circumstances, before, asked)
    expect(Ticket.decide(circumstances, before, asked)).toEqual(decision)
    if (Result.isSuccess(decision)) journal.push(...decision.success)
    look({ before, decision, after: stateNow() })
  }
}

const walks = (look: (lifecycle: Lifecycle.Lifecycle, seen: Seen) => void) =>
  fc.assert(
    fc.property(shape, steps, (chosen, taken) => {
      const lifecycle = lifecycleOf(chosen)
      walk(lifecycle, taken, (seen) => look(lifecycle, seen))
    }),
    { numRuns: 300 },
  )

describe("any commands, by anyone, in any order", () => {
  it("decision and chart are never apart: what is decided has its arrow or its tag", () => {
    walks((lifecycle, { before, decision, after }) => {
      if (Result.isFailure(decision)) return
      expect(decision.success.length).toBeGreaterThan(0)
      const status = decision.success.reduce((from, event) => {
        const signal = event.type === "TurnPassed" ? `TurnPassed.${event.to}` : event.type
        expect([from, signal, Lifecycle.allows(lifecycle, from, signal)]).toEqual([
          from,
          signal,
          true,
        ])
        return Lifecycle.next(lifecycle, from, signal) ?? from
      }, before.status)
      expect(after.status).toBe(status)
    })
  })

  it("while a ticket is open, the turn is whoever owes the next move", () => {
    walks((_lifecycle, { after }) => {
      const [phase, , turn] = after.status.split(".")
      if (phase === "open") expect(turn).toBe(Obligation.turnOf(after.obligations))
    })
  })

  it("a refusal changes nothing, names its rule, and allows only what the status permits", () => {
    walks((lifecycle, { before, decision, after }) => {
      if (Result.isSuccess(decision)) return
      const { rule, status, allowed, message } = decision.failure
      expect(after).toEqual(before)
      expect(status).toBe(before.status)
      expect(message.startsWith(rule)).toBe(true)
      expect(allowed.filter((type) => !Lifecycle.permits(lifecycle, status, type))).toEqual([])
    })
  })

  it("an obligation names the event that made it, and only while it may be met", () => {
    walks((_lifecycle, { after: { obligations, version, status } }) => {
      const ids = obligations.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
      expect(ids.filter((id) => id < 2 || id > version)).toEqual([])
      if (status === "closed.withdrawn" || status === "closed.confirmed") expect(ids).toEqual([])
    })
  })

  it("a ticket is only left closed by a silence or an answer that came back", () => {
    walks((_lifecycle, { before, decision, after }) => {
      if (!before.status.startsWith("closed") || after.status.startsWith("closed")) return
      const types = Result.isSuccess(decision) ? decision.success.map(({ type }) => type) : []
      expect(types.some((type) => type === "ClosingUndone" || type === "AnswerReturned")).toBe(true)
    })
  })

  it("a dispute always has an argument: the command's text, or the message that was ruled", () => {
    walks((_lifecycle, { before, decision }) => {
      if (Result.isFailure(decision)) return
      for (const event of decision.success)
        if (event.type === "Disputed" && event.word !== null)
          expect(before.obligations.map(({ id }) => id)).toContain(event.word)
    })
  })

  it("these walks reach every configuration at rest, so that the laws above are about all of them", () => {
    const unseen = new Set(shapes.flatMap((each) => Array.from(resting(each).keys())))
    fc.assert(
      fc.property(shape, steps, (chosen, taken) => {
        walk(lifecycleOf(chosen), taken, ({ after }) => unseen.delete(after.status))
      }),
      { numRuns: 1_000, seed: 1 },
    )
    expect([...unseen]).toEqual([])
  })
})
