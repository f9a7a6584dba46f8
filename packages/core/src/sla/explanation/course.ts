// How each run of a ticket's clocks went, told from its events: they are folded as ever, and each
// run is compared before and after every event. So an explanation needs nothing that clocks would
// not keep anyway.
import { type Altered, changeOf } from "./alteration.ts"
import type { Cause, Change } from "./explained.ts"
import { type Causes, causeOf, type Met, note } from "./met.ts"
import { lastBoundary, type Run } from "../run.ts"
import type { TermsOf } from "../Terms.ts"

/** A phase of a run, up to the next one. */
export interface Phase {
  readonly from: number
  readonly kind: "running" | "paused" | "finished"
  readonly by: Cause
  /** The state in which it is paused; null where an event holds it. */
  readonly in: string | null
}

/** How a run went. */
export interface Course {
  readonly startedBy: Cause
  readonly endedBy: Cause | null
  /** In order; the first one begins with the run. */
  readonly phases: ReadonlyArray<Phase>
  readonly changes: ReadonlyArray<Change>
}

/** How the runs went that are there after the last event, in their order. */
export const coursesOf = (termsOf: TermsOf, met: ReadonlyArray<Met>): ReadonlyArray<Course> => {
  const causes: Causes = { entered: new Map(), holding: new Map() }
  const courses: Array<Telling> = []
  for (const each of met) {
    const by = causeOf(each.recorded)
    note(causes, each, by)
    const step = { termsOf, met: each, by, causes }
    // A run keeps its place, and new ones come after all others.
    for (const [index, after] of each.after.entries()) {
      const before = each.before[index]
      const course = courses[index]
      if (before === undefined || course === undefined) courses[index] = begun(step, after)
      else goesOn(step, course, { before, after })
    }
  }
  return courses
}

/** A course while it is told. */
interface Telling extends Course {
  endedBy: Cause | null
  readonly phases: Array<Phase>
  readonly changes: Array<Change>
}

interface Step {
  readonly termsOf: TermsOf
  readonly met: Met
  readonly by: Cause
  readonly causes: Causes
}

const begun = (step: Step, run: Run): Telling => ({
  startedBy: step.by,
  endedBy: null,
  phases: [phaseAfter(step, run)],
  changes: [],
})

const goesOn = (step: Step, course: Telling, run: Altered): void => {
  const { before, after } = run
  // What has ended and stays so is over.
  if (before === after && after.ended !== null) return
  const change = changeOf(step.termsOf, step.met, run)
  if (change !== undefined) course.changes.push(change)
  if (after.ended === null) course.endedBy = null
  else if (before.endedAt !== after.endedAt) course.endedBy = step.by
  follow(course.phases, phaseAfter(step, after, before, course.phases.at(-1)))
  beginAt(course.phases, after.stretches[0]?.start)
}

const phaseAfter = ({ met, by, causes }: Step, run: Run, before?: Run, last?: Phase): Phase => {
  if (run.ended !== null) return { kind: "finished", from: run.endedAt ?? 0, by, in: null }
  const stretch = run.stretches.at(-1)
  if (stretch?.end === null) return { kind: "running", from: stretch.start, by, in: null }
  const halted = before === undefined || before.stretches.at(-1)?.end === null
  const { effectiveAt } = met.recorded
  const from = halted ? lastBoundary(run) : Math.max(effectiveAt, lastBoundary(run))
  const state = stateOf(met, run, last)
  const cause = state === null ? causes.holding.get(run.id) : causes.entered.get(state)
  return { kind: "paused", from, by: cause ?? by, in: state }
}

// The state in which a paused run stands. A reason that still holds is not given up for another.
const stateOf = ({ terms, states }: Met, run: Run, last: Phase | undefined): string | null => {
  const current = last?.kind === "paused" ? last.in : undefined
  if (current === null && run.held) return null
  const standing = (terms.rules.get(run.id)?.pausesIn ?? []).filter((state) => states.has(state))
  return standing.find((state) => state === current) ?? standing[0] ?? null
}

// A run that began earlier than was written down, or later, is told from there on.
const beginAt = (phases: Array<Phase>, start: number | undefined): void => {
  const [first] = phases
  if (first !== undefined && start !== undefined && first.from !== start)
    phases[0] = { ...first, from: start }
}

// A fact that is recorded late, and reaches behind what was told before, is told in its place.
const follow = (phases: Array<Phase>, next: Phase): void => {
  if (isLike(phases.at(-1), next)) return
  while ((phases.at(-1)?.from ?? -Infinity) >= next.from) phases.pop()
  if (!isLike(phases.at(-1), next)) phases.push(next)
}

const isLike = (last: Phase | undefined, next: Phase): boolean =>
  last?.kind === next.kind &&
  (next.kind !== "paused" || (last.in === next.in && last.by.number === next.by.number))
