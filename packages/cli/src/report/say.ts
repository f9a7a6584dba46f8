// How figures, times and names are said in a language, in the desk's own zone.
import { LocalTime, Process, type Report } from "@upkeep/core"
import type { Language } from "../language.ts"
import type { Cell } from "./document.ts"
import { english } from "./english.ts"
import { russian } from "./russian.ts"
import type { Words } from "./words.ts"

const wordsOf: { readonly [language in Language]: Words } = { en: english, ru: russian }

/** What there is to say with. */
export interface Say {
  readonly language: Language
  readonly words: Words
  /** `2026-03-02 09:00` */
  readonly at: (at: number) => string
  /** The same, or a dash for null. */
  readonly maybeAt: (at: number | null) => string
  /** `2026-03-02` */
  readonly date: (at: number) => string
  /** A share as per cents with one digit, cut: what is not all is never shown as all. */
  readonly share: (share: number | null) => Cell
  readonly clock: (id: string, instance?: number) => string
  /** A status, or a state of it, as the process calls it. */
  readonly status: (status: string) => string
  readonly state: (id: string) => string
  readonly turn: (id: string) => string
  readonly value: (by: Report.Dimension, value: string | null) => string
  /** Where a value, and a state, stands in the process; what it does not have comes last. */
  readonly rank: (by: Report.Dimension, value: string | null) => number
  readonly stateRank: (id: string) => number
}

/** What says that there is nothing. */
export const dash = "–"

/** Says things in a language. */
export const sayIn = (language: Language, process: Process.Process, timeZone: string): Say => {
  const words = wordsOf[language]
  const at = (instant: number) => LocalTime.format(instant, timeZone).slice(0, 16).replace("T", " ")
  const states = [...process.lifecycle.table.keys()].flatMap((each) => each.split("."))
  const spoken = Process.languageOf(process, language)
  const word = (id: string) => Process.wordFor(process, id, language)
  return {
    language,
    words,
    at,
    maybeAt: (instant) => (instant === null ? dash : at(instant)),
    date: (instant) => at(instant).slice(0, "YYYY-MM-DD".length),
    share: (share) => (share === null ? dash : percent(share, language)),
    clock: (id, instance = 1) => {
      const name = Object.hasOwn(words.clocks, id) ? (words.clocks[id] ?? id) : id
      return instance > 1 ? `${name} #${instance}` : name
    },
    status: (status) => Process.labelOf(process, status, language),
    state: (id) => word(id) ?? id,
    turn: (id) => word(id) ?? (id === "ours" ? words.ours : id),
    value: (by, value) =>
      value === null
        ? words.phrases.none
        : (labelled(process, by).find(({ id }) => id === value)?.labels[spoken] ?? value),
    rank: (by, value) => rankIn(idsOf(labelled(process, by)), value),
    stateRank: (id) => rankIn(states, id),
  }
}

const idsOf = (all: ReadonlyArray<{ readonly id: string }>) => all.map(({ id }) => id)

const rankIn = (ids: ReadonlyArray<string>, id: string | null): number => {
  const place = ids.findIndex((each) => each === id)
  return place === -1 ? ids.length : place
}

const tolerance = 1e-9

const percent = (share: number, language: Language): Cell => {
  // 57 of 100 are 0.57, a thousand times which is 569.9999….
  const value = Math.floor(share * 1_000 + tolerance) / 10
  return { text: new Intl.NumberFormat(language).format(value), value }
}

/** All of some counts. */
export const sum = (counts: ReadonlyArray<number>): number =>
  counts.reduce((total, each) => total + each, 0)

/** A number for people and for programs. */
export const figure = (value: number): Cell => ({ text: String(value), value })

const labelled = (
  { profile: { requestTypes, priorities = [], lines } }: Process.Process,
  by: Report.Dimension,
): ReadonlyArray<Pick<(typeof lines)[number], "id" | "labels">> =>
  ({ contract: [], requestType: requestTypes, priority: priorities, line: lines })[by]

const minutesOfHour = 60
const minuteMillis = 60_000

/** A length as hours and minutes: `27:05`. Whole minutes, cut. */
export const length = (minutes: number | null): string => {
  if (minutes === null) return dash
  const whole = Math.floor(minutes)
  return `${Math.floor(whole / minutesOfHour)}:${String(whole % minutesOfHour).padStart(2, "0")}`
}

/** The same of milliseconds. */
export const lengthOf = (millis: number): string => length(millis / minuteMillis)
