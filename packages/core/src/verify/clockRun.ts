// How a clock may run along a way: every configuration in which it may stand idle, run or be held,
// read off its conditions and the chart. It begins, ends and goes on as in `sla/Clock.ts`.
import type { ClockRule, Condition } from "../sla/Policy.ts"
import {
  type Course,
  type Heard,
  type Move,
  type Moves,
  movesOf,
  registrationOf,
  silentOnlyIn,
} from "./course.ts"

/**
 * Whether a clock has not begun or has ended for good, has begun, or has ended as the request was
 * completed or closed: should the request come back from there, it goes on.
 */
type Phase = "idle" | "begun" | "completed" | "closed"

/** A clock in its phase, and whether an event held it, which outlasts an end that is undone. */
interface Stage {
  readonly phase: Phase
  readonly held: boolean
}

/** A configuration with a clock in it, and the shortest way there. */
export interface Standing extends Stage {
  readonly status: string
  /**
   * The state of the work to which a closed request may come back, which is the one in which it
   * was closed; empty where it may come back to none.
   */
  readonly backTo: string
  readonly path: ReadonlyArray<string>
}

/** Every standing of a clock on a way. */
export interface ClockRun {
  readonly standings: ReadonlyArray<Standing>
  /** Where it has begun and nothing that may come ends it any more. */
  readonly endless: ReadonlyArray<Standing>
}

/** Whether a clock has begun and not ended. */
export const isBegun = ({ phase }: Pick<Stage, "phase">): boolean => phase === "begun"

/** Whether a clock counts time: it has begun, and nothing pauses it. */
export const isCounting = (
  { pausesIn = [] }: ClockRule,
  { status, phase, held }: Standing,
): boolean => {
  const states = status.split(".")
  return isBegun({ phase }) && !held && !pausesIn.some((state) => states.includes(state))
}

/**
 * How clocks may run along a course, by their ids. A silence ends a request only where one of them
 * may run whose end closes it; whatever else the chart leads through is no way for any of them.
 */
export const runsOf = (
  clocks: ReadonlyArray<ClockRule>,
  course: Course,
): ReadonlyMap<string, ClockRun> => {
  const closing = clocks.filter(({ effect }) => effect === "close")
  const fired = new Set<string>()
  for (let before = -1; before < fired.size;) {
    before = fired.size
    const so = silentOnlyIn(course, fired)
    for (const clock of closing)
      for (const { status } of runOf(clock, so).standings.filter(isBegun)) fired.add(status)
  }
  const possible = silentOnlyIn(course, fired)
  return new Map(clocks.map((clock) => [clock.id, runOf(clock, possible)] as const))
}

const runOf = (clock: ClockRule, course: Course): ClockRun => {
  const moves = movesOf(clock, course)
  const standings = standingsOf(clock, registrationOf(clock, course.lifecycle), moves)
  const begun = standings.filter(isBegun)
  const ending = endingIn(clock, moves, begun)
  return { standings, endless: begun.filter((each) => !ending.has(keyOf(each))) }
}

const keyOf = ({ status, phase, held, backTo }: Standing): string =>
  `${status} ${phase} ${held} ${backTo}`

const standingsOf = (clock: ClockRule, first: Move, moves: Moves): ReadonlyArray<Standing> => {
  const found: Array<Standing> = stagesAfter(clock, idle, first).map((stage) => ({
    ...stage,
    status: first.to,
    backTo: "",
    path: [],
  }))
  const known = new Set(found.map(keyOf))
  const left = new Set<Standing>()
  const goOn = (from: Standing) => {
    if (left.has(from)) return
    left.add(from)
    for (const move of movesFrom(moves, from))
      for (const next of standingsAfter(clock, moves, from, move)) {
        const key = keyOf(next)
        if (known.has(key)) continue
        known.add(key)
        found.push(next)
      }
  }
  // What is taken up again comes last, as on the ways.
  for (const from of found) if (!from.status.startsWith("closed")) goOn(from)
  for (const from of found) goOn(from)
  return found
}

// A request comes back to no other state of the work than that in which it was closed.
const movesFrom = (moves: Moves, { status, backTo }: Standing): ReadonlyArray<Move> =>
  (moves.get(status) ?? []).filter((move) => [undefined, backTo].includes(returnOf(move)))

const returnOf = ({ event, signal }: Move): string | undefined =>
  event === "Unmerged" || event === "ClosingUndone" ? signal.split(".")[1] : undefined

const standingsAfter = (
  clock: ClockRule,
  moves: Moves,
  from: Standing,
  move: Move,
): ReadonlyArray<Standing> => {
  const comesBack = (moves.get(move.to) ?? []).some((each) => returnOf(each) !== undefined)
  const [phase, work = ""] = from.status.split(".")
  const backTo = comesBack ? (phase === "open" ? work : from.backTo) : ""
  const path = [...from.path, move.signal]
  return stagesAfter(clock, from, move).map((stage) => ({
    ...stage,
    status: move.to,
    backTo,
    path,
  }))
}

const idle: Stage = { phase: "idle", held: false }

// Where the same event may be heard or not, by whom it happens or what else runs, it may be both.
const stagesAfter = (clock: ClockRule, stage: Stage, move: Move): ReadonlyArray<Stage> => {
  const begun = begunWhere(move.pauses)
  if (!isLive(clock, stage, move)) return either(move.starts, begun, [overAfter(stage, move)])
  const on = stage.held ? begunWhere(not[move.resumes]) : begun
  const over = move.endings.map((by) => endedBy(clock, stage, move, by))
  return either(move.ends, either(move.starts, begun, over), on)
}

const phases: ReadonlyArray<string> = ["open", "completed", "closed"]

const phaseOf = (states: ReadonlySet<string>): number =>
  phases.findIndex((each) => states.has(each))

const isLive = (clock: ClockRule, { phase }: Stage, { signal, before, after }: Move): boolean => {
  if (isBegun({ phase })) return true
  if (phase === "idle" || signal === "Reopened" || clock.effect === "close") return false
  const back = phaseOf(after)
  return back < phaseOf(before) && back < phases.indexOf(phase)
}

// What had ended before a reopening has ended for good.
const overAfter = (stage: Stage, { signal }: Move): Stage => (signal === "Reopened" ? idle : stage)

// Nobody comes back to a state within a phase that was left with the phase.
const endedBy = (
  { effect }: ClockRule,
  { held }: Stage,
  { before, after }: Move,
  by: Condition,
): Stage => {
  const isGone = "leaves" in by && !phases.includes(by.leaves)
  if (effect === "close" || isGone || phaseOf(after) <= phaseOf(before)) return idle
  return { phase: after.has("closed") ? "closed" : "completed", held }
}

const not = { yes: "no", maybe: "maybe", no: "yes" } as const

const begunWhere = (held: Heard): ReadonlyArray<Stage> =>
  either(held, [{ phase: "begun", held: true }], [{ phase: "begun", held: false }])

const either = <A>(
  heard: Heard,
  then: ReadonlyArray<A>,
  other: ReadonlyArray<A>,
): ReadonlyArray<A> => {
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
  const mayEnd = (from: Standing) =>
    movesFrom(moves, from).some(
      (move) =>
        move.ends !== "no" ||
        standingsAfter(clock, moves, from, move).some((next) => found.has(keyOf(next))),
    )
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const standing of begun)
      if (!found.has(keyOf(standing)) && mayEnd(standing)) found.add(keyOf(standing))
  }
  return found
}
