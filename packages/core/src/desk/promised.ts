// An effect as a promise, on the runtime of a desk.
import { Cause, type Effect, Exit, type ManagedRuntime } from "effect"
import { StoreError } from "../port/StoreError.ts"

/** A call that can be given up. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** How a call is run. */
export interface RunOptions extends CallOptions {
  /** Given up, it says itself what became of it: what was sent to the store is not taken back. */
  readonly answers?: boolean
}

/**
 * Runs an effect. A call that was given up before it began does not begin: an effect may end before
 * it hears a signal. What was given up rejects with the signal's reason.
 */
export const promiseOf = async <A, R>(
  runtime: ManagedRuntime.ManagedRuntime<R, unknown>,
  effect: Effect.Effect<A, unknown, R>,
  { signal, answers = false }: RunOptions = {},
): Promise<A> => {
  signal?.throwIfAborted()
  if (runtime.cachedContext === undefined) throw closed()
  const exit = await runtime.runPromiseExit(effect, {
    ...(signal === undefined ? {} : { signal }),
    uninterruptible: answers,
  })
  if (Exit.isSuccess(exit)) return exit.value
  if (Cause.hasInterruptsOnly(exit.cause)) {
    signal?.throwIfAborted()
    if (runtime.cachedContext === undefined) throw closed()
  }
  throw Cause.squash(exit.cause)
}

const closed = () =>
  new StoreError({
    reason: "closed",
    detail: "got a call, expected none after the desk was closed",
  })
