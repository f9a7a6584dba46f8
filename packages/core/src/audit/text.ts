// A finding told to people.
import * as Spoken from "../sla/Spoken.ts"
import type { Finding } from "./Audit.ts"
import { english } from "./english.ts"
import type { Shown, Touched } from "./Finding.ts"
import { russian } from "./russian.ts"
import type { Words } from "./words.ts"

const wordsOf: { readonly [language in Spoken.Language]: Words } = { en: english, ru: russian }

/** How findings are told. */
export interface FindingTextOptions {
  readonly language: Spoken.Language
  /** The zone of the times. */
  readonly timeZone: string
}

/**
 * A finding as lines of text: what happened and what may be harmless about it, each event with its
 * instants and who gave it, and what became of each clock. Throws a RangeError for a time zone that
 * is not taken.
 */
export const findingText = (
  { rule, number, events, clocks }: Finding,
  { language, timeZone }: FindingTextOptions,
): ReadonlyArray<string> => {
  const own = wordsOf[language]
  const say = Spoken.make(language, timeZone)
  const { what, unless } = own.rules[rule]
  return [
    `${number}  ${rule}`,
    `  ${what} (${unless}).`,
    ...events.map((event) => `  ${eventIn(say, event)}`),
    ...clocks.map((clock) => `  ${clockIn(say, own, clock)}`),
  ]
}

const eventIn = (
  { words: { phrases, events, actors }, shown }: Spoken.Say,
  { number, type, at, effectiveAt, actor: { kind, id } }: Shown,
): string => {
  const late = at === effectiveAt ? "" : `, ${phrases.recorded} ${shown.at(at)}`
  return `${shown.at(effectiveAt)}  ${phrases.event} ${number}: ${events[type]} (${actors[kind]} ${id}${late})`
}

/** `resolution: stood Fri … – Mon …, 12 h 00 min; was due Fri …` */
const clockIn = ({ shown }: Spoken.Say, { how, phrases }: Words, touched: Touched): string => {
  const { clock, instance, from, to, millis, dueAt } = touched
  const name = instance === 1 ? clock : `${clock} #${instance}`
  const open = touched.how === "moved" ? phrases.none : phrases.still
  const span = `${shown.at(from)} – ${to === null ? open : shown.at(to)}`
  const due = dueAt === null || dueAt === from ? "" : `; ${phrases.due} ${shown.at(dueAt)}`
  return `${name}: ${how[touched.how]}: ${shown.length(millis)} (${span})${due}`
}
