// Arbitrary profiles: good ones of any shape, whether anybody would want to work by them or not.
import type { Profile } from "@upkeep/core"
import fc from "fast-check"
import { arbitraryCalendar } from "./calendar.ts"
import { businessDayMinutes, clockOf, plannedClocks, silenceOf, target } from "./profile/clocks.ts"
import {
  askedBy,
  fieldsOf,
  labelled,
  linesOf,
  matrixOf,
  plannedFields,
  plannedLines,
  plannedType,
  priorityIds,
} from "./profile/lists.ts"
import { arrowsOf, placed, plannedStep, statesOn, switches, wayOf } from "./profile/ways.ts"
import { labelsOf, languages, noticesOf, toldEvents, wordsIn } from "./profile/words.ts"

const planned = fc.record({
  spoken: languages,
  on: switches,
  steps: fc.array(plannedStep, { maxLength: 3 }),
  reopenWithin: fc.option(target),
  types: fc.array(plannedType, { minLength: 1, maxLength: 3 }),
  fields: plannedFields,
  priorities: priorityIds,
  hasMatrix: fc.boolean(),
  tiers: plannedLines,
  environments: fc.subarray(["production", "test"]),
  clocks: plannedClocks,
  /** How long a customer may be silent; without it what is answered waits for ever. */
  silence: fc.option(target, { freq: 9 }),
  unanswered: target,
  told: toldEvents,
  channel: fc.constantFrom("email", "phone", "web"),
  withoutContract: fc.option(fc.constantFrom("accept" as const, "reject" as const)),
  acknowledgeByMachine: fc.boolean(),
  calendar: arbitraryCalendar,
})
type Planned = typeof planned extends fc.Arbitrary<infer A> ? A : never

type Ways = ReadonlyArray<{ readonly id: string; readonly on: Parameters<typeof statesOn>[0] }>

/**
 * Profiles from which a process can be made, of widely varying shape: parts of the lifecycle on and
 * off, for all requests or for a type; up to three steps of their own, with moves back and loops;
 * one to four lines; fields, priorities and a matrix or none; clocks with odd starts and pauses, or
 * no clock at all; notices for everything, for some of it, for nothing.
 *
 * A profile of theirs is good as far as `Process.make` can tell, and may still be one by which
 * nobody could work: whose waiting has no way out, or of which nobody is told.
 *
 * @example
 * import { Process } from "@upkeep/core"
 * import fc from "fast-check"
 * const [profile] = fc.sample(arbitraryProfile, { numRuns: 1, seed: 7 })
 * Process.make(profile)._tag // => "Success"
 */
export const arbitraryProfile: fc.Arbitrary<Profile> = planned.map((plan) => {
  const words = wordsIn(plan.spoken)
  const lines = linesOf(plan.tiers, words)
  const shared = { reopening: plan.reopenWithin !== null }
  const isAlone = lines.length === 1
  const shapeOf = (own: Partial<Planned["on"]>) => {
    const on = { ...plan.on, ...own, ...shared }
    return { ...on, escalation: on.escalation && !isAlone }
  }
  const steps = placed(plan.steps, arrowsOf(shapeOf({})), words)
  const ways = plan.types.map(({ own }, index) => ({ id: `type${index}`, on: shapeOf(own) }))
  const states = [...new Set([shapeOf({}), ...ways.map(({ on }) => on)].flatMap(statesOn))]
  const known = [...states, ...steps.map(({ id }) => id)]
  return {
    id: "arbitrary",
    version: "1",
    desk: { name: "Desk", email: "desk@example.com" },
    languages: plan.spoken,
    numberPrefix: "A-",
    channels: [plan.channel],
    ...requestsOf(plan, ways, steps),
    lines,
    ...plan.on,
    steps,
    ...(plan.reopenWithin === null ? {} : { reopenWithin: plan.reopenWithin }),
    ...(plan.withoutContract === null ? {} : { withoutContract: plan.withoutContract }),
    acknowledgeByMachine: plan.acknowledgeByMachine,
    calendar: plan.calendar,
    policy: policyOf(plan, ways, known),
    labels: labelsOf(states, words),
    ...noticesOf(plan.told, plan.channel, plan.spoken),
  }
})

const requestsOf = (plan: Planned, ways: Ways, steps: NonNullable<Profile["steps"]>) => {
  const words = wordsIn(plan.spoken)
  const fields = fieldsOf(plan.fields, words)
  const fieldIds = ["environment", "period", "files", ...fields.map(({ id }) => id)]
  return {
    requestTypes: plan.types.map((type, index) => {
      const { id = "", on = plan.on } = ways[index] ?? {}
      return {
        id,
        labels: words(id),
        ...askedBy(type, fieldIds, plan.priorities),
        ...wayOf(type.own, steps, arrowsOf(on)),
      }
    }),
    ...matrixOf(plan.priorities, plan.hasMatrix, words),
    environments: labelled(plan.environments, words),
    fields,
    fieldLabels: { environment: words("where"), period: words("when"), files: words("the files") },
    askForMissing: words("Please send {{fields}}"),
  }
}

const policyOf = (plan: Planned, ways: Ways, states: ReadonlyArray<string>): Profile["policy"] => {
  const around = {
    states,
    requestTypes: ways.map(({ id }) => id),
    lines: plan.tiers.map((_, index) => `line${index}`),
    priorities: plan.priorities,
  }
  const deaf = ways.filter(({ on }) => !on.unanswered).map(({ id }) => id)
  return {
    id: "arbitrary",
    version: "1",
    businessDayMinutes,
    clocks: [
      ...Object.entries(plan.clocks).map(([id, clock]) => clockOf(id, clock, around)),
      ...(plan.silence !== null && states.includes("awaitingWord")
        ? [silenceOf("awaitingWord", plan.silence, [])]
        : []),
      ...(deaf.length < ways.length ? [silenceOf("customers", plan.unanswered, deaf)] : []),
    ],
  }
}
