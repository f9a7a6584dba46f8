// How much has been worked, and when so much will have been.
import { type Compiled, cover, longer, outOfRange, tooFar } from "./compile.ts"
import * as Interval from "./Interval.ts"
import { earliestAt, indexAt, latestAt, measure } from "./timeline.ts"

/** Whether an instant works. */
export const isOpen = (compiled: Compiled, at: number): boolean => {
  const timeline = cover(compiled, at, at)
  return timeline.starts[indexAt(timeline, at)]! <= at
}

/** The working time between two instants, negative when they are reversed. */
export const between = (compiled: Compiled, from: number, to: number): number => {
  const timeline = from <= to ? cover(compiled, from, to) : cover(compiled, to, from)
  return measure(timeline, to) - measure(timeline, from)
}

/** The instant at which `millis` are used up, forwards or backwards. */
export const add = (compiled: Compiled, from: number, millis: number): number => {
  let timeline = cover(compiled, from, from)
  // Bounded: every round adds years, and there are none beyond 1970–2200.
  for (;;) {
    const index = indexAt(timeline, from)
    const before = measure(timeline, from, index)
    const total = before + millis
    // Nothing was to be added, or so little that it is lost beside what was worked before.
    if (total === before) return from
    if (millis < 0 && total >= 0) return latestAt(timeline, total, index)
    if (millis > 0 && total <= timeline.totals[timeline.count]!) {
      return earliestAt(timeline, total, index)
    }
    const more = longer(compiled, millis < 0 ? -1 : 1)
    if (more === undefined) throw tooFar(millis, "so much working time")
    timeline = more
  }
}

/** The working time within normalised stretches. */
export const spentIn = (
  compiled: Compiled,
  stretches: ReadonlyArray<Interval.Interval>,
): number => {
  let spentMillis = 0
  for (const { start, end } of stretches) spentMillis += between(compiled, start, end)
  return spentMillis
}

/** The instant at which `millis` are used up outside pauses. */
export const due = (
  compiled: Compiled,
  from: number,
  millis: number,
  pauses: ReadonlyArray<Interval.Interval>,
): number => {
  if (millis < 0) throw outOfRange(millis, "a duration that is not negative")
  for (const { start, end } of pauses) {
    // A stretch without a beginning or an end would otherwise pass for an empty one.
    if (Number.isNaN(start) || Number.isNaN(end)) throw outOfRange(Number.NaN)
  }
  let at = from
  let leftMillis = millis
  for (const pause of Interval.normalise(pauses)) {
    const worked = pause.start > at ? between(compiled, at, pause.start) : 0
    if (worked >= leftMillis) break
    leftMillis -= worked
    at = Math.max(at, pause.end)
  }
  return add(compiled, at, leftMillis)
}
