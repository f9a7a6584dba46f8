// A storage adapter made of async functions: for those who write a store without Effect.
import { type Context, Effect, Layer, type Scope } from "effect"
import type { Storage, StorageAdapter, StorageCapabilities } from "../port/StorageAdapter.ts"
import type { StorageFunctions } from "../port/StorageFunctions.ts"
import { StoreError } from "../port/StoreError.ts"
import { type Door, wordsOf } from "./define/call.ts"
import * as faults from "./define/faults.ts"
import { functionFaults } from "./define/functions.ts"
import { servicesOf } from "./define/services.ts"
import { InvalidInput } from "./DeskError.ts"

/** A store to define. */
export interface StorageDefinition {
  /** What messages call the store; not empty. */
  readonly name: string
  /**
   * What it can do beyond what every store does; nothing by default. What is declared has its
   * functions: `search` has `query.search`, `archive` its port, `clock` `work.now`, and `signals`
   * `work.signal` and `work.listen`.
   */
  readonly capabilities?: Partial<StorageCapabilities>
  /**
   * Opens the store: when a desk starts, and again when another one starts on the same adapter.
   * What it throws keeps the desk from starting: a `StoreError` as it is, anything else as
   * `cannot-open`.
   */
  readonly open: () => Promise<StorageFunctions>
}

/**
 * Makes a storage adapter of async functions.
 *
 * The desk calls `open` when it starts and `close`, where there is one, when it has stopped.
 * Between the two each function but those of `attachments` is waited for to its end, whoever gave
 * up, and after them none is called: the answer is `closed`. A `close` that throws is what closing
 * the desk throws. Functions that are missing from what `open` returned keep the desk from
 * starting, all of them named (`cannot-open`).
 *
 * Throws `InvalidInput` for a definition with mistakes, all of them at once.
 *
 * @example
 * import { StoreError } from "@upkeep/core"
 * const storage = defineStorage({
 *   name: "archive",
 *   open: async () => {
 *     throw new StoreError({ reason: "cannot-open", detail: "the archive is offline" })
 *   },
 * })
 * storage.name // => "archive"
 * await createDesk({ storage }) // => throws cannot-open: the archive is offline
 */
export const defineStorage = (definition: StorageDefinition): StorageAdapter => {
  const problems = faults.definitionFaults(definition, {
    name: faults.name,
    capabilities: faults.flags(Object.keys(none)),
    open: faults.asyncFunction,
  })
  if (problems.length > 0) throw new InvalidInput({ problems })
  const capabilities = { ...none, ...definition.capabilities }
  const layer = Layer.effectContext(opened(definition, capabilities))
  return { name: definition.name, capabilities, layer }
}

const none: StorageCapabilities = {
  persistent: false,
  shared: false,
  search: false,
  archive: false,
  clock: false,
  signals: false,
}

const opened = Effect.fnUntraced(function* (
  definition: StorageDefinition,
  capabilities: StorageCapabilities,
): Effect.fn.Return<Context.Context<Storage>, StoreError, Scope.Scope> {
  const { name } = definition
  const door: Door = { name, isOpen: true }
  const functions = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => definition.open(),
      catch: (cause) => openingError(name, cause),
    }),
    (functions) => Effect.promise(() => shut(door, functions)),
  )
  const problems = functionFaults(functions, capabilities)
  if (problems.length > 0) return yield* incomplete(name, problems)
  return servicesOf(functions, door)
})

const shut = async (door: Door, functions: Partial<StorageFunctions> | undefined) => {
  door.isOpen = false
  await functions?.close?.()
}

const openingError = (name: string, cause: unknown): StoreError =>
  cause instanceof StoreError
    ? cause
    : new StoreError({
        reason: "cannot-open",
        detail: `${name}: open threw ${wordsOf(cause)}, expected the store's functions: look at the cause`,
        cause,
      })

const incomplete = (name: string, problems: ReturnType<typeof functionFaults>) =>
  new StoreError({
    reason: "cannot-open",
    detail: `${name}: open returned no whole store: ${faults.inOneLine(problems)}`,
  })
