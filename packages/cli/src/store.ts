// Opening the store, or the desk, that a call is about.
import { createDesk, type Desk, type StorageAdapter } from "@upkeep/core"
import type { StorageAdmin } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Result } from "effect"
import { existsSync } from "node:fs"
import { readJson } from "./json.ts"

/** The options that say which desk is meant. */
export interface StoreOptions {
  /** A file of SQLite, or the URL of a database of PostgreSQL. */
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
export const openDesk = async ({
  store,
  tenant,
  process,
  background = false,
}: StoreOptions): Promise<Desk> =>
  createDesk({
    storage: await storageOf(store),
    tenant,
    channels: ["email"],
    background,
    ...(process === undefined ? {} : { process: profileOf(process) }),
  })

/** Opens the desk of a store that has to be there. */
export const openExisting = (options: StoreOptions): Promise<Desk> => {
  refuseMissing(options.store)
  return openDesk(options)
}

/** Whether a store may be there: a file is asked for, a server only when it is opened. */
export const mayBeThere = (store: string): boolean => isUrl(store) || existsSync(store)

/** Refuses a file that is not there, so that looking at a store makes none. */
export const refuseMissing = (store: string): void => {
  if (mayBeThere(store)) return
  throw new Error(`no-store: got no file ${store}, expected a store; name it by --store`)
}

/** A store, and the operator's side of it. */
export interface Storage extends StorageAdapter {
  readonly admin: StorageAdmin.StorageAdmin
}

/** The storage that `--store` names. */
export const storageOf = async (store: string): Promise<Storage> => {
  if (!isUrl(store)) return sqlite({ file: store })
  // Loaded for those who have it: a desk on one file starts without.
  const { postgres } = await import("@upkeep/storage-postgres")
  return postgres({ url: store })
}

/** What `--store` says, as it may be shown: a URL without its user, password and parameters. */
export const placeOf = (store: string): string => {
  if (!isUrl(store)) return store
  if (!URL.canParse(store)) return "a URL"
  const { protocol, host, pathname } = new URL(store)
  return `${protocol}//${host}${pathname}`
}

// Any scheme: what is no URL of PostgreSQL is refused by its adapter, which never shows one.
const isUrl = (store: string): boolean => /^(?:[a-z][a-z\d+.-]*:\/\/|postgres(?:ql)?:)/i.test(store)

const profileOf = (file: string): unknown => {
  const json = readJson(file)
  if (Result.isSuccess(json)) return json.success
  throw new Error(
    `cannot-read-process: got ${json.failure}, expected a profile as JSON, at ${file}`,
  )
}
