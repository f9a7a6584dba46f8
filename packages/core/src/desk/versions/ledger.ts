// What was published under a name, one after the other. Its places are entries of the registry, of
// which each is taken once whoever asks: so two desks never publish beside each other.
import { Effect, Result } from "effect"
import type { RegistryService } from "../../port/Registry.ts"
import { StoreError } from "../../port/StoreError.ts"
import { fingerprint } from "../canonical.ts"
import { CommandIdReused } from "../DeskError.ts"
import { parsed } from "../row.ts"

/** How often somebody else may be faster before an addition is given up (`busy`). */
export const attemptsAtMost = 1_000

/** What every entry says. */
export interface Kept {
  readonly publishedAt: number
  readonly commandId: string
  /** Of what was asked for: the same command id with other content is refused (P2). */
  readonly asked: string
}

/** Where a ledger lies, and what its entries are. */
interface Place<E extends Kept> {
  readonly kind: string
  readonly id: string
  readonly isEntry: (body: unknown) => body is E
}

/** An addition: what is asked for, and the entry that it becomes after those that stand. */
export interface Addition<E extends Kept, X> {
  readonly commandId: string
  readonly asked: string
  readonly entryAfter: (entries: ReadonlyArray<E>) => Result.Result<E, X>
}

/** The entries of one name, oldest first. */
export interface Ledger<E extends Kept> {
  readonly read: Effect.Effect<ReadonlyArray<E>, StoreError>
  readonly add: <X>(addition: Addition<E, X>) => Effect.Effect<E, X | CommandIdReused | StoreError>
}

/** Opens a ledger. What was read is remembered: it never changes. */
export const make = <E extends Kept>(
  registry: RegistryService,
  tenant: string,
  { kind, id, isEntry }: Place<E>,
): Ledger<E> => {
  const known: Array<E> = []
  const keyOf = (place: number) => ({ kind, id, version: String(place) })
  const read = Effect.gen(function* () {
    for (;;) {
      const place = known.length + 1
      const found = yield* registry.find(tenant, keyOf(place))
      if (found === undefined) return [...known]
      const at = `${kind} ${place} of ${id}`
      const body = yield* parsed(found.body, at)
      if (!isEntry(body)) return yield* damaged(at)
      known[place - 1] = body
    }
  })
  const add = Effect.fnUntraced(function* <X>(addition: Addition<E, X>) {
    const { commandId, asked, entryAfter } = addition
    for (let attempt = 0; attempt < attemptsAtMost; attempt += 1) {
      const entries = yield* read
      const repeated = entries.find((entry) => entry.commandId === commandId)
      if (repeated?.asked === asked) return repeated
      if (repeated !== undefined) return yield* new CommandIdReused({ commandId })
      const decided = entryAfter(entries)
      if (Result.isFailure(decided)) return yield* Effect.fail(decided.failure)
      const body = JSON.stringify(decided.success)
      const entry = { ...keyOf(entries.length + 1), hash: fingerprint(decided.success), body }
      const taken = yield* Effect.result(registry.publish(tenant, entry))
      if (Result.isSuccess(taken)) return decided.success
      if (taken.failure._tag !== "VersionExists") return yield* taken.failure
    }
    const detail = `got ${attemptsAtMost} others that were faster, expected a free place, at ${kind} ${id}`
    return yield* new StoreError({ reason: "busy", detail })
  })
  return { read, add }
}

const damaged = (at: string): Effect.Effect<never, StoreError> =>
  Effect.fail(
    new StoreError({ reason: "damaged", detail: `got no entry of this desk's, at ${at}` }),
  )
