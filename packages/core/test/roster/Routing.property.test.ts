import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import type { Member } from "../../src/roster/Member.ts"
import * as Routing from "../../src/roster/Routing.ts"
import { instant } from "../calendar/arbitraries.ts"
import { facts, lastAssigned, loads, membersAround, rules, shifts } from "./arbitraries.ts"

/** A ticket in a situation, and the rules; half a day of absences around it. */
const routing = instant.chain((at) =>
  fc.record({
    rules,
    situation: fc.record({
      at: fc.constant(at),
      facts,
      members: membersAround(at, 720),
      loads,
      lastAssigned,
      workingTimeOf: shifts,
    }),
  }),
)

/** The competence that a rule asks for, told apart from none and from an empty field. */
const competenceOf = ({ competence }: Routing.Rule, { fields = {} }: Routing.Facts) => {
  if (typeof competence !== "object") return { fits: true, competence }
  const named = fields[competence.field]
  return typeof named === "string" && named !== ""
    ? { fits: true, competence: named }
    : { fits: false, competence: undefined }
}

const fits = (rule: Routing.Rule, facts: Routing.Facts): boolean =>
  competenceOf(rule, facts).fits &&
  Object.entries(rule.when ?? {}).every(([name, value]) =>
    Object.entries(facts).some(([fact, is]) => fact === name && is === value),
  )

/** Who can take a ticket, word by word as the requirement says it. */
const isAble = (rule: Routing.Rule, member: Member, given: Routing.Situation): boolean => {
  const { at, facts, loads, workingTimeOf } = given
  const { competence } = competenceOf(rule, facts)
  return (
    [member.line, ...(member.lines ?? [])].includes(facts.line) &&
    (competence === undefined || (member.competences ?? []).includes(competence)) &&
    (member.absences ?? []).every(({ from, to }) => at < from || at >= to) &&
    (member.leftAt === undefined || at < member.leftAt) &&
    (member.capacity === undefined || (loads.get(member.id) ?? 0) < member.capacity) &&
    (rule.onShift !== true || WorkingTime.between(workingTimeOf(member), at, at + 1) === 1)
  )
}

/** The rule that decides, and who can take the ticket by it. */
const decided = (rules: Routing.Rules, given: Routing.Situation) => {
  for (const rule of rules.filter((each) => fits(each, given.facts))) {
    const able = given.members.filter((each) => isAble(rule, each, given))
    if (able.length > 0 || rule.ifNobody !== "next") return { rule, able }
  }
  return undefined
}

const numRuns = 1_000

describe("laws of routing", () => {
  it("I09 M-05 whoever gets a ticket can take it, and where nobody does nobody can", () => {
    const seen = { assigned: 0, noMember: 0, noRule: 0 }
    fc.assert(
      fc.property(routing, ({ rules, situation }) => {
        const routed = Routing.route(rules, situation)
        const by = decided(rules, situation)
        const able = by?.able.map(({ id }) => id) ?? []
        if ("assignee" in routed) {
          expect(able).toContain(routed.assignee)
          expect(routed).toMatchObject({ rule: by?.rule.rule, candidates: able.length })
          seen.assigned++
        } else {
          expect(able).toEqual([])
          seen[routed.nobody]++
          expect(routed.nobody === "noRule").toBe(
            !rules.some((each) => fits(each, situation.facts)),
          )
        }
      }),
      { numRuns },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(numRuns / 50)
  })

  it("M-05 nobody who could take it has less to do, or has waited longer", () => {
    let several = 0
    fc.assert(
      fc.property(routing, ({ rules, situation }) => {
        const routed = Routing.route(rules, situation)
        const by = decided(rules, situation)
        if (!("assignee" in routed) || by === undefined) return
        const { loads, lastAssigned } = situation
        const measure = (id: string) =>
          by.rule.spread === "leastLoad"
            ? (loads.get(id) ?? 0)
            : (lastAssigned.get(id) ?? -Infinity)
        for (const { id } of by.able) {
          expect(measure(routed.assignee)).toBeLessThanOrEqual(measure(id))
          if (measure(routed.assignee) === measure(id)) expect(routed.assignee <= id).toBe(true)
        }
        if (by.able.length > 1) several++
      }),
      { numRuns },
    )
    expect(several).toBeGreaterThan(numRuns / 20)
  })

  it("M-05 the order of the people changes nothing, and neither does asking again", () => {
    const shuffled = routing.chain((given) =>
      fc.record({
        given: fc.constant(given),
        order: fc.shuffledSubarray([...given.situation.members], {
          minLength: given.situation.members.length,
        }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ given: { rules, situation }, order }) => {
        const routed = Routing.route(rules, situation)
        expect(Routing.route(rules, { ...situation, members: order })).toEqual(routed)
        expect(Routing.route(rules, situation)).toEqual(routed)
      }),
      { numRuns },
    )
  })

  it("M-05 everybody is told of once, and every reason is true until the instant that it names", () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(routing, ({ rules, situation }) => {
        for (const tried of Routing.route(rules, situation).why.tried) {
          if ("unlike" in tried) continue
          const told = [...tried.able, ...tried.out].map(({ member }) => member)
          expect(told.toSorted(byText)).toEqual(
            situation.members.map(({ id }) => id).toSorted(byText),
          )
          for (const { member, why } of tried.out) {
            const each = situation.members.find(({ id }) => id === member)!
            for (const reason of why) {
              seen.add(reason.why)
              expect(isTrue(reason, each, situation)).toBe(true)
            }
          }
        }
      }),
      { numRuns },
    )
    expect([...seen].toSorted(byText)).toEqual([
      "absent",
      "full",
      "lacksCompetence",
      "left",
      "offShift",
      "otherLine",
    ])
  })
})

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const isTrue = (reason: Routing.Out, member: Member, given: Routing.Situation): boolean => {
  const { at, loads, workingTimeOf } = given
  const absentAt = (when: number) =>
    (member.absences ?? []).some(({ from, to }) => from <= when && when < to)
  switch (reason.why) {
    case "left":
      return reason.at === member.leftAt && reason.at <= at
    case "otherLine":
      return !reason.lines.includes(given.facts.line)
    case "lacksCompetence":
      return !(member.competences ?? []).includes(reason.competence)
    case "absent":
      return absentAt(at) && absentAt(reason.until - 1) && !absentAt(reason.until)
    case "full":
      return reason.load === loads.get(member.id) && reason.load >= (member.capacity ?? Infinity)
    case "offShift": {
      const time = workingTimeOf(member)
      const { until } = reason
      const worked = [...WorkingTime.intervals(time, at, until ?? member.leftAt ?? at)]
      return (
        // Whatever is open before is covered by absences.
        worked.every(({ start, end }) => absentAt(start) && absentAt(end - 1)) &&
        (until === null ||
          (WorkingTime.isOpen(time, until) &&
            !absentAt(until) &&
            until < (member.leftAt ?? Infinity)))
      )
    }
  }
}
