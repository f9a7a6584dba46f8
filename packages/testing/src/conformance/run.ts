// Runs a suite against an adapter, rule by rule, and says what came of it.
import { shown } from "./difference.ts"
import type { Declared, Rule, Subject, Suite } from "./rule.ts"

/** How long one rule may take where nothing else is said, in milliseconds. */
export const ruleMillis = 30_000

/** How a suite is run. */
export interface RunOptions {
  /** Only these rules, by id, or by the beginning of their ids up to a dot: `storage.commits`. */
  readonly only?: ReadonlyArray<string>
  /** How long one rule may take, in milliseconds, from 1 to 2,147,483,647; 30,000 where absent. */
  readonly timeoutMillis?: number
}

/** What came of one rule. */
export interface RuleReport {
  readonly id: string
  readonly title: string
  readonly outcome: "passed" | "failed" | "undeclared"
  /** Of a rule that failed: what was got, what was expected, where. */
  readonly problem?: string
  /** Of a rule that was not asked: the capability that the adapter does not declare. */
  readonly needs?: string
}

/** What came of a suite. */
export interface Report {
  readonly suite: string
  readonly subject: string
  readonly passed: number
  readonly failed: number
  /** How many rules were not asked, since they need what the adapter does not declare. */
  readonly undeclared: number
  readonly rules: ReadonlyArray<RuleReport>
}

/**
 * Runs the rules of a suite one after the other, each on a fixture of its own.
 *
 * Never rejects for what an adapter does: a rule that throws, or does not end in time, failed. A
 * rule whose capability is not declared is told as `undeclared`. Throws a RangeError for a name in
 * `only` that no rule has, for a declared capability that the suite does not know, and for a
 * `timeoutMillis` out of its bounds; a TypeError where `make` is no function.
 *
 * @example
 * import { memory } from "@upkeep/core"
 * import { storageSuite } from "@upkeep/testing"
 * const make = () => {
 *   const store = memory()
 *   return { open: () => store }
 * }
 * const only = ["storage.commits.once"]
 * const report = await runSuite(storageSuite, { name: "memory", make }, { only })
 * report.passed // => 1
 */
export const runSuite = async <Fixture>(
  suite: Suite<Fixture>,
  subject: Subject<Fixture>,
  options: RunOptions = {},
): Promise<Report> => {
  const { only, timeoutMillis = ruleMillis } = options
  checkSubject(suite, subject)
  checkTimeout(timeoutMillis)
  const rules: Array<RuleReport> = []
  for (const rule of chosen(suite, only))
    rules.push(await tried(suite, rule, subject, timeoutMillis))
  const count = (outcome: RuleReport["outcome"]) =>
    rules.filter((each) => each.outcome === outcome).length
  return {
    suite: suite.name,
    subject: subject.name,
    passed: count("passed"),
    failed: count("failed"),
    undeclared: count("undeclared"),
    rules,
  }
}

/** Throws where nothing makes a fixture, or a capability is declared that no rule could need. */
export const checkSubject = <Fixture>(
  { name, capabilities }: Suite<Fixture>,
  subject: Subject<Fixture>,
): void => {
  const { make }: { readonly make?: unknown } = subject
  if (typeof make !== "function")
    throw new TypeError(
      `wrong-type: got ${shown(make)}, expected a function that gives a fixture, at make of ${subject.name}`,
    )
  const unknown = Object.keys(subject.capabilities ?? {}).filter(
    (each) => !Object.hasOwn(capabilities, each),
  )
  if (unknown.length === 0) return
  const known = Object.keys(capabilities).join(", ") || "none"
  throw new RangeError(
    `unknown-capability: got ${unknown.join(", ")}, expected of ${name}: ${known}, at capabilities of ${subject.name}`,
  )
}

// Above it a timer of Node fires at once.
const timeoutAtMost = 2_147_483_647

/** Throws a RangeError for a time that no timer can wait. */
export const checkTimeout = (millis: number): void => {
  if (!(millis >= 1 && millis <= timeoutAtMost))
    throw new RangeError(
      `out-of-range: got ${millis}, expected milliseconds from 1 to ${timeoutAtMost}, at timeoutMillis`,
    )
}

/**
 * Runs one rule on a fixture of its own, and disposes of it; false where the rule was not asked,
 * since what it needs is not declared. Where both fail, it is the rule that is told: what cannot be
 * cleared away is mostly what it left behind.
 */
export const runRule = async <Fixture>(
  suite: Suite<Fixture>,
  rule: Rule<Fixture>,
  subject: Subject<Fixture>,
): Promise<boolean> => {
  if (saidOf(rule, subject.capabilities) === false) return false
  const made: Array<Fixture> = []
  const another = async () => {
    const fixture = await subject.make()
    made.push(fixture)
    return fixture
  }
  try {
    const isAsked = await asked(suite, rule, subject, another)
    await dispose(made)
    return isAsked
  } catch (error) {
    await dispose(made).catch(() => undefined)
    throw error
  }
}

const asked = async <Fixture>(
  suite: Suite<Fixture>,
  rule: Rule<Fixture>,
  subject: Subject<Fixture>,
  another: () => Promise<Fixture>,
): Promise<boolean> => {
  const isKnown = rule.needs === undefined || saidOf(rule, subject.capabilities) === true
  if (!isKnown && suite.declared === undefined) return false
  const fixture = await another()
  if (!isKnown && saidOf(rule, suite.declared?.(fixture)) !== true) return false
  await rule.run(fixture, another)
  return true
}

/** What is said of a rule's capability; undefined where nothing is. */
const saidOf = <Fixture>({ needs }: Rule<Fixture>, said: Declared = {}): boolean | undefined =>
  needs !== undefined && Object.hasOwn(said, needs) ? said[needs] : undefined

const dispose = async (made: Array<unknown>): Promise<void> => {
  for (const fixture of made.splice(0).toReversed())
    if (isDisposable(fixture)) await fixture[Symbol.asyncDispose]()
}

const isDisposable = (fixture: unknown): fixture is AsyncDisposable =>
  typeof fixture === "object" && fixture !== null && Symbol.asyncDispose in fixture

const chosen = <Fixture>(
  { name, rules }: Suite<Fixture>,
  only: RunOptions["only"],
): ReadonlyArray<Rule<Fixture>> => {
  if (only === undefined) return rules
  const stray = strayIn(rules, only)
  if (stray.length > 0)
    throw new RangeError(
      `unknown-rule: got ${stray.join(", ")}, expected the id of a rule of ${name}, at only`,
    )
  return rules.filter(({ id }) => only.some((each) => isOf(id, each)))
}

const isOf = (id: string, each: string) => id === each || id.startsWith(`${each}.`)

/** Which of these no rule has, neither as its id nor as what its id begins with. */
export const strayIn = (
  rules: ReadonlyArray<{ readonly id: string }>,
  only: ReadonlyArray<string>,
): ReadonlyArray<string> => only.filter((each) => !rules.some(({ id }) => isOf(id, each)))

const tried = async <Fixture>(
  suite: Suite<Fixture>,
  rule: Rule<Fixture>,
  subject: Subject<Fixture>,
  timeoutMillis: number,
): Promise<RuleReport> => {
  const { id, title, needs } = rule
  try {
    const isAsked = await inTime(runRule(suite, rule, subject), timeoutMillis)
    if (isAsked || needs === undefined) return { id, title, outcome: "passed" }
    return { id, title, outcome: "undeclared", needs }
  } catch (error) {
    return { id, title, outcome: "failed", problem: wordsOf(error) }
  }
}

const inTime = async <A>(running: Promise<A>, millis: number): Promise<A> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = new Error(`got no end of the rule, expected one within ${millis} ms`)
  const timer = setTimeout(() => reject(late), millis)
  try {
    return await Promise.race([running, promise])
  } finally {
    clearTimeout(timer)
  }
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.message === "" ? error.name : error.message
}
