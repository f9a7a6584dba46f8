// A clock explained to people: to an agent, and to the customer who complains.
import * as Spoken from "../Spoken.ts"
import type { Cause, CountedDate, Explanation, Stretch } from "./explained.ts"
import { becauseIn, causeIn, changeIn, measuredIn, type Say, targetIn, whyIn } from "./sentences.ts"
import type { Head } from "./words.ts"

/** The languages in which clocks are explained. */
export type ExplanationLanguage = Spoken.Language

/** How an explanation is written. */
export interface ExplanationTextOptions {
  readonly language: ExplanationLanguage
  /** The zone of its times; that of the calendar where absent. */
  readonly timeZone?: string
}

/** The most lengths that the sum names one by one. */
export const addendsAtMost = 12

/**
 * An explanation as lines of text: what it is measured by, the sum, what changed, every stretch.
 * Of who did something it says the kind alone; names of holidays, priorities and lines are those
 * of the profile. Throws a RangeError for a time zone that is not taken.
 *
 * @example
 * const clock = { at: Date.parse("2026-03-06T17:00:00+03:00") }
 * await using desk = await createDesk({ background: false, now: () => clock.at })
 * const request = { subject: "Login fails", text: "Since noon.", requester: {} }
 * const command = { type: "register", channel: "email", ...request } as const
 * const { number } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command })
 * clock.at = Date.parse("2026-03-09T10:30:00+03:00")
 * const [explanation] = await desk.explain(number)
 * const lines = explanationText(explanation, { language: "en" })
 * lines.find((line) => line.includes("Spent")).trim()
 * // => "Spent        1 h 00 min + 1 h 30 min = 2 h 30 min of 24 h"
 */
export const explanationText = (
  explanation: Explanation,
  { language, timeZone = explanation.timeZone }: ExplanationTextOptions,
): ReadonlyArray<string> => {
  const say = Spoken.make(language, timeZone)
  const { words } = say
  const { clock, instance, status, changes, dates, stretches, truncated } = explanation
  const name = instance === 1 ? clock : `${clock} #${instance}`
  const changed = changes.flatMap((each) => changeIn(say, each))
  return [
    `${name}: ${words.status[status]}`,
    ...aligned(rowsOf(say, explanation)).map((line) => `  ${line}`),
    ...section(words.heads.changes, changed),
    ...section(words.heads.dates, dateLines(say, dates)),
    ...section(words.heads.stretches, stretchLines(say, stretches)),
    ...(truncated ? [`  ${words.phrases.truncated}: ${stretches.length}`] : []),
  ]
}

const section = (head: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [`  ${head}`, ...lines.map((line) => `    ${line}`)]

/** Rows as lines whose columns begin below each other. */
const aligned = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  "),
  )
}

const rowsOf = (say: Say, explanation: Explanation): ReadonlyArray<ReadonlyArray<string>> => {
  const { words, shown } = say
  const { target, startedAt, startedBy, breachedAt, endedAt, endedBy, asOf } = explanation
  const row = (head: Head, value: string | undefined) =>
    value === undefined ? [] : [[words.heads[head], value]]
  const instant = (at: number | null, by: Cause | null) =>
    at === null ? undefined : [shown.at(at), ...(by === null ? [] : [causeIn(say, by)])].join(", ")
  return [
    ...row("target", targetIn(say, target)),
    ...row("started", instant(startedAt, startedBy)),
    ...row("due", dueIn(say, explanation)),
    ...row("breached", instant(breachedAt, null)),
    ...row("ended", instant(endedAt, endedBy)),
    ...row("asOf", shown.at(asOf)),
    ...row("measured", measuredIn(say, explanation)),
    ...row("spent", sumIn(say, explanation)),
  ]
}

const dueIn = (
  { words: { phrases }, shown }: Say,
  { dueAt, byHand, endedAt, status, stretches }: Explanation,
): string | undefined => {
  if (dueAt !== null)
    return byHand === null ? shown.at(dueAt) : `${shown.at(dueAt)}, ${phrases.byHand}`
  if (endedAt !== null) return undefined
  const isPaused = status === "paused" || stretches.at(-1)?.why.kind === "paused"
  return isPaused ? phrases.notWhilePaused : phrases.never
}

/** `9 h 00 min + 3 h 30 min = 12 h 30 min of 24 h`; of many lengths how many there are. */
const sumIn = (
  { words: { phrases }, shown }: Say,
  { stretches, spentMillis, targetMillis, byHand, truncated }: Explanation,
): string => {
  const lengths = stretches.filter(({ counted }) => counted).map(({ millis }) => millis)
  const isListed = !truncated && lengths.length > 1 && lengths.length <= addendsAtMost
  const isCounted = !truncated && lengths.length > addendsAtMost
  return [
    ...(isListed ? [`${lengths.map(shown.length).join(" + ")} =`] : []),
    shown.length(spentMillis),
    ...(targetMillis === null || byHand !== null
      ? []
      : [`${phrases.of} ${shown.round(targetMillis)}`]),
    ...(isCounted ? [`(${phrases.countedStretches}: ${lengths.length})`] : []),
  ].join(" ")
}

const dateLines = (say: Say, dates: ReadonlyArray<CountedDate>): ReadonlyArray<string> => {
  let count = 0
  const rows = dates.map(({ date, counted, because }) => [
    counted ? `${++count}` : "·",
    say.shown.date(date),
    ...(because === null ? [] : [becauseIn(say, because)]),
  ])
  return aligned(rows)
}

const stretchLines = (say: Say, stretches: ReadonlyArray<Stretch>): ReadonlyArray<string> => {
  const lengths = stretches.map(({ millis }) => say.shown.length(millis))
  const width = lengths.reduce((most, { length }) => Math.max(most, length), 0)
  return aligned(
    stretches.map(({ from, to, counted, why }, index) => [
      `${counted ? "+" : "·"} ${(lengths[index] ?? "").padStart(width)}`,
      say.shown.span(from, to),
      whyIn(say, why),
    ]),
  )
}
