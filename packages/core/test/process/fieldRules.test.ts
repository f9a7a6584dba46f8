// What a profile says of fields, impacts and urgencies, each rule broken in each of its places.
import { describe, expect, it } from "vitest"
import { standard } from "../../src/process/Standard.ts"
import { textCharacters } from "../../src/ticket/Text.ts"
import { problemsOf } from "./made.ts"

const labels = { en: "words", ru: "слова" }
const listOf = (...ids: ReadonlyArray<string>) => ids.map((id) => ({ id, labels }))
const field = (over: object) => ({ id: "effect", kind: "text", labels, ...over })
const fieldsOf = (...overs: ReadonlyArray<object>) => ({
  fields: overs.map((over, index) => field({ id: `f${index}`, ...over })),
})
const [type] = standard.requestTypes

describe("fields", () => {
  it("B-03 of every kind are good", () => {
    const kinds = ["text", "number", "period", "environment", "version", "file", "person"]
    expect(problemsOf(fieldsOf(...kinds.map((kind) => ({ kind }))))).toEqual([])
    expect(problemsOf(fieldsOf({ kind: "choice", choices: listOf("a", "b") }))).toEqual([])
    expect(problemsOf(fieldsOf({ kind: "secret" }))).toEqual(["unknown-value fields[0].kind"])
  })

  it("reserved-name: have none of the names of built-in fields", () => {
    const ids = ["environment", "period", "files", "Files"].map((id) => ({ id }))
    expect(problemsOf(fieldsOf(...ids))).toEqual([
      "reserved-name fields[0].id",
      "reserved-name fields[1].id",
      "reserved-name fields[2].id",
    ])
  })

  it("PR14 duplicate-name: have plain ids, each once; so have their choices", () => {
    const choices = listOf("a", "b", "a")
    const twice = fieldsOf({ id: "x" }, { id: "x" }, { id: "y", kind: "choice", choices })
    expect(problemsOf(twice)).toEqual([
      "duplicate-name fields[1].id",
      "duplicate-name fields[2].choices[2].id",
    ])
    expect(problemsOf(fieldsOf({ id: "__proto__" }))).toEqual(["invalid-name fields[0].id"])
  })

  it("choices are those of a choice, and there are some", () => {
    const said = problemsOf(
      fieldsOf({ kind: "choice" }, { kind: "choice", choices: [] }, { choices: listOf("a") }),
    )
    expect(said).toEqual([
      "missing-field fields[0].choices",
      "empty fields[1].choices",
      "invalid-value fields[2].choices",
    ])
  })

  it("least and most are those of a number or a text, and in order", () => {
    const said = problemsOf(
      fieldsOf(
        { kind: "number", least: -1.5, most: 1e12 },
        { kind: "number", least: 2, most: 1 },
        { least: 5, most: 2 },
        { least: 0, most: textCharacters + 1 },
        { most: 2.5 },
        { kind: "version", least: 1, most: 2 },
        { kind: "person", most: 2 },
      ),
    )
    expect(said).toEqual([
      "invalid-range fields[1]",
      "invalid-range fields[2]",
      "out-of-range fields[3].least",
      "out-of-range fields[3].most",
      "out-of-range fields[4].most",
      "invalid-value fields[5].least",
      "invalid-value fields[5].most",
      "invalid-value fields[6].most",
    ])
    expect(problemsOf(fieldsOf({ least: 1, most: textCharacters }))).toEqual([])
  })

  it("missing-language: they and their choices are named in every language", () => {
    const choices = [{ id: "a", labels: { en: "A" } }]
    expect(problemsOf(fieldsOf({ labels: { ru: "Да" }, kind: "choice", choices }))).toEqual([
      "missing-language fields[0].labels.en",
      "missing-language fields[0].choices[0].labels.ru",
    ])
  })
})

describe("who asks for fields", () => {
  it("unknown-field: request types and moves name fields that there are", () => {
    const named = { required: ["files", "mood"], wished: ["effect"], fields: ["period", "color"] }
    const moves = [{ id: "go", labels, to: "next", required: ["effect", "sum"], wished: ["tone"] }]
    const steps = [
      { id: "s", labels, after: "registered", before: "diagnosing", owner: "vendor", moves },
    ]
    const said = problemsOf({ fields: [field({})], requestTypes: [{ ...type, ...named }], steps })
    expect(said).toEqual([
      "unknown-field requestTypes[0].required[1]",
      "unknown-field requestTypes[0].fields[1]",
      "unknown-field steps[0].moves[0].required[1]",
      "unknown-field steps[0].moves[0].wished[0]",
    ])
  })

  it("duplicate-name: each field once, in one of the lists", () => {
    const named = { required: ["files"], wished: ["period", "files"], fields: ["period"] }
    expect(problemsOf({ requestTypes: [{ ...type, ...named }] })).toEqual([
      "duplicate-name requestTypes[0].wished[1]",
      "duplicate-name requestTypes[0].fields[0]",
    ])
  })
})

describe("the matrix of priorities", () => {
  const lists = {
    impacts: listOf("all", "one"),
    urgencies: listOf("now", "later"),
    priorities: listOf("high", "low"),
  }
  const whole = { all: { now: "high", later: "low" }, one: { now: "low", later: "low" } }

  it("has a priority for every impact and urgency", () => {
    expect(problemsOf({ ...lists, priorityMatrix: whole })).toEqual([])
    expect(problemsOf({ ...lists, priorityMatrix: { all: { now: "high" } } })).toEqual([
      "missing-field priorityMatrix.all.later",
      "missing-field priorityMatrix.one.now",
      "missing-field priorityMatrix.one.later",
    ])
  })

  it("unknown-impact, unknown-urgency, unknown-priority: has nothing else", () => {
    const priorityMatrix = {
      all: { ...whole.all, never: "low" },
      one: { now: "urgent", later: "low" },
      half: { now: "low" },
    }
    expect(problemsOf({ ...lists, priorityMatrix })).toEqual([
      "unknown-urgency priorityMatrix.all.never",
      "unknown-impact priorityMatrix.half",
      "unknown-priority priorityMatrix.one.now",
    ])
  })

  it("missing-field: is made of lists that there are", () => {
    expect(problemsOf({ priorityMatrix: whole })).toEqual([
      "missing-field impacts",
      "missing-field urgencies",
      "missing-field priorities",
    ])
    expect(problemsOf({ ...lists, urgencies: [], priorityMatrix: whole })).toEqual([
      "missing-field urgencies",
    ])
  })

  it("duplicate-name, missing-language: impacts and urgencies are lists as any other", () => {
    const urgencies = [...lists.urgencies, { id: "now", labels: { en: "now" } }]
    expect(problemsOf({ ...lists, impacts: listOf("all", "all"), urgencies })).toEqual([
      "duplicate-name impacts[1].id",
      "duplicate-name urgencies[2].id",
      "missing-language urgencies[2].labels.ru",
    ])
  })

  it("names that would reach a prototype reach none", () => {
    const json = '{"__proto__":{"now":"high"},"all":{"constructor":"high"}}'
    const priorityMatrix: unknown = JSON.parse(json)
    const said = problemsOf({ ...lists, priorityMatrix })
    expect(said).toContain("unknown-impact priorityMatrix.__proto__")
    expect(said).toContain("unknown-urgency priorityMatrix.all.constructor")
    expect(said).toContain("missing-field priorityMatrix.all.now")
  })
})
