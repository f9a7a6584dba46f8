// Widths, lines and ranges.
import fc from "fast-check"
import { expect, it } from "vitest"
import { rangesOf } from "../src/picture/ranges.ts"
import { linesOf, widthIn } from "../src/picture/text.ts"

it("no line is wider than its room, and no more lines are set than there is room for", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 120 }),
      fc.integer({ min: 30, max: 300 }),
      fc.integer({ min: 1, max: 4 }),
      (text, width, lines) => {
        const set = linesOf(text, { width, size: 14, lines })
        expect(set.length).toBeLessThanOrEqual(lines)
        for (const line of set.filter((each) => Array.from(each).length > 1))
          expect(widthIn(line, 14)).toBeLessThanOrEqual(width)
      },
    ),
  )
})

it("words that fit are set whole, in their order", () => {
  const text = "With another line, and then with a specialist"
  expect(linesOf(text, { width: 120, size: 14, lines: 9 }).join(" ")).toBe(text)
})

it.each([
  [[], ""],
  [[3], "3"],
  [[1, 2], "1, 2"],
  [[6, 1, 2, 3], "1–3, 6"],
  [[1, 2, 3, 5, 6, 8], "1–3, 5, 6, 8"],
])("%j is told as %j", (numbers, expected) => {
  expect(rangesOf(numbers)).toBe(expected)
})
