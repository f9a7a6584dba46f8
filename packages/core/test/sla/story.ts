// Clocks told as a story: what happened when, and what is due then.
import { Result } from "effect"
import { fold } from "../../src/desk/fold.ts"
import type { Held } from "../../src/desk/row.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
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
    Process.make({ ...standard, policy: { id: "p", version: "1", clocks }, ...over }),
  )

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
export const turn = (to: "ours" | "customers" | "thirdPartys"): Event => ({
  type: "TurnPassed",
  to,
})

/** The clocks after what happened. */
export const story = (process: Process.Process, ...entries: ReadonlyArray<Entry>): Held => {
  const plain = recorded(entries.map(([, event]) => event))
  const journal = plain.map((each, index): Recorded => {
    const [effectiveAt, , more] = entries[index] ?? [0]
    return { ...each, effectiveAt, at: more?.at ?? effectiveAt, actor: more?.by ?? agent }
  })
  const held = fold(Process.only(process), undefined, journal)
  if (held === undefined) throw new Error("nothing happened")
  return held
}

export const clockOf = ({ clocks }: Held, id: string, instance?: number) => {
  const found = clocks.findLast(
    (clock) => clock.id === id && (instance === undefined || clock.instance === instance),
  )
  if (found === undefined) throw new Error(`no clock ${id}`)
  return found
}

/** When a clock is due, or null. */
export const dueAt = (process: Process.Process, held: Held, id: string): number | null =>
  Deadline.dueAt(process.workingTime, clockOf(held, id))

/** Whole minutes that a clock has spent until an instant. */
export const spentMinutes = (process: Process.Process, held: Held, id: string, now: number) =>
  Deadline.spentMillis(process.workingTime, clockOf(held, id), now) / minuteMillis

/** What is due by an instant: `breach resolution 1`, `close`. */
export const dueBy = (process: Process.Process, held: Held, now: number) =>
  Wake.dueBy(() => process.terms, clockedOf(held), now).map((due) => {
    if (due.effect === "close") return "close"
    const warned = due.effect === "warn" ? [due.share ?? `-${due.beforeMinutes}`] : []
    return [due.effect, due.clock, due.instance, ...warned].join(" ")
  })

export const nextAt = (process: Process.Process, held: Held): number | null =>
  Wake.nextAt(() => process.terms, clockedOf(held))

/** A ticket's clocks and terms, as `Wake` looks at them. */
export const clockedOf = ({ state: { terms }, clocks }: Held): Wake.Clocked => ({ terms, clocks })
