// The fields of a request: every kind, all mistakes at once, nothing of people among the facts.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import * as Fields from "../../src/process/Fields.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import type { Field } from "../../src/process/Profile.ts"
import type { FieldValues } from "../../src/ticket/Command.ts"
import { nameCharacters, textCharacters } from "../../src/ticket/Text.ts"
import * as Version from "../../src/version/Version.ts"

const labels = { en: "words" }
const field = (id: string, kind: Field["kind"], over: Partial<Field> = {}): Field => ({
  id,
  kind,
  labels,
  ...over,
})
const fields = [
  field("note", "text"),
  field("code", "text", { least: 2, most: 5 }),
  field("effect", "choice", {
    choices: [
      { id: "stopped", labels },
      { id: "slow", labels },
    ],
  }),
  field("users", "number", { least: 1, most: 100 }),
  field("delta", "number"),
  field("outage", "period"),
  field("stand", "environment"),
  field("client", "version"),
  field("screenshot", "file"),
  field("witness", "person"),
]
const profile = { fields, environments: [{ id: "production", labels }] }
const every = { fields: fields.map(({ id }) => id) }

const given = (values: FieldValues, over: Partial<Fields.Given> = {}): Fields.Given => ({
  values,
  files: 1,
  has: () => false,
  path: "command.fields",
  ...over,
})

/** That a field is there already. */
const having = (there: string) => ({ has: (id: string) => id === there })

const askedBy = (of: typeof mixvel, id: string): Fields.Asked =>
  of.requestTypes.find((type) => type.id === id) ?? {}

/** What is wrong with values: `code path`, or nothing. */
const saidOf = (
  values: FieldValues,
  asked: Fields.Asked = every,
  over: Partial<Fields.Given> = {},
) => {
  const checked = Fields.check(profile, asked, given(values, over))
  return Result.isSuccess(checked) ? [] : checked.failure.map(({ code, path }) => `${code} ${path}`)
}

const period = { from: 1, to: 2 }
const good: FieldValues = {
  note: "a text",
  code: "A-1",
  effect: "stopped",
  users: 7,
  delta: -0.5,
  outage: period,
  stand: "production",
  client: "v.2.10",
  screenshot: { file: 0 },
  witness: "Ivan",
}

describe("a value is of its field's kind", () => {
  it("B-03 every kind is taken, people and words apart from the facts", () => {
    const { note, witness, code, ...facts } = good
    const filled = Result.getOrThrow(Fields.check(profile, every, given(good)))
    expect(filled).toEqual({ facts, personal: { note, code, witness }, missing: [] })
  })

  it.each([
    ["note", [1, period, { file: 0 }], "wrong-type"],
    ["note", ["x".repeat(textCharacters + 1)], "out-of-range"],
    ["code", ["A", "ABCDEF"], "out-of-range"],
    ["witness", [1], "wrong-type"],
    ["witness", ["x".repeat(nameCharacters + 1)], "out-of-range"],
    ["effect", ["gone", "toString", "__proto__", 1, period], "unknown-choice"],
    ["users", ["7", period, { file: 0 }], "wrong-type"],
    ["users", [0, 0.999, 101], "out-of-range"],
    ["outage", ["yesterday", 1, { file: 0 }], "wrong-type"],
    ["stand", ["moon", 1], "unknown-environment"],
    ["client", ["", "one two", "-1", 2, "1.0;drop"], "invalid-version"],
    ["client", ["x".repeat(65)], "too-long"],
    ["client", ["١.٢.٣"], "invalid-character"],
    ["screenshot", ["a.png", 0, period, { file: 1 }], "unknown-attachment"],
  ])("%s refuses %j as %s", (id, values, code) => {
    for (const value of values)
      expect(saidOf({ [id]: value })).toEqual([`${code} command.fields.${id}`])
  })

  it("bounds are inclusive", () => {
    expect(saidOf({ code: "AB" })).toEqual([])
    expect(saidOf({ code: "ABCDE", users: 1 })).toEqual([])
    expect(saidOf({ users: 100, note: "x".repeat(textCharacters) })).toEqual([])
    expect(saidOf({ client: "x".repeat(Version.versionCharacters) })).toEqual([])
  })

  it("a message says what, got, expected and where", () => {
    const checked = Fields.check(profile, every, given({ effect: "gone", users: 0 }))
    expect(Result.isFailure(checked) && checked.failure.map(({ message }) => message)).toEqual([
      'unknown-choice: got "gone", expected one of stopped, slow, at command.fields.effect',
      "out-of-range: got 0, expected 1 to 100, at command.fields.users",
    ])
  })
})

describe("which fields are given", () => {
  it("all mistakes are told at once", () => {
    const asked = { required: ["note", "client"], wished: ["users"], fields: ["effect"] }
    expect(saidOf({ effect: "gone", users: "many", colour: "red", delta: 1 }, asked)).toEqual([
      "unknown-choice command.fields.effect",
      "wrong-type command.fields.users",
      "unknown-field command.fields.colour",
      "unknown-field command.fields.delta",
      "missing-field command.fields.note",
      "missing-field command.fields.client",
    ])
  })

  it("a field that the process has and this request type does not name is unknown to it", () => {
    expect(saidOf({ users: 1 }, { required: [] })).toEqual(["unknown-field command.fields.users"])
    expect(saidOf({ files: { file: 0 } }, { wished: ["files"] })).toEqual([
      "unknown-field command.fields.files",
    ])
  })

  it("names of every object and other hostile ids are unknown fields, and reach no prototype", () => {
    const hostile: FieldValues = JSON.parse(
      '{"__proto__":"x","constructor":"x","toString":"x","a.b":"x","":"x"}',
    )
    expect(saidOf(hostile)).toEqual([
      "unknown-field command.fields.__proto__",
      "unknown-field command.fields.constructor",
      "unknown-field command.fields.toString",
      'unknown-field command.fields."a.b"',
      'unknown-field command.fields.""',
    ])
    expect(saidOf({}, { required: ["constructor"] })).toEqual([
      "missing-field command.fields.constructor",
    ])
    expect(({} as { readonly x?: unknown }).x).toBeUndefined()
  })

  it("M-03 what is wished for and lacking is asked for, and refuses nothing", () => {
    const asked = { wished: ["files", "users", "client"] }
    const filled = Fields.check(profile, asked, given({ client: "1.0" }, having("files")))
    expect(Result.getOrThrow(filled).missing).toEqual(["users"])
  })

  it("a field that is there already is neither missing nor required again", () => {
    expect(saidOf({}, { required: ["note", "users"] }, having("note"))).toEqual([
      "missing-field command.fields.users",
    ])
  })
})

describe("the fields of the documents", () => {
  it("M-03 support asks for the stand, the period and the log files where they lack", () => {
    const filled = Fields.check(mixvel, askedBy(mixvel, "support"), given({}))
    expect(Result.getOrThrow(filled).missing).toEqual(["environment", "period", "files"])
  })

  it("B-02 an incident asks for a screenshot, which any picture of the mail is", () => {
    const asked = askedBy(businessConnect, "incident")
    const check = (there: string) =>
      Result.getOrThrow(Fields.check(businessConnect, asked, given({}, having(there))))
    expect(check("nothing").missing).toEqual(["files"])
    expect(check("files").missing).toEqual([])
    expect(businessConnect.fieldLabels.files.ru).toContain("снимок экрана")
  })

  it("B-21 browser, device, system and the client's version are taken where they are known", () => {
    const values = {
      browser: "Firefox 140",
      device: "Laptop",
      system: "Linux",
      clientVersion: "v.0.0.7",
    }
    const asked = askedBy(businessConnect, "problem")
    const filled = Fields.check(
      businessConnect,
      asked,
      given({ ...values, outage: "stopped" }, having("files")),
    )
    const { clientVersion, ...personal } = values
    expect(Result.getOrThrow(filled)).toEqual({
      facts: { clientVersion, outage: "stopped" },
      personal,
      missing: [],
    })
  })
})
