// Checks of what we are handed; each says everything that is wrong.
import { Calendar, Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Exception, Problems } from "./exception.ts"

/** The most years that may be asked for at once (C28). */
export const yearsAtMost = 10

/** A value that must be one of those named. */
export const oneOf = (value: unknown, choices: ReadonlyArray<unknown>, path: string): Problems => {
  if (choices.includes(value)) return []
  const code = value === undefined ? "missing-field" : "unknown-value"
  return [Problem.make({ code, path, got: value, expected: `one of ${choices.join(", ")}` })]
}

/** A list of at least one and at most ten years, each of which `known` says nothing against. */
export const years = (
  value: unknown,
  known: (year: number, path: string) => Problems,
): Problems => {
  const path = "years"
  if (!Array.isArray(value)) {
    const code = value === undefined ? "missing-field" : "wrong-type"
    return [Problem.make({ code, path, got: value, expected: "a list of years" })]
  }
  if (value.length === 0) {
    return [Problem.make({ code: "empty", path, got: value, expected: "at least one year" })]
  }
  if (value.length > yearsAtMost) {
    const expected = `at most ${yearsAtMost} years`
    return [Problem.make({ code: "too-many", path, got: value.length, expected })]
  }
  return value.flatMap((year: unknown, index) => {
    const at = `${path}[${index}]`
    if (Number.isSafeInteger(year)) return known(Number(year), at)
    const code = typeof year === "number" ? "not-integer" : "wrong-type"
    return [Problem.make({ code, path: at, got: year, expected: "a year, such as 2026" })]
  })
}

/** One line of text that somebody can see. */
export const line = (value: unknown, path: string): Problems => {
  const at = { path, got: value, expected: "one line of text" }
  if (value === undefined) return [Problem.make({ ...at, code: "missing-field" })]
  if (typeof value !== "string") return [Problem.make({ ...at, code: "wrong-type" })]
  if (value.trim() === "") return [Problem.make({ ...at, code: "empty" })]
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    return [Problem.make({ ...at, code: "forbidden-character" })]
  }
  return value.isWellFormed() ? [] : [Problem.make({ ...at, code: "invalid-unicode" })]
}

/** What `Calendar.make` says against exceptions; `pathOf` says where the one of an index stands. */
export const exceptionProblems = (
  exceptions: ReadonlyArray<Exception>,
  pathOf?: (index: number) => string,
): Problems =>
  judged({ exceptions }, "exceptions").map((problem) => {
    const index = /^exceptions\[(\d+)\]/.exec(problem.path)?.[1]
    if (pathOf === undefined || index === undefined) return problem
    return Problem.within(pathOf(Number(index)), { ...problem, path: "" })
  })

/** What `Calendar.make` says against a zone. */
export const zoneProblems = (zone: unknown): Problems =>
  judged({ timeZone: zone }, "timeZone").map((problem) =>
    Problem.within("zone", { ...problem, path: "" }),
  )

/** The problems of one part of a calendar that is good otherwise. */
const judged = (part: object, path: string): Problems => {
  const week = { mon: [["12:00", "12:01"]] }
  const made = Calendar.make({ id: "any", version: "any", timeZone: "UTC", week, ...part })
  const problems = Result.isFailure(made) ? made.failure : []
  return problems.filter((problem) => problem.path.startsWith(path))
}
