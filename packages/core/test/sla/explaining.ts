// Clocks explained from a story: what happened when, told as of an instant.
import { expect } from "vitest"
import { toldOf } from "../../src/desk/explain.ts"
import * as Process from "../../src/process/Process.ts"
import type { Explanation, Stretch } from "../../src/sla/Explanation.ts"
import * as SlaExplanation from "../../src/sla/Explanation.ts"
import type { Recorded } from "../../src/ticket/Event.ts"
import { agent, recorded } from "../ticket/given.ts"
import type { Entry } from "./story.ts"

/** The journal of what happened. */
export const journalOf = (entries: ReadonlyArray<Entry>): ReadonlyArray<Recorded> =>
  recorded(entries.map(([, event]) => event)).map((each, index) => {
    const [effectiveAt, , more] = entries[index] ?? [0]
    return { ...each, effectiveAt, at: more?.at ?? effectiveAt, actor: more?.by ?? agent }
  })

/** Every run of every clock, explained. */
export const explainAll = (
  processOf: Process.ProcessOf,
  now: number,
  journal: ReadonlyArray<Recorded>,
): ReadonlyArray<Explanation> => {
  const measured = { termsOf: Process.termsOf(processOf), zoneData: "2026a", now }
  return toldOf(processOf, journal, now).map((told) => SlaExplanation.make(measured, told))
}

/** A process, when it is asked, and which clock. */
export interface Asked {
  readonly process: Process.Process
  readonly now: number
  readonly clock: string
  readonly instance?: number
}

/** One run of a clock, explained: the last one where none is named. */
export const explained = (
  { process, now, clock, instance }: Asked,
  ...entries: ReadonlyArray<Entry>
): Explanation => {
  const all = explainAll(Process.only(process), now, journalOf(entries))
  const found = all.findLast(
    (each) => each.clock === clock && (instance === undefined || each.instance === instance),
  )
  if (found === undefined) throw new Error(`no clock ${clock}`)
  return found
}

const hourMillis = 3_600_000

/** Stretches as `+9 working hours`: hours, whether they count, why. */
export const brief = ({ stretches }: Explanation): ReadonlyArray<string> =>
  stretches.map((each) => `${each.counted ? "+" : "-"}${each.millis / hourMillis} ${whyOf(each)}`)

const whyOf = ({ why }: Stretch): string => {
  switch (why.kind) {
    case "working":
    case "closed": {
      const name = "name" in why.because ? why.because.name : null
      return [why.kind, why.because.kind, ...(name === null ? [] : [name])].join(" ")
    }
    case "elapsed":
      return why.kind
    case "paused":
      return `paused ${why.in ?? "by event"} ${why.by.number}`
    case "finished":
      return `finished ${why.by.number}`
  }
}

/**
 * Stretches tell all the time from start to end, none of it twice, and add up to what is spent.
 * `boundary` is the last instant that the run itself names.
 */
export const expectWhole = (explanation: Explanation, boundary = -Infinity): void => {
  const { stretches, startedAt, endedAt, asOf, spentMillis, truncated } = explanation
  if (truncated) throw new Error("more stretches than this test is for")
  const counted = stretches.filter((each) => each.counted)
  expect(counted.reduce((sum, { millis }) => sum + millis, 0)).toBe(spentMillis)
  const ends = [startedAt, ...stretches.map(({ to }) => to)]
  expect(stretches.map(({ from }) => from)).toEqual(ends.slice(0, -1))
  expect(stretches.filter(({ from, to, millis }) => millis <= 0 || millis !== to - from)).toEqual(
    [],
  )
  // What is recorded as of later than now, by a clock that stepped back, reaches beyond it.
  expect(ends.at(-1)).toBe(endedAt ?? Math.max(asOf, boundary))
}
