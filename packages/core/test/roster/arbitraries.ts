// People, tickets and rules to throw at the laws of routing and of coverage.
import * as fc from "fast-check"
import { minuteMillis } from "../../src/calendar/units.ts"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { Member } from "../../src/roster/Member.ts"
import type { Facts, Rule } from "../../src/roster/Routing.ts"
import { calendar, fixedZones, switchingZones } from "../calendar/arbitraries.ts"

const line = fc.constantFrom("first", "first", "first", "second")
const competence = fc.constantFrom("billing", "search")

/** Instants around one, to the minute. */
const near = (at: number, minutes: number) =>
  fc.integer({ min: -minutes, max: minutes }).map((by) => at + by * minuteMillis)

const absence = (at: number, minutes: number) =>
  fc
    .tuple(near(at, minutes), fc.integer({ min: 1, max: minutes / 2 }))
    .map(([from, length]) => ({ from, to: from + length * minuteMillis }))

/** Somebody whose absences and whose leaving lie around an instant. */
const memberWith = (id: string, at: number, minutes: number): fc.Arbitrary<Member> =>
  fc
    .record(
      {
        line,
        lines: fc.subarray(["first", "second"]),
        competences: fc.constantFrom(["billing", "search"], ["billing"], ["search"], []),
        absences: fc.array(absence(at, minutes), { maxLength: 3 }),
        capacity: fc.integer({ min: 1, max: 8 }),
        leftAt: near(at + 2 * minutes * minuteMillis, 3 * minutes),
      },
      { requiredKeys: ["line"] },
    )
    .map((more) => ({ id, name: id, ...more }))

const ids = ["anna", "boris", "vera", "gleb", "dina", "egor"]

/** Up to six people, in any order. */
export const membersAround = (at: number, minutes: number): fc.Arbitrary<ReadonlyArray<Member>> =>
  fc
    .shuffledSubarray([...ids])
    .chain((some) => fc.tuple(...some.map((id) => memberWith(id, at, minutes))))

/** Three calendars, and which of them each has. */
export const shifts = fc
  .tuple(
    fc.array(calendar([...fixedZones, ...switchingZones]), { minLength: 3, maxLength: 3 }),
    fc.array(fc.nat(2), { minLength: ids.length, maxLength: ids.length }),
  )
  .map(([calendars, whose]) => {
    const times = calendars.map(WorkingTime.make)
    const own = new Map(ids.map((id, index) => [id, times[whose[index] ?? 0]!]))
    return ({ id }: { readonly id: string }) => own.get(id)!
  })

export const facts: fc.Arbitrary<Facts> = fc.record({
  requestType: fc.constantFrom("incident", "service"),
  priority: fc.constantFrom("high", null),
  line,
  channel: fc.constantFrom("email", "phone"),
  fields: fc.constantFrom({}, { module: "billing" }, { module: "" }, { module: 7 }),
})

/** Most of them ask for something, and fit now and then. */
export const rules: fc.Arbitrary<ReadonlyArray<Rule>> = fc
  .array(
    fc.record(
      {
        spread: fc.constantFrom("leastLoad", "roundRobin"),
        when: fc.constantFrom({}, { priority: "high" }, { line: "first", channel: "email" }),
        competence: fc.oneof(competence, fc.constant({ field: "module" })),
        onShift: fc.boolean(),
        ifNobody: fc.constantFrom("next", "stop"),
      },
      { requiredKeys: ["spread"] },
    ),
    { maxLength: 4 },
  )
  .map((rules) => rules.map((rule, index) => ({ rule: `rule${index}`, ...rule })))

/** A number for each of some people. */
const counted = (most: number) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.nat(most)), { selector: ([id]) => id })
    .map((entries): ReadonlyMap<string, number> => new Map(entries))

export const loads = counted(4)
export const lastAssigned = counted(3)
