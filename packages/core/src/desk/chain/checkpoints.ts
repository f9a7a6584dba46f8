// The checkpoints of a tenant, kept in its registry: each goes on from the one before.
import { Clock, Effect, Result, Schema } from "effect"
import { StoreError } from "../../port/StoreError.ts"
import type { RegistryEntry } from "../../port/Registry.ts"
import * as Decode from "../../problem/Decode.ts"
import { fingerprint } from "../canonical.ts"
import { parsed } from "../row.ts"
import type { Wiring } from "../wiring.ts"
import * as Checkpoint from "./Checkpoint.ts"
import { beginning, type Reach, readOn } from "./reach.ts"

/** The most events between two checkpoints. */
export const checkpointEvents = 1_000
/** The most checkpoints that are taken at once; what is left is covered by the next ones. */
export const checkpointsAtMost = 10_000

/** The kind of checkpoints in the registry. */
export const checkpointKind = "checkpoint"

const nameOf = (sequence: number) => ({ kind: checkpointKind, id: `${sequence}`, version: "1" })

/** A checkpoint as it is kept: with where the stretch begins by which it goes on from the last. */
const Kept = Schema.Struct({
  checkpoint: Checkpoint.Checkpoint,
  from: Schema.Struct({
    events: Schema.Int,
    digest: Schema.String,
    cursor: Schema.NullOr(Schema.String),
  }),
})
type Kept = typeof Kept.Type

const decodeKept = Decode.strict(Kept)

/** The checkpoint of an entry, unless that was changed. */
export const keptIn = Effect.fnUntraced(function* ({ id, hash, body }: RegistryEntry) {
  const place = `checkpoint ${id}`
  const kept = decodeKept(yield* parsed(body, place))
  if (Result.isSuccess(kept) && fingerprint(kept.success) === hash) return kept.success
  const detail = `got an entry that is not what was published, expected it unchanged, at ${place}`
  return yield* new StoreError({ reason: "damaged", detail })
})

/** What was taken. */
export interface Taken {
  /** The newest checkpoint; undefined where nothing ever happened. */
  readonly newest: Checkpoint.Checkpoint | undefined
  /** How many events are covered now that were not before. */
  readonly covered: number
}

/** Covers every event that no checkpoint covers yet. */
export const take = Effect.fnUntraced(function* (wiring: Wiring) {
  let newest = yield* newestOf(wiring)
  let from = newest === undefined ? beginning : yield* reachOf(wiring, newest)
  const before = from.events
  for (let times = 0; times < checkpointsAtMost; times++) {
    yield* wiring.breathe
    const { rows, reach } = yield* readOn(wiring, from, checkpointEvents)
    if (rows.length === 0) break
    const kept: Kept = yield* following(wiring, newest, from, reach)
    const isOurs = yield* published(wiring, kept)
    // Another worker was faster: its checkpoint stands, and this goes on from there.
    newest = isOurs ? kept : yield* keptAt(wiring, kept.checkpoint.sequence)
    from = isOurs ? reach : yield* reachOf(wiring, newest)
    // What is committed meanwhile is for the next time: one checkpoint for each event helps nobody.
    if (isOurs && rows.length < checkpointEvents) break
  }
  const taken: Taken = { newest: newest?.checkpoint, covered: from.events - before }
  return taken
})

const following = (wiring: Wiring, before: Kept | undefined, from: Reach, reach: Reach) =>
  Effect.map(Clock.currentTimeMillis, (at): Kept => ({
    from,
    checkpoint: Checkpoint.sign(wiring.secret, {
      tenant: wiring.tenant,
      sequence: (before?.checkpoint.sequence ?? 0) + 1,
      events: reach.events,
      digest: reach.digest,
      previous: before?.checkpoint.digest ?? null,
      at,
    }),
  }))

const published = ({ registry, tenant }: Wiring, kept: Kept): Effect.Effect<boolean, StoreError> =>
  registry
    .publish(tenant, {
      ...nameOf(kept.checkpoint.sequence),
      hash: fingerprint(kept),
      body: JSON.stringify(kept),
    })
    .pipe(
      Effect.as(true),
      Effect.catchTag("VersionExists", () => Effect.succeed(false)),
    )

const newestOf = Effect.fnUntraced(function* ({ registry, tenant }: Wiring) {
  const entry = yield* registry.latest(tenant, checkpointKind)
  return entry === undefined ? undefined : yield* keptIn(entry)
})

const keptAt = Effect.fnUntraced(function* ({ registry, tenant }: Wiring, sequence: number) {
  const entry = yield* registry.find(tenant, nameOf(sequence))
  if (entry !== undefined) return yield* keptIn(entry)
  const detail = `checkpoint ${sequence} of tenant ${tenant} can be neither written nor read`
  return yield* new StoreError({ reason: "damaged", detail })
})

/**
 * Where the feed goes on after a checkpoint. Its own stretch is read again: a store that was
 * restored from another one has cursors of its own, and then all is read from the beginning.
 */
const reachOf = Effect.fnUntraced(function* (wiring: Wiring, { checkpoint, from }: Kept) {
  const again = yield* reachedFrom(wiring, from, checkpoint.events).pipe(
    Effect.catchIf(
      ({ reason }) => reason === "cannot-read",
      () => Effect.succeed(beginning),
    ),
  )
  if (again.digest === checkpoint.digest) return again
  const anew = yield* reachedFrom(wiring, beginning, checkpoint.events)
  if (anew.digest === checkpoint.digest) return anew
  const { events, sequence, digest } = checkpoint
  const detail =
    `got digest ${anew.digest} of the first ${anew.events} events of tenant ${wiring.tenant}, ` +
    `expected ${digest} of ${events}, at checkpoint ${sequence}: run upkeep verify`
  return yield* new StoreError({ reason: "damaged", detail })
})

const reachedFrom = Effect.fnUntraced(function* (wiring: Wiring, from: Reach, events: number) {
  let reach = from
  while (reach.events < events) {
    yield* wiring.breathe
    const limit = Math.min(checkpointEvents, events - reach.events)
    const { reach: next } = yield* readOn(wiring, reach, limit)
    if (next.events === reach.events) break
    reach = next
  }
  return reach
})
