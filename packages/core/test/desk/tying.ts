// Several tickets of one desk, by letters, and stores that fail in the middle of a command on two.
import { type Desk, memory, standard, type StorageAdapter, StoreError } from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import type { Command } from "../../src/ticket/Command.ts"
import { agent, journalOf, register } from "./setUp.ts"

const { reopenWithin: _, ...closing } = standard

/** The standard process without a word of the machine's own, in which what is closed stays so. */
export const quiet = { ...closing, id: "quiet", acknowledgeByMachine: false }

/** Registers so many requests of Anna's. */
export const requests = async (desk: Desk, count: number): Promise<Array<string>> => {
  const ids: Array<string> = []
  for (let each = 0; each < count; each++) ids.push((await register(desk)).ticketId)
  return ids
}

/** Gives a command as Boris, an agent. */
export const give = (desk: Desk, ticketId: string, command: Command, commandId?: string) =>
  desk.submit({
    ticketId,
    actor: agent,
    command,
    ...(commandId === undefined ? {} : { commandId }),
  })

/** The types of a ticket's events. */
export const typesOf = async (desk: Desk, ticketId: string) =>
  (await journalOf(desk, ticketId)).map(({ type }) => type)

/** The links of a ticket, as `kind id`. */
export const linksOf = async (desk: Desk, ticketId: string) =>
  (await desk.show(ticketId)).links.map(({ as, ticket }) => `${as} ${ticket}`)

type Commit = Context.Service.Shape<typeof TicketStore.TicketStore>["commit"]

const changing = (change: (commit: Commit) => Commit, storage = memory()): StorageAdapter => {
  const changed = Effect.map(Layer.build(storage.layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    return Context.add(services, TicketStore.TicketStore, {
      ...store,
      commit: change(store.commit),
    })
  })
  return { ...storage, name: "changed", layer: Layer.effectContext(changed) }
}

/** A store that fails each commit from when it is told to, until it is told otherwise. */
export const failing = (storage?: StorageAdapter) => {
  let left = Number.POSITIVE_INFINITY
  const fail =
    (commit: Commit): Commit =>
    (tenant, commits) =>
      Effect.suspend(() => {
        left -= 1
        return left >= 0
          ? commit(tenant, commits)
          : Effect.fail(new StoreError({ reason: "unavailable", detail: "the disk is gone" }))
      })
  return {
    storage: changing(fail, storage),
    /** So many commits are stored from now on, and then none. */
    after: (commits: number) => {
      left = commits
    },
  }
}

// Lets nobody on before so many have come; whoever comes later is let on at once.
const barrier = (count: number) => {
  let come = 0
  const waiting: Array<() => void> = []
  return Effect.callback<void>((resume) => {
    come += 1
    waiting.push(() => resume(Effect.void))
    if (come >= count) for (const go of waiting.splice(0)) go()
  })
}

/**
 * A store in which the first commits of an event of this type are stored side by side, where each
 * comes from a desk of its own: all of them are decided before any is stored, and all are stored
 * before any is answered.
 */
export const together = (type: string, count: number): StorageAdapter => {
  const decided = barrier(count)
  const stored = barrier(count)
  return changing((commit) => (tenant, commits) => {
    const isOne = commits.some(({ events }) => events.some((event) => event.type === type))
    const done = commit(tenant, commits)
    return isOne ? Effect.tap(Effect.andThen(decided, done), () => stored) : done
  })
}
