// A report for people and for machines, and the program that a developer runs.
import type { Subject, Suite } from "./rule.ts"
import { type Report, type RuleReport, type RunOptions, runSuite, strayIn } from "./run.ts"

/**
 * A report as lines: how many rules hold, then those that failed with what was got and expected,
 * then those that were not asked. Rules that hold are not named.
 *
 * @example
 * const counts = { passed: 74, failed: 0, undeclared: 1 }
 * const needing = { id: "storage.kept.reopened", title: "P1 …", needs: "persistent" }
 * const rules = [{ ...needing, outcome: "undeclared" }]
 * reportText({ suite: "storage", subject: "memory", ...counts, rules }).split("\n")
 * // => [
 * //   "memory, storage: 74 passed, 0 failed, 1 not declared",
 * //   "  not declared (persistent): storage.kept.reopened P1 …",
 * // ]
 */
export const reportText = (report: Report): string => {
  const { subject, suite, passed, failed, undeclared, rules } = report
  const counts = `${passed} passed, ${failed} failed, ${undeclared} not declared`
  return [
    `${subject}, ${suite}: ${counts}`,
    ...rules.filter(({ outcome }) => outcome === "failed").map(failedLine),
    ...rules.filter(({ outcome }) => outcome === "undeclared").map(undeclaredLine),
  ].join("\n")
}

const failedLine = ({ id, title, problem = "" }: RuleReport): string =>
  `  failed: ${id} ${title}\n    ${problem}`

const undeclaredLine = ({ id, title, needs = "" }: RuleReport): string =>
  `  not declared (${needs}): ${id} ${title}`

/** What a program of a suite is given; its own process where absent. */
export interface MainOptions extends RunOptions {
  /** `--json` writes the report as JSON; `--only ID` (again and again) runs these rules alone. */
  readonly argv?: ReadonlyArray<string>
  readonly write?: (text: string) => void
  /** Takes the line that says which argument is wrong. */
  readonly writeError?: (text: string) => void
}

/**
 * The body of a program: runs a suite, writes the report to stdout (with `--json` as JSON) and sets
 * the exit code 1 where a rule failed. An argument that it does not know, or a rule that the suite
 * does not have, is one line on stderr and the exit code 2: nothing is run, and there is no report.
 *
 * Throws as `runSuite` does where the suite is called otherwise than it should be.
 */
export const reportMain = async <Fixture>(
  suite: Suite<Fixture>,
  subject: Subject<Fixture>,
  options: MainOptions = {},
): Promise<Report | undefined> => {
  const { argv = process.argv.slice(2), write = writeOut, writeError = writeErr, ...more } = options
  const { isJson, only, problem = unknownIn(suite, only) } = asked(argv)
  if (problem !== undefined) {
    writeError(`${problem}\n`)
    process.exitCode = 2
    return undefined
  }
  const report = await runSuite(suite, subject, only.length === 0 ? more : { ...more, only })
  write(`${isJson ? JSON.stringify(report, null, 2) : reportText(report)}\n`)
  if (report.failed > 0) process.exitCode = 1
  return report
}

const writeOut = (text: string): void => void process.stdout.write(text)

const writeErr = (text: string): void => void process.stderr.write(text)

interface Asked {
  readonly isJson: boolean
  readonly only: ReadonlyArray<string>
  /** What is wrong with the arguments. */
  readonly problem?: string
}

const asked = (argv: ReadonlyArray<string>): Asked => {
  const only: Array<string> = []
  let isJson = false
  for (let place = 0; place < argv.length; place += 1) {
    const argument = argv[place]
    const next = argv[place + 1]
    if (argument === "--json") isJson = true
    else if (argument === "--only" && next !== undefined) {
      only.push(next)
      place += 1
    } else {
      const where = `at argument ${place + 1}`
      const problem = `unknown-argument: got ${argument}, expected --json or --only ID, ${where}`
      return { isJson, only, problem }
    }
  }
  return { isJson, only }
}

const unknownIn = <Fixture>(
  { name, rules }: Suite<Fixture>,
  only: ReadonlyArray<string>,
): string | undefined => {
  const stray = strayIn(rules, only)
  if (stray.length === 0) return undefined
  const ids = [...new Set(rules.map(({ id }) => id.split(".").slice(0, 2).join(".")))].join(", ")
  return `unknown-rule: got ${stray.join(", ")}, expected of ${name}: ${ids}, at --only`
}
