import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Calendar from "../../src/calendar/Calendar.ts"
import * as Interval from "../../src/calendar/Interval.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import { folder, read, type Vector } from "./vectors.ts"

const without =
  folder === undefined ? " (skipped: no folder shared/vectors beside the repository)" : ""

describe.skipIf(folder === undefined)(`what other people expect${without}`, () => {
  for (const file of ["peers.jsonl", "ru.jsonl"]) {
    const vectors = read(file)
    for (const op of new Set(vectors.map((vector) => vector.op))) {
      const cases = vectors.filter((vector) => vector.op === op)
      it(`${file}: ${cases.length} × ${op}`, () => {
        const wrong = cases.flatMap((vector) => {
          const got = answer(vector)
          return same(got, vector) ? [] : [{ ...vector, got: shown(got) }]
        })
        expect(wrong).toEqual([])
      })
    }
  }
  it("leaves no operation out", () => {
    const ops = new Set([...read("peers.jsonl"), ...read("ru.jsonl")].map(({ op }) => op))
    expect([...ops].filter((op) => !(op in answers))).toEqual([])
  })
})

type Answer = number | boolean | string | undefined

const compiled = new Map<string, WorkingTime.WorkingTime>()

const workingTime = ({ calendar }: Vector): WorkingTime.WorkingTime => {
  const key = JSON.stringify(calendar)
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = Calendar.make({ id: "vector", version: "1", ...calendar })
  const w = WorkingTime.make(Result.getOrThrow(made))
  compiled.set(key, w)
  return w
}

const at = (text: string | undefined) => Date.parse(text ?? "")

const pausesOf = ({ input }: Vector) =>
  (input.pauses ?? []).map(([start, end]) => ({ start: at(start), end: at(end) }))

const answers: { readonly [op: string]: (w: WorkingTime.WorkingTime, v: Vector) => Answer } = {
  isOpen: (w, { input }) => WorkingTime.isOpen(w, at(input.at)),
  add: (w, { input }) => WorkingTime.add(w, at(input.from), millisOf(input.duration)),
  between: (w, { input }) => WorkingTime.between(w, at(input.from), at(input.to)),
  nextOpen: (w, { input }) => WorkingTime.next(w, at(input.at)),
  nextClose: (w, { input }) => WorkingTime.nextClose(w, at(input.at)),
  nextOpening: (w, { input }) => WorkingTime.nextOpening(w, at(input.at)),
  prevClose: (w, { input }) => WorkingTime.previous(w, at(input.at)),
  isWorkingDay: (w, { input }) => WorkingTime.isWorkingDay(w, input.date ?? ""),
  addDays: (w, { input }) => WorkingTime.addWorkingDays(w, at(input.from), input.days ?? 0),
  // Dates are asked about at noon in UTC, which all these calendars keep.
  addDaysDate: (w, { input }) => {
    const noon = at(`${input.date}T12:00:00Z`)
    const landed = WorkingTime.addWorkingDays(w, noon, input.days ?? 0)
    return new Date(landed).toISOString().slice(0, 10)
  },
  due: (w, v) => WorkingTime.due(w, at(v.input.from), millisOf(v.input.duration), pausesOf(v)),
  elapsed: (w, v) => {
    const running = [{ start: at(v.input.from), end: at(v.input.to) }]
    const paused = Interval.normalise(pausesOf(v))
    return WorkingTime.spentIn(w, Interval.subtract(running, paused))
  },
}

const answer = (vector: Vector): Answer => {
  try {
    return answers[vector.op]?.(workingTime(vector), vector)
  } catch (error) {
    return String(error)
  }
}

const same = (got: Answer, { expected }: Vector): boolean => {
  if (typeof expected === "boolean" || typeof got !== "number") return got === expected
  return got === (/^-?PT/.test(expected) ? millisOf(expected) : at(expected))
}

const shown = (got: Answer) =>
  typeof got === "number" ? `${got} ms, as an instant ${new Date(got).toISOString()}` : got

const millisOf = (duration: string | undefined): number => {
  const parts = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration ?? "")
  if (parts === null) throw new Error(`not a duration: ${duration}`)
  const [hours, minutes, seconds] = parts.slice(2).map((part) => Number(part ?? 0))
  const millis =
    ((hours ?? 0) * 3600 + (minutes ?? 0) * 60) * 1000 + Math.round((seconds ?? 0) * 1000)
  return parts[1] === "-" ? -millis : millis
}
