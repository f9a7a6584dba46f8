// Everything that must hold of a desk, whatever was done to it.
import * as commands from "./checks/commands.ts"
import * as deadlines from "./checks/deadlines.ts"
import * as feed from "./checks/feed.ts"
import * as journals from "./checks/journals.ts"
import * as letters from "./checks/letters.ts"
import type { Check, Evidence, Finding, Verdict } from "./Evidence.ts"

const checks: ReadonlyArray<Check> = [
  commands.accepted,
  commands.once,
  commands.honest,
  journals.numbered,
  journals.forward,
  journals.replayed,
  journals.told,
  journals.chained,
  letters.afterCommit,
  letters.delivered,
  letters.recordedOnce,
  deadlines.notBefore,
  deadlines.notTwice,
  deadlines.notForgotten,
  deadlines.inItsTime,
  deadlines.notToCome,
  feed.whole,
  feed.followed,
]

/** Every promise that was broken, by the order of the checks. */
export const check = (evidence: Evidence): ReadonlyArray<Finding> =>
  checks.flatMap((each) => each(evidence))

/** What is said of a run in numbers. */
export interface Tally {
  /** Different commands that were accepted. */
  readonly accepted: number
  readonly lost: number
  readonly doubled: number
  readonly gaps: number
  /** How often a letter was given to its channel again; allowed, and counted (P6). */
  readonly repeatedNotifications: number
}

/** Counts what was found. */
export const tallyOf = (evidence: Evidence, findings: ReadonlyArray<Finding>): Tally => {
  const count = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict).length
  const accepted = evidence.attempts.filter(({ answer }) => answer.kind === "accepted")
  return {
    accepted: new Set(accepted.map(({ commandId }) => commandId)).size,
    lost: count("lost"),
    doubled: count("doubled"),
    gaps: count("gap"),
    repeatedNotifications: letters.repeatedIn(evidence),
  }
}

/** The most findings that are told one by one. */
export const toldAtMost = 20

/** Findings as lines for people. */
export const linesOf = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> => {
  const told = findings.slice(0, toldAtMost).map(({ promise, verdict, detail }) => {
    return `${promise} ${verdict}: ${detail.slice(0, detailCharacters)}`
  })
  const left = findings.length - told.length
  return left === 0 ? told : [...told, `and ${left} more`]
}

const detailCharacters = 1_000
