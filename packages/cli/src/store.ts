// Opening the desk that a call is about.
import { createDesk, type Desk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { Result } from "effect"
import { existsSync } from "node:fs"
import { readJson } from "./json.ts"

/** The options that say which desk is meant. */
export interface StoreOptions {
  readonly store: string
  readonly tenant: string
  /** A file with the profile of the process. */
  readonly process: string | undefined
  /** Whether due work is done in the background. Default: false. */
  readonly background?: boolean
}

/**
 * Opens the desk of a store. Nothing is sent from here: what is to be told by mail waits in the
 * outbox for a desk that has a mail server.
 */
export const openDesk = ({
  store,
  tenant,
  process,
  background = false,
}: StoreOptions): Promise<Desk> =>
  createDesk({
    storage: sqlite({ file: store }),
    tenant,
    channels: ["email"],
    background,
    ...(process === undefined ? {} : { process: profileOf(process) }),
  })

/** Opens the desk of a store that has to be there. */
export const openExisting = async (options: StoreOptions): Promise<Desk> => {
  const { store } = options
  if (existsSync(store)) return openDesk(options)
  throw new Error(`no-store: got no file ${store}, expected a store; name it by --store FILE`)
}

const profileOf = (file: string): unknown => {
  const json = readJson(file)
  if (Result.isSuccess(json)) return json.success
  throw new Error(
    `cannot-read-process: got ${json.failure}, expected a profile as JSON, at ${file}`,
  )
}
