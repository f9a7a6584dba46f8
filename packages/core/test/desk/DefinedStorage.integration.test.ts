// A store of async functions: what they answer and throw, as the desk hears it.
import {
  AttachmentError,
  CommandRepeated,
  createDesk,
  defineStorage,
  InvalidInput,
  LeaseLost,
  type StorageFunctions,
  StoreError,
  VersionConflict,
  VersionExists,
} from "@upkeep/core"
import { Effect, Fiber, Result } from "effect"
import { describe, expect, it } from "vitest"
import {
  acme,
  commandOf,
  commitOf,
  on,
  type Stores,
} from "../../../../test/contract/storage/stores.ts"
import { refusal } from "./setUp.ts"
import { functionsWith } from "./storageFunctions.ts"

const storageOf = (functions: StorageFunctions) =>
  defineStorage({ name: "shelf", open: async () => functions })

/** What a function of a store with these changes fails with. */
const failure = <A, E>(
  changes: Parameters<typeof functionsWith>[0],
  use: (stores: Stores) => Effect.Effect<A, E>,
) => on(storageOf(functionsWith(changes)), (stores) => Effect.flip(use(stores)))

const throws = (cause: unknown) => async (): Promise<never> => {
  throw cause
}

const started = (cause: unknown) =>
  refusal(createDesk({ storage: defineStorage({ name: "shelf", open: throws(cause) }) }))

const loading = (cause: unknown) =>
  failure({ tickets: { load: throws(cause) } }, ({ tickets }) => tickets.load(acme, "t1"))

const committing = (cause: unknown) =>
  failure({ tickets: { commit: throws(cause) } }, ({ tickets }) =>
    tickets.commit(acme, [commitOf({ ticketId: "t1" })]),
  )

const finding = (cause: unknown) =>
  failure({ attachments: { find: throws(cause) } }, ({ files }) => files.find(acme, "h"))

const reading = async (cause: unknown) => {
  const content = breaking(cause)
  const read = async (_tenant: string, hash: string) => ({ hash, bytes: 9, content })
  const found = await on(storageOf(functionsWith({ attachments: { read } })), ({ files }) =>
    files.read(acme, "h"),
  )
  return refusal(drained(found.content))
}

const problemsOf = (definition: unknown): ReadonlyArray<string> => {
  try {
    // @ts-expect-error: a host without types may hand over anything.
    defineStorage(definition)
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ message }) => message)
    throw error
  }
  return []
}

describe("a definition", () => {
  it.each<[unknown, ReadonlyArray<string>]>([
    [undefined, ["missing-field: got nothing, expected an object"]],
    [
      { name: "", opne: () => {} },
      [
        'unknown-field: got "opne", expected one of name, capabilities, open, at opne',
        'empty: got "", expected a name that is not empty, at name',
        "missing-field: got nothing, expected an async function, at open",
      ],
    ],
    [
      { name: "shelf", capabilities: { serach: true }, open: async () => ({}) },
      [
        "wrong-type: got an object, expected true or false for any of persistent, shared, search, " +
          "archive, clock, signals, at capabilities",
      ],
    ],
    [
      { name: 7, open: {} },
      [
        "wrong-type: got 7, expected a name that is not empty, at name",
        "wrong-type: got an object, expected an async function, at open",
      ],
    ],
  ])("with mistakes is refused at once, all of them named: %j", (definition, expected) => {
    expect(problemsOf(definition)).toEqual(expected)
  })
})

describe("opening", () => {
  it("names every function that is missing, starts no desk, and closes what was opened", async () => {
    const { query: _, ...others } = functionsWith()
    let closed = 0
    const close = async () => void (closed += 1)
    const inbound = { ...others.inbound, markRead: "yes", watermarks: undefined }
    // @ts-expect-error: a host without types may leave anything out.
    const storage = storageOf({ ...others, inbound, close })
    const error = await refusal(createDesk({ storage }))
    expect(error).toMatchObject({
      _tag: "StoreError",
      reason: "cannot-open",
      detail:
        "shelf: open returned no whole store: " +
        "missing-field: got nothing, expected an object, at query; " +
        'wrong-type: got "yes", expected an async function, at inbound.markRead; ' +
        "missing-field: got nothing, expected an async function, at inbound.watermarks",
    })
    expect(closed).toBe(1)
  })

  it("a store that is nothing, or whose close is no function, starts no desk", async () => {
    for (const functions of [undefined, { ...functionsWith(), close: "now" }]) {
      // @ts-expect-error: a host without types may answer anything.
      const error = await refusal(createDesk({ storage: storageOf(functions) }))
      expect(error).toMatchObject({ reason: "cannot-open" })
    }
  })

  it("what it throws keeps the desk from starting: a StoreError as it is, the rest with its cause", async () => {
    const named = new StoreError({ reason: "schema-too-new", detail: "from tomorrow" })
    const odd = new TypeError("no such host")
    expect(await started(named)).toBe(named)
    expect(await started(odd)).toMatchObject({
      reason: "cannot-open",
      detail: expect.stringContaining("shelf: open threw TypeError: no such host"),
      cause: odd,
    })
  })

  it("happens for each desk anew, and a class with methods is a store", async () => {
    class Serials {
      taken = 0
      async takeSerials(_tenant: string, count: number) {
        this.taken += count
        return this.taken
      }
      load = functionsWith().tickets.load
      commit = functionsWith().tickets.commit
      command = functionsWith().tickets.command
      forgetCommands = functionsWith().tickets.forgetCommands
    }
    const open = async () => ({ ...functionsWith(), tickets: new Serials() })
    const storage = defineStorage({ name: "shelf", open })
    for (let desks = 0; desks < 2; desks += 1)
      expect(await on(storage, ({ tickets }) => tickets.takeSerials(acme, 5))).toBe(5)
  })
})

describe("what a function throws", () => {
  const full = new StoreError({ reason: "full", detail: "no shelf is free" })

  it("is the StoreError that it is, else unavailable with the function's name and the cause", async () => {
    expect(await loading(full)).toBe(full)
    const cause = new RangeError("too far")
    expect(await loading(cause)).toMatchObject({
      reason: "unavailable",
      detail: expect.stringMatching(/^shelf: tickets.load threw RangeError: too far, expected/),
      cause,
    })
    expect(await loading("words")).toMatchObject({
      detail: expect.stringContaining('threw "words"'),
    })
  })

  it("counts the same where it is thrown before any promise is made", async () => {
    const list = () => {
      throw full
    }
    expect(await failure({ query: { list } }, ({ query }) => query.list(acme, { limit: 1 }))).toBe(
      full,
    )
  })

  it("P11 leaves the outcome of a commit unknown, unless it is a StoreError", async () => {
    expect(await committing(full)).toBe(full)
    expect(await committing(new Error("line cut"))).toMatchObject({
      reason: "outcome-unknown",
      detail: expect.stringContaining("shelf: tickets.commit threw Error: line cut"),
    })
  })

  it("is the AttachmentError that it is, else failed, while bytes are read too", async () => {
    const missing = new AttachmentError({ reason: "unavailable", detail: "not here" })
    expect(await finding(missing)).toBe(missing)
    expect(await finding(new Error("wet"))).toMatchObject({
      _tag: "AttachmentError",
      reason: "failed",
      detail: expect.stringContaining("shelf: attachments.find threw Error: wet"),
    })
    expect(await reading(missing)).toBe(missing)
    expect(await reading(new Error("wet"))).toMatchObject({ reason: "failed" })
  })
})

const drained = async (content: AsyncIterable<Uint8Array>): Promise<number> => {
  let bytes = 0
  for await (const chunk of content) bytes += chunk.length
  return bytes
}

async function* breaking(cause: unknown): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1)
  throw await Promise.resolve(cause)
}

describe("the answers of a commit", () => {
  it("are heard one by one, in their order", async () => {
    const conflict = new VersionConflict({ ticketId: "t2", expected: 1, version: 2 })
    const repeated = new CommandRepeated({ command: commandOf("c1") })
    const lost = new LeaseLost({ deliveryId: "d1" })
    const commit = async () => [conflict, "stored" as const, repeated, lost]
    const commits = ["t1", "t2", "t3", "t4"].map((ticketId) => commitOf({ ticketId }))
    const verdicts = await on(storageOf(functionsWith({ tickets: { commit } })), ({ tickets }) =>
      tickets.commit(acme, commits),
    )
    const [stored, ...refused] = [Result.succeed(undefined), conflict, repeated, lost]
    expect(verdicts.map((each) => (Result.isFailure(each) ? each.failure : each))).toEqual([
      refused[0],
      stored,
      refused[1],
      refused[2],
    ])
  })

  it.each([
    [undefined],
    ["stored"],
    [[]],
    [["stored", "stored"]],
    [["Stored"]],
    [[undefined]],
    [[{ _tag: "LeaseLost", deliveryId: "d1" }]],
    [[new VersionExists({ entry: { kind: "k", id: "i", version: "1" }, publishedHash: "h" })]],
  ])("P11 that nobody can read leave the outcome unknown: %j", async (answers: unknown) => {
    const commit = async () => answers
    // @ts-expect-error: a host without types may answer anything.
    const error = await failure({ tickets: { commit } }, ({ tickets }) =>
      tickets.commit(acme, [commitOf({ ticketId: "t1" })]),
    )
    expect(error).toMatchObject({
      reason: "outcome-unknown",
      detail: expect.stringMatching(/^shelf: tickets.commit answered .*, expected 1 answers/),
    })
  })
})

it("publishing is refused by the value that the function answers, and by no other", async () => {
  const entry = { kind: "process", id: "support", version: "1", hash: "h", body: "{}" }
  const exists = new VersionExists({ entry, publishedHash: "other" })
  const published = (answer: unknown) => {
    const publish = async () => answer
    // @ts-expect-error: a host without types may answer anything.
    return failure({ registry: { publish } }, ({ registry }) => registry.publish(acme, entry))
  }
  expect(await published(exists)).toBe(exists)
  expect(await published(undefined)).toMatchObject({
    reason: "unavailable",
    detail: expect.stringMatching(
      /^shelf: registry.publish answered nothing, expected "published"/,
    ),
  })
})

describe("closing", () => {
  it("P19 comes once, after the functions that are under way, and none is called after it", async () => {
    const said: Array<string> = []
    const close = async () => void said.push("closed")
    const load = async () => {
      said.push("begun")
      await new Promise((resolve) => setTimeout(resolve, 50))
      said.push("done")
      return undefined
    }
    const kept = await on(storageOf(functionsWith({ tickets: { load }, close })), (stores) =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(stores.tickets.load(acme, "t1"))
        yield* Effect.yieldNow
        yield* Fiber.interrupt(fiber)
        return stores
      }),
    )
    expect(said).toEqual(["begun", "done", "closed"])
    const late = Effect.flip(kept.tickets.load(acme, "t1"))
    expect(await Effect.runPromise(late)).toMatchObject({ reason: "closed" })
    const file = Effect.flip(kept.files.find(acme, "h"))
    expect(await Effect.runPromise(file)).toMatchObject({ reason: "failed" })
    expect(said).toHaveLength(3)
  })

  it("waits for no file that has no end", async () => {
    const said: Array<string> = []
    const functions = functionsWith({
      attachments: { put: () => new Promise<never>(() => {}) },
      close: async () => void said.push("closed"),
    })
    await on(storageOf(functions), ({ files }) =>
      Effect.gen(function* () {
        yield* Effect.forkChild(files.put(acme, [], 1))
        yield* Effect.yieldNow
      }),
    )
    expect(said).toEqual(["closed"])
  })

  it("that goes wrong is told to whoever closes the desk", async () => {
    const desk = await createDesk({
      storage: storageOf(functionsWith({ close: throws(new Error("the drawer is stuck")) })),
      background: false,
    })
    await expect(desk[Symbol.asyncDispose]()).rejects.toThrow("the drawer is stuck")
  })
})
