// What is a version, by which scheme: every row of the catalogue of bad versions, every form.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Version from "../../src/version/Version.ts"
import { codesOf, type Reading, schemes, versionOf } from "./given.ts"

const { buildsOf, calver, componentBuild, opaque, semver, sequence } = Version

const messageOf = (scheme: Reading, text: string): string => {
  const read = scheme.parse(text)
  return Result.isFailure(read) ? (read.failure[0]?.message ?? "") : ""
}

describe("versions of the documents", () => {
  it("M-17 X.Y.Z is the product's version, a component's number and its build", () => {
    const version = versionOf(componentBuild, "3.12.7")
    expect(version).toEqual({ product: 3, component: 12, build: 7 })
    expect(componentBuild.format(version)).toBe("3.12.7")
  })

  it.each([
    ["3.12.7", "3.12.10", "before"],
    ["3.12.10", "4.12.1", "before"],
    ["4.12.1", "3.12.99", "after"],
    ["3.12.7", "3.12.7", "same"],
    ["3.12.7", "3.4.7", "incomparable"],
    ["3.12.7", "9.4.1", "incomparable"],
    ["0.0.0", "0.1.0", "incomparable"],
  ] as const)(
    "M-17 %s and %s: builds are ordered within one component only (%s)",
    (a, b, order) => {
      expect(Version.named("componentBuild").compare(a, b)).toBe(order)
    },
  )

  it("M-17 the next build of a component is one more; which component is first nobody says", () => {
    const scheme = Version.named("componentBuild")
    expect(scheme.next("3.12.7")).toBe("3.12.8")
    expect(scheme.next(undefined)).toBeUndefined()
    expect(scheme.next(`1.2.${Number.MAX_SAFE_INTEGER}`)).toBeUndefined()
  })

  it("M-17 the builds of a component with a number are its own alone", () => {
    const builds = Version.ofTexts(buildsOf(12))
    expect(builds.next(undefined)).toBe("1.12.1")
    expect(builds.next("3.12.7")).toBe("3.12.8")
    expect(codesOf(builds, "3.4.7")).toEqual(["invalid-version"])
    expect(messageOf(builds, "3.4.7")).toBe(
      'invalid-version: got "3.4.7", expected a version of the scheme componentBuild: ' +
        "X.12.Z, a build of component 12",
    )
  })

  it("B-09 each release of a microservice is v.0.0.N, numbered in a row from 1", () => {
    const scheme = Version.named("sequence")
    expect(versionOf(sequence, "v.0.0.7")).toBe(7)
    expect(scheme.next(undefined)).toBe("v.0.0.1")
    expect(scheme.next("v.0.0.9")).toBe("v.0.0.10")
    expect(scheme.next(`v.0.0.${Number.MAX_SAFE_INTEGER}`)).toBeUndefined()
    expect(scheme.compare("v.0.0.9", "v.0.0.10")).toBe("before")
    for (const text of ["0.0.7", "v0.0.7", "v.0.1.7", "v.0.0.", "V.0.0.7", "v.0.0.7.1"])
      expect(codesOf(sequence, text), text).toEqual(["invalid-version"])
  })
})

describe("strings that are no version", () => {
  it.each(["1.2", "1", "1.2.3.4"])("V03 %s is a version only where the scheme says so", (text) => {
    for (const scheme of [componentBuild, sequence, semver]) {
      expect(codesOf(scheme, text), scheme.id).toEqual(["invalid-version"])
      expect(messageOf(scheme, text)).toContain(`the scheme ${scheme.id}: ${scheme.form}`)
    }
    expect(codesOf(opaque, text)).toEqual([])
  })

  it("V04 a zero before a number is refused: 1.02.3", () => {
    expect(codesOf(semver, "1.02.3")).toEqual(["leading-zero"])
    expect(codesOf(componentBuild, "1.02.3")).toEqual(["leading-zero"])
    expect(codesOf(sequence, "v.0.0.07")).toEqual(["leading-zero"])
    expect(codesOf(semver, "1.2.3-beta.01")).toEqual(["leading-zero"])
    expect(codesOf(semver, "1.2.3-0a+007")).toEqual([])
  })

  it("V05 1.2.3-beta.2+build.7 is kept whole; the build has no part in the order", () => {
    const text = "1.2.3-beta.2+build.7"
    const scheme = Version.named("semver")
    expect(semver.format(versionOf(semver, text))).toBe(text)
    expect(scheme.compare(text, "1.2.3-beta.2+build.8")).toBe("same")
    expect(scheme.compare(text, "1.2.3-beta.11")).toBe("before")
    expect(scheme.compare(text, "1.2.3")).toBe("before")
    expect(scheme.compare(text, "1.2.3-alpha.9")).toBe("after")
    expect(scheme.next(text)).toBe("1.2.3")
    expect(scheme.next("1.2.3+build.7")).toBe("1.2.4")
    expect(scheme.next(undefined)).toBe("1.0.0")
    expect(scheme.next(`1.2.${Number.MAX_SAFE_INTEGER}`)).toBeUndefined()
  })

  it.each([
    "1.2.3-",
    "1..3",
    "1.2.x",
    "latest",
    "^1.2",
    "",
    " 1.2.3",
    "v1.2.3",
    "=1.2.3",
    "1.2.3\n",
  ])("V06 %j is no semantic version; ranges stand only in fields for ranges", (text) => {
    const code = text.endsWith("\n") ? "invalid-character" : "invalid-version"
    expect(codesOf(semver, text)).toEqual([code])
  })

  it.each([
    ["10,000 digits", "9".repeat(10_000)],
    ["1. fifty thousand times", "1.".repeat(50_000)],
    ["65 characters", `1.2.${"3".repeat(61)}`],
  ])("V07 %s is too long, told within a millisecond by every scheme", (_, text) => {
    for (const { scheme } of schemes) {
      const times = Array.from({ length: 20 }, () => {
        const start = performance.now()
        const codes = codesOf(scheme, text)
        const spent = performance.now() - start
        expect(codes).toEqual(["too-long"])
        return spent
      })
      expect(Math.min(...times)).toBeLessThan(1)
    }
  })

  it("V08 2026.11.21 is by the calendar and ordered; 20H2 and a1b2c3d are never compared", () => {
    const byCalendar = Version.named("calver")
    expect(versionOf(calver, "2026.11.21").numbers).toEqual([2026, 11, 21])
    expect(byCalendar.compare("2026.9.30", "2026.11.21")).toBe("before")
    expect(byCalendar.compare("2026.11", "2026.11.1")).toBe("before")
    expect(byCalendar.compare("2026.04", "2026.4")).toBe("same")
    expect(byCalendar.next("2026.11")).toBeUndefined()
    for (const text of ["20H2", "a1b2c3d", "26.11", "2026", "2026.11.1.1.1", "2026-11-21"])
      expect(codesOf(calver, text), text).toEqual(["invalid-version"])
    for (const text of ["2026.13", "2026.0", "1969.1", "2201.1"])
      expect(codesOf(calver, text), text).toEqual(["out-of-range"])
    expect(opaque.compare("20H2", "a1b2c3d")).toBe("incomparable")
    expect(opaque.compare("20H2", "21H1")).toBe("incomparable")
    expect(opaque.compare("20H2", "20H2")).toBe("same")
    expect(opaque.next("20H2")).toBeUndefined()
  })

  it("V09 9007199254740993.0.0 would be rounded, and is out of range", () => {
    const big = "9007199254740993"
    expect(codesOf(semver, `${big}.0.0`)).toEqual(["out-of-range"])
    expect(codesOf(semver, `1.0.0-rc.${big}`)).toEqual(["out-of-range"])
    expect(codesOf(componentBuild, `1.2.${big}`)).toEqual(["out-of-range"])
    expect(codesOf(sequence, `v.0.0.${big}`)).toEqual(["out-of-range"])
    expect(codesOf(semver, `${Number.MAX_SAFE_INTEGER}.0.0`)).toEqual([])
  })

  it.each(["١.٢.٣", "１.２.３", "1.2.3\u200b", "1.2.3-ß", "v.0.0.7\u0000"])(
    "V10 %j has characters of no version, whatever the scheme",
    (text) => {
      for (const { scheme } of schemes)
        expect(codesOf(scheme, text), scheme.id).toEqual(["invalid-character"])
    },
  )

  it("everything that is wrong is told at once", () => {
    expect(codesOf(componentBuild, "01.2.9007199254740993")).toEqual([
      "leading-zero",
      "out-of-range",
    ])
  })

  it("a text that was never read is not compared: that is the caller's mistake", () => {
    const scheme = Version.named("sequence")
    expect(() => scheme.compare("v.0.0.1", "7")).toThrow(/^invalid-version: got "7"/)
  })
})

describe("sorting", () => {
  const scheme = Version.named("componentBuild")

  it("none stands before one that it follows; what is sorted stays as it is", () => {
    const sorted = ["1.1.12", "2.1.4", "1.7.30", "2.7.1"]
    expect(Version.sort(scheme, ["2.1.4", "1.7.30", "2.7.1", "1.1.12"])).toEqual(sorted)
    expect(Version.sort(scheme, sorted)).toEqual(sorted)
  })

  it("versions that are the same keep their order; names that are never compared stay", () => {
    const builds = ["1.0.0+b", "1.0.0+a", "0.9.0", "1.0.0+c"]
    expect(Version.sort(Version.named("semver"), builds)).toEqual([
      "0.9.0",
      "1.0.0+b",
      "1.0.0+a",
      "1.0.0+c",
    ])
    expect(Version.sort(opaque, ["b", "a", "c"])).toEqual(["b", "a", "c"])
    expect(Version.sort(opaque, [])).toEqual([])
  })
})
