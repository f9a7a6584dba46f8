// The parts of an explanation as people read them: causes, reasons, targets, changes.
import type { Target } from "../Target.ts"
import type { Cause, Change, CountedDate, Explanation, Measure, Why } from "./explained.ts"
import type { Shown } from "./shown.ts"
import type { TargetKind, Words } from "./words.ts"

/** The words of a language, and times as they are said in it. */
export interface Say {
  readonly words: Words
  readonly shown: Shown
}

/** `event 6: the turn passed on (agent)`, with the time of its record where that was later. */
export const causeIn = ({ words, shown }: Say, by: Cause): string => {
  const { phrases, events, actors } = words
  const late = by.at === by.effectiveAt ? [] : [`${phrases.recorded} ${shown.at(by.at)}`]
  const aside = [actors[by.actor], ...late].join(", ")
  return `${phrases.event} ${by.number}: ${events[by.type]} (${aside})`
}

/** Why a stretch counts or does not. */
export const whyIn = (say: Say, why: Why): string => {
  const { phrases, standing } = say.words
  switch (why.kind) {
    case "working":
    case "closed":
      return becauseIn(say, why.because)
    case "elapsed":
      return phrases.elapsed
    case "paused": {
      const how = why.in === null ? phrases.held : (standing[why.in] ?? why.in)
      return `${phrases.paused}: ${how}; ${causeIn(say, why.by)}`
    }
    case "finished":
      return `${phrases.finished}; ${causeIn(say, why.by)}`
  }
}

/** What the calendar says of a date or of a stretch, by name where it has one. */
export const becauseIn = ({ words }: Say, because: NonNullable<CountedDate["because"]>): string => {
  const name = "name" in because ? because.name : null
  const kind = words.because[because.kind]
  return name === null ? kind : `${kind}: ${name}`
}

/** `24 h of working time`, `working days: 3`. */
export const targetIn = ({ words, shown }: Say, target: Target): string => {
  const minutes = (count: number, kind: TargetKind) =>
    `${shown.round(count * minuteMillis)} ${words.targets[kind]}`
  const days = (count: number, kind: TargetKind) => `${words.targets[kind]}: ${count}`
  if ("workingMinutes" in target) return minutes(target.workingMinutes, "workingMinutes")
  if ("elapsedMinutes" in target) return minutes(target.elapsedMinutes, "elapsedMinutes")
  if ("workingDays" in target) return days(target.workingDays, "workingDays")
  if ("calendarDays" in target) return days(target.calendarDays, "calendarDays")
  if ("calendarMonths" in target) return days(target.calendarMonths, "calendarMonths")
  return days(target.businessDays, "businessDays")
}

const minuteMillis = 60_000

/** The versions by which a clock is measured. */
export const measuredIn = ({ words }: Say, { versions, timeZone }: Explanation): string => {
  const { process, policy, calendar, zoneData } = words.phrases
  return [
    `${process} ${versions.process}`,
    `${policy} ${versions.policy}`,
    `${calendar} ${versions.calendar} (${timeZone})`,
    `${zoneData} ${versions.zoneData}`,
  ].join(", ")
}

/** What a change was, by what, and what it did. */
export const changeIn = (say: Say, change: Change): ReadonlyArray<string> => {
  const { words, shown } = say
  const { by, before, after } = change
  const [was, is] = [measureIn(say, before), measureIn(say, after)]
  return [
    `${shown.at(by.effectiveAt)}  ${whatIn(say, change)}; ${causeIn(say, by)}`,
    ...("mode" in change ? [`  ${words.modes[change.mode]}`] : []),
    ...(was === is ? [] : [`  ${words.heads.before}: ${was}`, `  ${words.heads.after}: ${is}`]),
  ]
}

const whatIn = ({ words, shown }: Say, change: Change): string => {
  const { changes, phrases } = words
  const what = changes[change.kind]
  switch (change.kind) {
    case "byHand":
      return `${what}: ${shown.at(change.dueAt)}`
    case "zoneData":
      return `${what} ${change.zoneData}: ${shown.at(change.from)} → ${shown.at(change.to)}`
    case "registration":
      return `${what}: ${shown.at(change.from)} → ${shown.at(change.to)}`
    default:
      return `${what} ${change.from ?? phrases.none} → ${change.to ?? phrases.none}`
  }
}

const measureIn = (say: Say, { target, policy, calendar, dueAt }: Measure): string => {
  const { phrases } = say.words
  return [
    target === null ? phrases.none : targetIn(say, target),
    `${phrases.policy} ${policy}`,
    `${phrases.calendar} ${calendar}`,
    ...(dueAt === null ? [] : [`${phrases.due} ${say.shown.at(dueAt)}`]),
  ].join(", ")
}
