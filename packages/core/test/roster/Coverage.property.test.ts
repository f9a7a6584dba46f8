import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayMillis, minuteMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import * as Coverage from "../../src/roster/Coverage.ts"
import type { Member } from "../../src/roster/Member.ts"
import { calendar, fixedZones, switchingZones } from "../calendar/arbitraries.ts"
import { membersAround, shifts } from "./arbitraries.ts"

const support = calendar([...fixedZones, ...switchingZones]).map(WorkingTime.make)

/** A span of up to two days at a whole minute, with absences around it. */
const question = fc.integer({ min: 0, max: 899 * 1_440 }).chain((minutes) => {
  const from = Date.UTC(2025, 0, 1) + minutes * minuteMillis
  return fc.record({
    support,
    from: fc.constant(from),
    to: fc.integer({ min: 0, max: 2 * 1_440 }).map((length) => from + length * minuteMillis),
    needs: fc.constant([
      { line: "first", count: 1 },
      { line: "second", count: 2 },
    ]),
    members: membersAround(from, 2 * 1_440),
    workingTimeOf: shifts,
  })
})

const millis = (count: number): number => count * minuteMillis

const isThere = (member: Member, time: WorkingTime.WorkingTime, at: number): boolean =>
  WorkingTime.isOpen(time, at) &&
  at < (member.leftAt ?? Infinity) &&
  (member.absences ?? []).every(({ from, to }) => at < from || at >= to)

/** Minute by minute: how many of a line are there, where support is given. */
const minutesOf = (asked: Coverage.HoursQuestion, line: string) => {
  const { support, from, to, members, workingTimeOf } = asked
  const serving = members.filter((each) => [each.line, ...(each.lines ?? [])].includes(line))
  return Array.from({ length: (to - from) / minuteMillis }, (_, n) => from + n * minuteMillis)
    .filter((at) => WorkingTime.isOpen(support, at))
    .map((at) => ({
      at,
      there: serving.filter((each) => isThere(each, workingTimeOf(each), at)).length,
    }))
}

/** Minutes that follow each other with the same number, as one stretch. */
const joined = (minutes: ReturnType<typeof minutesOf>): ReadonlyArray<Coverage.Stretch> => {
  const stretches: Array<Coverage.Stretch> = []
  for (const { at, there } of minutes) {
    const last = stretches.at(-1)
    const to = at + minuteMillis
    if (last?.to === at && last.there === there) stretches.splice(-1, 1, { ...last, to })
    else stretches.push({ from: at, to, there })
  }
  return stretches
}

describe("laws of coverage", () => {
  it("M-20 stretches, gaps and totals are those of a count minute by minute", () => {
    let gaps = 0
    fc.assert(
      fc.property(question, (asked) => {
        for (const told of Coverage.ofHours(asked)) {
          const minutes = minutesOf(asked, told.line)
          const counts = minutes.map(({ there }) => there)
          const stretches = joined(minutes)
          expect(told).toMatchObject({
            stretches,
            gaps: stretches
              .filter(({ there }) => there < told.needed)
              .map((each) => ({ ...each, missing: told.needed - each.there })),
            openMillis: millis(counts.length),
            coveredMillis: millis(counts.filter((there) => there >= told.needed).length),
            emptyMillis: millis(counts.filter((there) => there === 0).length),
            workedMillis: millis(counts.reduce((sum, there) => sum + there, 0)),
            least: counts.reduce((least, there) => Math.min(least, there), counts[0] ?? 0),
            most: counts.reduce((most, there) => Math.max(most, there), 0),
            truncated: false,
          })
          gaps += told.gaps.length
        }
      }),
      { numRuns: 150 },
    )
    expect(gaps).toBeGreaterThan(100)
  })

  it("M-20 the order of the people changes nothing", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const other = { ...asked, members: asked.members.toReversed() }
        expect(Coverage.ofHours(other)).toEqual(Coverage.ofHours(asked))
      }),
      { numRuns: 100 },
    )
  })

  it("M-20 a span asked in two parts adds up to the whole", () => {
    const parts = fc.tuple(question, fc.nat(1_000))
    fc.assert(
      fc.property(parts, ([asked, share]) => {
        const minutes = (asked.to - asked.from) / minuteMillis
        const middle = asked.from + Math.floor((minutes * share) / 1_000) * minuteMillis
        const [early, late, whole] = [{ to: middle }, { from: middle }, {}].map((part) =>
          Coverage.ofHours({ ...asked, ...part }),
        )
        for (const [index, told] of (whole ?? []).entries())
          for (const total of [
            "openMillis",
            "coveredMillis",
            "emptyMillis",
            "workedMillis",
          ] as const)
            expect((early?.[index]?.[total] ?? 0) + (late?.[index]?.[total] ?? 0)).toBe(told[total])
      }),
      { numRuns: 100 },
    )
  })

  it("M-20 a head more is missing nowhere more than before", () => {
    const someone = { id: "zoe", name: "Zoe", line: "second" }
    fc.assert(
      fc.property(question, (asked) => {
        const workingTimeOf = (member: Member) =>
          member.id === "zoe" ? asked.support : asked.workingTimeOf(member)
        const more = { ...asked, members: [...asked.members, someone], workingTimeOf }
        const [, before] = Coverage.ofHours(asked)
        const [, after] = Coverage.ofHours(more)
        expect(after?.workedMillis).toBe((before?.workedMillis ?? 0) + (before?.openMillis ?? 0))
        expect(after?.emptyMillis).toBe(0)
        expect(after?.least).toBe(before?.openMillis === 0 ? 0 : (before?.least ?? 0) + 1)
      }),
      { numRuns: 100 },
    )
  })
})

describe("the laws above are about something", () => {
  it("M-20 a question has people who are absent, gone and there", () => {
    const samples = fc.sample(question, { numRuns: 200, seed: 1 })
    const members = samples.flatMap(({ members }) => members)
    const some = (holds: (member: Member) => boolean) => members.filter(holds).length
    expect(some(({ absences = [] }) => absences.length > 0)).toBeGreaterThan(100)
    expect(some(({ leftAt }) => leftAt !== undefined)).toBeGreaterThan(100)
    expect(samples.filter(({ from, to }) => to - from > dayMillis).length).toBeGreaterThan(50)
  })
})
