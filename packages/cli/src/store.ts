// Opening the desk that a call is about.
import { createDesk, type Desk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { readFileSync } from "node:fs"

/** The options that say which desk is meant. */
export interface StoreOptions {
  readonly store: string
  readonly tenant: string
  readonly process?: string
}

/**
 * Opens the desk of a store. Nothing is sent from here: what is to be told by mail waits in the
 * outbox for a desk that has a mail server.
 */
export const openDesk = (options: StoreOptions): Promise<Desk> =>
  createDesk({
    storage: sqlite({ file: options.store }),
    tenant: options.tenant,
    channels: ["email"],
    background: false,
    ...(options.process === undefined ? {} : { process: profileOf(options.process) }),
  })

const profileOf = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`cannot-read-process: got ${why}, expected a profile as JSON, at ${file}`, {
      cause,
    })
  }
}
