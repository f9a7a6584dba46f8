// How the description speaks: names from the profile, lengths, lists, in one language.
import * as Process from "../../process/Process.ts"
import type { Profile } from "../../process/Profile.ts"
import type { Target } from "../../sla/Target.ts"
import { typeLabel } from "../chart.ts"
import { waysOf, type Way } from "../ways.ts"
import { english } from "./english.ts"
import { russian } from "./russian.ts"
import type { CustomerWords } from "./words.ts"

/** The languages in which there are words for the description. */
export const languages = ["en", "ru"] as const
export type CustomerLanguage = (typeof languages)[number]

/** A process, and how it is told. */
export interface Say {
  readonly process: Process.Process
  readonly profile: Profile
  readonly words: CustomerWords
  /** The tag by which the profile has the language. */
  readonly language: string
  readonly length: (target: Target) => string
  readonly minutes: (count: number, isWorking: boolean) => string
  readonly field: (id: string) => string
  /** The state in quotes. */
  readonly state: (id: string) => string
  readonly type: (id: string) => string
  /** A sentence of some ways, which says of which types where it is not all. */
  readonly of: (ways: (way: Way) => boolean, sentence: string) => ReadonlyArray<string>
}

/** Speaks of a process in a language. */
export const sayIn = (process: Process.Process, tag: string, language: CustomerLanguage): Say => {
  const { profile } = process
  const words = { en: english, ru: russian }[language]
  const minutes = (count: number, isWorking: boolean) => minutesIn(words, count, isWorking)
  const type = (id: string) => typeLabel(process, id, tag)
  return {
    process,
    profile,
    words,
    language: tag,
    minutes,
    length: (target) => lengthOf(words, target),
    field: (id) => fieldLabel(profile, words, tag, id),
    state: (id) => words.quoted(Process.wordFor(process, id, tag) ?? id),
    type,
    of: (holds, sentence) => {
      const ways = waysOf(process)
      const which = ways.filter(holds)
      if (which.length === 0) return []
      const types = which.flatMap(({ requestTypes }) => requestTypes.map(type).map(words.quoted))
      return which.length === ways.length
        ? [sentence]
        : [`${words.only(types.join(", "))} ${lowered(sentence)}`]
    },
  }
}

const lowered = (sentence: string): string =>
  `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`

const minutesOfHour = 60

const minutesIn = ({ lengths }: CustomerWords, count: number, isWorking: boolean): string => {
  const isHours = count % minutesOfHour === 0
  const number = isHours ? count / minutesOfHour : count
  if (isWorking) return isHours ? lengths.workingHours(number) : lengths.workingMinutes(number)
  return isHours ? lengths.hours(number) : lengths.minutes(number)
}

const lengthOf = (words: CustomerWords, target: Target): string => {
  const { lengths } = words
  if ("workingMinutes" in target) return minutesIn(words, target.workingMinutes, true)
  if ("elapsedMinutes" in target) return minutesIn(words, target.elapsedMinutes, false)
  if ("workingDays" in target) return lengths.workingDays(target.workingDays)
  if ("calendarDays" in target) return lengths.calendarDays(target.calendarDays)
  if ("calendarMonths" in target) return lengths.calendarMonths(target.calendarMonths)
  return lengths.businessDays(target.businessDays)
}

const fieldLabel = (
  { fields = [], fieldLabels }: Profile,
  words: CustomerWords,
  tag: string,
  id: string,
): string => {
  const builtIn = new Map(Object.entries(fieldLabels)).get(id)
  const field = fields.find((each) => each.id === id)
  const label = (field?.labels ?? builtIn)?.[tag] ?? id
  const choices = (field?.choices ?? []).map(({ id, labels }) => labels[tag] ?? id)
  return choices.length === 0 ? label : words.asks.choices(label, choices.join(" / "))
}
