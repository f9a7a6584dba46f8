// The grammar of every message: what, got, expected, where; and nothing hostile in it.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Problem from "../../src/problem/Problem.ts"

describe("a problem", () => {
  it("says what, got, expected, where", () => {
    const parts = { code: "unknown-state", path: "clocks[0]", got: "opne", expected: "a state" }
    expect(Problem.make(parts)).toEqual({
      code: "unknown-state",
      path: "clocks[0]",
      got: '"opne"',
      expected: "a state",
      message: 'unknown-state: got "opne", expected a state, at clocks[0]',
    })
    expect(Problem.make({ ...parts, path: "" }).message).toBe(
      'unknown-state: got "opne", expected a state',
    )
  })

  it("is seen from further out with a longer path", () => {
    const inner = Problem.make({ code: "c", path: "week.mon[0]", got: 1, expected: "e" })
    expect(Problem.within("calendar", inner).message).toBe(
      "c: got 1, expected e, at calendar.week.mon[0]",
    )
    expect(Problem.within("calendar", { ...inner, path: "" }).path).toBe("calendar")
    expect(Problem.within("calendars", { ...inner, path: "[1].week" }).path).toBe(
      "calendars[1].week",
    )
  })

  it("a path reads as one would write it", () => {
    expect(Problem.pathOf([])).toBe("")
    expect(Problem.pathOf(["week", "mon", 0, "from"])).toBe("week.mon[0].from")
    expect(Problem.pathOf([0, 1])).toBe("[0][1]")
  })

  it("a value of any kind is shown in short", () => {
    const shown = [undefined, null, true, 1.5, 10n, Number.NaN, () => 1, [1, 2], { a: 1 }]
    expect(shown.map(Problem.show)).toEqual([
      "nothing",
      "null",
      "true",
      "1.5",
      "10",
      "NaN",
      "a function",
      "a list of 2",
      "an object",
    ])
    expect(Problem.show(Symbol("x"))).toBe("Symbol(x)")
  })

  it("no text is shown longer than 64 characters, nor with anything that a terminal obeys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const shown = Problem.show(text)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
        expect(shown.isWellFormed()).toBe(true)
        const plain: unknown = JSON.parse(shown)
        expect(String(plain).length).toBeLessThanOrEqual(Problem.shownCharacters)
      }),
    )
  })

  it("a text of 64 characters is whole, one of 65 is cut", () => {
    expect(Problem.show("x".repeat(64))).toBe(`"${"x".repeat(64)}"`)
    expect(Problem.show("x".repeat(65))).toBe(`"${"x".repeat(63)}…"`)
  })
})
