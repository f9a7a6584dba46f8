// The end of a desk by promises, with everything behind it.
import { Effect, type ManagedRuntime } from "effect"
import { StoreError } from "../port/StoreError.ts"
import * as Office from "./Office.ts"
import { stopMillis } from "./stopping.ts"
import * as Worker from "./Worker.ts"

type Runtime = ManagedRuntime.ManagedRuntime<Office.Office | Worker.Worker, unknown>

/**
 * Ends a desk: answers what is open, finishes or gives back what is claimed, and closes its store,
 * all within `stopMillis` (P19).
 */
export const disposed = async (runtime: Runtime): Promise<void> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), stopMillis)
  try {
    await Promise.race([ended(runtime), promise])
  } finally {
    clearTimeout(timer)
  }
}

// An exit and no result: where it is closed twice, the first end interrupts the second.
const ended = async (runtime: Runtime): Promise<void> => {
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
