// The laws of every scheme: a partial order, what is written is read, what follows comes after.
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Version from "../../src/version/Version.ts"
import * as VersionHistory from "../../src/version/VersionHistory.ts"
import * as VersionRange from "../../src/version/VersionRange.ts"
import { schemes, texts, versionOf } from "./given.ts"

const opposite = {
  before: "after",
  after: "before",
  same: "same",
  incomparable: "incomparable",
} as const

/** Whether the left one is not after the right one, where they can be compared. */
const isUpTo = (order: Version.Order): boolean => order === "before" || order === "same"

const runs = { numRuns: 2_000 }

describe.each(schemes)("$name", ({ scheme, text, name }) => {
  it("M-17 B-09 is a partial order: reflexive, antisymmetric, transitive", () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(scheme.compare(a, a)).toBe("same")
        expect(scheme.compare(b, a)).toBe(opposite[scheme.compare(a, b)])
        if (isUpTo(scheme.compare(a, b)) && isUpTo(scheme.compare(b, c)))
          expect(isUpTo(scheme.compare(a, c))).toBe(true)
        if (scheme.compare(a, b) === "same") expect(scheme.compare(a, c)).toBe(scheme.compare(b, c))
      }),
      runs,
    )
  })

  it("what is written is read, and what was read is written as it was", () => {
    fc.assert(
      fc.property(text, (a) => {
        const read = versionOf(scheme, a)
        expect(scheme.format(read)).toBe(a)
        expect(versionOf(scheme, scheme.format(read))).toBe(a)
      }),
      runs,
    )
  })

  it("the next version comes after, if one follows at all", () => {
    fc.assert(
      fc.property(fc.option(text, { nil: undefined }), (a) => {
        const next = scheme.next(a)
        if (next === undefined) return
        expect(Result.isSuccess(scheme.parse(next))).toBe(true)
        if (a !== undefined) expect(scheme.compare(next, a)).toBe("after")
      }),
      runs,
    )
    const numbered = ["componentBuild", "sequence", "semver"].includes(name)
    const [sample = ""] = fc.sample(
      text.filter((each) => !/\d{9}/.test(each)),
      1,
    )
    expect(scheme.next(sample) !== undefined).toBe(numbered)
  })

  it("sorting keeps every version, puts none before one that it follows, and is stable", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (versions) => {
        const sorted = Version.sort(scheme, versions)
        expect(sorted.toSorted()).toEqual(versions.toSorted())
        sorted.forEach((a, index) => {
          const later = sorted.slice(index + 1)
          expect(later.filter((b) => scheme.compare(b, a) === "before")).toEqual([])
          const same = (b: string) => scheme.compare(a, b) === "same"
          expect(sorted.filter(same)).toEqual(versions.filter(same))
        })
        expect(Version.sort(scheme, sorted)).toEqual(sorted)
      }),
      { numRuns: 300 },
    )
  })

  it("M-17 a number never comes back and never goes down, whatever is published", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (versions) => {
        const published = versions.reduce<ReadonlyArray<string>>(
          (history, version) =>
            Result.getOrElse(VersionHistory.publish(scheme, history, version), () => history),
          [],
        )
        expect(new Set(published).size).toBe(published.length)
        published.forEach((a, index) => {
          for (const b of published.slice(index + 1))
            expect(["before", "incomparable"]).toContain(scheme.compare(a, b))
        })
      }),
      { numRuns: 500 },
    )
  })

  it("V13 a range holds what is not before its start and before its end; read again it is the same", () => {
    fc.assert(
      fc.property(text, text, text, (affectedFrom, fixedIn, version) => {
        const range = VersionRange.between(scheme, { affectedFrom, fixedIn })
        expect(Result.isSuccess(range)).toBe(scheme.compare(affectedFrom, fixedIn) === "before")
        if (Result.isFailure(range)) return
        const isIn =
          ["same", "after"].includes(scheme.compare(version, affectedFrom)) &&
          scheme.compare(version, fixedIn) === "before"
        expect(range.success.contains(version)).toBe(isIn)
        expect(range.success.contains(affectedFrom)).toBe(true)
        expect(range.success.contains(fixedIn)).toBe(false)
        if (range.success.isAbove(version)) expect(range.success.contains(version)).toBe(false)
        // A range of semantic versions leaves out what is not released, see the package.
        const again = VersionRange.parse(scheme, range.success.text)
        if (name !== "semver") expect(Result.getOrThrow(again).contains(version)).toBe(isIn)
        else if (Result.isSuccess(again) && again.success.contains(version)) expect(isIn).toBe(true)
      }),
      runs,
    )
  })
})

it("M-17 builds of different components are incomparable, seen from either side", () => {
  fc.assert(
    fc.property(texts.componentBuild, texts.componentBuild, (left, right) => {
      const { componentBuild: scheme } = Version
      const [a, b] = [versionOf(scheme, left), versionOf(scheme, right)]
      const isOneStream = a.component === b.component
      expect(scheme.compare(a, b) !== "incomparable").toBe(isOneStream)
      expect(scheme.compare(b, a) !== "incomparable").toBe(isOneStream)
    }),
    runs,
  )
})

it("no text makes a scheme throw, and what it takes it writes as it was", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[v0-9.x*^~<>=| +-]{0,70}$/),
  )
  fc.assert(
    fc.property(anything, fc.constantFrom(...schemes), (text, { scheme }) => {
      const read = scheme.parse(text)
      if (Result.isSuccess(read)) expect(read.success).toBe(text)
      const range = VersionRange.parse(scheme, text)
      if (Result.isFailure(range)) return
      const again = VersionRange.parse(scheme, range.success.text)
      expect(Result.getOrThrow(again).text).toBe(range.success.text)
    }),
    { numRuns: 20_000 },
  )
})
