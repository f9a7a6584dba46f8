// Fields that hold versions: what profiles say of them, and what requests put into them.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import * as Components from "../../src/process/Components.ts"
import * as Fields from "../../src/process/Fields.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import type { Component, Field } from "../../src/process/Profile.ts"
import type { FieldValues } from "../../src/ticket/Command.ts"
import { problemsOf } from "./made.ts"

const labels = { en: "words", ru: "слова" }
const field = (id: string, over: Partial<Field> = {}): Field => ({
  id,
  kind: "version",
  labels,
  ...over,
})
const components: ReadonlyArray<Component> = [
  { id: "orders", scheme: "sequence" },
  { id: "search", scheme: "componentBuild", number: 4, labels },
  { id: "site", scheme: "semver" },
  { id: "firmware", scheme: "opaque" },
]

describe("what a profile says of components and their fields", () => {
  it("M-17 B-09 each component has a scheme; all others together may have one", () => {
    const schemeOf = (component: string, componentScheme?: Component["scheme"]) =>
      Components.schemeOf(
        { components, ...(componentScheme === undefined ? {} : { componentScheme }) },
        component,
      )?.id
    expect(components.map(({ id }) => schemeOf(id))).toEqual(components.map((each) => each.scheme))
    expect([schemeOf("billing"), schemeOf("billing", "sequence")]).toEqual([undefined, "sequence"])
    expect([schemeOf("constructor"), schemeOf("site", "sequence")]).toEqual([undefined, "semver"])
    expect(problemsOf({ components, componentScheme: "sequence" })).toEqual([])
  })

  it("duplicate-name, missing-field, invalid-value: they are told apart, by numbers where needed", () => {
    const said = problemsOf({
      components: [
        { id: "a", scheme: "componentBuild", number: 4 },
        { id: "a", scheme: "sequence" },
        { id: "b", scheme: "componentBuild", number: 4 },
        { id: "c", scheme: "componentBuild" },
        { id: "d", scheme: "semver", number: 1 },
        { id: "e", scheme: "sequence", labels: { en: "E" } },
      ],
    })
    expect(said).toEqual([
      "duplicate-name components[1].id",
      "duplicate-name components[2].number",
      "missing-field components[3].number",
      "invalid-value components[4].number",
      "missing-language components[5].labels.ru",
    ])
  })

  it("V09 unknown-value, out-of-range, invalid-name: their form is judged as any other", () => {
    const said = problemsOf({
      components: [
        { id: "a", scheme: "roman" },
        { id: "b", scheme: "componentBuild", number: 1.5 },
        { id: "c", scheme: "componentBuild", number: 2 ** 53 },
        { id: "__proto__", scheme: "sequence" },
      ],
      componentScheme: "none",
    })
    expect(said).toEqual([
      "unknown-value components[0].scheme",
      "out-of-range components[1].number",
      "out-of-range components[2].number",
      "invalid-name components[3].id",
      "unknown-value componentScheme",
    ])
  })

  it("a field names a component or a scheme, and only where it holds versions", () => {
    const fields = [
      field("f0", { component: "orders", role: "affected" }),
      field("f1", { component: "billing" }),
      field("f2", { component: "orders", scheme: "semver" }),
      field("f3", { kind: "text", component: "orders", scheme: "semver", role: "affected" }),
      field("f4", { kind: "versionRange", scheme: "semver", role: "fixedIn" }),
      field("f5", { kind: "versionRange" }),
      field("f6", { kind: "versionRange", component: "firmware" }),
      field("f7", { kind: "versionRange", component: "site", role: "affected" }),
      field("f8", { kind: "versionRange", component: "billing" }),
    ]
    expect(problemsOf({ components, fields })).toEqual([
      "unknown-component fields[1].component",
      "invalid-value fields[2].scheme",
      "invalid-value fields[3].component",
      "invalid-value fields[3].scheme",
      "invalid-value fields[3].role",
      "invalid-value fields[4].role",
      "invalid-value fields[5].scheme",
      "invalid-value fields[6].component",
      "unknown-component fields[8].component",
    ])
  })
})

const fields = [
  field("found", { component: "site", role: "affected" }),
  field("range", { kind: "versionRange", component: "site", role: "affected" }),
  field("fixed", { component: "site", role: "fixedIn" }),
  field("build", { scheme: "componentBuild", role: "affected" }),
  field("fixedBuild", { scheme: "componentBuild", role: "fixedIn" }),
  field("order", { component: "orders", role: "affected" }),
  field("firmware", { component: "firmware", role: "affected" }),
  field("fixedFirmware", { component: "firmware", role: "fixedIn" }),
]
const profile = { fields, components, environments: [] }

/** What is wrong with values beside those that are there already: `code path`, or nothing. */
const saidOf = (values: FieldValues, held: FieldValues = {}) => {
  const filled = Fields.check(
    profile,
    { fields: fields.map(({ id }) => id) },
    { values, held, files: 0, has: () => false, path: "fields" },
  )
  return Result.isSuccess(filled) ? [] : filled.failure.map(({ code, path }) => `${code} ${path}`)
}

describe("what a request says of versions", () => {
  it("V03 V06 invalid-version: each is one of its component's scheme, which is named", () => {
    expect(saidOf({ found: "1.2", range: "latest", order: "7", build: "v.0.0.7" })).toEqual([
      "invalid-version fields.found",
      "invalid-version fields.range",
      "invalid-version fields.order",
      "invalid-version fields.build",
    ])
    expect(saidOf({ found: "^1.2" })).toEqual(["invalid-version fields.found"])
    expect(saidOf({ range: "^1.2" })).toEqual([])
    expect(saidOf({ found: 2, range: { from: 1, to: 2 } })).toEqual([
      "invalid-version fields.found",
      "invalid-version fields.range",
    ])
    const asked = { fields: ["found"] }
    const given = { values: { found: "1.2" }, files: 0, has: () => false, path: "fields" }
    const filled = Fields.check(profile, asked, given)
    expect(Result.isFailure(filled) && filled.failure[0]?.message).toBe(
      'invalid-version: got "1.2", expected a version of the scheme semver: ' +
        "MAJOR.MINOR.PATCH, with -PRERELEASE and +BUILD, at fields.found",
    )
  })

  it.each([
    ["V04", { found: "1.02.3" }, "leading-zero fields.found"],
    ["V07", { found: "9".repeat(10_000) }, "too-long fields.found"],
    ["V07", { range: "1.".repeat(50_000) }, "too-long fields.range"],
    ["V09", { found: "9007199254740993.0.0" }, "out-of-range fields.found"],
    ["V10", { firmware: "１.２.３" }, "invalid-character fields.firmware"],
    ["V13", { range: ">=2.0.0 <1.0.0" }, "empty-range fields.range"],
  ])("%s is refused where it stands", (_, values, said) => {
    expect(saidOf(values)).toEqual([said])
  })

  it("V05 V08 good ones of every scheme are facts as they were written", () => {
    const values = {
      found: "1.2.3-beta.2+build.7",
      range: ">=1.0.0 <2.0.0",
      fixed: "2.0.0",
      order: "v.0.0.7",
      firmware: "a1b2c3d",
    }
    const filled = Fields.check(
      profile,
      { fields: Object.keys(values) },
      { values, files: 0, has: () => false, path: "fields" },
    )
    expect(Result.getOrThrow(filled)).toEqual({ facts: values, personal: {}, missing: [] })
  })

  it("V12 fix-before-found: what mends a fault does not come before what has it", () => {
    expect(saidOf({ found: "2.0.0", fixed: "1.9.9" })).toEqual(["fix-before-found fields.fixed"])
    expect(saidOf({ found: "2.0.0", fixed: "2.0.0" })).toEqual([])
    expect(saidOf({ found: "2.0.0", fixed: "2.0.1" })).toEqual([])
    expect(saidOf({ build: "3.4.7", fixedBuild: "3.4.6" })).toEqual([
      "fix-before-found fields.fixedBuild",
    ])
  })

  it("V12 nor before a range of those that have it", () => {
    expect(saidOf({ range: ">=2.0.0 <3.0.0", fixed: "1.0.0" })).toEqual([
      "fix-before-found fields.fixed",
    ])
    expect(saidOf({ range: ">=2.0.0 <3.0.0", fixed: "2.5.0" })).toEqual([])
    expect(saidOf({ range: "^2.0 || ^4.0", found: "4.1.0", fixed: "1.0.0" })).toEqual([
      "fix-before-found fields.fixed",
      "fix-before-found fields.fixed",
    ])
  })

  it("V12 also where one of the two is there already: told of the one that is given", () => {
    expect(saidOf({ fixed: "1.0.0" }, { found: "2.0.0" })).toEqual([
      "fix-before-found fields.fixed",
    ])
    expect(saidOf({ found: "2.0.0" }, { fixed: "1.0.0" })).toEqual([
      "fix-before-found fields.found",
    ])
    expect(saidOf({ order: "v.0.0.1" }, { found: "2.0.0", fixed: "1.0.0" })).toEqual([])
  })

  it("V12 V08 says nothing of different components, of names that are never compared, of mistakes", () => {
    expect(saidOf({ build: "3.12.7", fixedBuild: "3.4.1" })).toEqual([])
    expect(saidOf({ order: "v.0.0.9", fixed: "1.0.0" })).toEqual([])
    expect(saidOf({ firmware: "b", fixedFirmware: "a" })).toEqual([])
    expect(saidOf({ found: "2", fixed: "1.0.0" })).toEqual(["invalid-version fields.found"])
    expect(saidOf({ found: "2.0.0" }, { fixed: "not one any more" })).toEqual([])
  })
})

describe("the documents", () => {
  it("M-17 the desk of document M numbers by X.Y.Z, and its requests name both versions", () => {
    expect(Components.schemeOf(mixvel, "booking")?.id).toBe("componentBuild")
    const asked = mixvel.requestTypes[0] ?? {}
    const said = (values: FieldValues) => {
      const given = { values, files: 0, has: () => true, path: "fields" }
      const filled = Fields.check(mixvel, asked, given)
      return Result.isSuccess(filled)
        ? filled.success.facts
        : filled.failure.map(({ code }) => code)
    }
    const values = { affectedVersion: "3.12.7", fixedVersion: "3.12.8" }
    expect(said(values)).toEqual(values)
    expect(said({ ...values, fixedVersion: "3.12.6" })).toEqual(["fix-before-found"])
    expect(said({ affectedVersion: "v.0.0.7" })).toEqual(["invalid-version"])
  })

  it("B-09 the desk of document B numbers each microservice by v.0.0.N", () => {
    expect(Components.schemeOf(businessConnect, "catalog")?.id).toBe("sequence")
  })
})
