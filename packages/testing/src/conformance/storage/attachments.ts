// Rules of AttachmentStore.
import { buffer } from "node:stream/consumers"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { placeRule, storeRule, type StorageRules } from "./rules.ts"
import { acme, withStores, type Stores } from "./stores.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

const hello = {
  content: ["hel", "lo"].map(bytes),
  hash: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
}

const removal = ({ remove }: Stores["files"], hash: string, unheldMillis: number) =>
  remove === undefined ? Effect.succeed(false) : remove(acme, hash, unheldMillis)

/** A machine that is busy gets more time: half of a pause is told from all of it. */
const pausesMillis = [100, 500, 2_000]

/** Which of two files are removed, of which one was held after a pause, and one put again. */
const removedAfter = Effect.fnUntraced(function* (files: Stores["files"], pauseMillis: number) {
  const put = (text: string) => files.put(acme, [bytes(text)], 5)
  const [held, again, left] = [yield* put("held"), yield* put("again"), yield* put("left")]
  yield* Effect.sleep(pauseMillis)
  expect(yield* files.hold("other", left.hash)).toEqual(undefined)
  expect(yield* files.hold(acme, held.hash)).toEqual(held)
  expect(yield* put("again")).toEqual(again)
  const removed = yield* Effect.forEach([held, again], ({ hash }) =>
    removal(files, hash, pauseMillis / 2),
  )
  expect(yield* removal(files, left.hash, pauseMillis / 2)).toEqual(files.remove !== undefined)
  expect(yield* files.hold(acme, left.hash)).toEqual(files.remove === undefined ? left : undefined)
  return removed
})

async function* breaking() {
  yield bytes("some")
  throw await Promise.resolve(new Error("the sender hung up"))
}

/** Reads a file and joins what came. */
export const readWhole = (files: Stores["files"], tenant: string, hash: string) =>
  Effect.flatMap(files.read(tenant, hash), ({ content }) =>
    Effect.promise(async () => new Uint8Array(await buffer(content))),
  )

export const attachmentRules: StorageRules = [
  placeRule(
    "storage.attachments.sha256",
    "a file is named by the sha256 of its bytes and read back whole after a restart",
    async (place) => {
      const adapter = place.open()
      const stored = await withStores(adapter, ({ files }) => files.put(acme, hello.content, 5))
      expect(stored).toEqual({ hash: hello.hash, bytes: 5 })
      const again = await withStores(adapter, ({ files }) => files.put(acme, [bytes("hello")], 100))
      expect(again).toEqual(stored)
      const read = await withStores(adapter, ({ files }) => readWhole(files, acme, hello.hash))
      expect(read).toEqual(bytes("hello"))
    },
  ),

  storeRule(
    "storage.attachments.reread",
    "a file is read with its hash and length, as often as its content is asked for",
    function* ({ files }) {
      yield* files.put(acme, hello.content, 5)
      const { content, ...stored } = yield* files.read(acme, hello.hash)
      expect(stored).toEqual({ hash: hello.hash, bytes: 5 })
      const twice = yield* Effect.promise(() => Promise.all([buffer(content), buffer(content)]))
      expect(twice.map(String)).toEqual(["hello", "hello"])
    },
  ),

  storeRule(
    "storage.attachments.ownChunks",
    "a chunk that its reader changes is the reader's own",
    function* ({ files }) {
      yield* files.put(acme, hello.content, 5)
      const { content } = yield* files.read(acme, hello.hash)
      yield* Effect.promise(async () => {
        for await (const chunk of content) chunk.fill(0)
      })
      expect(yield* readWhole(files, acme, hello.hash)).toEqual(bytes("hello"))
    },
  ),

  storeRule(
    "storage.attachments.find",
    "H35 whether a file is kept is told by its hash, to its own tenant only",
    function* ({ files }) {
      expect(yield* files.find(acme, hello.hash)).toEqual(undefined)
      yield* files.put(acme, hello.content, 5)
      expect(yield* files.find(acme, hello.hash)).toEqual({ hash: hello.hash, bytes: 5 })
      expect(yield* files.find("other", hello.hash)).toEqual(undefined)
      expect(yield* files.find(acme, "../../etc/passwd")).toEqual(undefined)
    },
  ),

  storeRule("storage.attachments.empty", "A17 an empty file is a file", function* ({ files }) {
    const { hash, bytes: length } = yield* files.put(acme, [], 5)
    expect(length).toEqual(0)
    expect(yield* readWhole(files, acme, hash)).toEqual(new Uint8Array())
  }),

  storeRule(
    "storage.attachments.tooLarge",
    "a file over the limit is refused while it streams, and nothing of it is kept",
    function* ({ files }) {
      const refused = yield* Effect.flip(files.put(acme, hello.content, 4))
      expect(refused.reason).toEqual("too-large")
      const missing = yield* Effect.flip(files.read(acme, hello.hash))
      expect(missing.reason).toEqual("unavailable")
    },
  ),

  storeRule(
    "storage.attachments.broken",
    "a content that breaks off fails and is not kept",
    function* ({ files }) {
      const failed = yield* Effect.flip(files.put(acme, breaking(), 100))
      expect(failed.reason).toEqual("failed")
    },
  ),

  storeRule(
    "storage.attachments.unavailable",
    "P16 A26 a file of another tenant, or a name that is no hash, is unavailable",
    function* ({ files }) {
      yield* files.put(acme, hello.content, 5)
      const asked = [
        files.read("other", hello.hash),
        files.read(acme, hello.hash.toUpperCase()),
        files.read(acme, "../../etc/passwd"),
        files.read(acme, ""),
      ]
      const failures = yield* Effect.all(asked.map((each) => Effect.flip(each)))
      expect(failures.map(({ reason }) => reason)).toEqual(asked.map(() => "unavailable"))
    },
  ),

  storeRule(
    "storage.attachments.removed",
    "P16 P20 a file that is removed is gone from its tenant alone, and may come again; who has no `remove` keeps it",
    function* ({ files }) {
      const stored = yield* files.put(acme, hello.content, 5)
      yield* files.put("other", hello.content, 5)
      const removed = files.remove?.(acme, hello.hash, 0)
      if (removed !== undefined) {
        expect(yield* removed).toEqual(true)
        expect(yield* files.find(acme, hello.hash)).toEqual(undefined)
        const missing = yield* Effect.flip(files.read(acme, hello.hash))
        expect(missing.reason).toEqual("unavailable")
        expect(yield* removed).toEqual(false)
        expect(yield* files.put(acme, hello.content, 5)).toEqual(stored)
      }
      expect(yield* readWhole(files, acme, hello.hash)).toEqual(bytes("hello"))
      expect(yield* readWhole(files, "other", hello.hash)).toEqual(bytes("hello"))
    },
  ),

  storeRule(
    "storage.attachments.held",
    "P20 a file is removed only where it was neither put nor held for as long as is asked",
    function* ({ files }) {
      const { hash } = yield* files.put(acme, hello.content, 5)
      expect(yield* removal(files, hash, 60_000)).toEqual(false)
      let removed: ReadonlyArray<boolean> = [true]
      for (const pauseMillis of pausesMillis)
        if (removed.includes(true)) removed = yield* removedAfter(files, pauseMillis)
      expect(removed).toEqual([false, false])
    },
  ),

  storeRule(
    "storage.attachments.pathTenant",
    "A01 a tenant with a name like a path keeps its files like any other",
    function* ({ files }) {
      const { hash } = yield* files.put("../../etc\u2215/", hello.content, 5)
      expect(yield* readWhole(files, "../../etc\u2215/", hash)).toEqual(bytes("hello"))
    },
  ),
]
