// Commands of every kind, sensible or not, as data: what they name is looked up where they are
// given.
import type { Actor } from "@upkeep/core"
import fc from "fast-check"
import type { Blank } from "./command/blank.ts"
import { talking } from "./command/talking.ts"
import { arranging, ending, working } from "./command/working.ts"

/**
 * Every command that people give to one ticket, but those that take another ticket or another
 * version of the process (`merge`, `unmerge`, `applyPolicy`, `migrate`); what leads on is likelier
 * than what ends. A command is a function of where it is given, so that it can name an open
 * question or a line that is there; now and then it names what is not.
 *
 * @example
 * import { standard } from "@upkeep/core"
 * import fc from "fast-check"
 * const { ticket } = await walk(standard, [])
 * const file = { hash: "", bytes: 0, mediaType: "text/plain", name: "log.txt" }
 * const [command] = fc.sample(arbitraryCommand, { numRuns: 1, seed: 7 })
 * typeof command?.({ ticket, profile: standard, file }).type // => "string"
 */
export const arbitraryCommand: fc.Arbitrary<Blank> = fc.oneof(
  ...talking,
  ...working,
  ...arranging,
  ...ending,
)

/** Mostly nobody in particular: somebody who may, else a walk stands still. */
const actor: fc.Arbitrary<Actor | undefined> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("customer", "agent", "robot"),
      id: fc.constantFrom("anna", "boris"),
    }),
  },
)

/** One step of a walk: a command, by whom, and the time that passes after it. */
export interface WalkStep {
  readonly command: Blank
  /** Somebody who may where absent. */
  readonly actor: Actor | undefined
  /** Milliseconds of elapsed time; due work is done on the way. */
  readonly passes: number
}

const hourMillis = 3_600_000

const step: fc.Arbitrary<WalkStep> = fc.record({
  command: arbitraryCommand,
  actor,
  passes: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 1_000, 60_000) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 8 * hourMillis }) },
    { weight: 1, arbitrary: fc.constantFrom(24 * hourMillis, 100 * hourMillis, 800 * hourMillis) },
  ),
})

/** The most steps of an arbitrary walk. */
export const stepsAtMost = 30

/**
 * Walks of up to 30 commands with the time between them, for `walk`.
 *
 * @example
 * import fc from "fast-check"
 * const [steps] = fc.sample(arbitraryWalk, { numRuns: 1, seed: 7 })
 * Array.isArray(steps) // => true
 */
export const arbitraryWalk: fc.Arbitrary<ReadonlyArray<WalkStep>> = fc.array(step, {
  maxLength: stepsAtMost,
  size: "max",
})
