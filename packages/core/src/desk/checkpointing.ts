// The checkpoints that nobody asks for (P20): of every tenant that a worker serves.
import { Effect } from "effect"
import { feedLimit } from "../port/Feed.ts"
import type { StoreError } from "../port/StoreError.ts"
import { checkpointEvents, take } from "./chain/checkpoints.ts"
import type { Equipment } from "./equipment.ts"

/** The pause between two looks at what no checkpoint covers. */
export const checkpointMillis = 3_600_000
/** The pause where the last look found more events than one checkpoint covers. */
export const busyCheckpointMillis = 60_000

/** Covers what happened since, tenant by tenant, and says how long to pause then. */
export const takeAll = Effect.fnUntraced(function* (
  equipment: Equipment,
  isStopping: () => boolean,
) {
  let pause = checkpointMillis
  for (const tenant of yield* tenantsOf(equipment)) {
    if (isStopping()) break
    const events = yield* coveredOf(equipment, tenant)
    if (events > checkpointEvents) pause = busyCheckpointMillis
  }
  return pause
})

// Trouble with one tenant stops only its own checkpoints (P12).
const coveredOf = ({ wiringOf }: Equipment, tenant: string): Effect.Effect<number> =>
  Effect.flatMap(wiringOf(tenant), take).pipe(
    Effect.map(({ covered }) => covered),
    Effect.catch((error) =>
      Effect.as(Effect.logError(`upkeep: tenant ${tenant} gets no checkpoint`, error), 0),
    ),
  )

const tenantsOf = Effect.fnUntraced(function* ({
  served,
  wiring: { feed },
}: Equipment): Effect.fn.Return<ReadonlyArray<string>, StoreError> {
  const those = served()
  if (those !== "all") return those
  const tenants: Array<string> = []
  for (;;) {
    const page = yield* feed.tenants({ after: tenants.at(-1) ?? null, limit: feedLimit })
    if (page.length === 0) return tenants
    tenants.push(...page)
  }
})
