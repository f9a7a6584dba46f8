// Whatever happens to a ticket, in whatever order it is recorded: an explanation tells all of the
// time, none of it twice, and adds up to what is spent.
import { Result } from "effect"
import * as fc from "fast-check"
import { expect, it } from "vitest"
import * as Interval from "../../src/calendar/Interval.ts"
import { fold } from "../../src/desk/fold.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { Stretch } from "../../src/sla/Clock.ts"
import type { Explanation } from "../../src/sla/Explanation.ts"
import { explanationText } from "../../src/sla/explanation/text.ts"
import type { Condition } from "../../src/sla/Policy.ts"
import { type Event, type Recorded, signalOf } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { calendar } from "../calendar/arbitraries.ts"
import { expectWhole, explainAll, journalOf } from "./explaining.ts"
import { type Entry, registered } from "./story.ts"

const minuteMillis = 60_000
const dayMillis = 24 * 60 * minuteMillis

const turnTo = (to: "ours" | "customers" | "thirdPartys"): Event => ({ type: "TurnPassed", to })
const files = { files: [] }

/** What may happen; what the status does not allow is passed over. */
const happenings: ReadonlyArray<Event> = [
  { type: "DiagnosisStarted" },
  { type: "CauseFound", cause: "productFault", module: null },
  { type: "Escalated", from: "first", to: "second" },
  { type: "Answered", ...files },
  { type: "Completed" },
  { type: "AnswerReturned" },
  { type: "WordHeard" },
  { type: "Disputed", word: null, ...files },
  { type: "Thanked" },
  { type: "SilenceElapsed", dueAt: 0 },
  { type: "ClosingUndone" },
  { type: "Noted", ...files },
  { type: "Informed", ...files },
  { type: "MessageReceived", answers: [], ...files },
  turnTo("ours"),
  turnTo("customers"),
  turnTo("thirdPartys"),
  { type: "PriorityChanged", from: null, to: "high" },
  { type: "PriorityChanged", from: "high", to: "low" },
  ...(["keep", "fromStart", "fromNow"] as const).map((mode): Event => {
    return { type: "PolicyApplied", process: "next@2", policy: "p@2", calendar: "any@1", mode }
  }),
]

const happening = fc.record({
  which: fc.nat(),
  afterMillis: fc.oneof(
    fc.constantFrom(0, 0, 1, minuteMillis),
    fc.integer({ min: 0, max: 3 * dayMillis }),
  ),
  lateMillis: fc.oneof(fc.constantFrom(0, 0, 0, 1), fc.integer({ min: 0, max: 2 * dayMillis })),
})

const events = (...names: ReadonlyArray<string>) =>
  fc.subarray(names.map((event): Condition => ({ event })))
const enters = (...states: ReadonlyArray<string>) =>
  fc.subarray(states.map((state): Condition => ({ enters: state })))
const minutes = fc.integer({ min: 1, max: 3_000 })
const target = fc.oneof(
  minutes.map((workingMinutes) => ({ workingMinutes })),
  minutes.map((elapsedMinutes) => ({ elapsedMinutes })),
)

const pausing = fc.record({
  id: fc.constant("pausing"),
  target,
  targets: fc.array(
    fc.record({ when: fc.constantFrom({ priority: "high" }, { line: "second" }), target }),
    { maxLength: 2 },
  ),
  starts: fc.constantFrom([{ event: "Registered" }], [{ event: "Informed" }]),
  stops: enters("completed", "closed"),
  pausesIn: fc.subarray(["customers", "thirdPartys", "completed", "heard", "solving"]),
  pauses: fc.constantFrom([{ event: "Noted" }], [{ event: "PriorityChanged" }]),
  resumes: fc.constantFrom([{ event: "Informed" }], [{ event: "Escalated" }]),
  onChange: fc.constantFrom("keep", "fromStart", "fromNow"),
  effect: fc.constant("breach"),
})

const days = fc.integer({ min: 1, max: 40 })
const dated = fc.record({
  id: fc.constant("dated"),
  target: fc.oneof(
    days.map((workingDays) => ({ workingDays })),
    days.map((calendarDays) => ({ calendarDays })),
    days.map((calendarMonths) => ({ calendarMonths })),
  ),
  starts: fc.constant([{ event: "Registered" }]),
  stops: enters("completed", "closed"),
  cancels: events("Noted"),
  effect: fc.constant("breach"),
})

const labels = { en: "x", ru: "x" }
const priorities = ["high", "low"].map((id) => ({ id, labels }))
const anyCalendar = calendar(["Europe/Berlin", "America/Havana", "Pacific/Apia", "+03:00"])

const parts = fc.record({ pausing, dated, calendar: anyCalendar })
type Parts = typeof parts extends fc.Arbitrary<infer Value> ? Value : never

const processOf = (id: string, version: string, { calendar: hours, ...clocks }: Parts) => {
  const policy = { id: "p", version, clocks: Object.values(clocks) }
  const profile = { ...standard, id, version, priorities, policy, calendar: hours }
  return Result.getOrThrow(Process.make(profile))
}

const start = Date.UTC(2026, 2, 20)

/** A journal of what the statuses allow. */
const told = (
  { lifecycle }: Process.Process,
  happened: ReadonlyArray<{ which: number; afterMillis: number; lateMillis: number }>,
): ReadonlyArray<Recorded> => {
  const entries: Array<Entry> = [[start, { ...registered, priority: "low" }]]
  let [at, status] = [start, lifecycle.initial]
  for (const { which, afterMillis, lateMillis } of happened) {
    const allowed = happenings.filter((event) =>
      Lifecycle.allows(lifecycle, status, signalOf(event)),
    )
    const event = allowed[which % allowed.length]
    if (event === undefined) break
    at += afterMillis
    status = Ticket.statusAfter(lifecycle, status, event)
    entries.push([Math.max(start, at - lateMillis), event, { at }])
  }
  return journalOf(entries)
}

const numRuns = 100

/** The working or elapsed time that lies within a run's own stretches, and not beside them. */
const expectInside = ({ stretches }: Explanation, ran: ReadonlyArray<Stretch>): void => {
  const run = ran.map(({ start: since, end }) => ({ start: since, end: end ?? Infinity }))
  const counted = stretches.filter((each) => each.counted)
  const told = counted.map(({ from, to }) => ({ start: from, end: to }))
  expect(Interval.subtract(Interval.normalise(told), Interval.normalise(run))).toEqual([])
}

it(
  "stretches leave no gap and no overlap, and what counts is what is spent, to the millisecond",
  { timeout: 90_000 },
  () => {
    const seen = { runs: 0, paused: 0, finished: 0, changed: 0 }
    const journey = fc.array(happening, { maxLength: 30, size: "max" })
    const later = fc.integer({ min: -dayMillis, max: 30 * dayMillis })
    fc.assert(
      fc.property(parts, parts, journey, later, (one, other, happened, laterMillis) => {
        const [first, next] = [processOf("first", "1", one), processOf("next", "2", other)]
        const processIn = (ref: string) => (ref === next.ref ? next : first)
        const journal = told(first, happened)
        const now = (journal.at(-1)?.at ?? start) + laterMillis
        const { clocks = [] } = fold(processIn, undefined, journal) ?? {}
        const explanations = explainAll(processIn, now, journal)
        expect(explanations).toHaveLength(clocks.length)
        for (const [index, each] of explanations.entries()) {
          const ran = clocks[index]?.stretches ?? []
          const last = ran.at(-1)
          expectWhole(each, last?.end ?? last?.start)
          expectInside(each, ran)
          expect(JSON.parse(JSON.stringify(each))).toEqual(each)
          for (const language of ["en", "ru"] as const)
            expect(explanationText(each, { language }).join("\n")).not.toMatch(/undefined|NaN/)
          seen.runs += 1
          seen.paused += each.stretches.filter(({ why }) => why.kind === "paused").length
          seen.finished += each.stretches.filter(({ why }) => why.kind === "finished").length
          seen.changed += each.changes.length
        }
      }),
      { numRuns },
    )
    // The walks come by everything that there is to explain.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(numRuns / 50)
  },
)
