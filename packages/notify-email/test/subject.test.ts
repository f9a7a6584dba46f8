import { expect, test } from "vitest"
import { subjectOf } from "../src/subject.ts"

test.each([
  ["Printer", "7", "[7] Printer"],
  ["Printer 7 is dead", "7", "Printer 7 is dead"],
  ["[7] Printer", "7", "[7] Printer"],
  ["Printer 77 is dead", "7", "[7] Printer 77 is dead"],
  ["Printer 77, ticket 7", "7", "Printer 77, ticket 7"],
  ["MX-421", "MX-42", "[MX-42] MX-421"],
  ["", "7", "[7]"],
  ["see v.1 (a)", "v.1 (a)", "see v.1 (a)"],
  ["see vx1", "v.1", "[v.1] see vx1"],
])("the number stands in the subject once, as a word: %j with %s", (subject, number, expected) => {
  expect(subjectOf(subject, number)).toBe(expected)
})

test("a subject has 998 characters at most and no half character", () => {
  const clipped = subjectOf("😀".repeat(1_000), "7")
  expect(clipped.length).toBeLessThanOrEqual(998)
  expect(clipped.isWellFormed() && clipped.startsWith("[7] 😀") && clipped.endsWith("😀…")).toBe(
    true,
  )
})
