// An effect as a promise, on the runtime of a desk; and the end of that runtime.
import { Cause, Effect, Exit, type ManagedRuntime } from "effect"
import { StoreError } from "../port/StoreError.ts"
import * as Office from "./Office.ts"
import { stopMillis } from "./stopping.ts"
import * as Worker from "./Worker.ts"

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

/**
 * Ends a desk: answers what is open, finishes or gives back what is claimed, and closes its store,
 * all within `stopMillis` (P19).
 */
export const disposed = async (
  runtime: ManagedRuntime.ManagedRuntime<Office.Office | Worker.Worker, unknown>,
): Promise<void> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), stopMillis)
  try {
    await Promise.race([ended(runtime), promise])
  } finally {
    clearTimeout(timer)
  }
}

// An exit and no result: where it is closed twice, the first end interrupts the second.
const ended = async (
  runtime: ManagedRuntime.ManagedRuntime<Office.Office | Worker.Worker, unknown>,
): Promise<void> => {
  if (runtime.cachedContext !== undefined)
    await Promise.all([
      runtime.runPromiseExit(Effect.flatMap(Office.Office, ({ close }) => close)),
      runtime.runPromiseExit(Effect.flatMap(Worker.Worker, ({ stop }) => stop)),
    ])
  await runtime.dispose()
}

const late = () =>
  new StoreError({
    reason: "unavailable",
    detail: `got no end of the store within ${stopMillis} ms, expected one: nothing accepted is lost`,
  })
