// Clocks told as a story: what happened when, and what is due then.
import { Result } from "effect"
import { fold } from "../../src/desk/fold.ts"
import type { Held } from "../../src/desk/row.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { hasTarget } from "../../src/sla/Clock.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import type { ClockRule } from "../../src/sla/Policy.ts"
import * as Wake from "../../src/sla/Wake.ts"
import type { Actor } from "../../src/ticket/Command.ts"
import type { Event, Recorded } from "../../src/ticket/Event.ts"
import { agent, customer, recorded, registered, robot } from "../ticket/given.ts"

export { agent, customer, registered, robot }

const minuteMillis = 60_000

/** An instant of March 2026 at +03:00, where work is from Monday to Friday, 09:00 to 18:00. */
export const march = (day: number, hours: number, minutes = 0): number =>
  Date.UTC(2026, 2, day, hours - 3, minutes)

/** A process of the standard's shape with these clocks alone. */
export const processOf = (clocks: ReadonlyArray<ClockRule>, over: object = {}): Process.Process =>
  Result.getOrThrow(
    Process.make({
      ...standard,
      ...over,
      policy: { id: "p", version: "1", ...policyIn(over), clocks },
    }),
  )

const policyIn = (over: object): object =>
  "policy" in over && typeof over.policy === "object" && over.policy !== null ? over.policy : {}

/** The whole work on a request: it stands while others have to move, and while it is completed. */
export const resolution: ClockRule = {
  id: "resolution",
  target: { workingMinutes: 480 },
  fromContract: true,
  starts: [{ event: "Registered" }],
  stops: [{ enters: "closed" }],
  pausesIn: ["customers", "thirdPartys", "completed"],
  effect: "breach",
}

/** What the customer waits for after a message. */
export const nextReply: ClockRule = {
  id: "nextReply",
  target: { workingMinutes: 60 },
  starts: [{ event: "MessageReceived" }],
  stops: [
    { event: "Informed", by: ["agent"] },
    { event: "InformationRequested", by: ["agent"] },
    { event: "Answered", by: ["agent"] },
  ],
  cancels: [{ event: "Thanked" }, { enters: "closed" }],
  pausesIn: ["completed"],
  effect: "breach",
}

/** Something that happened: when, what, and by whom or recorded when, where that matters. */
export type Entry = readonly [
  effectiveAt: number,
  event: Event,
  more?: { readonly by?: Actor; readonly at?: number },
]

export const asked: Event = { type: "InformationRequested", files: [] }
export const wrote: Event = { type: "MessageReceived", answers: [], files: [] }
export const answered: Event = { type: "Answered", files: [] }
export const completed: Event = { type: "Completed" }
export const informed: Event = { type: "Informed", files: [] }
export const raised = (to: string, from: string | null = null): Event => ({
  type: "PriorityChanged",
  from,
  to,
})
export const escalated = (to: string, from: string): Event => ({ type: "Escalated", from, to })
export const deadlineSet = (clock: string, due: number, instance = 1): Event => ({
  type: "DeadlineSet",
  clock,
  instance,
  dueAt: due,
})
/** Two priorities, the more urgent first. */
export const priorities = ["high", "low"].map((id) => ({ id, labels: { en: id, ru: id } }))
export const turn = (to: "ours" | "customers" | "thirdPartys"): Event => ({
  type: "TurnPassed",
  to,
})

/** The clocks after what happened, by the versions of a process that it speaks of. */
export const story = (known: Known, ...entries: ReadonlyArray<Entry>): Held => {
  const held = fold(processesIn(known), undefined, journalOf(...entries))
  if (held === undefined) throw new Error("nothing happened")
  return held
}

/** What happened as it stands in a journal. */
export const journalOf = (...entries: ReadonlyArray<Entry>): ReadonlyArray<Recorded> =>
  recorded(entries.map(([, event]) => event)).map((each, index) => {
    const [effectiveAt, , more] = entries[index] ?? [0]
    return { ...each, effectiveAt, at: more?.at ?? effectiveAt, actor: more?.by ?? agent }
  })

/** One version of a process, or a way to find several. */
type Known = Process.Process | Process.ProcessOf

const processesIn = (known: Known): Process.ProcessOf =>
  typeof known === "function" ? known : Process.only(known)

/** A process, and its next version: both are built from the standard's shape. */
export const versions = (
  process: Process.Process,
  clocks: ReadonlyArray<ClockRule>,
  over: object = {},
): { readonly processOf: Process.ProcessOf; readonly newer: Process.Process } => {
  const newer = processOf(clocks, {
    ...process.profile,
    policy: undefined,
    version: "next",
    ...over,
  })
  return { newer, processOf: (ref) => (ref === newer.ref ? newer : process) }
}

/** That a ticket's clocks follow the policy of a process. */
export const applied = (
  { ref, profile, calendar }: Process.Process,
  mode: "keep" | "fromStart" | "fromNow",
): Event => ({
  type: "PolicyApplied",
  process: ref,
  policy: `${profile.policy.id}@${profile.policy.version}`,
  calendar: `${calendar.id}@${calendar.version}`,
  mode,
})

export const clockOf = ({ clocks }: Held, id: string, instance?: number) => {
  const found = clocks.findLast(
    (clock) => clock.id === id && (instance === undefined || clock.instance === instance),
  )
  if (found === undefined) throw new Error(`no clock ${id}`)
  return found
}

/** When a clock is due, or null. */
export const dueAt = (known: Known, held: Held, id: string): number | null => {
  const clock = clockOf(held, id)
  return Deadline.dueAt(Deadline.timeOf(Process.termsOf(processesIn(known)), clock), clock)
}

/** Whole minutes that a clock has spent until an instant. */
export const spentMinutes = (known: Known, held: Held, id: string, now: number) => {
  const clock = clockOf(held, id)
  if (!hasTarget(clock)) throw new Error(`nothing is owed by ${id}`)
  const time = Deadline.timeOf(Process.termsOf(processesIn(known)), clock)
  return Deadline.spentMillis(time, clock, now) / minuteMillis
}

/** What is due by an instant: `breach resolution 1`, `close`. */
export const dueBy = (known: Known, held: Held, now: number) =>
  Wake.dueBy(Process.termsOf(processesIn(known)), clockedOf(held), now).map((due) => {
    if (!("clock" in due)) return due.effect
    const warned = due.effect === "warn" ? [due.share ?? `-${due.beforeMinutes}`] : []
    return [due.effect, due.clock, due.instance, ...warned].join(" ")
  })

export const nextAt = (known: Known, held: Held): number | null =>
  Wake.nextAt(Process.termsOf(processesIn(known)), clockedOf(held))

/** A ticket's clocks and terms, as `Wake` looks at them. */
export const clockedOf = ({ state: { terms }, clocks }: Held): Wake.Clocked => ({ terms, clocks })
