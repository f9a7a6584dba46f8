// Whether clocks were played with: rules that read a ticket's journal and say what deserves a look,
// with the instants, who did it, and how much time it took off which clock. A finding is a
// question and no verdict.
import type { Found } from "./Finding.ts"
import type { Limits } from "./Limits.ts"
import { deadlineByHand, easedBeforeBreach, registeredLater } from "./rules/deadlines.ts"
import { pausedBeforeBreach, pausedThoughAnswered } from "./rules/pauses.ts"
import { answeredAndUndone, disputedAgain, passedToAndFro } from "./rules/rounds.ts"
import type { Rule } from "./rules/rule.ts"
import { recordedLate, robotResponse } from "./rules/stops.ts"
import type { Story } from "./story.ts"

export type { Found, How, Shown, Touched } from "./Finding.ts"
export { bounds, defaults, type Given as GivenLimits, type Limits, limitsOf } from "./Limits.ts"
export type { Story } from "./story.ts"

const rulesById = {
  "paused-though-answered": pausedThoughAnswered,
  "robot-response": robotResponse,
  "paused-before-breach": pausedBeforeBreach,
  "passed-to-and-fro": passedToAndFro,
  "disputed-again": disputedAgain,
  "eased-before-breach": easedBeforeBreach,
  "deadline-by-hand": deadlineByHand,
  "registered-later": registeredLater,
  "recorded-late": recordedLate,
  "answered-and-undone": answeredAndUndone,
} as const satisfies { readonly [id: string]: Rule }

/** The id of a rule. */
export type RuleId = keyof typeof rulesById

/** The ids of all rules. */
export const rules: ReadonlyArray<RuleId> = Object.keys(rulesById).filter(isRule)

/** Whether there is such a rule. */
export function isRule(id: string): id is RuleId {
  return Object.hasOwn(rulesById, id)
}

/** What a rule found in a ticket. */
export interface Finding extends Found {
  readonly rule: RuleId
  readonly ticketId: string
  readonly number: string
}

/** What some rules find in a ticket, in the order in which it happened. */
export const findingsIn = (
  story: Story,
  { limits, rules: asked }: { readonly limits: Limits; readonly rules: ReadonlyArray<RuleId> },
): ReadonlyArray<Finding> => {
  const { ticketId, number } = story
  return asked
    .flatMap((rule) =>
      rulesById[rule](story, limits).map((found) => ({ rule, ticketId, number, ...found })),
    )
    .toSorted((a, b) => a.at - b.at)
}
