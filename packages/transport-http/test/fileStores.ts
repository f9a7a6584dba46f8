// Stores of files that behave as a test needs it: that count what they are given, that have lost
// what they kept, that have no room, that break off.
import { createHash } from "node:crypto"
import { memory, type StorageAdapter } from "@upkeep/core"
import { AttachmentStore } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"

export const mebibyte = 1024 * 1024
/** How large a large file is here. */
export const megabytes = 20

/** A store of files that reads chunk by chunk, keeps no bytes, and says what it was given. */
export const counting = () => {
  const kept: Array<{ readonly hash: string; readonly bytes: number }> = []
  const seen = { chunks: 0, bytes: 0, broken: 0 }
  const put: AttachmentStore.AttachmentStoreService["put"] = (_tenant, content) =>
    Effect.tryPromise({
      try: async () => {
        const sha = createHash("sha256")
        let bytes = 0
        for await (const chunk of content) {
          seen.chunks += 1
          seen.bytes += chunk.length
          bytes += chunk.length
          sha.update(chunk)
        }
        const file = { hash: sha.digest("hex"), bytes }
        kept.push(file)
        return file
      },
      catch: (cause) => {
        seen.broken += 1
        return new AttachmentStore.AttachmentError({
          reason: "failed",
          detail: "broken off",
          cause,
        })
      },
    })
  const find: AttachmentStore.AttachmentStoreService["find"] = (_tenant, hash) =>
    Effect.succeed(kept.find((file) => file.hash === hash))
  const around = Effect.map(Layer.build(memory().layer), (services) =>
    Context.add(services, AttachmentStore.AttachmentStore, {
      put,
      find,
      hold: find,
      read: readZeros,
    }),
  )
  const storage: StorageAdapter = {
    ...memory(),
    name: "counting",
    layer: Layer.effectContext(around),
  }
  return { storage, kept, seen, read: () => given }
}

let given = 0

const readZeros: AttachmentStore.AttachmentStoreService["read"] = (_tenant, hash) =>
  Effect.succeed({ hash, bytes: megabytes * mebibyte, content: zeros() })

async function* zeros(): AsyncGenerator<Uint8Array> {
  given = 0
  for (let chunk = 0; chunk < megabytes * 16; chunk++) {
    given += mebibyte / 16
    yield new Uint8Array(mebibyte / 16)
  }
}

const gone = (reason: "full" | "unavailable") =>
  Effect.fail(new AttachmentStore.AttachmentError({ reason, detail: "as the test says" }))

const lost = () => gone("unavailable")

/** Memory that has lost the bytes of its files, or has no room for any. */
export const losing = (reason?: "full"): StorageAdapter => {
  const around = Effect.map(Layer.build(memory().layer), (services) => {
    const files = Context.get(services, AttachmentStore.AttachmentStore)
    const put = reason === undefined ? files.put : () => gone(reason)
    return Context.add(services, AttachmentStore.AttachmentStore, { ...files, put, read: lost })
  })
  return { ...memory(), name: "losing", layer: Layer.effectContext(around) }
}

/** Memory whose downloads break off in the middle. */
export const breaking = (): StorageAdapter => {
  const around = Effect.map(Layer.build(memory().layer), (services) => {
    const files = Context.get(services, AttachmentStore.AttachmentStore)
    const read: typeof files.read = (tenant, hash) =>
      Effect.map(files.read(tenant, hash), (found) => ({ ...found, content: half() }))
    return Context.add(services, AttachmentStore.AttachmentStore, { ...files, read })
  })
  return { ...memory(), name: "breaking", layer: Layer.effectContext(around) }
}

async function* half(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(mebibyte / 2)
  throw new Error("the disk is gone")
}
