// What a desk does about its trail, as effects and as promises.
import { Effect } from "effect"
import { forget } from "../forget.ts"
import type { CallOptions } from "../promised.ts"
import type { DeskTrail, TrailService } from "../Trail.ts"
import type { Wiring } from "../wiring.ts"
import { take } from "./checkpoints.ts"
import { verify } from "./verify.ts"

/** A desk's. */
export const trailOf = (wiring: Wiring): TrailService => ({
  verify: (question) => verify(wiring, question),
  checkpoint: Effect.map(take(wiring), ({ newest }) => newest),
  forget: (order) => forget(wiring, order),
})

/** The same by promises. */
export const trailByPromise = (
  desk: TrailService,
  run: <A, E>(effect: Effect.Effect<A, E>, options?: CallOptions) => Promise<A>,
): DeskTrail => ({
  verify: (question, options) => run(desk.verify(question), options),
  checkpoint: () => run(desk.checkpoint),
  forget: (order, options) => run(desk.forget(order), options),
})
