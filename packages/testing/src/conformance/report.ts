// A report for people and for machines, and the program that a developer runs.
import type { Subject, Suite } from "./rule.ts"
import { type Report, type RuleReport, type RunOptions, runSuite } from "./run.ts"

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
}

/**
 * The body of a program: runs a suite, writes the report to stdout (with `--json` as JSON) and sets
 * the exit code 1 where a rule failed.
 *
 * Throws a RangeError for an argument that it does not know.
 */
export const reportMain = async <Fixture>(
  suite: Suite<Fixture>,
  subject: Subject<Fixture>,
  { argv = process.argv.slice(2), write = writeOut, ...options }: MainOptions = {},
): Promise<Report> => {
  const { isJson, only } = asked(argv)
  const report = await runSuite(suite, subject, only.length === 0 ? options : { ...options, only })
  write(`${isJson ? JSON.stringify(report, null, 2) : reportText(report)}\n`)
  if (report.failed > 0) process.exitCode = 1
  return report
}

const writeOut = (text: string): void => void process.stdout.write(text)

const asked = (argv: ReadonlyArray<string>) => {
  const only: Array<string> = []
  let isJson = false
  for (let place = 0; place < argv.length; place += 1) {
    const argument = argv[place]
    const next = argv[place + 1]
    if (argument === "--json") isJson = true
    else if (argument === "--only" && next !== undefined) {
      only.push(next)
      place += 1
    } else
      throw new RangeError(
        `unknown-argument: got ${argument}, expected --json or --only ID, at argument ${place + 1}`,
      )
  }
  return { isJson, only }
}
