// The phases of a run, cut by its calendar: every stretch with its reason.
import * as WorkingTime from "../../calendar/WorkingTime.ts"
import type { Phase } from "./course.ts"
import * as Deadline from "../Deadline.ts"
import type { Stretch, Why } from "./explained.ts"
import type { Targeted } from "../run.ts"

/** The stretches of a run up to an instant, in order and without a gap, one at a time. */
export function* stretchesOf(
  time: WorkingTime.WorkingTime,
  { target }: Targeted,
  phases: ReadonlyArray<Phase>,
  until: number,
): Generator<Stretch> {
  for (const [index, phase] of phases.entries()) {
    const to = Math.min(phases[index + 1]?.from ?? until, until)
    if (phase.from >= to) continue
    if (phase.kind === "running" && Deadline.countsWorkingTime(target))
      yield* worked(time, phase.from, to)
    else yield stretch(phase.from, to, phase.kind === "running", whyOf(phase))
  }
}

function* worked(time: WorkingTime.WorkingTime, from: number, to: number): Generator<Stretch> {
  for (const { start, end, open, because } of WorkingTime.segments(time, from, to))
    yield stretch(start, end, open, { kind: open ? "working" : "closed", because })
}

const stretch = (from: number, to: number, counted: boolean, why: Why): Stretch => ({
  from,
  to,
  counted,
  millis: to - from,
  why,
})

const whyOf = ({ kind, by, in: state }: Phase): Why => {
  if (kind === "running") return { kind: "elapsed" }
  return kind === "paused" ? { kind, by, in: state } : { kind, by }
}
