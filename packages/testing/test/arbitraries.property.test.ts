// The arbitraries give what the doors of core take, and they vary.
import { Calendar, Process, type Profile, standard, WorkingTime } from "@upkeep/core"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { arbitraryCalendar } from "../src/arbitraries/calendar.ts"
import { arbitraryProfile } from "../src/arbitraries/profile.ts"
import { arrowsOf, parts, statesOn } from "../src/arbitraries/profile/ways.ts"

const problemsOf = <A>(made: Result.Result<A, ReadonlyArray<{ readonly message: string }>>) =>
  Result.isSuccess(made) ? [] : made.failure.map(({ message }) => message)

const switchesOf = (bits: number) => {
  const isOn = (part: (typeof parts)[number]) => (bits & (1 << parts.indexOf(part))) !== 0
  return {
    confirmation: isOn("confirmation"),
    causeFirst: isOn("causeFirst"),
    escalation: isOn("escalation"),
    options: false,
    individualWork: isOn("individualWork"),
    release: isOn("release"),
    unanswered: isOn("unanswered"),
  }
}

const clocksOf = ({ policy }: Profile) => policy.clocks
const isOvernight = (row: object) => "overnight" in row
const sorted = (ids: Iterable<string>) => [...ids].toSorted((a, b) => (a < b ? -1 : 1))

/** Each profile reads its charts. */
const slowMillis = 120_000

describe("an arbitrary profile", { timeout: slowMillis }, () => {
  it("is one from which a process can be made", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        expect(problemsOf(Process.make(profile))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it("varies in everything that a profile can say", () => {
    const profiles = fc.sample(arbitraryProfile, { numRuns: 400, seed: 6 })
    const share = (holds: (profile: Profile) => boolean) =>
      profiles.filter((each) => holds(each)).length / profiles.length
    const varied: ReadonlyArray<(profile: Profile) => boolean> = [
      ...parts.map((part) => (profile: Profile) => profile[part] === true),
      ({ steps = [] }) => steps.length > 0,
      ({ steps = [] }) => steps.length > 1,
      ({ steps = [] }) => steps.some(({ owner }) => owner !== "vendor"),
      ({ steps = [] }) => steps.some(({ id, moves }) => moves.some(({ to }) => to === id)),
      ({ requestTypes }) => requestTypes.length > 1,
      ({ requestTypes }) => requestTypes.some(({ way }) => way !== undefined),
      ({ requestTypes }) => requestTypes.some(({ way }) => way?.steps !== undefined),
      ({ requestTypes }) => requestTypes.some(({ required = [] }) => required.length > 0),
      ({ lines }) => lines.length === 1,
      ({ priorities = [] }) => priorities.length > 0,
      ({ priorityMatrix }) => priorityMatrix !== undefined,
      ({ fields = [] }) => fields.length > 0,
      ({ notices }) => notices.length < 10,
      ({ languages }) => !languages.includes("en"),
      ({ reopenWithin }) => reopenWithin !== undefined,
      (profile) => clocksOf(profile).some(({ id }) => id.startsWith("odd")),
      (profile) => clocksOf(profile).some(({ pausesIn = [] }) => pausesIn.length > 0),
      (profile) => clocksOf(profile).some(({ onBreach = [] }) => onBreach.length > 0),
      (profile) => clocksOf(profile).every(({ effect }) => effect !== "close"),
    ]
    for (const holds of varied) {
      const found = share(holds)
      expect(found, holds.toString()).toBeGreaterThan(0.02)
      expect(found, holds.toString()).toBeLessThan(0.98)
    }
  })

  it.each(Array.from({ length: 64 }, (_, index) => [index * 2 + (index % 2)]))(
    "knows the states of the chart and where work leads (switches %d)",
    (bits) => {
      const on = switchesOf(bits)
      const { reopenWithin, policy, notices: _, ...rest } = standard
      const clock = {
        id: "unanswered",
        target: { calendarDays: 3 },
        starts: [{ enters: "customers" }],
        stops: [{ leaves: "customers" }],
        effect: "close",
      }
      const made = Process.make({
        ...rest,
        ...on,
        ...(bits % 4 < 2 ? { reopenWithin } : {}),
        policy: { ...policy, clocks: on.unanswered ? [clock] : [] },
        notices: [],
      })
      if (Result.isFailure(made)) throw new Error(problemsOf(made).join("\n"))
      const { table } = made.success.lifecycle
      const states = new Set([...table.values()].flatMap((each) => [...each.states]))
      expect(sorted(statesOn({ ...on, reopening: bits % 4 < 2 }))).toEqual(sorted(states))
      for (const [from, targets] of arrowsOf(on)) {
        const { next = new Map() } = table.get(`open.${from}.ours`) ?? {}
        const there = [...next]
          .filter(([signal]) => !signal.startsWith("TurnPassed"))
          .map(([, status]) => status.split("."))
          .filter(([phase, state]) => phase === "open" && state !== "answering")
          .flatMap(([, state = ""]) => state)
        expect(sorted(targets)).toEqual(sorted(new Set(there)))
      }
    },
  )
})

describe("an arbitrary calendar", () => {
  it("is one that is taken, and reaches every deadline of a week's work", () => {
    fc.assert(
      fc.property(arbitraryCalendar, (calendar) => {
        const made = Calendar.make(calendar)
        expect(problemsOf(made)).toEqual([])
        const time = WorkingTime.make(Result.getOrThrow(made))
        const from = Date.UTC(2026, 0, 1)
        expect(WorkingTime.add(time, from, 40 * 3_600_000)).toBeGreaterThan(from)
      }),
      { numRuns: 300 },
    )
  })

  it("varies in zone, week, holidays and exceptions", () => {
    const calendars = fc.sample(arbitraryCalendar, { numRuns: 200, seed: 6 })
    expect(new Set(calendars.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(8)
    const nights = calendars.filter(({ week }) => Object.values(week).flat().some(isOvernight))
    expect(nights.length).toBeGreaterThan(50)
    const kinds = calendars.flatMap(({ exceptions = [] }) => exceptions.map(({ kind }) => kind))
    expect(new Set(kinds).size).toBe(5)
  })
})
