// How a clock may run along a way: every configuration in which it may stand idle, run or be held,
// read off its conditions and the chart.
import type { ClockRule } from "../sla/Policy.ts"
import {
  type Course,
  type Heard,
  type Move,
  type Moves,
  movesOf,
  registrationOf,
} from "./course.ts"

/**
 * Whether a clock has not begun or has ended for good, runs, is held by an event, or has ended as
 * the request was completed or closed: should the request come back from there, it goes on.
 */
type Phase = "idle" | "running" | "held" | "completed" | "closed"

/** Whether a clock has begun and not ended. */
export const isBegun = ({ phase }: Pick<Standing, "phase">): boolean =>
  phase === "running" || phase === "held"

/** A configuration with a clock in it, and the shortest way there. */
export interface Standing {
  readonly status: string
  readonly phase: Phase
  readonly path: ReadonlyArray<string>
}

/** Every standing of a clock on a way. */
export interface ClockRun {
  readonly standings: ReadonlyArray<Standing>
  /** Where it has begun and nothing that may come ends it any more. */
  readonly endless: ReadonlyArray<Standing>
}

/** How a clock may run along a course. */
export const runOf = (clock: ClockRule, course: Course): ClockRun => {
  const moves = movesOf(clock, course)
  const standings = standingsOf(clock, registrationOf(clock, course.lifecycle), moves)
  const begun = standings.filter(isBegun)
  const ending = endingIn(clock, moves, begun)
  return { standings, endless: begun.filter((each) => !ending.has(keyOf(each))) }
}

const keyOf = ({ status, phase }: Pick<Standing, "status" | "phase">): string =>
  `${status} ${phase}`

const standingsOf = (clock: ClockRule, first: Move, moves: Moves): ReadonlyArray<Standing> => {
  const found: Array<Standing> = phasesAfter(clock, "idle", first).map((phase) => ({
    status: first.to,
    phase,
    path: [],
  }))
  const known = new Set(found.map(keyOf))
  const left = new Set<Standing>()
  const goOn = (from: Standing) => {
    if (left.has(from)) return
    left.add(from)
    for (const move of moves.get(from.status) ?? [])
      for (const phase of phasesAfter(clock, from.phase, move)) {
        const key = keyOf({ status: move.to, phase })
        if (known.has(key)) continue
        known.add(key)
        found.push({ status: move.to, phase, path: [...from.path, move.signal] })
      }
  }
  // What is taken up again comes last, as on the ways.
  for (const from of found) if (!from.status.startsWith("closed")) goOn(from)
  for (const from of found) goOn(from)
  return found
}

// Where the same event may be heard or not, by whom it happens or what else runs, it may be both.
const phasesAfter = (clock: ClockRule, phase: Phase, move: Move): ReadonlyArray<Phase> => {
  const begun = heldOr(move.pauses)
  if (!isLive(clock, phase, move)) return either(move.starts, begun, [phase])
  const on = phase === "held" ? heldOr(not[move.resumes]) : begun
  return either(move.ends, either(move.starts, begun, [endedBy(move)]), on)
}

const phases: ReadonlyArray<string> = ["open", "completed", "closed"]

const phaseOf = (states: ReadonlySet<string>): number =>
  phases.findIndex((each) => states.has(each))

const isLive = (clock: ClockRule, phase: Phase, { signal, before, after }: Move): boolean => {
  if (isBegun({ phase })) return true
  if (phase === "idle" || signal === "Reopened" || clock.effect === "close") return false
  const back = phaseOf(after)
  return back < phaseOf(before) && back < phases.indexOf(phase)
}

const endedBy = ({ before, after }: Move): Phase => {
  if (phaseOf(after) <= phaseOf(before)) return "idle"
  return after.has("closed") ? "closed" : "completed"
}

const not = { yes: "no", maybe: "maybe", no: "yes" } as const

const heldOr = (pauses: Heard): ReadonlyArray<Phase> => either(pauses, ["held"], ["running"])

const either = (
  heard: Heard,
  then: ReadonlyArray<Phase>,
  other: ReadonlyArray<Phase>,
): ReadonlyArray<Phase> => {
  if (heard === "maybe") return [...then, ...other]
  return heard === "yes" ? then : other
}

// Where the clock may still end: by what may come next, or after that.
const endingIn = (
  clock: ClockRule,
  moves: Moves,
  begun: ReadonlyArray<Standing>,
): ReadonlySet<string> => {
  const found = new Set<string>()
  const mayEnd = ({ status, phase }: Standing) =>
    (moves.get(status) ?? []).some(
      (move) =>
        move.ends !== "no" ||
        phasesAfter(clock, phase, move).some((next) =>
          found.has(keyOf({ status: move.to, phase: next })),
        ),
    )
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const standing of begun)
      if (!found.has(keyOf(standing)) && mayEnd(standing)) found.add(keyOf(standing))
  }
  return found
}
