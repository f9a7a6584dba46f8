// A scheme of somebody's own, by the same small interface: Roman numbers of editions.
import { Result } from "effect"
import { expect, it } from "vitest"
import * as Problem from "../../src/problem/Problem.ts"
import * as Version from "../../src/version/Version.ts"
import * as VersionHistory from "../../src/version/VersionHistory.ts"
import * as VersionRange from "../../src/version/VersionRange.ts"

const editions = ["I", "II", "III", "IV", "V"]

const roman: Version.Scheme<number> = {
  id: "roman",
  form: "I to V",
  parse: (text) =>
    editions.includes(text)
      ? Result.succeed(editions.indexOf(text) + 1)
      : Result.fail([
          Problem.make({ code: "invalid-version", path: "", got: text, expected: "I to V" }),
        ]),
  format: (edition) => editions[edition - 1] ?? "",
  compare: (left, right) => (left === right ? "same" : left < right ? "before" : "after"),
  next: (edition = 0) => (edition < editions.length ? edition + 1 : undefined),
}

it("is sorted, published and asked for ranges as any other", () => {
  expect(Version.sort(roman, [5, 2, 4])).toEqual([2, 4, 5])
  expect(VersionHistory.next(roman, [1, 2])).toBe(3)
  expect(VersionHistory.next(roman, [5])).toBeUndefined()
  expect(Result.isFailure(VersionHistory.publish(roman, [4], 3))).toBe(true)
  const range = Result.getOrThrow(VersionRange.parse(roman, ">=II <IV"))
  expect([1, 2, 3, 4, 5].map(range.contains)).toEqual([false, true, true, false, false])
  const texts = Version.ofTexts(roman)
  expect(Version.sort(texts, ["V", "II", "IV"])).toEqual(["II", "IV", "V"])
})

it("V07 V10 is not asked to look at what no scheme takes, where it is one for texts", () => {
  const texts = Version.ofTexts({ ...roman, parse: () => Result.succeed(1) })
  const codeOf = (text: string) => {
    const read = texts.parse(text)
    return Result.isFailure(read) ? read.failure[0]?.code : read.success
  }
  expect(codeOf("I".repeat(65))).toBe("too-long")
  expect(codeOf("Ⅳ")).toBe("invalid-character")
  expect(codeOf("IV")).toBe("I")
})
