// Who should get a ticket (M-05): rules that are data, and whom of the staff they find.
import * as WorkingTime from "../calendar/WorkingTime.ts"
import * as Member from "./Member.ts"
import type { Able, Out, Outside, Routed, Sorted, Tried, Unrouted } from "./routing/routed.ts"
import { competenceFor, type Facts, type Rule, type Rules, unlikeOf } from "./routing/rule.ts"

export { type Names, problemsOf } from "./routing/names.ts"
export type * from "./routing/routed.ts"
export { type Facts, Rule, Rules, rulesAtMost, type Unlike } from "./routing/rule.ts"
export { routingText, type RoutingTextOptions } from "./routing/text.ts"

/** What decides, beside the rules. */
export interface Situation {
  readonly facts: Facts
  /** In any order, no two with one id (see `Roster.make`). */
  readonly members: ReadonlyArray<Member.Member>
  /** How many open tickets each has; who is not here has none. */
  readonly loads: ReadonlyMap<string, number>
  /** When each was last assigned a ticket, epoch milliseconds; who is not here never was. */
  readonly lastAssigned: ReadonlyMap<string, number>
  /** Epoch milliseconds. */
  readonly at: number
  /** See `Roster.workingTimes`. Only asked by rules with `onShift`. */
  readonly workingTimeOf: (member: Member.Member) => WorkingTime.WorkingTime
}

/**
 * Who gets a ticket, and why; or why nobody does.
 *
 * Those can take it who serve its line, are not gone, have the competence, are not absent, work at
 * the time where the rule asks for that, and have fewer open tickets than their capacity. Which of
 * them gets it the rule says; of those who are equal in that it is the first by id (by UTF-16
 * units). The order in which members are listed changes nothing.
 *
 * A rule with `onShift` throws a RangeError `out-of-range` for an `at` outside 1970 to 2200.
 *
 * @example
 * const week = { mon: [["09:00", "18:00"]] }
 * const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC", week })
 * const members = ["anna", "boris"].map((id) => ({ id, name: id, line: "first" }))
 * const facts = { requestType: "incident", priority: null, line: "first", channel: "email" }
 * const loads = new Map([["anna", 3], ["boris", 1]])
 * const people = { members, loads, lastAssigned: new Map(), workingTimeOf: () => office }
 * Routing.route([{ rule: "any", spread: "leastLoad" }], { facts, at: 0, ...people }).assignee
 * // => "boris"
 */
export const route = (rules: Rules, situation: Situation): Routed | Unrouted => {
  const tried: Array<Tried> = []
  const why = { at: situation.at, tried }
  for (const rule of rules) {
    const unlike = unlikeOf(rule, situation.facts)
    if (unlike.length > 0) {
      tried.push({ rule: rule.rule, unlike })
      continue
    }
    const sorted = sort(rule, situation)
    tried.push(sorted)
    const { able } = sorted
    const [first] = able
    if (first !== undefined)
      return { assignee: first.member, rule: rule.rule, candidates: able.length, why }
    if (rule.ifNobody !== "next") break
  }
  return { nobody: tried.every((each) => "unlike" in each) ? "noRule" : "noMember", why }
}

const sort = (rule: Rule, situation: Situation): Sorted => {
  const { facts, members, loads, lastAssigned } = situation
  const competence = competenceFor(rule, facts)
  const able: Array<Able> = []
  const out: Array<Outside> = []
  for (const each of members) {
    const { id } = each
    const why = outOf(each, situation, { competence, onShift: rule.onShift === true })
    if (why.length > 0) out.push({ member: id, why })
    else {
      const lastAssignedAt = lastAssigned.get(id) ?? null
      able.push({ member: id, load: loads.get(id) ?? 0, lastAssignedAt })
    }
  }
  const { spread } = rule
  return {
    rule: rule.rule,
    spread,
    line: facts.line,
    competence,
    able: able.toSorted((a, b) => rankIn[spread](a) - rankIn[spread](b) || byId(a, b)),
    out: out.toSorted(byId),
  }
}

/** Who has the lowest rank gets the ticket. No instant is negative, so never comes first. */
const rankIn = {
  leastLoad: ({ load }: Able) => load,
  roundRobin: ({ lastAssignedAt }: Able) => lastAssignedAt ?? -1,
} as const

const byId = (a: { readonly member: string }, b: { readonly member: string }): number =>
  a.member < b.member ? -1 : Number(a.member > b.member)

interface Asked {
  readonly competence: string | null
  readonly onShift: boolean
}

const outOf = (
  member: Member.Member,
  { facts, at, loads, workingTimeOf }: Situation,
  { competence, onShift }: Asked,
): ReadonlyArray<Out> => {
  const { id, leftAt, capacity, competences = [] } = member
  if (leftAt !== undefined && Member.hasLeft(member, at)) return [{ why: "left", at: leftAt }]
  if (!Member.serves(member, facts.line))
    return [{ why: "otherLine", lines: Member.linesOf(member) }]
  const until = Member.absentUntil(member, at)
  const load = loads.get(id) ?? 0
  const why: Array<Out> = []
  if (competence !== null && !competences.includes(competence))
    why.push({ why: "lacksCompetence", competence })
  if (until !== undefined) why.push({ why: "absent", until })
  if (onShift) why.push(...offShift(member, workingTimeOf(member), at))
  if (capacity !== undefined && load >= capacity) why.push({ why: "full", load, capacity })
  return why
}

const offShift = (
  member: Member.Member,
  time: WorkingTime.WorkingTime,
  at: number,
): ReadonlyArray<Out> =>
  WorkingTime.isOpen(time, at)
    ? []
    : [{ why: "offShift", until: Member.nextAtWork(member, time, at) ?? null }]
