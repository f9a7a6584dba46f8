// Deadlines that people were told, and that fall elsewhere by the zone data of this host (T18).
import * as Process from "../../process/Process.ts"
import * as Deadline from "../../sla/Deadline.ts"
import type { Event, Recorded } from "../../ticket/Event.ts"
import { eventNumberOf } from "../../ticket/Ticket.ts"
import { step } from "../fold.ts"
import type { Held } from "../row.ts"

/** The run of a clock. */
interface Run {
  readonly clock: string
  readonly instance: number
}

/** A deadline as people were told it, and as of which event. */
interface Telling extends Run {
  readonly dueAt: number
  readonly number: number
}

/** What is written of such a deadline. */
export type Moved = Event & { readonly type: "DeadlineMoved" }

/**
 * The deadlines of a journal that people were told and that this zone data puts elsewhere. `from`
 * is what they were told. Where a pause or another target has moved the deadline since, what was
 * told holds no more, and nobody was told of the present one.
 */
export const movedIn = (
  processOf: Process.ProcessOf,
  journal: ReadonlyArray<Recorded>,
  zoneData: string,
): ReadonlyArray<Moved> => {
  const told = lastTold(journal)
  if (told.length === 0) return []
  const dueAt = dueAtBy(processOf, journal)
  return told.flatMap(({ clock, instance, dueAt: from, number }) => {
    const to = dueAt(journal.length, { clock, instance })
    const holds = to !== null && to === dueAt(number, { clock, instance })
    return holds && to !== from
      ? [{ type: "DeadlineMoved", clock, instance, from, to, zoneData }]
      : []
  })
}

const lastTold = (journal: ReadonlyArray<Recorded>): ReadonlyArray<Telling> => {
  const last = new Map<string, Telling>()
  for (const recorded of journal) {
    const telling = toldBy(recorded)
    if (telling === undefined) continue
    const key = `${telling.instance} ${telling.clock}`
    // A letter may arrive after one that was written later.
    if (telling.number >= (last.get(key)?.number ?? 0)) last.set(key, telling)
  }
  return [...last.values()]
}

const toldBy = ({ number, event }: Recorded): Telling | undefined => {
  switch (event.type) {
    case "ClockWarned":
      return { ...event, number }
    case "DeadlineMoved":
      return { ...event, dueAt: event.to, number }
    case "NotificationDelivered":
      return event.deadline && { ...event.deadline, number: eventNumberOf(event.notification) }
    default:
      return undefined
  }
}

// When a run was due as of an event, by this host's zone data; null where it was not running.
const dueAtBy = (processOf: Process.ProcessOf, journal: ReadonlyArray<Recorded>) => {
  const termsOf = Process.termsOf(processOf)
  const course: Array<Held> = []
  for (const recorded of journal) course.push(step(processOf, course.at(-1), recorded))
  return (number: number, { clock, instance }: Run): number | null => {
    const runs = course[number - 1]?.clocks ?? []
    const run = runs.find((each) => each.id === clock && each.instance === instance)
    return run === undefined || run.ended !== null || run.breachedAt !== null
      ? null
      : Deadline.dueAt(Deadline.timeOf(termsOf, run), run)
  }
}
