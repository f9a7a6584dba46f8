// A new version of a process must have a place for every open ticket of the older ones (P14, PR20):
// where it has none, it is not published.
import { Effect } from "effect"
import { listLimit } from "../port/TicketQuery.ts"
import type { StoreError } from "../port/StoreError.ts"
import type { TicketRow } from "../port/TicketStore.ts"
import * as Problem from "../problem/Problem.ts"
import type * as Process from "../process/Process.ts"
import type { State } from "../ticket/State.ts"
import { InvalidInput } from "./DeskError.ts"
import { heldIn, isDamage } from "./held.ts"
import { areVersions, migrationTo } from "./migrating.ts"
import { mayBeOn } from "./row.ts"
import type { Wiring } from "./wiring.ts"

/** The most tickets that a problem names. */
export const samplesAtMost = 5

/**
 * Refuses the process in force where it has no place for open tickets of its older versions. No
 * ticket is looked at where the `last` process in force was one of them and had no state that is
 * gone.
 */
export const checkOccupied = Effect.fnUntraced(function* (
  wiring: Wiring,
  last: Process.Process | undefined,
) {
  const { inForce } = wiring
  if (last !== undefined && succeeds(inForce, last)) return
  const stranded = yield* strandedIn(wiring)
  if (stranded.size === 0) return
  const problems = [...stranded.values()].map((found) => problemOf(inForce, found))
  return yield* new InvalidInput({ problems })
})

// Whether a version has everything that the last one had, and neither puts tickets elsewhere.
const succeeds = (version: Process.Process, last: Process.Process): boolean =>
  areVersions(version, last) &&
  [version, last].every(({ profile }) => profile.places === undefined) &&
  [...last.lifecycles].every(([type, { table }]) => {
    const then = version.lifecycles.get(type)?.table
    const isKept = (status: string) => status.startsWith("closed") || then?.has(status) === true
    return then !== undefined && [...table.keys()].every(isKept)
  })

/** What a version lacks: for which tickets, and the place in its profile where it could be. */
interface Lack {
  readonly which: string
  readonly path: string
}

/** How many tickets lack something, and some of them. */
interface Stranded extends Lack {
  count: number
  readonly samples: Array<string>
}

const strandedIn = Effect.fnUntraced(function* (wiring: Wiring) {
  const found = new Map<string, Stranded>()
  const note = ({ ticketId, number }: TicketRow, lack: Lack) => {
    const stranded = found.get(lack.which) ?? { ...lack, count: 0, samples: [] }
    stranded.count += 1
    if (stranded.samples.length < samplesAtMost) stranded.samples.push(`${number} (${ticketId})`)
    found.set(lack.which, stranded)
  }
  const lackOf = lacksIn(wiring)
  for (const statusPrefix of ["open", "completed"])
    for (let after: string | undefined = ""; after !== undefined;) {
      const filter = { statusPrefix, limit: listLimit, ...(after === "" ? {} : { after }) }
      const rows: ReadonlyArray<TicketRow> = yield* wiring.query.list(wiring.tenant, filter)
      for (const row of rows) {
        yield* wiring.breathe
        if (!mayBeOn(row, wiring.inForce.profile.id)) continue
        const lack = yield* lackOf(row)
        if (lack !== undefined) note(row, lack)
      }
      after = rows.length < listLimit ? undefined : rows.at(-1)?.ticketId
    }
  return found
})

// Many tickets stand in few places.
const lacksIn = (wiring: Wiring) => {
  const known = new Map<string, Lack | undefined>()
  return (row: TicketRow): Effect.Effect<Lack | undefined, StoreError> =>
    Effect.gen(function* () {
      const { state } = yield* heldIn(wiring, row)
      const { process, requestType, status } = state
      const key = `${process} ${requestType} ${status}`
      if (!known.has(key))
        known.set(key, lackOf(yield* wiring.processOf(process), wiring.inForce, state))
      return known.get(key)
    }).pipe(
      // A ticket with which nothing can be done keeps no version out (P12).
      Effect.catchIf(isDamage, (error) =>
        Effect.as(Effect.logError(`upkeep: a ticket is passed over: ${error.message}`), undefined),
      ),
    )
}

const lackOf = (
  own: Process.Process,
  version: Process.Process,
  state: Pick<State, "status" | "requestType">,
): Lack | undefined => {
  if (!areVersions(own, version)) return undefined
  const { lifecycle, status } = migrationTo(own, version, state)
  if (lifecycle === undefined)
    return { which: `of request type ${state.requestType}`, path: "requestTypes" }
  const name = state.status.split(".")[1] ?? ""
  return status === undefined
    ? { which: `in ${name}`, path: Problem.pathOf(["places", name]) }
    : undefined
}

const problemOf = (
  { ref }: Process.Process,
  { which, path, count: got, samples }: Stranded,
): Problem.Problem => {
  const more = got > samples.length ? ", …" : ""
  const expected = `a place in ${ref} for open tickets ${which}: ${samples.join(", ")}${more}`
  return Problem.make({ code: "occupied-state", path, got, expected })
}
