import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as WorkingTime from "../../src/calendar/WorkingTime.ts"
import * as Decode from "../../src/problem/Decode.ts"
import type { Member } from "../../src/roster/Member.ts"
import * as Routing from "../../src/roster/Routing.ts"

const week = { thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] } as const
const office = WorkingTime.make({ id: "office", version: "1", timeZone: "UTC", week })
const at = (text: string): number => Date.parse(`2026-01-${text}:00Z`)
const thursday = at("15T12:00")

const person = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  name: id,
  line: "first",
  ...more,
})
const [anna, boris, vera] = [person("anna"), person("boris"), person("vera")]

const incident: Routing.Facts = {
  requestType: "incident",
  priority: "high",
  line: "first",
  channel: "email",
}

interface Given {
  readonly members: ReadonlyArray<Member>
  readonly facts?: Partial<Routing.Facts>
  readonly loads?: { readonly [id: string]: number }
  readonly lastAssigned?: { readonly [id: string]: number }
  readonly now?: number
}

const situation = ({ members, facts, loads = {}, lastAssigned = {}, now = thursday }: Given) => ({
  facts: { ...incident, ...facts },
  members,
  loads: new Map(Object.entries(loads)),
  lastAssigned: new Map(Object.entries(lastAssigned)),
  at: now,
  workingTimeOf: () => office,
})

const route = (rules: Routing.Rules, given: Given) => Routing.route(rules, situation(given))

const assigneeOf = (rules: Routing.Rules, given: Given): string | null => {
  const routed = route(rules, given)
  return "assignee" in routed ? routed.assignee : null
}

/** Why each of those cannot take it who cannot, by the last rule that was asked. */
const outBy = (rules: Routing.Rules, given: Given) => {
  const last = route(rules, given).why.tried.at(-1)
  return last !== undefined && "out" in last
    ? Object.fromEntries(last.out.map(({ member, why }) => [member, why]))
    : {}
}

const least: Routing.Rule = { rule: "least", spread: "leastLoad" }
const turns: Routing.Rule = { rule: "turns", spread: "roundRobin" }

describe("who gets a ticket", () => {
  it("M-05 who has the fewest open tickets", () => {
    const members = [anna, boris, vera]
    expect(assigneeOf([least], { members, loads: { anna: 2, boris: 1, vera: 3 } })).toBe("boris")
    expect(assigneeOf([least], { members, loads: { anna: 2, boris: 1 } })).toBe("vera")
  })

  it("M-05 of those with equally few the first by id, in whatever order they are listed", () => {
    const loads = { anna: 2, boris: 1, vera: 1 }
    expect(assigneeOf([least], { members: [vera, boris, anna], loads })).toBe("boris")
  })

  it("M-05 in turn: who was assigned one the longest time ago, before all who never was", () => {
    const members = [anna, boris, vera]
    const lastAssigned = { anna: 30, boris: 10, vera: 20 }
    expect(assigneeOf([turns], { members, lastAssigned })).toBe("boris")
    expect(assigneeOf([turns], { members, lastAssigned: { anna: 0, boris: 10 } })).toBe("vera")
    expect(assigneeOf([turns], { members })).toBe("anna")
  })

  it("M-05 tickets that come one after the other go round, without anything else being kept", () => {
    const members = [vera, anna, boris]
    const lastAssigned: { [id: string]: number } = {}
    const got = Array.from({ length: 7 }, (_, n) => {
      const assignee = assigneeOf([turns], { members, lastAssigned }) ?? "nobody"
      lastAssigned[assignee] = thursday + n
      return assignee
    })
    expect(got).toEqual(["anna", "boris", "vera", "anna", "boris", "vera", "anna"])
  })

  it("M-05 only who serves the line of the ticket, as their own one or as a further one", () => {
    const both = person("both", { line: "second", lines: ["first"] })
    const other = person("other", { line: "second" })
    const members = [both, other]
    expect(assigneeOf([least], { members })).toBe("both")
    expect(outBy([least], { members })).toEqual({
      other: [{ why: "otherLine", lines: ["second"] }],
    })
  })

  it("M-05 only who has the competence that the rule names", () => {
    const able = person("zoe", { competences: ["php", "c#"] })
    const rules = [{ ...least, competence: "c#" }]
    expect(assigneeOf(rules, { members: [anna, able] })).toBe("zoe")
    expect(outBy(rules, { members: [anna, able] })).toEqual({
      anna: [{ why: "lacksCompetence", competence: "c#" }],
    })
  })

  it("M-05 only who has the competence that a field of the request names", () => {
    const rules = [{ ...least, competence: { field: "module" } }]
    const members = [anna, person("zoe", { competences: ["billing"] })]
    expect(assigneeOf(rules, { members, facts: { fields: { module: "billing" } } })).toBe("zoe")
    expect(assigneeOf(rules, { members, facts: { fields: { module: "search" } } })).toBeNull()
  })

  it.each([
    {},
    { module: "" },
    { module: 7 },
    { module: ["billing"] },
    Object.create({ module: "x" }),
  ])("M-05 a rule whose competence is that of a field fits no ticket without it: %j", (fields) => {
    const rules = [{ ...least, competence: { field: "module" } }, turns]
    const routed = route(rules, { members: [anna], facts: { fields } })
    expect(routed).toMatchObject({ assignee: "anna", rule: "turns" })
    expect(routed.why.tried[0]).toEqual({ rule: "least", unlike: ["field"] })
  })

  it("M-05 only who works just then, where the rule asks for that", () => {
    const rules = [{ ...least, onShift: true }]
    const shift = (now: number) => assigneeOf(rules, { members: [anna], now })
    expect([at("15T09:00"), at("15T16:59")].map(shift)).toEqual(["anna", "anna"])
    expect([at("15T08:59"), at("15T17:00")].map(shift)).toEqual([null, null])
    expect(assigneeOf([least], { members: [anna], now: at("15T17:00") })).toBe("anna")
    expect(outBy(rules, { members: [anna], now: at("16T17:00") })).toEqual({
      anna: [{ why: "offShift", until: at("22T09:00") }],
    })
  })

  it("M-05 nobody who is absent, on shift or not, and says until when", () => {
    const away = person("anna", { absences: [{ from: at("15T00:00"), to: at("16T12:00") }] })
    const absent = { why: "absent", until: at("16T12:00") }
    expect(outBy([least], { members: [away] })).toEqual({ anna: [absent] })
    const rules = [{ ...least, onShift: true }]
    expect(outBy(rules, { members: [away], now: at("15T18:00") })).toEqual({
      anna: [absent, { why: "offShift", until: at("16T12:00") }],
    })
    expect(assigneeOf([least], { members: [away], now: at("16T12:00") })).toBe("anna")
  })

  it("M-05 nobody who has as many open tickets as they can have", () => {
    const members = [person("anna", { capacity: 2 })]
    expect(assigneeOf([least], { members, loads: { anna: 1 } })).toBe("anna")
    expect(outBy([least], { members, loads: { anna: 2 } })).toEqual({
      anna: [{ why: "full", load: 2, capacity: 2 }],
    })
  })

  it("I09 M-05 nobody who is gone, and nothing else is asked of them", () => {
    const gone = person("anna", { leftAt: thursday, capacity: 1, line: "second" })
    expect(outBy([least], { members: [gone], loads: { anna: 9 } })).toEqual({
      anna: [{ why: "left", at: thursday }],
    })
    const leaving = person("anna", { leftAt: thursday + 1 })
    expect(assigneeOf([least], { members: [leaving] })).toBe("anna")
  })

  it("I09 M-05 who is gone before their next shift is said not to come back", () => {
    const leaving = person("anna", { leftAt: at("16T09:00") })
    const rules = [{ ...least, onShift: true }]
    expect(outBy(rules, { members: [leaving], now: at("15T17:00") })).toEqual({
      anna: [{ why: "offShift", until: null }],
    })
  })
})

describe("which rule counts", () => {
  const members = [anna]

  it("M-05 the first that fits, and of those before it is said in what they do not fit", () => {
    const rules = [
      { ...least, rule: "a", when: { requestType: "incident", priority: "low", line: "second" } },
      { ...least, rule: "b", when: { channel: "phone" } },
      { ...least, rule: "c", when: { requestType: "incident", priority: "high", line: "first" } },
      { ...least, rule: "d" },
    ]
    const routed = route(rules, { members })
    expect(routed).toMatchObject({ assignee: "anna", rule: "c", candidates: 1 })
    expect(routed.why.tried.slice(0, -1)).toEqual([
      { rule: "a", unlike: ["priority", "line"] },
      { rule: "b", unlike: ["channel"] },
    ])
  })

  it("M-05 a ticket without a priority fits no rule that asks for one", () => {
    const rules = [{ ...least, when: { priority: "high" } }]
    expect(route(rules, { members, facts: { priority: null } })).toMatchObject({ nobody: "noRule" })
  })

  it("M-05 no rule, no assignee", () => {
    expect(route([], { members })).toEqual({ nobody: "noRule", why: { at: thursday, tried: [] } })
  })

  it("M-05 where the one that fits finds nobody, nobody gets it, or the next one is asked", () => {
    const strict = { ...least, rule: "strict", competence: "c#" }
    expect(route([strict, turns], { members })).toMatchObject({
      nobody: "noMember",
      why: { tried: [{ rule: "strict", able: [] }] },
    })
    const lenient = { ...strict, ifNobody: "next" } as const
    const routed = route([lenient, { ...least, when: { channel: "phone" } }, turns], { members })
    expect(routed).toMatchObject({ assignee: "anna", rule: "turns" })
    expect(routed.why.tried.map(({ rule }) => rule)).toEqual(["strict", "least", "turns"])
  })

  it("M-05 rules that fit and find nobody are told from rules that do not fit", () => {
    const lenient = { ...least, competence: "c#", ifNobody: "next" } as const
    const unfit = { ...turns, when: { channel: "phone" } }
    expect(route([lenient, unfit], { members })).toMatchObject({ nobody: "noMember" })
    expect(route([unfit], { members })).toMatchObject({ nobody: "noRule" })
  })
})

const problemsOf = (rules: Routing.Rules, names?: Routing.Names): ReadonlyArray<string> =>
  Routing.problemsOf(rules, names).map(({ code, path }) => `${code} ${path}`)

describe("rules as data", () => {
  const decode = Decode.strict(Routing.Rules)
  const told = (input: unknown): ReadonlyArray<string> =>
    Result.match(decode(input), {
      onFailure: (problems) => problems.map(({ code, path }) => `${code} ${path}`),
      onSuccess: () => [],
    })

  it("M-05 are taken with all that they can say", () => {
    const all = {
      rule: "all",
      when: { requestType: "incident", priority: "high", line: "first", channel: "email" },
      competence: { field: "module" },
      onShift: true,
      spread: "roundRobin",
      ifNobody: "next",
    }
    expect(decode([all, least])).toEqual(Result.succeed([all, least]))
  })

  it("M-05 are refused with everything that is wrong with them", () => {
    const bad = { rule: "", when: { customer: "x" }, competence: "", onShift: 1, spread: "dice" }
    expect(told([{ ...bad, ifNobody: "wait", assign: () => "anna" }]).toSorted()).toEqual([
      "empty [0].competence",
      "empty [0].rule",
      "unknown-field [0].assign",
      "unknown-field [0].when.customer",
      "unknown-value [0].ifNobody",
      "unknown-value [0].spread",
      "wrong-type [0].onShift",
    ])
  })

  it("M-05 are refused where they are more than the limit", () => {
    const many = Array.from({ length: Routing.rulesAtMost + 1 }, (_, n) => ({
      ...least,
      rule: `r${n}`,
    }))
    expect(told(many)).toEqual(["too-many "])
    expect(told(many.slice(1))).toEqual([])
  })

  it("M-05 name only what there is", () => {
    const when = { requestType: "a", priority: "b", line: "c", channel: "d" }
    const rules = [
      { ...least, when, competence: "e" },
      { ...turns, when, competence: { field: "f" } },
    ]
    const none = { requestTypes: [], priorities: [], lines: [], channels: [] }
    expect(problemsOf(rules, { ...none, competences: [], fields: [] })).toEqual([
      "unknown-request-type [0].when.requestType",
      "unknown-priority [0].when.priority",
      "unknown-line [0].when.line",
      "unknown-channel [0].when.channel",
      "unknown-competence [0].competence",
      "unknown-request-type [1].when.requestType",
      "unknown-priority [1].when.priority",
      "unknown-line [1].when.line",
      "unknown-channel [1].when.channel",
      "unknown-field [1].competence.field",
      "never-matches [1]",
    ])
    const some = { requestTypes: ["a"], priorities: ["b"], lines: ["c"], channels: ["d"] }
    expect(problemsOf(rules.slice(0, 1), { ...some, competences: ["e"] })).toEqual([])
    expect(problemsOf(rules.slice(1), { ...some, fields: ["f"] })).toEqual([])
    expect(problemsOf(rules.slice(0, 1))).toEqual([])
  })

  it("M-05 are called by names of their own", () => {
    const rules = [
      { ...least, when: { line: "first" } },
      { ...turns, rule: "least" },
    ]
    expect(problemsOf(rules)).toEqual(["duplicate-name [1].rule"])
  })

  it("M-05 are refused behind one that leaves them no ticket", () => {
    const first = { ...least, when: { line: "first" } }
    const hidden = { ...turns, when: { line: "first", priority: "high" } }
    expect(problemsOf([first, hidden])).toEqual(["never-matches [1]"])
    expect(problemsOf([hidden, first])).toEqual([])
    expect(problemsOf([{ ...first, ifNobody: "next" }, hidden])).toEqual([])
    expect(problemsOf([{ ...first, ifNobody: "stop" }, hidden])).toEqual(["never-matches [1]"])
    expect(problemsOf([{ ...first, competence: { field: "module" } }, hidden])).toEqual([])
    expect(problemsOf([{ ...first, competence: "c#" }, hidden])).toEqual(["never-matches [1]"])
  })
})
