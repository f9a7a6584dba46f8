// Asks what nobody should ask, and prints each answer that is neither a value nor a RangeError, and
// how often Intl was asked for one answer at most. Run in a process of its own, which can be ended.
import * as fc from "fast-check"
import type { Calendar } from "../../../src/calendar/Calendar.ts"

type Row = NonNullable<Calendar["week"]["mon"]>[number]

let reads = 0
const clock = Intl.DateTimeFormat.prototype
const format = Object.getOwnPropertyDescriptor(clock, "format")
Object.defineProperty(clock, "format", {
  get() {
    const read: (at: number) => string = format?.get?.call(this)
    return (at: number) => {
      reads++
      return read(at)
    }
  },
})

// Only now: what is counted must be in place before anybody asks.
const WorkingTime = await import("../../../src/calendar/WorkingTime.ts")

const latest = Date.UTC(2201, 0, 1)
const week = (rows: ReadonlyArray<Row>): Calendar["week"] => ({
  mon: rows,
  tue: rows,
  wed: rows,
  thu: rows,
  fri: rows,
  sat: rows,
  sun: rows,
})
const minutes = Array.from({ length: 48 }, (_, n): Row => {
  const hour = String(Math.floor(n / 2)).padStart(2, "0")
  return n % 2 === 0 ? [`${hour}:00`, `${hour}:01`] : [`${hour}:30`, `${hour}:31`]
})
const minute: Row = ["12:00", "12:01"]

const base = { id: "hostile", version: "1", timeZone: "America/New_York", week: {} }
const calendars: { readonly [name: string]: Calendar } = {
  "a minute a year": {
    ...base,
    exceptions: [{ name: "leap", every: "12-31", kind: "extra", rows: [minute] }],
  },
  "a minute in leap years": {
    ...base,
    exceptions: [{ name: "leap", every: "02-29", kind: "extra", rows: [minute] }],
  },
  "a minute in 1970": { ...base, days: { "1970-06-01": [minute] } },
  "a minute in 2200": { ...base, days: { "2200-06-01": [minute] } },
  "never open": base,
  "a row inside a gap": { ...base, days: { "2026-03-08": [["02:10", "02:50"]] } },
  "always open": { ...base, week: week([["00:00", "24:00"]]) },
  "48 rows on Mondays": { ...base, week: { mon: minutes } },
  "closed for ever from 2000 on": {
    ...base,
    week: week([minute]),
    changes: [{ validFrom: "2000-01-01", week: {} }],
  },
}

type Question = (w: ReturnType<typeof WorkingTime.make>, a: number, b: number) => unknown

const some = <Value>(values: Iterable<Value>): ReadonlyArray<Value> => {
  const taken: Array<Value> = []
  for (const value of values) if (taken.push(value) === 1_000) break
  return taken
}

const questions: { readonly [name: string]: Question } = {
  isOpen: (w, a) => WorkingTime.isOpen(w, a),
  between: (w, a, b) => WorkingTime.between(w, a, b),
  add: (w, a, b) => WorkingTime.add(w, a, b),
  isReachable: (w, a, b) => WorkingTime.isReachable(w, a, b),
  due: (w, a, b) => WorkingTime.due(w, a, b, [{ start: b, end: a }]),
  next: (w, a) => WorkingTime.next(w, a),
  nextOpening: (w, a) => WorkingTime.nextOpening(w, a),
  nextClose: (w, a) => WorkingTime.nextClose(w, a),
  previous: (w, a) => WorkingTime.previous(w, a),
  intervals: (w, a, b) => some(WorkingTime.intervals(w, a, b)).length,
  addWorkingDays: (w, a, b) => WorkingTime.addWorkingDays(w, a, b),
  addCalendarDays: (w, a, b) => WorkingTime.addCalendarDays(w, a, b),
  addCalendarMonths: (w, a, b) => WorkingTime.addCalendarMonths(w, a, b),
}

const edges = [0, 1, -1, latest, latest - 1, latest + 1, Number.NaN, Infinity, -Infinity, 0.5, -0]
const huge = [1e300, -1e300, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, 8.64e15, -8.64e15, 2 ** 31]
const value = fc.oneof(
  fc.constantFrom(...edges, ...huge),
  fc.integer({ min: 0, max: 80_000 }).map((day) => day * 86_400_000),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.maxSafeInteger(),
  fc.double(),
)
const seed = Number(process.argv[2] ?? "1")
const pairs = fc.sample(fc.tuple(value, value), { numRuns: 300, seed })

const isAnswer = (answer: unknown): boolean =>
  answer === undefined || typeof answer === "boolean" || Number.isFinite(answer)

let asked = 0
let mostReads = 0
for (const [name, calendar] of Object.entries(calendars)) {
  for (const [question, ask] of Object.entries(questions)) {
    // Laid out anew for each question: all of the work is counted.
    const workingTime = WorkingTime.make(calendar)
    for (const [a, b] of pairs) {
      asked++
      reads = 0
      try {
        const answer = ask(workingTime, a, b)
        if (!isAnswer(answer)) console.log(`${name}: ${question}(${a}, ${b}) = ${String(answer)}`)
      } catch (error) {
        if (!(error instanceof RangeError))
          console.log(`${name}: ${question}(${a}, ${b}) threw ${String(error)}`)
      }
      mostReads = Math.max(mostReads, reads)
    }
  }
}
console.log(JSON.stringify({ asked, mostReads }))
