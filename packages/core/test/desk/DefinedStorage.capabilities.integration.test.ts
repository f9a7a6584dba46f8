// What a store of async functions declares that it can do, and what it does not.
import { type ArchiveRow, defineStorage, type StorageAdapter } from "@upkeep/core"
import { Archive, TicketQuery, TicketStore, WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { refusal } from "./setUp.ts"
import { functionsWith } from "./storageFunctions.ts"

const ports = Effect.gen(function* () {
  return {
    archive: yield* Archive.Archive,
    query: yield* TicketQuery.TicketQuery,
    queue: yield* WorkQueue.WorkQueue,
    tickets: yield* TicketStore.TicketStore,
  }
})

type Ports = Effect.Success<typeof ports>

const on = <A, E>(storage: StorageAdapter, use: (ports: Ports) => Effect.Effect<A, E>) =>
  Effect.runPromise(Effect.flatMap(ports, use).pipe(Effect.provide(storage.layer), Effect.scoped))

const drained = async (rows: AsyncIterable<ArchiveRow>) => {
  const all: Array<ArchiveRow> = []
  for await (const row of rows) all.push(row)
  return all
}

const unsupported = (capability: string) => ({
  reason: "unsupported",
  detail:
    `shelf cannot do this, expected a store with the capability ${capability}: ` +
    "use another store, or write its functions",
})

const withoutMore = async () => functionsWith({ query: {} })

const broken = async (): Promise<never> => {
  throw new Error("the line is down")
}

describe("a store that declares nothing", () => {
  const plain = defineStorage({ name: "shelf", open: async () => functionsWith() })

  it("is asked for nothing more, and says so of what it cannot do", async () => {
    const search = on(plain, ({ query }) => query.search("a", { words: ["x"], limit: 1 }))
    await expect(search).rejects.toMatchObject(unsupported("search"))
    const restore = on(plain, ({ archive }) => archive.restore([]))
    await expect(restore).rejects.toMatchObject(unsupported("archive"))
    const rows = on(plain, ({ archive }) => Effect.promise(() => drained(archive.rows("all"))))
    await expect(rows).rejects.toMatchObject(unsupported("archive"))
  })

  it("has the host's clock, and tells nobody of its work", async () => {
    const answers = await on(plain, ({ queue }) =>
      Effect.scoped(Effect.all([queue.now, queue.signal, queue.listen(() => undefined)])),
    )
    expect(answers).toEqual([null, undefined, undefined])
  })

  it("is asked ticket by ticket, and command by command, where it has no look", async () => {
    const asked: Array<string> = []
    const note = async (_tenant: string, id: string) => void asked.push(id)
    const open = async () => functionsWith({ tickets: { load: note, command: note } })
    const look = { tickets: ["t1", "t2"], commands: ["c1"] }
    const looked = await on(defineStorage({ name: "shelf", open }), ({ tickets }) =>
      tickets.look("a", look),
    )
    expect(looked).toEqual({ tickets: [undefined, undefined], commands: [undefined] })
    expect(asked).toEqual(["t1", "t2", "c1"])
  })
})

describe("a store that declares what it can do", () => {
  it("does not open without the functions for it, all of them named", async () => {
    const capabilities = { search: true, archive: true, clock: true, signals: true }
    const storage = defineStorage({ name: "shelf", capabilities, open: withoutMore })
    const error = await refusal(on(storage, () => Effect.void))
    expect(error).toMatchObject({ reason: "cannot-open" })
    for (const name of ["query.search", "work.now", "work.signal", "work.listen", "archive"])
      expect(error).toMatchObject({ detail: expect.stringContaining(`at ${name}`) })
  })

  it("is listened to as long as somebody listens", async () => {
    const events: Array<string> = []
    const listen = async (heard: () => void) => {
      events.push("listens")
      heard()
      return async () => void events.push("ends")
    }
    const open = async () => functionsWith({ work: { now: async () => 7, signal: broken, listen } })
    const capabilities = { clock: true, signals: true }
    const now = await on(defineStorage({ name: "shelf", capabilities, open }), ({ queue }) =>
      Effect.scoped(
        Effect.gen(function* () {
          yield* queue.listen(() => void events.push("heard"))
          yield* queue.signal
          return yield* queue.now
        }),
      ),
    )
    expect(now).toBe(7)
    expect(events).toEqual(["listens", "heard", "ends"])
  })
})
