// Commands of this process on one ticket take turns: each is decided on what the one before it
// stored, and none is lost to a conflict with a neighbour.
import { Effect } from "effect"

/** Does work when its turn has come; who gives up waiting leaves the queue. */
export type InTurn = <A, E, R>(
  tenant: string,
  ticketId: string,
  work: Effect.Effect<A, E, R>,
) => Effect.Effect<A, E, R>

type Begin = () => void

/** No turns yet. */
export const make = (): InTurn => {
  const queues = new Map<string, Set<Begin>>()

  const come = (key: string): Effect.Effect<void> =>
    Effect.suspend(() => {
      const queue = queues.get(key)
      if (queue !== undefined) return Effect.interruptible(wait(queue))
      queues.set(key, new Set())
      return Effect.void
    })

  const wait = (queue: Set<Begin>): Effect.Effect<void> =>
    Effect.callback<void>((resume) => {
      const begin = () => resume(Effect.void)
      queue.add(begin)
      return Effect.sync(() => queue.delete(begin))
    })

  const pass = (key: string): Effect.Effect<void> =>
    Effect.sync(() => {
      const queue = queues.get(key) ?? new Set()
      const [next] = queue
      if (next === undefined) return void queues.delete(key)
      queue.delete(next)
      next()
    })

  return (tenant, ticketId, work) => {
    const key = `${tenant.length} ${tenant}${ticketId}`
    return Effect.acquireUseRelease(
      come(key),
      () => work,
      () => pass(key),
    )
  }
}
