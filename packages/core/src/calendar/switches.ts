// When working time opens and closes.
import { type Compiled, cover, latestMillis, longer, outOfRange } from "./compile.ts"
import type { Interval } from "./Interval.ts"
import { indexAt } from "./timeline.ts"

/** `at` if it works, else the first working instant after it. */
export const next = (compiled: Compiled, at: number): number | undefined => {
  const open = stretchAfter(compiled, at)
  return open === undefined ? undefined : Math.max(open.start, at)
}

/** The first switch to open after `at`. */
export const nextOpening = (compiled: Compiled, at: number): number | undefined => {
  const open = stretchAfter(compiled, at)
  if (open === undefined || open.start > at) return open?.start
  return open.end >= latestMillis ? undefined : stretchAfter(compiled, open.end)?.start
}

/** The first switch to closed after `at`. */
export const nextClose = (compiled: Compiled, at: number): number | undefined => {
  const open = stretchAfter(compiled, at)
  return open === undefined || open.end >= latestMillis ? undefined : open.end
}

/** `at` if the moment just before it works, else the latest closing before it. */
export const previous = (compiled: Compiled, at: number): number | undefined => {
  let timeline = cover(compiled, at, at)
  for (;;) {
    const index = indexAt(timeline, at)
    if (timeline.starts[index]! < at) return at
    if (index > 0) return timeline.ends[index - 1]
    const earlier = longer(compiled, -1)
    if (earlier === undefined) return undefined
    timeline = earlier
  }
}

/** The working intervals within a span, cut to it, one at a time. */
export function* intervals(compiled: Compiled, from: number, to: number): Generator<Interval> {
  if (!(from >= 0)) throw outOfRange(from)
  if (!(to <= latestMillis)) throw outOfRange(to)
  // The cursor is an instant and not an index: indices move when somebody else asks about the past.
  for (let at = from; at < to;) {
    const open = stretchAfter(compiled, at)
    if (open === undefined || open.start >= to) return
    yield { start: Math.max(open.start, at), end: Math.min(open.end, to) }
    at = open.end
  }
}

/** The first open stretch that ends after `at`; laid out until its end is certain. */
const stretchAfter = (compiled: Compiled, at: number): Interval | undefined => {
  let timeline = cover(compiled, at, at)
  for (;;) {
    const index = indexAt(timeline, at)
    const open = { start: timeline.starts[index]!, end: timeline.ends[index]! }
    if (open.end < timeline.until) return open
    const later = longer(compiled, 1)
    if (later === undefined) return index < timeline.count ? open : undefined
    timeline = later
  }
}
