// Whatever happens under whatever policy: clocks keep their laws.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import { fold } from "../../src/desk/fold.ts"
import type { Held } from "../../src/desk/row.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { type Clock, hasTarget } from "../../src/sla/Clock.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import * as Terms from "../../src/sla/Terms.ts"
import * as Wake from "../../src/sla/Wake.ts"
import type { Due } from "../../src/ticket/Circumstances.ts"
import type { Actor } from "../../src/ticket/Command.ts"
import { type Event, type Recorded, signalOf } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { agent, customer, recorded } from "../ticket/given.ts"
import {
  answered,
  applied,
  asked,
  completed,
  clockedOf,
  deadlineSet,
  escalated,
  informed,
  march,
  priorities,
  processOf,
  raised,
  registered,
  turn,
  wrote,
} from "./story.ts"

const minuteMillis = 60_000

// Policies.

const happened =
  "MessageReceived Informed Noted Answered Disputed Escalated InformationRequested PriorityChanged Completed AnswerReturned".split(
    " ",
  )
const states = ["open", "diagnosing", "escalated", "solving", "answering", "customers", "heard"]
const some = <A>(arbitrary: fc.Arbitrary<A>, maxLength: number) =>
  fc.array(arbitrary, { minLength: 0, maxLength })
const optional = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })

const condition = fc.oneof(
  fc.record({ event: fc.constantFrom(...happened) }),
  fc.record({ event: fc.constantFrom(...happened), in: some(fc.constantFrom(...states), 3) }),
  fc.record({ event: fc.constantFrom(...happened), unlessRunning: fc.constantFrom("a", "b") }),
  fc.record({ enters: fc.constantFrom(...states, "completed", "closed") }),
  fc.record({ leaves: fc.constantFrom(...states, "completed") }),
)
const target = fc.oneof(
  fc.record({ workingMinutes: fc.integer({ min: 1, max: 3_000 }) }),
  fc.record({ elapsedMinutes: fc.integer({ min: 1, max: 9_000 }) }),
)
const cases = some(
  fc.record({
    when: fc.oneof(
      fc.record({ priority: fc.constantFrom("high", "low") }),
      fc.record({ line: fc.constantFrom("first", "second") }),
    ),
    target: fc.oneof(target, fc.constant("none" as const)),
  }),
  3,
)

const ruleOf = (id: string): fc.Arbitrary<ClockRule> =>
  fc
    .record({
      target,
      cases,
      starts: some(condition, 2),
      stops: some(condition, 2),
      cancels: optional(some(condition, 1)),
      pausesIn: optional(some(fc.constantFrom("customers", "thirdPartys", "completed"), 2)),
      pauses: optional(some(condition, 1)),
      resumes: optional(some(condition, 2)),
      warnAt: optional(fc.constantFrom([0.5], [0.25, 0.9])),
      warnBefore: optional(fc.constantFrom([60], [600, 30])),
      onChange: optional(fc.constantFrom("keep", "fromStart", "fromNow")),
      byHand: optional(fc.constantFrom("stands", "moves")),
    })
    .map(({ cases: targets, starts, ...rest }) => {
      const begins = [{ event: "Registered" }, ...starts]
      const rule = { id, ...rest, targets, starts: begins, effect: "breach" as const }
      const json: ClockRule = JSON.parse(JSON.stringify(rule))
      return json
    })
const policy = fc.tuple(ruleOf("a"), ruleOf("b"), ruleOf("c"))
const silence = standard.policy.clocks.filter(({ id }) => id === "silence")

// What happens.

/** What may happen next, where the ticket stands. */
type Happening = (walk: Walk, newer: Process.Process) => Event | undefined

const files: ReadonlyArray<never> = []
const possible: ReadonlyArray<Event> = [
  wrote,
  asked,
  informed,
  answered,
  completed,
  { type: "Noted", files },
  { type: "AnswerReturned" },
  { type: "WordHeard" },
  { type: "Thanked" },
  { type: "Confirmed" },
  { type: "DiagnosisStarted" },
]
const event = (...events: ReadonlyArray<Event>) =>
  fc.constantFrom(...events).map(
    (each): Happening =>
      () =>
        each,
  )

const policyApplied = fc.constantFrom("keep", "fromStart", "fromNow").map(
  (mode): Happening =>
    ({ held }, newer) =>
      held.state.terms === newer.ref ? undefined : applied(newer, mode),
)
const byHand = fc
  .record({
    id: fc.constantFrom("a", "b", "c"),
    minutes: fc.integer({ min: 1, max: 4_000 }),
  })
  .map(({ id, minutes }): Happening => ({ held, now }) => {
    const last = held.clocks.findLast((clock) => clock.id === id)
    const live = last?.ended === null && hasTarget(last) ? last : undefined
    return live && deadlineSet(id, now + minutes * minuteMillis, live.instance)
  })

const happening = fc.oneof(
  { weight: 6, arbitrary: event(...possible) },
  { weight: 1, arbitrary: event({ type: "Disputed", word: null, files }) },
  { weight: 3, arbitrary: event(turn("ours"), turn("customers"), turn("thirdPartys")) },
  { weight: 2, arbitrary: event(raised("high"), raised("low")) },
  { weight: 2, arbitrary: event(escalated("second", "first"), escalated("first", "second")) },
  { weight: 1, arbitrary: policyApplied },
  { weight: 1, arbitrary: byHand },
)

/** One step of a walk; `late` is how long before its recording it was true. */
interface Move {
  readonly happening: Happening
  readonly after: number
  readonly late: number
  readonly by: Actor
  readonly seen: boolean
}

const move: fc.Arbitrary<Move> = fc.record({
  happening,
  after: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 2_000 * minuteMillis })),
  late: fc.constantFrom(0, 0, 0, minuteMillis, 600 * minuteMillis),
  by: fc.constantFrom(agent, customer),
  seen: fc.boolean(),
})
const moves = fc.array(move, { maxLength: 40, size: "max" })

// What a desk makes of it: a worker that looks now and then, and before whatever changes targets.

interface Walk {
  readonly processOf: Process.ProcessOf
  readonly journal: Array<Recorded>
  held: Held
  now: number
  /** Every breach and warning, with the run as it was when it was due. */
  readonly marks: Array<{ readonly due: Due; readonly run: Clock }>
}

const record = (walk: Walk, event: Event, over: Partial<Recorded> = {}): void => {
  const [blank] = recorded([event])
  if (blank === undefined) throw new Error("nothing recorded")
  const number = walk.journal.length + 1
  const each = { ...blank, number, at: walk.now, effectiveAt: walk.now, ...over, event }
  walk.journal.push(each)
  const held = fold(walk.processOf, walk.held, [each])
  if (held === undefined) throw new Error("nothing held")
  walk.held = held
}

// As a desk wakes: up to a closing, which changes what is due after it, and then again from there.
const look = (walk: Walk): void => {
  const before = walk.journal.length
  lookOnce(walk)
  if (walk.journal.length > before) look(walk)
}

const lookOnce = (walk: Walk): void => {
  const termsOf = Process.termsOf(walk.processOf)
  for (const due of Wake.dueBy(termsOf, clockedOf(walk.held), walk.now)) {
    if (due.effect === "close") {
      if (!Lifecycle.allows(lifecycle, walk.held.state.status, "SilenceElapsed")) continue
      record(walk, { type: "SilenceElapsed", dueAt: due.dueAt }, { effectiveAt: due.dueAt })
      return
    }
    if (!("clock" in due)) throw new Error("these walks have no timers beside their clocks")
    const { effect, ...mark } = due
    const run = walk.held.clocks.find(
      ({ id, instance }) => id === due.clock && instance === due.instance,
    )
    if (run === undefined) throw new Error("what is due has no run")
    walk.marks.push({ due, run })
    record(walk, { type: effect === "warn" ? "ClockWarned" : "ClockBreached", ...mark })
  }
}

const changesTargets = new Set(["Escalated", "PriorityChanged", "PolicyApplied", "DeadlineSet"])

type Rules = ReadonlyArray<ClockRule>

const base = processOf(silence, { priorities })
const { lifecycle } = base

/** A version of the base with these clocks too; made without asking the chart again. */
const withClocks = (version: string, clocks: Rules): Process.Process => {
  const policy = { id: "p", version, clocks: [...clocks, ...silence] }
  const ref = `standard@${version}`
  const { timeOf } = base.terms
  const terms = Terms.make({ ref, policy, timeOf })
  return { ...base, ref, profile: { ...base.profile, version, policy }, terms }
}

const walked = (first: Rules, second: Rules, all: ReadonlyArray<Move>): Walk => {
  const [process, newer] = [withClocks("1", first), withClocks("2", second)]
  const known: Process.ProcessOf = (ref) => (ref === newer.ref ? newer : process)
  const begun = recorded([{ ...registered, priority: "low" }]).map((each) => {
    const versionsNow = { ...each.versions, process: process.ref }
    return { ...each, at: march(2, 9), effectiveAt: march(2, 9), versions: versionsNow }
  })
  const held = fold(known, undefined, begun)
  if (held === undefined) throw new Error("nothing held")
  const walk: Walk = { processOf: known, journal: [...begun], held, now: march(2, 9), marks: [] }
  for (const { happening: next, after, late, by, seen } of all) {
    walk.now += after
    if (seen) look(walk)
    const event = next(walk, newer)
    if (event === undefined) continue
    if (!Lifecycle.allows(lifecycle, walk.held.state.status, signalOf(event))) continue
    if (changesTargets.has(event.type)) look(walk)
    record(walk, event, { effectiveAt: Math.max(march(2, 9), walk.now - late), actor: by })
  }
  return walk
}

const laws = (law: (walk: Walk) => void) =>
  fc.assert(
    fc.property(policy, policy, moves, (clocks, next, all) => {
      law(walked(clocks, next, all))
    }),
    { numRuns: 400 },
  )

describe("whatever happens, under whatever policy", () => {
  it("a run breaches at most once, and warns once at each of its marks between two changes", () => {
    laws(({ marks }) => {
      const breaches = marks.flatMap(({ due }) =>
        due.effect === "breach" ? [`${due.clock} ${due.instance}`] : [],
      )
      expect(breaches).toEqual([...new Set(breaches)])
    })
  })

  it("a breach falls into a stretch in which its run ran, and never before a change of target", () => {
    laws(({ marks }) => {
      for (const { due, run } of marks) {
        expect(hasTarget(run)).toBe(true)
        if (due.effect !== "breach") continue
        const running = run.stretches.some(
          ({ start, end }) => start <= due.dueAt && (end === null || due.dueAt <= end),
        )
        expect(running, `${due.dueAt} in ${JSON.stringify(run)}`).toBe(true)
        expect(due.dueAt).toBeGreaterThanOrEqual(run.notBefore ?? 0)
      }
    })
  })

  it("once what is due was recorded, nothing is due that has passed", () => {
    laws((walk) => {
      look(walk)
      const termsOf = Process.termsOf(walk.processOf)
      const next = Wake.nextAt(termsOf, clockedOf(walk.held))
      const closing = Wake.dueBy(termsOf, clockedOf(walk.held), walk.now)
      expect(closing.filter(({ effect }) => effect !== "close")).toEqual([])
      if (next !== null && closing.length === 0) expect(next).toBeGreaterThan(walk.now)
    })
  })

  it("stretches are sorted and apart, one run of a clock is alive, and it is the last", () => {
    laws(({ held: { clocks } }) => {
      for (const { stretches } of clocks) {
        const edges = stretches.flatMap(({ start, end }) => [start, end ?? Infinity])
        expect(edges).toEqual(edges.toSorted((a, b) => a - b))
      }
      for (const id of ["a", "b", "c", "silence"]) {
        const runs = clocks.filter((clock) => clock.id === id)
        const numbers = runs.flatMap(({ instance }) => (instance === 0 ? [] : [instance]))
        expect(numbers).toEqual(numbers.map((_, index) => index + 1))
        for (const run of runs.filter(hasTarget)) expect(run.instance).toBeGreaterThan(0)
        expect(runs.slice(0, -1).every(({ ended }) => ended !== null)).toBe(true)
      }
    })
  })

  it("a clock that has not ended runs exactly while neither state nor event pauses it", () => {
    laws(({ held: { clocks, state }, processOf: known }) => {
      const { rules } = known(state.terms).terms
      const states = lifecycle.table.get(state.status)?.states ?? new Set()
      for (const { id, ended, held, stretches } of clocks) {
        const rule = rules.get(id)
        if (ended !== null || rule === undefined) continue
        const stands = held || (rule.pausesIn ?? []).some((each) => states.has(each))
        expect(stretches.at(-1)?.end === null).toBe(!stands)
      }
    })
  })

  it("spent time is what the calendar says of the stretches, minute by minute", () => {
    laws(({ held: { clocks }, processOf: known, now }) => {
      for (const clock of clocks.filter(hasTarget)) {
        const time = Deadline.timeOf(Process.termsOf(known), clock)
        const cut = clock.stretches.map(({ start, end }) => ({ start, end: end ?? now }))
        const lengths = cut.flatMap(({ start, end }) =>
          Deadline.countsWorkingTime(clock.target)
            ? Array.from(WorkingTime.intervals(time, start, end), (each) => each.end - each.start)
            : [end - start],
        )
        const spent = lengths.reduce((sum, each) => sum + each, 0)
        expect(Deadline.spentMillis(time, clock, now)).toBe(spent)
      }
    })
  })

  it("folding in two halves, through JSON, is folding at once", () => {
    fc.assert(
      fc.property(policy, policy, moves, fc.nat(60), (clocks, next, all, cut) => {
        const walk = walked(clocks, next, all)
        const half = fold(walk.processOf, undefined, walk.journal.slice(0, cut))
        const stored: Held | undefined =
          half === undefined ? undefined : JSON.parse(JSON.stringify(half))
        expect(fold(walk.processOf, stored, walk.journal.slice(cut))).toEqual(walk.held)
        expect(fold(walk.processOf, undefined, walk.journal)).toEqual(walk.held)
      }),
      { numRuns: 400 },
    )
  })

  it("these walks meet breaches, pauses, holds, changes, second runs and comings back", () => {
    const met = {
      breaches: 0,
      paused: 0,
      held: 0,
      changed: 0,
      second: 0,
      byHand: 0,
      newer: 0,
      owed: 0,
    }
    laws(({ marks, held: { clocks, state } }) => {
      met.breaches += marks.filter(({ due }) => due.effect === "breach").length
      met.paused += clocks.filter(({ stretches }) => stretches.length > 2).length
      met.held += clocks.filter(({ held }) => held).length
      met.changed += clocks.filter(({ notBefore }) => notBefore !== null).length
      met.owed += clocks.filter((clock) => !hasTarget(clock)).length
      met.second += clocks.filter(({ instance }) => instance > 2).length
      met.byHand += clocks.filter(({ byHand }) => byHand !== null).length
      met.newer += state.terms.endsWith("@2") ? 1 : 0
    })
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(20)
  })
})
