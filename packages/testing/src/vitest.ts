// The door for vitest: each rule of a suite is a test.
import { describe, it } from "vitest"
import type { Subject, Suite } from "./conformance/rule.ts"
import { checkCapabilities, isDeclared, runRule } from "./conformance/run.ts"

/**
 * Registers a test for each rule of a suite, under the subject's name. A rule that needs what the
 * subject does not declare is listed as skipped, with the reason.
 *
 * Throws a RangeError for a declared capability that the suite does not know.
 *
 * @example
 * conformance.length // => 2
 */
export const conformance = <Fixture>(suite: Suite<Fixture>, subject: Subject<Fixture>): void => {
  checkCapabilities(suite, subject)
  describe(`${subject.name} keeps the rules of ${suite.name}`, () => {
    for (const rule of suite.rules)
      it(`${rule.title} [${rule.id}]`, async ({ skip }) => {
        if (!isDeclared(rule, subject)) skip(`${rule.needs} is not declared`)
        await runRule(rule, subject)
      })
  })
}
