// A conformance suite as data: rules with ids, which anybody can list, run and report.

/** One rule of a suite. */
export interface Rule<Fixture> {
  /** Stable: `storage.commits.once`. */
  readonly id: string
  /** The rule as a sentence, with the ids of what it shows: `P2 a command id takes effect …`. */
  readonly title: string
  /** The promises that it shows, by their ids. */
  readonly promises: ReadonlyArray<string>
  /** The capability without which the rule has nothing to ask of an adapter. */
  readonly needs?: string
  /**
   * Rejects where the rule does not hold, with what was got and what was expected. `another` makes
   * one more fixture, apart from the first, which is disposed of in the same way.
   */
  readonly run: (fixture: Fixture, another: () => Promise<Fixture>) => Promise<void>
}

/** What an adapter says that it can do, by the names of its suite. */
export interface Declared {
  readonly [capability: string]: boolean
}

/** The rules that every adapter of a port keeps. */
export interface Suite<Fixture> {
  readonly name: string
  /** What of Upkeep the suite is about: `storage`, `directory`, `notifier`. */
  readonly port: string
  /** What an adapter may declare that it can do, and what that means. */
  readonly capabilities: { readonly [capability: string]: string }
  /** What the adapter in a fixture declares by itself; absent where only a subject can say it. */
  readonly declared?: (fixture: Fixture) => Declared
  readonly rules: ReadonlyArray<Rule<Fixture>>
}

/** An adapter to be asked: what it is called, what it can do, and how a rule gets one to itself. */
export interface Subject<Fixture> {
  readonly name: string
  /**
   * Which of the suite's `capabilities` are asked: those that are true here, and those that the
   * adapter itself declares where nothing is said of them. The rest is listed, not asked.
   */
  readonly capabilities?: Declared
  /**
   * Gives each rule what it asks: empty, and nobody else's. Where it has `Symbol.asyncDispose`,
   * that is called after the rule.
   */
  readonly make: () => Fixture | Promise<Fixture>
}

/** A rule that each adapter keeps. */
export const rule = <Fixture>(
  id: string,
  title: string,
  run: Rule<Fixture>["run"],
  needs?: string,
): Rule<Fixture> => ({
  id,
  title,
  promises: title.match(/\bP\d+\b/g) ?? [],
  ...(needs === undefined ? {} : { needs }),
  run,
})
