// Calls of an author's functions: what they throw becomes the error of their port.
import { Effect } from "effect"
import { AttachmentError } from "../../port/AttachmentStore.ts"
import { StoreError, type StoreReason } from "../../port/StoreError.ts"
import * as Problem from "../../problem/Problem.ts"

/** A store while it is open, and after. */
export interface Door {
  readonly name: string
  isOpen: boolean
}

/** Calls one function; `where` names it as its author does: `tickets.load`. */
export type Call<E> = <A>(where: string, work: () => Promise<A>) => Effect.Effect<A, E>

/** Calls one function of a store. */
export type StoreCall = Call<StoreError>

/**
 * Calls functions whose trouble is a `StoreError`: by itself, or for this reason. What was begun is
 * waited for: its answer is what happened, and `close` never meets it half done.
 */
export const storeCall = (door: Door, reason: StoreReason): StoreCall => {
  const call = callThrough(door, {
    closed: () => new StoreError({ reason: "closed", detail: closedDetail(door) }),
    failed: (where, cause) =>
      cause instanceof StoreError
        ? cause
        : new StoreError({ reason, detail: failedDetail(door, where, cause), cause }),
  })
  return (where, work) => Effect.uninterruptible(call(where, work))
}

/**
 * Calls functions whose trouble is an `AttachmentError`. They may be given up: a file that is sent
 * in may have no end, and must not keep a desk from stopping.
 */
export const fileCall = (door: Door): Call<AttachmentError> =>
  callThrough(door, {
    closed: () => new AttachmentError({ reason: "failed", detail: closedDetail(door) }),
    failed: (where, cause) => fileError(door, where, cause),
  })

/** What was thrown, as trouble with files. */
export const fileError = (door: Door, where: string, cause: unknown): AttachmentError =>
  cause instanceof AttachmentError
    ? cause
    : new AttachmentError({ reason: "failed", detail: failedDetail(door, where, cause), cause })

interface Errors<E> {
  readonly closed: () => E
  readonly failed: (where: string, cause: unknown) => E
}

const callThrough =
  <E>(door: Door, { closed, failed }: Errors<E>): Call<E> =>
  (where, work) =>
    Effect.suspend(() =>
      door.isOpen
        ? Effect.tryPromise({ try: async () => work(), catch: (cause) => failed(where, cause) })
        : Effect.fail(closed()),
    )

const closedDetail = ({ name }: Door): string =>
  `${name} was closed with its desk; open a desk on the same adapter to go on`

const failedDetail = ({ name }: Door, where: string, cause: unknown): string =>
  `${name}: ${where} threw ${wordsOf(cause)}, expected an answer: look at the cause`

/** What was thrown, in words: an error's own, or the value. */
export const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message}` : Problem.show(cause)

/** What a store does not say that it can: nobody needs to ask. */
export const unsupported = ({ name }: Door, capability: string): StoreError =>
  new StoreError({
    reason: "unsupported",
    detail: `${name} cannot do this, expected a store with the capability ${capability}: use another store, or write its functions`,
  })

/** An answer that is none. */
export const unreadable = ({
  reason,
  where,
  got,
  expected,
}: {
  readonly reason: StoreReason
  readonly where: string
  readonly got: unknown
  readonly expected: string
}) =>
  new StoreError({
    reason,
    detail: `${where} answered ${Problem.show(got)}, expected ${expected}: mend the function`,
  })
