// The deadline that a letter speaks of, as it was when its event happened: a repeat says the same.
import { Effect } from "effect"
import * as Process from "../process/Process.ts"
import * as Deadline from "../sla/Deadline.ts"
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
  if (event.type === "DeadlineMoved") return { clock: event.clock, at: event.to, priority }
  if ("clock" in event) return { clock: event.clock, at: event.dueAt, priority }
  const termsOf = Process.termsOf(processOf)
  const [next] = (held?.clocks ?? [])
    .filter(({ ended }) => ended === null)
    .flatMap((clock) => {
      const at = Deadline.dueAt(Deadline.timeOf(termsOf, clock), clock)
      return at === null ? [] : [{ clock: clock.id, at, priority }]
    })
    .toSorted((a, b) => a.at - b.at)
  return next ?? { clock: "", at: null, priority }
})
