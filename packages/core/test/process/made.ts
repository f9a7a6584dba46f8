// Profiles that differ from the standard one, and what is said of them.
import { Result } from "effect"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"

/** What is wrong with the standard profile so changed: `code path`, or nothing. */
export const problemsOf = (over: object): ReadonlyArray<string> => saidOf({ ...standard, ...over })

/** What is wrong with any input: `code path`, or nothing. */
export const saidOf = (input: unknown): ReadonlyArray<string> => {
  const made = Process.make(input)
  return Result.isSuccess(made) ? [] : made.failure.map(({ code, path }) => `${code} ${path}`)
}

const clock: ClockRule = {
  id: "c",
  target: { workingMinutes: 60 },
  starts: [{ event: "Registered" }],
  stops: [{ event: "Answered" }],
  effect: "breach",
}

/** A policy of one clock, so changed. */
export const withClock = (over: object) => ({
  policy: { id: "p", version: "1", clocks: [{ ...clock, ...over }] },
})
