// The checkpoints that a store holds, one after the other, each held against the one before.
import { Effect, Result } from "effect"
import type { StoreError } from "../../port/StoreError.ts"
import type { RegistryEntry } from "../../port/Registry.ts"
import type { Wiring } from "../wiring.ts"
import * as Checkpoint from "./Checkpoint.ts"
import { checkpointKind, keptIn } from "./checkpoints.ts"
import { damage } from "./damage.ts"
import type { Damage, DamageCode } from "./Integrity.ts"

/** The entries that are read at once. */
const entriesAtOnce = 100

/** A checkpoint of the book, and what is wrong with it. */
export interface Page {
  /** Absent where it cannot be trusted. */
  readonly checkpoint?: Checkpoint.Checkpoint
  readonly damages: ReadonlyArray<Damage>
}

/** Gives one checkpoint after the other; undefined after the last. */
export type Book = Effect.Effect<Page | undefined, StoreError>

/**
 * Opens the book at its beginning. What is added to it from now on is left out: the events that
 * it covers might not have been there when they were read.
 */
export const bookOf = Effect.fnUntraced(function* (wiring: Wiring) {
  const { registry, tenant } = wiring
  const newest = yield* registry.latest(tenant, checkpointKind)
  const entries: Array<RegistryEntry> = []
  let before: Checkpoint.Checkpoint | undefined
  let last: RegistryEntry | undefined
  let isDone = newest === undefined
  const turned = Effect.gen(function* () {
    if (entries.length === 0 && !isDone) {
      const page = { ...(last && { after: last }), limit: entriesAtOnce }
      entries.push(...(yield* registry.list(tenant, checkpointKind, page)))
    }
    const entry = isDone ? undefined : entries.shift()
    if (entry === undefined) return undefined
    isDone = entry.id === newest?.id
    last = entry
    const page = yield* read(wiring, entry, before)
    before = page.checkpoint ?? before
    return page
  })
  const book: Book = turned
  return book
})

const read = Effect.fnUntraced(function* (
  wiring: Wiring,
  entry: RegistryEntry,
  before: Checkpoint.Checkpoint | undefined,
) {
  const kept = yield* Effect.result(keptIn(entry))
  const at = `checkpoint ${entry.id}`
  const wrong = (code: DamageCode, got: unknown, expected: string): Page => ({
    damages: [damage(code, { got, expected }, { at })],
  })
  if (Result.isFailure(kept))
    return wrong("checkpoint-changed", kept.failure.detail, "it as it was")
  const { checkpoint } = kept.success
  if (!Checkpoint.isGenuine(wiring.secret, checkpoint))
    return wrong("checkpoint-changed", checkpoint.proof, "the proof of this desk")
  const { sequence = 0, digest = null } = before ?? {}
  if (checkpoint.sequence === sequence + 1 && checkpoint.previous === digest)
    return { checkpoint, damages: [] }
  const expected = `checkpoint ${sequence + 1}, which goes on from the one before`
  return { checkpoint, ...wrong("checkpoint-missing", checkpoint.sequence, expected) }
})
