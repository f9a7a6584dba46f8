// A store that says how often it was asked for what, and whose answers a test can change.
import { memory, type StorageAdapter, StoreError } from "@upkeep/core"
import { TicketQuery, TicketStore, WorkQueue } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

type Store = Context.Service.Shape<typeof TicketStore.TicketStore>
type Commit = Store["commit"]
type Look = Store["look"]
type TakeSerials = Store["takeSerials"]

/** One question to the store. */
export interface Trip {
  readonly port: "tickets" | "query" | "work"
  readonly name: string
  readonly tenant: unknown
  /** Of a commit: its tickets, in their order. */
  readonly tickets: ReadonlyArray<string>
}

// Every function of a service, told of before it is called.
const wrapped = <S extends object>(service: S, tell: (name: string, first: unknown) => void): S =>
  new Proxy(service, {
    get: (target, name) => {
      const asked: unknown = Reflect.get(target, name)
      if (typeof asked !== "function") return asked
      return (...given: ReadonlyArray<unknown>): unknown => {
        tell(String(name), given[0])
        return Reflect.apply(asked, target, given)
      }
    },
  })

type Queue = Context.Service.Shape<typeof WorkQueue.WorkQueue>

/** Memory, watched: a test changes what it answers at any time, its queue at the start. */
export const watched = (storage: StorageAdapter = memory(), work: Partial<Queue> = {}) => {
  const trips: Array<Trip> = []
  const change: {
    commit: (commit: Commit) => Commit
    look: (look: Look) => Look
    takeSerials: (take: TakeSerials) => TakeSerials
  } = {
    commit: (commit) => commit,
    look: (look) => look,
    takeSerials: (take) => take,
  }
  const tell = (port: Trip["port"]) => (name: string, tenant: unknown) =>
    trips.push({ port, name, tenant, tickets: [] })
  const services = Effect.map(Layer.build(storage.layer), (built) => {
    const inner = Context.get(built, TicketStore.TicketStore)
    const told = wrapped(inner, tell("tickets"))
    const store: Store = {
      ...told,
      takeSerials: (tenant, count) =>
        Effect.suspend(() => change.takeSerials(told.takeSerials)(tenant, count)),
      look: (tenant, asked) =>
        Effect.suspend(() => {
          trips.push({ port: "tickets", name: "look", tenant, tickets: asked.tickets })
          return change.look(inner.look)(tenant, asked)
        }),
      commit: (tenant, commits) =>
        Effect.suspend(() => {
          const tickets = commits.map(({ ticketId }) => ticketId)
          trips.push({ port: "tickets", name: "commit", tenant, tickets })
          return change.commit(inner.commit)(tenant, commits)
        }),
    }
    return built.pipe(
      Context.add(TicketStore.TicketStore, store),
      Context.add(
        TicketQuery.TicketQuery,
        wrapped(Context.get(built, TicketQuery.TicketQuery), tell("query")),
      ),
      Context.add(WorkQueue.WorkQueue, {
        ...wrapped(Context.get(built, WorkQueue.WorkQueue), tell("work")),
        ...work,
      }),
    )
  })
  const adapter: StorageAdapter = {
    ...storage,
    name: "watched",
    layer: Layer.effectContext(services),
  }
  return {
    storage: adapter,
    trips,
    change,
    /** What was asked while this was done, by name. */
    during: async (work: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
      const before = trips.length
      await work()
      return trips.slice(before).map(({ name }) => name)
    },
    commits: () => trips.filter(({ name }) => name === "commit"),
  }
}

/** A door that is shut until a test opens it; it says when somebody stands before it. */
export const gate = () => {
  const opened = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const pass = Effect.promise(() => {
    reached.resolve()
    return opened.promise
  })
  return { pass, reached: reached.promise, open: () => opened.resolve() }
}

/** Fails as a store may. */
export const broken = (reason: StoreError["reason"]) =>
  Effect.fail(new StoreError({ reason, detail: `got ${reason}, expected an answer` }))
