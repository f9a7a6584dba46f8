// The clock by which a desk decides (P9): the store's where it has one, the same for every host.
// Between two looks at it the host's monotonic clock carries it on, and it never goes back.
import { Clock, Context, Effect, Layer } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import { WorkQueue } from "../port/WorkQueue.ts"

/** How often the store is asked for its time, in milliseconds. */
export const samplingMillis = 30_000
/** A host's clock that differs by more is reported. */
export const skewReportedMillis = 2_000
/** On a host whose clock differs by more the worker claims nothing. */
export const skewAtMostMillis = 60_000

/** How a host's clock stands to the store's. */
export interface ClockSkewService {
  /** By how much the host is ahead (behind: negative); null where the store has no clock. */
  readonly skewMillis: () => number | null
}

/** Without a layer of `StoreClock` nothing is compared. */
export const ClockSkew: Context.Reference<ClockSkewService> = Context.Reference(
  "@upkeep/core/ClockSkew",
  { defaultValue: (): ClockSkewService => ({ skewMillis: () => null }) },
)

/** The store's clock in place of the host's; the host's where the store has none. */
export const layer: Layer.Layer<never, StoreError, WorkQueue> = Layer.effectContext(
  Effect.gen(function* () {
    const { now } = yield* WorkQueue
    const host = yield* Clock.Clock
    const look = sampleOf(host, now)
    const first = yield* look
    if (first === undefined) return Context.empty()
    const carried = make(host)
    carried.set(first)
    yield* report(0, carried.skewMillis())
    yield* Effect.forkScoped(Effect.forever(follow(look, carried)))
    return Context.make(Clock.Clock, carried.clock).pipe(Context.add(ClockSkew, carried))
  }),
)

/** A look at the store's clock, between two looks at those of the host. */
interface Sample {
  readonly storeMillis: number
  readonly hostMillis: readonly [before: number, after: number]
  readonly monotonicMillis: number
}

const sampleOf = (
  host: Clock.Clock,
  now: Effect.Effect<number | null, StoreError>,
): Effect.Effect<Sample | undefined, StoreError> =>
  Effect.suspend(() => {
    const before = host.currentTimeMillisUnsafe()
    return Effect.map(now, (storeMillis) => {
      if (storeMillis === null) return undefined
      const hostMillis = [before, host.currentTimeMillisUnsafe()] as const
      return { storeMillis, hostMillis, monotonicMillis: monotonicOf(host) }
    })
  })

const monotonicOf = (host: Clock.Clock): number => Number(host.monotonicTimeNanosUnsafe()) / 1e6

// A store that does not answer now is asked again; until then the monotonic clock does.
const follow = Effect.fnUntraced(function* (
  look: Effect.Effect<Sample | undefined, StoreError>,
  carried: Carried,
) {
  yield* Effect.sleep(samplingMillis)
  const taken = yield* Effect.catchTag(look, "StoreError", () => Effect.succeed(undefined))
  if (taken === undefined) return
  const before = carried.skewMillis()
  carried.set(taken)
  yield* report(before, carried.skewMillis())
})

// Once as it begins, and once as it is over.
const report = (before: number, skew: number): Effect.Effect<void> => {
  const [was, is] = [levelOf(before), levelOf(skew)]
  if (was === is) return Effect.void
  const found = `got a clock of this host ${skew} ms off the store's`
  if (is === 2)
    return Effect.logError(
      `upkeep: clock-skew: ${found}, expected at most ${skewAtMostMillis} ms: its worker does nothing until it is set`,
    )
  if (is === 1)
    return Effect.logWarning(
      `upkeep: clock-skew: ${found}, expected at most ${skewReportedMillis} ms: the store's counts`,
    )
  return Effect.logInfo("upkeep: the clock of this host agrees with the store's again")
}

const levelOf = (skew: number): 0 | 1 | 2 => {
  if (Math.abs(skew) > skewAtMostMillis) return 2
  return Math.abs(skew) > skewReportedMillis ? 1 : 0
}

interface Carried extends ClockSkewService {
  readonly skewMillis: () => number
  readonly clock: Clock.Clock
  readonly set: (sample: Sample) => void
}

const make = (host: Clock.Clock): Carried => {
  let at: Pick<Sample, "storeMillis" | "monotonicMillis"> = { storeMillis: 0, monotonicMillis: 0 }
  let skew = 0
  let latest = 0
  const millis = (): number => {
    const elapsed = monotonicOf(host) - at.monotonicMillis
    latest = Math.max(latest, Math.trunc(at.storeMillis + elapsed))
    return latest
  }
  const nanos = () => BigInt(millis()) * 1_000_000n
  return {
    skewMillis: () => skew,
    // The answer is as old as its way here: by it nothing happens before its time (P7).
    set: ({ storeMillis, hostMillis: [before, after], monotonicMillis }) => {
      at = { storeMillis, monotonicMillis }
      const [ahead, behind] = [before - storeMillis, after - storeMillis]
      // The store was asked somewhere in between: only what lies outside of that is certain.
      skew = ahead > 0 ? ahead : Math.min(behind, 0)
    },
    clock: {
      currentTimeMillisUnsafe: millis,
      currentTimeMillis: Effect.sync(millis),
      currentTimeNanosUnsafe: nanos,
      currentTimeNanos: Effect.sync(nanos),
      monotonicTimeNanosUnsafe: () => host.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: host.monotonicTimeNanos,
      sleep: (duration) => host.sleep(duration),
    },
  }
}
