// Waiting no longer than a bound: what cannot be interrupted goes on by itself.
import { Effect, Fiber } from "effect"

/** Waits for work to end, however it ends, at most so long. */
export const atMost = <A, E>(millis: number, work: Effect.Effect<A, E>): Effect.Effect<void> =>
  Effect.flatMap(Effect.forkDetach(work, { startImmediately: true }), (fiber) =>
    fiber.pollUnsafe() === undefined
      ? Effect.interruptible(
          Effect.raceFirst(Effect.asVoid(Fiber.await(fiber)), Effect.sleep(millis)),
        )
      : Effect.void,
  )
