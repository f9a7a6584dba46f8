// A ticket as an audit reads it: every event with its clocks before and after it, and what can be
// asked of a run of them.
import type { Clock, Targeted } from "../sla/Clock.ts"
import { hasTarget } from "../sla/Clock.ts"
import * as Deadline from "../sla/Deadline.ts"
import type { Met } from "../sla/Explanation.ts"
import type { TermsOf } from "../sla/Terms.ts"
import type { Event } from "../ticket/Event.ts"

/** An event, and the clocks before and after it; states are those after it. */
export type Scene = Met

/** A ticket from its registration on. */
export interface Story {
  readonly ticketId: string
  readonly number: string
  readonly scenes: ReadonlyArray<Scene>
  readonly termsOf: TermsOf
  /** Until when things are known; epoch milliseconds. */
  readonly until: number
}

/** A run of a clock by which something was owed, and what an event made of it. */
export interface Turn {
  /** Its place among the runs of the ticket, which it keeps. */
  readonly place: number
  readonly before: Targeted
  readonly after: Clock
}

/** The runs that an event changed. A clock whose end closes the ticket promises nobody anything. */
export const turnsIn = ({ termsOf }: Story, { before, after }: Scene): ReadonlyArray<Turn> =>
  after.flatMap((run, place) => {
    const was = before[place]
    if (was === undefined || was === run || !hasTarget(was)) return []
    const rule = termsOf(was.terms).rules.get(was.id)
    return rule?.effect === "breach" ? [{ place, before: was, after: run }] : []
  })

/** Whether a run runs: it has begun, and neither stands nor has ended. */
export const isRunning = ({ ended, stretches }: Clock): boolean =>
  ended === null && stretches.at(-1)?.end === null

/** When an event brought a run to a stand that has not ended it; undefined where it did not. */
export const haltedAt = ({ before, after }: Turn): number | undefined =>
  isRunning(before) && after.ended === null ? (after.stretches.at(-1)?.end ?? undefined) : undefined

/** When a run that stands after a scene goes on or ends; null where it stands still. */
export const goesOnAt = (
  { scenes }: Story,
  scene: Scene,
  { place }: Pick<Turn, "place">,
): number | null => {
  for (const { after } of scenes.slice(scenes.indexOf(scene) + 1)) {
    const run = after[place]
    if (run === undefined) continue
    if (run.ended !== null) return run.endedAt
    if (isRunning(run)) return run.stretches.at(-1)?.start ?? null
  }
  return null
}

/** How long a span is as a run counts it: its working time, or all of it. Milliseconds. */
export const counted = (
  { termsOf }: Story,
  { target, terms, calendar }: Targeted,
  [from, to]: readonly [from: number, to: number],
): number => {
  const stretches = [{ start: from, end: Math.max(from, to) }]
  return Deadline.spentMillis(
    Deadline.timeOf(termsOf, { terms, calendar }),
    { target, stretches },
    to,
  )
}

/** When a run is due, or was breached; null where it stands or is never due. */
export const dueOf = ({ termsOf }: Story, run: Clock): number | null =>
  run.breachedAt ?? Deadline.dueAt(Deadline.timeOf(termsOf, run), run)

/** When a run is due, where no more than so many minutes of it are left at an instant. */
export const dueWithin = (
  story: Story,
  run: Targeted,
  { at, minutes }: { readonly at: number; readonly minutes: number },
): number | undefined => {
  const due = run.breachedAt === null ? dueOf(story, run) : null
  const isNear = due !== null && at <= due && counted(story, run, [at, due]) <= minutes * 60_000
  return isNear ? due : undefined
}

/** What is a word of ours to the customer. */
export const words: ReadonlySet<string> = new Set<Event["type"]>([
  "Answered",
  "DatePromised",
  "Informed",
  "InformationRequested",
  "OptionsOffered",
  "Recommended",
  "Rejected",
  "ReleaseShipped",
  "WorkaroundGiven",
])

/** Whether a person of ours did it. */
export const isOurs = ({ recorded: { actor } }: Scene): boolean => actor.kind === "agent"

/** Whether the ticket is open after a scene. */
export const isOpen = ({ states }: Scene): boolean => states.has("open")
