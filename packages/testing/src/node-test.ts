// The door for node:test: each rule of a suite is a test.
import { describe, it } from "node:test"
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
  void describe(`${subject.name} keeps the rules of ${suite.name}`, () => {
    for (const rule of suite.rules) {
      const skip = isDeclared(rule, subject) ? false : `${rule.needs} is not declared`
      void it(`${rule.title} [${rule.id}]`, { skip }, () => runRule(rule, subject))
    }
  })
}
