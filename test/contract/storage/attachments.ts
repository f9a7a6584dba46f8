// Reads files whole.
import { buffer } from "node:stream/consumers"
import { Effect } from "effect"
import type { Stores } from "./stores.ts"

/** Reads a file and joins what came. */
export const readWhole = (files: Stores["files"], tenant: string, hash: string) =>
  Effect.flatMap(files.read(tenant, hash), ({ content }) =>
    Effect.promise(async () => new Uint8Array(await buffer(content))),
  )
