// The deadline that a letter speaks of, as it was when its event happened: a repeat says the same.
import { Effect } from "effect"
import * as Process from "../process/Process.ts"
import * as Deadline from "../sla/Deadline.ts"
import type { NamedDeadline } from "../ticket/Command.ts"
import type { Event } from "../ticket/Event.ts"
import { fold } from "./fold.ts"
import type { Opened } from "./open.ts"
import { processesOf, refsIn } from "./processesOf.ts"
import type { Wiring } from "./wiring.ts"

/**
 * The clock that an event is about, or else the one that was due next; and the priority then.
 */
export const deadlineOf = Effect.fnUntraced(function* (
  wiring: Wiring,
  journal: ReadonlyArray<Opened>,
  { recorded: { number, event } }: Opened,
) {
  const before = journal.slice(0, number).map(({ recorded }) => recorded)
  const processOf = yield* processesOf(wiring, refsIn(before))
  const held = fold(processOf, undefined, before)
  const priority = held?.state.priority ?? null
  if ("clock" in event) return { deadline: namedBy(event), priority }
  const termsOf = Process.termsOf(processOf)
  const [next] = (held?.clocks ?? [])
    .filter(({ ended }) => ended === null)
    .flatMap((clock) => {
      const { id, instance } = clock
      const dueAt = Deadline.dueAt(Deadline.timeOf(termsOf, clock), clock)
      return dueAt === null ? [] : [{ clock: id, instance, dueAt }]
    })
    .toSorted((a, b) => a.dueAt - b.dueAt)
  return { deadline: next, priority }
})

const namedBy = (event: Extract<Event, { readonly clock: string }>): NamedDeadline => {
  const { clock, instance } = event
  return { clock, instance, dueAt: event.type === "DeadlineMoved" ? event.to : event.dueAt }
}
