// An effect as a promise, on the runtime of a desk.
import type { Effect, ManagedRuntime } from "effect"
import { StoreError } from "../port/StoreError.ts"

/**
 * Runs an effect. A call that was given up before it began does not begin: an effect may end before
 * it hears a signal.
 */
export const promiseOf = async <A, R>(
  runtime: ManagedRuntime.ManagedRuntime<R, unknown>,
  effect: Effect.Effect<A, unknown, R>,
  options?: { readonly signal?: AbortSignal },
): Promise<A> => {
  options?.signal?.throwIfAborted()
  if (runtime.cachedContext === undefined)
    throw new StoreError({
      reason: "closed",
      detail: "got a call, expected none after the desk was closed",
    })
  return runtime.runPromise(effect, options)
}
