// The door for vitest: each rule of a suite is a test.
import { describe, it } from "vitest"
import type { Subject, Suite } from "./conformance/rule.ts"
import {
  checkSubject,
  checkTimeout,
  ruleMillis,
  type RunOptions,
  runRule,
} from "./conformance/run.ts"

/** How the tests of a suite are run. */
export interface ConformanceOptions extends Pick<RunOptions, "timeoutMillis"> {
  /**
   * Whether rules may run beside each other, as many as vitest's `maxConcurrency` says; one after
   * the other by default. Each has a fixture of its own either way; a rule that waits for a disk or
   * a server does not keep the next one waiting.
   */
  readonly concurrent?: boolean
}

/**
 * Registers a test for each rule of a suite, under the subject's name. A rule that needs what is
 * not declared is listed as skipped, with the reason. A rule has 30 seconds, or `timeoutMillis`
 * (from 1 to 2,147,483,647).
 *
 * Throws a RangeError for a declared capability that the suite does not know, and for a
 * `timeoutMillis` out of its bounds; a TypeError where `make` is no function.
 *
 * @example
 * conformance.length // => 2
 */
export const conformance = <Fixture>(
  suite: Suite<Fixture>,
  subject: Subject<Fixture>,
  { timeoutMillis = ruleMillis, concurrent = false }: ConformanceOptions = {},
): void => {
  checkSubject(suite, subject)
  checkTimeout(timeoutMillis)
  describe(`${subject.name} keeps the rules of ${suite.name}`, { concurrent }, () => {
    for (const rule of suite.rules)
      it(`${rule.title} [${rule.id}]`, { timeout: timeoutMillis }, async ({ skip }) => {
        if (!(await runRule(suite, rule, subject))) skip(`${rule.needs} is not declared`)
      })
  })
}
