// A ticket as its row has it, held against its process: one that stands where the process has no
// place is damaged, and is neither changed nor begun again (PR30, PR31).
import { Effect } from "effect"
import { StoreError } from "../port/StoreError.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import * as Problem from "../problem/Problem.ts"
import * as Process from "../process/Process.ts"
import { fold } from "./fold.ts"
import type { Opened } from "./open.ts"
import { processesOf, refsIn } from "./processesOf.ts"
import { type Held, heldOf } from "./row.ts"
import type { Wiring } from "./wiring.ts"

type Processes = Pick<Wiring, "processOf">

/** The ticket that a row holds, where its process has a place for it. */
export const heldIn = Effect.fnUntracedEager(function* ({ processOf }: Processes, row: TicketRow) {
  const held = yield* heldOf(row)
  const { ticketId, status, process, requestType } = held.state
  const { table } = Process.lifecycleOf(yield* processOf(process), requestType)
  if (table.has(status)) return held
  const expected = `a status of ${requestType} in ${process}`
  const detail = `got status ${Problem.show(status)}, expected ${expected}, at ticket ${ticketId}`
  return yield* new StoreError({ reason: "damaged", detail })
})

/** A ticket that can be read, and why nothing can be done with it. */
export interface Readable {
  readonly held: Held
  readonly damage?: string
}

/** The ticket that a row holds; where that is damaged, as its journal has it. */
export const readable = (
  processes: Processes,
  row: TicketRow,
  journal: ReadonlyArray<Opened>,
): Effect.Effect<Readable, StoreError> =>
  heldIn(processes, row).pipe(
    Effect.map((held): Readable => ({ held })),
    Effect.catchIf(isDamage, (error) =>
      Effect.map(folded(processes, journal, error), (held) => ({ held, damage: error.detail })),
    ),
  )

/** Whether one ticket alone is in trouble: it stops nothing but itself (P12). */
export const isDamage = (error: unknown): error is StoreError =>
  error instanceof StoreError && error.reason === "damaged"

// A journal that cannot be folded either leaves nothing to be read.
const folded = Effect.fnUntraced(function* (
  processes: Processes,
  journal: ReadonlyArray<Opened>,
  damage: StoreError,
) {
  const events = journal.map(({ recorded }) => recorded)
  const processOf = yield* processesOf(processes, refsIn(events))
  const held = yield* Effect.try({
    try: () => fold(processOf, undefined, events),
    catch: () => damage,
  })
  return held ?? (yield* damage)
})
