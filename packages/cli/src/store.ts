// Opening the store, or the desk, that a call is about.
import {
  createDesk,
  type Desk,
  InvalidInput,
  Problem,
  type StorageAdapter,
  StoreError,
} from "@upkeep/core"
import type { StorageAdmin } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Result } from "effect"
import { existsSync } from "node:fs"
import { choiceOf } from "./choice.ts"
import { readJson } from "./json.ts"
import type { Options } from "./options.ts"
import { SettingsError } from "./SettingsError.ts"

/** Which store is meant, and how careful it is. */
export interface Place {
  /** A file of SQLite, or the URL of a database of PostgreSQL. */
  readonly store: string
  /** The schema of its tables in PostgreSQL. Default: that of the adapter. */
  readonly schema?: string
  /** Default: `full`. */
  readonly durability?: Durability
}

/** What a call says of the desk that it is about. */
export type Call = Pick<Options, "store" | "tenant" | "process" | "said" | "setBy">

type Durability = (typeof durabilities)[number]

const durabilities = ["full", "relaxed"] as const

/** What is wrong with the options that say which store is meant. */
export const placeProblems = (options: Pick<Call, "store" | "said" | "setBy">): Problems => {
  const schema = options.said("schema")
  const misplaced = schema !== undefined && !isUrl(options.store)
  const durability = choiceOf(options, "durability", durabilities)
  return [
    ...(misplaced ? [withoutSchema(schema, options.setBy("schema"))] : []),
    ...Result.match(durability, { onSuccess: () => [], onFailure: (problems) => problems }),
  ]
}

type Problems = ReadonlyArray<Problem.Problem>

const withoutSchema = (got: string, path: string): Problem.Problem => {
  const expected = "a store of PostgreSQL beside it: a file has no schemas"
  return Problem.make({ code: "invalid-value", path, got, expected })
}

/** The store that a call is about; mistakes are thrown as `SettingsError`. */
export const placeIn = (options: Pick<Call, "store" | "said" | "setBy">): Place => {
  const problems = placeProblems(options)
  if (problems.length > 0) throw new SettingsError(problems)
  const schema = options.said("schema")
  const durability = Result.getOrThrow(choiceOf(options, "durability", durabilities))
  return {
    store: options.store,
    ...(schema === undefined ? {} : { schema }),
    ...(durability === undefined ? {} : { durability }),
  }
}

/**
 * Opens the desk of a store, makes what is not there, and publishes the process that is named.
 * Nothing is sent from here: what is to be told by mail waits in the outbox for a desk that has a
 * mail server.
 */
export const openDesk = async (call: Call, background = false): Promise<Desk> =>
  createDesk({
    storage: await storageOf(placeIn(call)),
    tenant: call.tenant,
    channels,
    background,
    ...(call.process === undefined ? {} : { process: profileOf(call.process) }),
  })

const channels = ["email"]

/** Opens the desk of a tenant that has to be there, and leaves the schema of its store as it is. */
export const openToLook = async (call: Call): Promise<Desk> =>
  openKnown(await existing(placeIn(call)), call)

/** Opens the desk of a tenant that has to be there, and brings the schema up to date. */
export const openToWork = async (call: Call): Promise<Desk> => {
  const place = placeIn(call)
  await existing(place)
  return openKnown(await storageOf(place), call)
}

/** Opens the desk of a tenant that has to be there, and publishes the process that is named. */
export const openToPublish = async (call: Call): Promise<Desk> => {
  await openToWork(call).then((desk) => desk[Symbol.asyncDispose](), passUnfit)
  return openDesk(call)
}

// A process that no longer passes, or not on this host, may be followed by one that does.
const passUnfit = (error: unknown): void => {
  const isDamaged = error instanceof StoreError && error.reason === "damaged"
  const isTooNew =
    error instanceof InvalidInput && error.problems.every(({ code }) => code === "tzdata-too-old")
  if (!isDamaged && !isTooNew) throw error
}

// A mistyped tenant is refused and not made.
const openKnown = (storage: StorageAdapter, { tenant }: Pick<Call, "tenant">): Promise<Desk> =>
  createDesk({ storage, tenant, channels, background: false, publish: false })

/** Refuses a tenant that is not there, as a desk does that is opened to look. */
export const checkTenant = async (storage: StorageAdapter, tenant: string): Promise<void> => {
  await using _ = await openKnown(storage, { tenant })
}

/** Whether a store may be there: a file is asked for, a server only by `isThere`. */
export const mayBeThere = (store: string): boolean => isUrl(store) || existsSync(store)

/** Whether there is a store, of this version or another one. */
export const isThere = async (place: Place): Promise<boolean> =>
  mayBeThere(place.store) && hasTables(await storageOf(place, "never"))

/** The storage of a store that has to be there, to look at it: its schema is left as it is. */
export const existing = async (place: Place): Promise<Storage> => {
  if (!mayBeThere(place.store)) throw noStore(`no file ${place.store}`)
  const storage = await storageOf(place, "never")
  if (await hasTables(storage)) return storage
  throw noStore(`no tables of Upkeep in ${placeOf(place)}`)
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

type Migrate = "auto" | "never"

/** The storage of a place; its schema may be made and brought up to date, unless `never`. */
export const storageOf = async (
  { store, ...options }: Place,
  migrate: Migrate = "auto",
): Promise<Storage> => {
  const { durability } = options
  if (!isUrl(store))
    return sqlite({ file: store, migrate, ...(durability === undefined ? {} : { durability }) })
  // Loaded for those who have it: a desk on one file starts without.
  const { postgres } = await import("@upkeep/storage-postgres")
  return postgres({ url: store, migrate, ...options })
}

/** A place as it may be shown: a URL without its user, password and parameters. */
export const placeOf = ({ store, schema }: Place): string => {
  if (!isUrl(store)) return store
  if (!URL.canParse(store)) return "a URL"
  const { protocol, host, pathname } = new URL(store)
  const within = schema === undefined ? "" : ` (schema ${schema})`
  return `${protocol}//${host}${pathname}${within}`
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
