// What the clocks of a process promise, and what they ask of the customer.
import * as Deadline from "../../sla/Deadline.ts"
import { type ClockRule, inMinutes, isEverOwed } from "../../sla/Policy.ts"
import type { Case, Target } from "../../sla/Target.ts"
import { whereaboutsOf } from "../clocks.ts"
import { waysOf } from "../ways.ts"
import type { Say } from "./say.ts"
import type { Section } from "./section.ts"

/** The times that are promised, ours before the customer's own. */
export const promises = (say: Say): Section => {
  const { profile, words } = say
  const rules = profile.policy.clocks.filter((rule) => rule.effect === "breach")
  const theirs = rules.filter((rule) => isCustomers(say, rule))
  const ours = rules.filter((rule) => !theirs.includes(rule))
  const { businessDayMinutes } = profile.policy
  const isInDays = JSON.stringify(rules).includes('"businessDays"')
  return {
    title: words.headings.promises,
    items: [
      ...ours.map((rule) => ourTime(say, rule)),
      ...theirs.map((rule) => theirTime(say, rule)),
    ],
    text:
      isInDays && businessDayMinutes !== undefined
        ? [words.promises.businessDay(say.minutes(businessDayMinutes, true))]
        : [],
  }
}

/** The name of a clock; its id where it is not one of ours. */
export const clockName = ({ words }: Say, { id }: ClockRule): string => {
  const { clocks } = words.promises
  return (Object.hasOwn(clocks, id) ? clocks[id] : undefined) ?? words.quoted(id)
}

/** The clocks that stand while the customer owes the next move, and run otherwise. */
export const standForCustomers = ({ profile }: Say): ReadonlyArray<ClockRule> =>
  profile.policy.clocks.filter(({ pausesIn = [] }) => pausesIn.includes("customers"))

// A clock that runs nowhere but where the customer has the next move measures the customer.
const isCustomers = ({ process }: Say, rule: ClockRule): boolean => {
  const runs = waysOf(process).flatMap(({ lifecycle }) => [...whereaboutsOf(lifecycle, rule).runs])
  return runs.length > 0 && runs.every((status) => status.endsWith(".customers"))
}

const ourTime = (say: Say, rule: ClockRule): string => {
  const { words, state } = say
  const { pausesIn = [], calendar } = rule
  const states = pausesIn.map(state)
  return [
    `${words.promises.clock(clockName(say, rule), targetText(say, rule))}.`,
    ...(calendar === undefined ? [] : [words.promises.calendar(calendar)]),
    ...(states.length === 0 ? [] : [words.promises.stands(states.join(", "))]),
  ].join(" ")
}

const theirTime = (say: Say, rule: ClockRule): string => {
  const { words, profile } = say
  const before = rule.warnBefore?.map((minutes) => say.minutes(minutes, countsWork(rule))) ?? []
  const isTold = profile.notices.some(
    ({ event, clock = rule.id }) => event === "ClockWarned" && clock === rule.id,
  )
  return [
    words.promises.yours(clockName(say, rule), targetText(say, rule)),
    ...(isTold ? before.map(words.promises.warned) : []),
  ].join(" ")
}

// Minutes before a deadline are counted as its target counts them; of one that a contract alone
// names, nobody knows better.
const countsWork = ({ target, targets = [] }: ClockRule): boolean => {
  const all = [...(target === undefined ? [] : [target]), ...targets.map((each) => each.target)]
  const owed = all.flatMap((each) => (each === "none" ? [] : [each]))
  return owed.length === 0 || owed.some(Deadline.countsWorkingTime)
}

const targetText = (say: Say, rule: ClockRule): string => {
  const { words, profile } = say
  const { target, targets = [], fromContract } = rule
  const contract = fromContract === true ? [words.promises.orContract] : []
  if (target === undefined && targets.length === 0) return words.promises.contract
  const isOwed = profile.requestTypes.some(({ id }) => isEverOwed(rule, id))
  if (!isOwed) return words.promises.none
  const cases = targets.map((each) =>
    words.promises.case(caseText(say, each), lengthText(say, each)),
  )
  const rest =
    target === undefined
      ? []
      : [
          cases.length === 0
            ? lengthText(say, { target })
            : words.promises.case(words.promises.others, lengthText(say, { target })),
        ]
  return [...cases, ...rest, ...contract].join(cases.length === 0 ? ", " : "; ")
}

const lengthText = (
  { words, profile, length }: Say,
  { target }: { readonly target: Target | "none" },
): string => {
  if (target === "none") return words.promises.none
  const { policy } = profile
  return length("businessDays" in target ? target : inMinutes(policy, target))
}

const caseText = ({ words, profile, type, language }: Say, { when }: Case): string => {
  const named = [
    ...(when.requestType === undefined ? [] : [type(when.requestType)]),
    ...(profile.priorities ?? []).filter(({ id }) => id === when.priority).map(labelIn(language)),
    ...profile.lines.filter(({ id }) => id === when.line).map(labelIn(language)),
  ]
  return named.length === 0 ? words.promises.others : named.join(", ")
}

const labelIn =
  (language: string) =>
  ({ id, labels }: { readonly id: string; readonly labels: { readonly [tag: string]: string } }) =>
    labels[language] ?? id
