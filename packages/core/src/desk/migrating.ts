// What another version of its process makes of a ticket (P14).
import { Effect } from "effect"
import * as Problem from "../problem/Problem.ts"
import * as Places from "../process/Places.ts"
import * as Process from "../process/Process.ts"
import type { Migration } from "../ticket/Circumstances.ts"
import type { Migrate } from "../ticket/Command.ts"
import type { State } from "../ticket/State.ts"
import { InvalidInput } from "./DeskError.ts"

/** Where a ticket of a process would stand by another version of it. */
export const migrationTo = (
  own: Process.Process,
  version: Process.Process,
  { status, requestType }: Pick<State, "status" | "requestType">,
  places: Places.Places = {},
): Migration => {
  const process = version.ref
  const lifecycle = version.lifecycles.get(requestType)
  if (lifecycle === undefined) return { process, status: undefined, skipped: [] }
  const from = { lifecycle: Process.lifecycleOf(own, requestType), status }
  const place = Places.placeOf(from, lifecycle, { ...version.profile.places, ...places })
  return { process, lifecycle, status: place?.status, skipped: place?.skipped ?? [] }
}

/** Whether two processes are versions of one. */
export const areVersions = (one: Process.Process, other: Process.Process): boolean =>
  one.profile.id === other.profile.id

/**
 * What `migrate` is decided by; nothing where the version was never published, or is that of
 * another process. Refuses places that lead nowhere in it (PR21).
 */
export const migrationOf = Effect.fnUntraced(function* (
  own: Process.Process,
  version: Process.Process | undefined,
  state: State,
  { places }: typeof Migrate.Type,
) {
  if (version === undefined || !areVersions(own, version)) return {}
  yield* Effect.mapError(
    checkPlaces(version, places),
    ({ problems }) =>
      new InvalidInput({ problems: problems.map((each) => Problem.within("command", each)) }),
  )
  return { migration: migrationTo(own, version, state, places) }
})

/** Refuses places that lead nowhere in a version (PR21). */
export const checkPlaces = (
  { lifecycles }: Process.Process,
  places: Places.Places = {},
): Effect.Effect<void, InvalidInput> => {
  const problems = Places.faultsIn([...lifecycles.values()], places).map(Problem.make)
  return problems.length === 0 ? Effect.void : Effect.fail(new InvalidInput({ problems }))
}
