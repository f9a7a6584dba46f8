// Whether a process holds what every process promises, proved from what was built: the tables of
// its ways, its clocks, its words. The rules by which profiles are made are not asked.
import type { Process } from "../process/Process.ts"
import { type Finding, findingOf } from "./finding.ts"
import type { Rule } from "./rule.ts"
import { answerable, closable, closingsInPlace } from "./rules/closing.ts"
import { clocksBegin, clocksEnd } from "./rules/clocks.ts"
import { fillable } from "./rules/fields.ts"
import { noticesSent } from "./rules/notices.ts"
import { somebodyOwes, waitingEnds } from "./rules/owing.ts"
import { arrowsLead, statesReached } from "./rules/places.ts"
import { remindersInTime } from "./rules/reminders.ts"
import { wordsThere } from "./rules/words.ts"
import { waysOf } from "./way.ts"

export { type Finding, type FindingCode, findingCodes } from "./finding.ts"

const rules: ReadonlyArray<Rule> = [
  arrowsLead,
  statesReached,
  closingsInPlace,
  closable,
  answerable,
  somebodyOwes,
  waitingEnds,
  clocksBegin,
  clocksEnd,
  remindersInTime,
  noticesSent,
  fillable,
  wordsThere,
]

/**
 * Everything in which a process fails those who depend on it; nothing where it is sound. It looks
 * at the process as it was built, and so finds what is wrong with one that was put together by
 * hand. What is wrong in one place on several ways is told once, of the first of them.
 * A profile of which no process was made is a `TypeError`.
 *
 * @example
 * const { clocks } = standard.policy
 * const patient = { ...standard.policy, clocks: clocks.filter(({ id }) => id !== "silence") }
 * const made = Process.make({ ...standard, policy: patient })
 * made._tag === "Success" ? verifyProcess(made.success).map(({ code, at }) => `${code} ${at}`) : []
 * // => ["no-way-out-of-waiting completed.awaitingWord"]
 */
export const verifyProcess = (process: Process): ReadonlyArray<Finding> => {
  if (!("lifecycles" in process))
    throw new TypeError("got a profile, expected a process: Process.make(profile)")
  const subject = { process, ways: waysOf(process) }
  const found = rules.flatMap((rule) => rule(subject)).map(findingOf)
  const places = found.map(({ code, at }) => `${code} ${at}`)
  return found.filter((_, index) => places.indexOf(places[index] ?? "") === index)
}
