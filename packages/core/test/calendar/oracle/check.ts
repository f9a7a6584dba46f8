// One case: what WorkingTime answers, beside what both oracles do.
import type { Calendar } from "../../../src/calendar/Calendar.ts"
import * as WorkingTime from "../../../src/calendar/WorkingTime.ts"
import {
  earliest,
  type Intervals,
  landing,
  latest,
  type Opened,
  opened,
  outside,
  total,
  within,
} from "./byEnds.ts"
import { count, countTo, look } from "./byMinute.ts"
import type { Wall } from "./wall.ts"

const dayMillis = 86_400_000
const minuteMillis = 60_000
/** How far around a span the exact oracle looks; what lies beyond is nothing to it. */
const aroundMillis = 20 * dayMillis

/** A calendar and what it is asked. */
export interface Case {
  readonly calendar: Calendar
  /** Whole minutes, at most 14 days apart. */
  readonly from: number
  readonly to: number
  /** Milliseconds after `from` and `to` for the exact oracle. */
  readonly beside: readonly [number, number]
  /** Above 0 and up to 1: how much of what can be added is. */
  readonly share: number
  readonly pauses: Intervals
  readonly workingDays: number
}

/** A question, our answer and the oracle's. */
export interface Asked {
  readonly question: string
  readonly ours: unknown
  readonly oracle: unknown
}

/** Whether they answer the same. */
export const isAgreed = ({ ours, oracle }: Asked): boolean =>
  JSON.stringify(ours) === JSON.stringify(oracle)

/** Asks everything; the minutes only from 1972 on, since when all offsets are whole minutes. */
export const ask = (one: Case, wall: Wall): ReadonlyArray<Asked> => {
  const workingTime = WorkingTime.make(one.calendar)
  const [from, to] = [one.from + one.beside[0], one.to + one.beside[1]]
  const around = { from: from - aroundMillis, to: to + aroundMillis }
  const sight = { ...opened(one.calendar, wall, around.from, around.to), around, from, to }
  return [
    ...(one.from >= wholeMinutesSince ? byMinute(one, wall, workingTime) : []),
    ...spans(workingTime, sight),
    ...[
      ...sums(one, workingTime, sight),
      ...[from, ...endsWithin(sight)].flatMap((at) => switches(workingTime, sight.intervals, at)),
      instant(
        `addWorkingDays(${from}, ${one.workingDays})`,
        landing(wall, sight.byDate, from, one.workingDays),
        () => WorkingTime.addWorkingDays(workingTime, from, one.workingDays),
      ),
    ].map(({ question, ours, oracle }) => ({
      question,
      ours: inSight(ours, around),
      oracle: inSight(oracle, around),
    })),
  ]
}

const wholeMinutesSince = Date.UTC(1972, 1, 1)

const byMinute = (
  { calendar, from, to, share }: Case,
  wall: Wall,
  workingTime: WorkingTime.WorkingTime,
): ReadonlyArray<Asked> => {
  const minutes = look(calendar, wall, from, to)
  const open = count(minutes)
  const added = Math.ceil(open * share)
  return [
    {
      question: `between(${from}, ${to}), by the minute`,
      ours: WorkingTime.between(workingTime, from, to),
      oracle: open * minuteMillis,
    },
    {
      question: `add(${from}, ${added} min), by the minute`,
      ours: WorkingTime.add(workingTime, from, added * minuteMillis),
      oracle: added === 0 ? from : countTo(minutes, added),
    },
  ]
}

/** What the exact oracle sees. */
interface Sight extends Opened, Span {
  readonly around: Span
}

interface Span {
  readonly from: number
  readonly to: number
}

const spans = (
  workingTime: WorkingTime.WorkingTime,
  { from, to, intervals, byDate }: Sight,
): ReadonlyArray<Asked> => {
  const span = within(intervals, from, to)
  const listed = WorkingTime.intervals(workingTime, from, to)
  return [
    {
      question: `between(${from}, ${to})`,
      ours: WorkingTime.between(workingTime, from, to),
      oracle: total(span),
    },
    {
      question: `intervals(${from}, ${to})`,
      ours: Array.from(listed, ({ start, end }) => [start, end]),
      oracle: span,
    },
    {
      question: `segments(${from}, ${to})`,
      ours: merged(WorkingTime.segments(workingTime, from, to)),
      oracle: alternating(span, { from, to }),
    },
    ...dates(workingTime, byDate),
  ]
}

/** Segments that differ by their reasons alone, as one. */
const merged = (segments: Iterable<WorkingTime.Segment>): ReadonlyArray<unknown> => {
  const stretches: Array<[start: number, end: number, open: boolean]> = []
  for (const { start, end, open } of segments) {
    const last = stretches.at(-1)
    if (last !== undefined && last[1] === start && last[2] === open) last[1] = end
    else stretches.push([start, end, open])
  }
  return stretches
}

/** What is open and what is not, in turn. */
const alternating = (open: Intervals, { from, to }: Span): ReadonlyArray<unknown> => {
  const starts = [from, ...open.map(([, end]) => end)]
  return starts
    .flatMap((start, n) => [
      [start, open[n]?.[0] ?? to, false] as const,
      ...open.slice(n, n + 1).map(([start, end]) => [start, end, true] as const),
    ])
    .filter(([start, end]) => start < end)
}

const dates = (
  workingTime: WorkingTime.WorkingTime,
  byDate: Sight["byDate"],
): ReadonlyArray<Asked> => {
  const [first = "", last = ""] = [[...byDate.keys()][0], [...byDate.keys()].at(-1)]
  const listed = [...WorkingTime.dates(workingTime, first, last)]
  return [
    {
      question: `dates(${first}, ${last})`,
      ours: listed.map(({ date, millis }) => [date, millis]),
      oracle: [...byDate].map(([date, rows]) => [date, total(rows)]),
    },
    {
      question: `isWorkingDay of ${first} to ${last}`,
      ours: listed.map(({ date }) => WorkingTime.isWorkingDay(workingTime, date)),
      oracle: [...byDate.values()].map((rows) => rows.length > 0),
    },
  ]
}

/** Where so much working time is over. */
const sums = (
  { share, pauses }: Case,
  workingTime: WorkingTime.WorkingTime,
  { from, to, around, intervals }: Sight,
): ReadonlyArray<Asked> => {
  const after = within(intervals, from, around.to)
  const before = within(intervals, around.from, to)
  const running = outside(after, pauses)
  const part = (some: Intervals) => Math.max(1, Math.ceil(total(some) * share))
  const paused = pauses.map(([start, end]) => ({ start, end }))
  return [
    instant(`add(${from}, ${part(after)})`, earliest(after, part(after)), () =>
      WorkingTime.add(workingTime, from, part(after)),
    ),
    instant(`add(${to}, -${part(before)})`, latest(before, part(before)), () =>
      WorkingTime.add(workingTime, to, -part(before)),
    ),
    instant(`due(${from}, ${part(running)})`, earliest(running, part(running)), () =>
      WorkingTime.due(workingTime, from, part(running), paused),
    ),
  ]
}

/** Enough to meet an opening and a closing in nearly every case. */
const endsAsked = 6

/** The first openings and closings of a span, and the milliseconds before them. */
const endsWithin = ({ from, to, intervals }: Sight): ReadonlyArray<number> =>
  within(intervals, from, to)
    .flat()
    .slice(0, endsAsked)
    .flatMap((end) => [end - 1, end])

/** Where it opens and closes. */
const switches = (
  workingTime: WorkingTime.WorkingTime,
  intervals: Intervals,
  at: number,
): ReadonlyArray<Asked> => {
  const current = intervals.find(([, end]) => end > at)
  const open = current === undefined ? undefined : Math.max(current[0], at)
  const opening = intervals.find(([start]) => start > at)
  const earlier = intervals.findLast(([start]) => start < at)
  const closing = earlier === undefined ? undefined : Math.min(earlier[1], at)
  return [
    {
      question: `isOpen(${at})`,
      ours: WorkingTime.isOpen(workingTime, at),
      oracle: current !== undefined && current[0] <= at,
    },
    instant(`next(${at})`, open, () => WorkingTime.next(workingTime, at)),
    instant(`nextClose(${at})`, current?.[1], () => WorkingTime.nextClose(workingTime, at)),
    instant(`nextOpening(${at})`, opening?.[0], () => WorkingTime.nextOpening(workingTime, at)),
    instant(`previous(${at})`, closing, () => WorkingTime.previous(workingTime, at)),
  ]
}

const instant = (
  question: string,
  oracle: number | undefined,
  ours: () => number | undefined,
): Asked => {
  try {
    return { question, oracle, ours: ours() }
  } catch (error) {
    return { question, oracle, ours: String(error) }
  }
}

const inSight = (answer: unknown, { from, to }: Span): unknown =>
  typeof answer === "number" && (answer < from || answer > to) ? undefined : answer
