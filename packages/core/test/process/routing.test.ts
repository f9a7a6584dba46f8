// The rules of routing in a profile name what it has (M-05).
import { describe, expect, it } from "vitest"
import { rulesAtMost } from "../../src/roster/Routing.ts"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf } from "./made.ts"

const labels = { en: "words", ru: "слова" }
const choices = [{ id: "billing", labels }]
const fields = [
  { id: "module", kind: "choice", labels, choices },
  { id: "client", kind: "version", labels },
  { id: "stand", kind: "environment", labels },
  { id: "browser", kind: "text", labels },
  { id: "witness", kind: "person", labels },
  { id: "users", kind: "number", labels },
]
const priorities = [{ id: "high", labels }]
const [type] = standard.requestTypes
const [stand] = standard.environments
const requestTypes = [{ ...type, fields: fields.map(({ id }) => id) }]
const having = { fields, priorities, requestTypes }
const any = { rule: "any", spread: "leastLoad" }
const when = { requestType: "request", priority: "high", line: "second", channel: "phone" }

describe("routing", () => {
  it("M-05 is data of a profile; its competences are those of the directory, whatever their names", () => {
    const routing = [
      { rule: "night", when, onShift: true, spread: "roundRobin", ifNobody: "next" },
      { rule: "module", competence: { field: "module" }, spread: "leastLoad" },
      { rule: "client", competence: { field: "client" }, spread: "leastLoad" },
      { rule: "stand", competence: { field: "stand" }, spread: "leastLoad" },
      { ...any, competence: "C#" },
    ]
    expect(problemsOf({ ...having, routing })).toEqual([])
    expect(problemsOf({ routing: [] })).toEqual([])
  })

  it("names what the profile has, and says all that it has not, with the other rules' mistakes", () => {
    const unknown = { requestType: "outage", priority: "low", line: "third", channel: "fax" }
    const routing = [
      { ...any, when: unknown, competence: { field: "modul" } },
      { ...any, when },
    ]
    expect(problemsOf({ ...having, routing, environments: [stand, stand] })).toEqual([
      "duplicate-name environments[1].id",
      "duplicate-name routing[1].rule",
      "unknown-request-type routing[0].when.requestType",
      "unknown-priority routing[0].when.priority",
      "unknown-line routing[0].when.line",
      "unknown-channel routing[0].when.channel",
      "unknown-field routing[0].competence.field",
    ])
  })

  it("takes no competence from what is personal, or no name: these never stand among the facts", () => {
    const routing = ["browser", "witness", "users"].map((field) => ({
      rule: field,
      competence: { field },
      spread: "leastLoad",
    }))
    expect(problemsOf({ ...having, routing })).toEqual([
      "unknown-field routing[0].competence.field",
      "unknown-field routing[1].competence.field",
      "unknown-field routing[2].competence.field",
    ])
  })

  it("never-matches: a rule to which one before it leaves nothing is a mistake", () => {
    const routing = [any, { rule: "phone", when: { channel: "phone" }, spread: "leastLoad" }]
    expect(problemsOf({ routing })).toEqual(["never-matches routing[1]"])
    expect(problemsOf({ routing: routing.toReversed() })).toEqual([])
  })

  it(`has at most ${rulesAtMost} rules, each with a known spread`, () => {
    const many = Array.from({ length: rulesAtMost + 1 }, () => any)
    expect(problemsOf({ routing: many })).toEqual(["too-many routing"])
    expect(problemsOf({ routing: [{ rule: "any", spread: "random" }] })).toEqual([
      expect.stringMatching(/ routing\[0\]\.spread$/),
    ])
  })
})
