// Ranges: from the version in which a fault began to the one that mends it.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Version from "../../src/version/Version.ts"
import * as VersionRange from "../../src/version/VersionRange.ts"

const rangeOf = (name: Version.SchemeName, text: string) =>
  Result.getOrThrow(VersionRange.parse(Version.named(name), text))

const codesOf = (name: Version.SchemeName, text: string): ReadonlyArray<string> => {
  const read = VersionRange.parse(Version.named(name), text)
  return Result.isSuccess(read) ? [] : read.failure.map(({ code }) => code)
}

describe("from one version to another", () => {
  it("M-17 of one component: from where it is affected until it is mended", () => {
    const range = rangeOf("componentBuild", ">=3.12.7 <4.12.2")
    expect(["3.12.7", "3.12.99", "4.12.1"].map(range.contains)).toEqual([true, true, true])
    expect(["3.12.6", "4.12.2", "3.4.8"].map(range.contains)).toEqual([false, false, false])
    expect(["3.12.6", "3.12.7", "4.12.2", "3.4.8"].map(range.isAbove)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it("may be open at either end", () => {
    const from = rangeOf("sequence", ">=v.0.0.7")
    expect(["v.0.0.6", "v.0.0.7", "v.0.0.999"].map(from.contains)).toEqual([false, true, true])
    const until = rangeOf("sequence", "<v.0.0.7")
    expect(["v.0.0.0", "v.0.0.6", "v.0.0.7"].map(until.contains)).toEqual([true, true, false])
    expect(until.isAbove("v.0.0.0")).toBe(false)
  })

  it.each([
    ["semver", ">=2.0.0 <1.0.0"],
    ["semver", ">=1.0.0 <1.0.0"],
    ["semver", "1.2.3 - 1.1.0"],
    ["semver", "<0.0.0"],
    ["semver", ">=2.0.0 <1.0.0 || ^3.0"],
    ["semver", "^3.0 || >=2.0.0 <1.0.0"],
    ["componentBuild", ">=2.7.1 <1.7.9"],
    ["componentBuild", ">=1.7.1 <1.8.9"],
    ["sequence", ">=v.0.0.7 <v.0.0.7"],
    ["calver", ">=2026.11 <2026.2"],
    ["opaque", ">=20H1 <20H2"],
  ] as const)("V13 empty-range: by %s nothing can lie in %s", (name, text) => {
    expect(codesOf(name, text)).toEqual(["empty-range"])
  })

  it("V13 a range without ends is none either", () => {
    const made = VersionRange.between(Version.named("sequence"), {})
    expect(Result.isFailure(made) && made.failure.map(({ code }) => code)).toEqual(["empty-range"])
  })
})

describe("the grammar of ranges", () => {
  it("V06 semantic versions have that of npm, which stands only in fields for ranges", () => {
    const range = rangeOf("semver", "^1.2 || >=2.1.0 <2.3.0")
    expect(range.text).toBe("^1.2 || >=2.1.0 <2.3.0")
    expect(["1.2.0", "1.99.0", "2.2.9"].map(range.contains)).toEqual([true, true, true])
    expect(["1.1.9", "2.0.0", "2.3.0", "1.3.0-rc.1"].map(range.contains)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(["1.1.9", "1.2.0", "2.0.0"].map(range.isAbove)).toEqual([true, false, false])
  })

  it.each([
    ["semver", "latest"],
    ["semver", ""],
    ["semver", "1.2.3 ||"],
    ["semver", ">=1.2.3 and more"],
    ["componentBuild", "^1.2"],
    ["componentBuild", "1.2.3"],
    ["componentBuild", "<=1.2.3"],
    ["componentBuild", "<1.2.3 >=1.2.1"],
    ["componentBuild", ">=1.2.3  <1.2.9"],
    ["componentBuild", ">=1.2.1 <1.2.3 <1.2.4"],
    ["componentBuild", ">=1.2 <1.2.9"],
    ["sequence", ""],
    ["sequence", ">="],
  ] as const)("V03 V06 %s does not take %j", (name, text) => {
    expect(codesOf(name, text)).toEqual(["invalid-version"])
  })

  it("both ends are judged, and everything that is wrong with them told at once", () => {
    expect(codesOf("componentBuild", ">=1.02.3 <9007199254740993.2.3")).toEqual([
      "leading-zero",
      "out-of-range",
    ])
    expect(codesOf("semver", ">=9007199254740993.0.0")).toEqual(["out-of-range"])
  })

  it("V07 V10 longer than 256 characters, or of other characters, it is not looked at", () => {
    for (const name of Version.SchemeName.literals) {
      expect(codesOf(name, ">=1.".repeat(50_000))).toEqual(["too-long"])
      expect(codesOf(name, `^1.2 ${"|".repeat(252)}`)).toEqual(["too-long"])
      expect(codesOf(name, ">=١.٢.٣")).toEqual(["invalid-character"])
    }
    const start = performance.now()
    codesOf("semver", `${" ".repeat(200)}>=1.2.3${" ".repeat(40)}x`)
    expect(performance.now() - start).toBeLessThan(50)
  })
})
