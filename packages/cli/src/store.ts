// Opening the store, or the desk, that a call is about.
import { createDesk, type Desk, type StorageAdapter, StoreError } from "@upkeep/core"
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
  /** Whether its schema may be made and brought up to date. Default: `auto`. */
  readonly migrate?: Migrate
}

type Migrate = "auto" | "never"

/**
 * Opens the desk of a store. Nothing is sent from here: what is to be told by mail waits in the
 * outbox for a desk that has a mail server.
 */
export const openDesk = async ({
  store,
  tenant,
  process,
  background = false,
  migrate = "auto",
}: StoreOptions): Promise<Desk> =>
  createDesk({
    storage: await storageOf(store, migrate),
    tenant,
    channels: ["email"],
    background,
    ...(process === undefined ? {} : { process: profileOf(process) }),
  })

/** Opens the desk of a store that has to be there, and brings its schema up to date. */
export const openExisting = async (options: StoreOptions): Promise<Desk> => {
  await existing(options.store)
  return openDesk(options)
}

/** Opens the desk of a store that has to be there, and leaves its schema as it is. */
export const openToLook = (options: StoreOptions): Promise<Desk> =>
  openExisting({ ...options, migrate: "never" })

/** Whether a store may be there: a file is asked for, a server only by `isThere`. */
export const mayBeThere = (store: string): boolean => isUrl(store) || existsSync(store)

/** Whether there is a store, of this version or another one. */
export const isThere = async (store: string): Promise<boolean> =>
  mayBeThere(store) && hasTables(await storageOf(store, "never"))

/** The storage of a store that has to be there, to look at it: its schema is left as it is. */
export const existing = async (store: string): Promise<Storage> => {
  if (!mayBeThere(store)) throw noStore(`no file ${store}`)
  const storage = await storageOf(store, "never")
  if (await hasTables(storage)) return storage
  throw noStore(`no tables of Upkeep in ${placeOf(store)}`)
}

const noStore = (got: string): Error =>
  new Error(`no-store: got ${got}, expected a store; name it by --store`)

const hasTables = async ({ admin }: Storage): Promise<boolean> => {
  try {
    return (await admin.plan()).have > 0
  } catch (error) {
    if (error instanceof StoreError && error.reason === "schema-too-new") return true
    throw error
  }
}

/** A store, and the operator's side of it. */
export interface Storage extends StorageAdapter {
  readonly admin: StorageAdmin.StorageAdmin
}

/** The storage that `--store` names. */
export const storageOf = async (store: string, migrate: Migrate = "auto"): Promise<Storage> => {
  if (!isUrl(store)) return sqlite({ file: store, migrate })
  // Loaded for those who have it: a desk on one file starts without.
  const { postgres } = await import("@upkeep/storage-postgres")
  return postgres({ url: store, migrate })
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
