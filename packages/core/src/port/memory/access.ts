// One way in: the work runs whole, and not at all once the store was closed.
import { Effect } from "effect"
import { StoreError } from "../StoreError.ts"

/** Runs work on the memory; nothing else runs in between, so it is its own transaction. */
export type Access = <A>(work: () => A) => Effect.Effect<A, StoreError>

/** Whether a store is open; one for each layer that was built. */
export interface Door {
  open: boolean
}

/** The access through a door; a `StoreError` that the work throws is its failure. */
export const accessThrough =
  (door: Door): Access =>
  (work) =>
    Effect.suspend(() => (door.open ? attempt(work) : Effect.fail(closed())))

/** Throws where the store was closed: for what is read outside an effect. */
export const refuseClosed = (door: Door): void => {
  if (!door.open) throw closed()
}

const attempt = <A>(work: () => A): Effect.Effect<A, StoreError> => {
  try {
    return Effect.succeed(work())
  } catch (cause) {
    return cause instanceof StoreError ? Effect.fail(cause) : Effect.die(cause)
  }
}

const closed = () =>
  new StoreError({
    reason: "closed",
    detail: "the memory store was closed with its desk; open a desk on the same adapter to go on",
  })
