// A rule of routing as data, and whether it fits a ticket.
import { Schema } from "effect"
import { Name } from "../../ticket/Text.ts"
import { listOf } from "../form.ts"

/** The most rules of a list. */
export const rulesAtMost = 50

const When = Schema.Struct({
  requestType: Schema.optionalKey(Name),
  priority: Schema.optionalKey(Name),
  line: Schema.optionalKey(Name),
  channel: Schema.optionalKey(Name),
})

/**
 * One rule. It fits a ticket that is as `when` says in all that it names; one whose competence is
 * that of a field fits no ticket without a text in this field.
 */
export const Rule = Schema.Struct({
  /** What the rule is called; no other one of its list is called so. */
  rule: Name,
  when: Schema.optionalKey(When),
  /** What an assignee must be able to do, or the field of the request that names it. */
  competence: Schema.optionalKey(Schema.Union([Name, Schema.Struct({ field: Name })])),
  /** Whether the ticket is only for those whose working time is open. */
  onShift: Schema.optionalKey(Schema.Boolean),
  /**
   * Of several who can take it, the one with the fewest open tickets, or the one who was assigned a
   * ticket the longest time ago; who never was goes first.
   */
  spread: Schema.Literals(["leastLoad", "roundRobin"]),
  /**
   * What holds where nobody can take it. `stop` (where absent): nobody gets it; `next`: the next
   * rule is asked.
   */
  ifNobody: Schema.optionalKey(Schema.Literals(["stop", "next"])),
})
export type Rule = typeof Rule.Type

/** Rules in their order: the first one that fits a ticket counts. */
export const Rules = listOf(Rule, rulesAtMost, "rules")
export type Rules = typeof Rules.Type

/** What a ticket is, as far as rules ask. */
export interface Facts {
  readonly requestType: string
  readonly priority: string | null
  readonly line: string
  readonly channel: string
  /** What was filled in, by the id of the field; only a text can name a competence. */
  readonly fields?: { readonly [fieldId: string]: unknown }
}

const asked = ["requestType", "priority", "line", "channel"] as const

/** What a rule asks for and a ticket is not: one of its facts, or a field that names nothing. */
export type Unlike = (typeof asked)[number] | "field"

/** Everything in which a ticket is not as a rule asks; nothing where the rule fits. */
export const unlikeOf = (rule: Rule, facts: Facts): ReadonlyArray<Unlike> => {
  const { when = {} } = rule
  return [
    ...asked.filter((name) => when[name] !== undefined && when[name] !== facts[name]),
    ...(isFromField(rule) && competenceFor(rule, facts) === null ? (["field"] as const) : []),
  ]
}

/** What an assignee must be able to do; null where nothing is asked for. */
export const competenceFor = ({ competence }: Rule, { fields = {} }: Facts): string | null => {
  if (competence === undefined || typeof competence === "string") return competence ?? null
  const named = Object.hasOwn(fields, competence.field) ? fields[competence.field] : undefined
  return typeof named === "string" && named !== "" ? named : null
}

/** Whether every ticket that a rule fits is one that an earlier rule fits, and keeps. */
export const isHiddenBy = (earlier: Rule, rule: Rule): boolean =>
  earlier.ifNobody !== "next" &&
  !isFromField(earlier) &&
  asked.every((name) => {
    const value = earlier.when?.[name]
    return value === undefined || value === rule.when?.[name]
  })

const isFromField = ({ competence }: Rule): boolean => typeof competence === "object"
