// What clocks do along the ways: each begins somewhere, can end, and measures what somebody owes.
import type { ClockRule } from "../../sla/Policy.ts"
import { type ClockRun, isBegun, isCounting } from "../clockRun.ts"
import type { Found } from "../finding.ts"
import { byWay, type Rule, typedWays } from "../rule.ts"
import { leadingTo, reachedOn, type Way } from "../way.ts"

/** Each clock by which anybody is owed something begins on some way, and counts time there. */
export const clocksBegin: Rule = (subject) => {
  const ways = typedWays(subject)
  return subject.process.profile.policy.clocks.flatMap((clock, index): ReadonlyArray<Found> => {
    const { id } = clock
    const standings = ways.flatMap(({ runs }) => runs.get(id)?.standings ?? [])
    const found = { way: null, got: id }
    const at = `policy.clocks[${index}]`
    const begun = standings.find(isBegun)
    if (begun === undefined) {
      const expected = "to hear what may happen to requests to which something is owed by it"
      return [{ ...found, code: "clock-never-starts", at: `${at}.starts`, expected }]
    }
    if (standings.some((each) => isCounting(clock, each))) return []
    const expected = "some time in which nothing pauses it"
    return [{ ...found, code: "clock-never-counts", at, expected, path: begun.path }]
  })
}

/**
 * A clock that runs can end; it runs only where somebody owes a move; and where its end closes a
 * request, the request may close there.
 */
export const clocksEnd: Rule = byWay((way, { profile }) =>
  profile.policy.clocks.flatMap((clock, index) => {
    const run = way.runs.get(clock.id)
    const at = `policy.clocks[${index}]`
    return run === undefined ? [] : (endless(way, run, at) ?? misplaced(way, clock, run, at))
  }),
)

type Told = ReadonlyArray<Omit<Found, "way">>

// What never stops runs on in closed requests too, which is the same mistake; and where a request
// cannot close, that is the mistake.
const endless = (way: Way, { endless: stuck }: ClockRun, at: string): Told | undefined => {
  const closable = leadingTo(way, isClosed)
  const found = stuck.find(({ status }) => closable.has(status))
  if (found === undefined) return undefined
  const { status, path } = found
  const expected = "a stop or a cancel that may still come"
  return [{ code: "clock-never-stops", at, got: `it runs in ${status}`, expected, path }]
}

const isClosed = (status: string): boolean => status.startsWith("closed")

const misplaced = (way: Way, clock: ClockRule, { standings }: ClockRun, at: string): Told => {
  const running = standings.filter((each) => isCounting(clock, each))
  const idle = running.find(({ status }) => isClosed(status) && !isRuled(way, status))
  const closing =
    clock.effect === "close" ? running.find(({ status }) => !mayClose(way, status)) : undefined
  return [
    ...(idle === undefined
      ? []
      : [
          {
            code: "clock-runs-where-nobody-acts" as const,
            at,
            got: `it runs in ${idle.status}`,
            expected: "a stop or a cancel as a request closes, or a pause while it is closed",
            path: idle.path,
          },
        ]),
    ...(closing === undefined || closing === idle
      ? []
      : [
          {
            code: "wrong-close" as const,
            at: `${at}.effect`,
            got: `it would close in ${closing.status}`,
            expected: "to run only where silence may close (awaitingWord, or customers)",
            path: closing.path,
          },
        ]),
  ]
}

// A word on a closed request waits for a person to rule it.
const isRuled = (way: Way, status: string): boolean =>
  reachedOn(way).some((each) => each.status === status && each.heads.has("Thanked"))

const mayClose = ({ lifecycle }: Way, status: string): boolean =>
  isClosed(status) || lifecycle.table.get(status)?.next.has("SilenceElapsed") === true
