// What operators did to a store, kept in it for ever: who, when, and what it came to (B-18).
import { Effect, Result, Schema } from "effect"
import { hash } from "node:crypto"
import { type RegistryEntry, registryLimit, type RegistryService } from "../port/Registry.ts"
import { StoreError } from "../port/StoreError.ts"
import * as Decode from "../problem/Decode.ts"
import type { Problem } from "../problem/Problem.ts"
import { uuidv7 } from "./ids.ts"
import { parsed } from "./row.ts"

/** A kind of record, and how it is read. */
export interface Kind<A> {
  readonly kind: string
  readonly decode: (input: unknown) => Result.Result<A, ReadonlyArray<Problem>>
}

const kindOf = <S extends Schema.ConstraintDecoder<unknown>>(
  kind: string,
  schema: S,
): Kind<S["Type"]> => ({ kind, decode: Decode.strict(schema) })

const text = Schema.String
const number = Schema.Number

/** Every record: when, in epoch milliseconds, and by whom, as they were named. */
const signed = { at: number, by: text }

/** A backup that was made, and then read to its end. */
const BackupRun = Schema.Struct({
  ...signed,
  /** The instant at which it was begun. */
  madeAt: number,
  /** What whoever made it calls it: the name of its file. */
  name: text,
  lines: number,
  sha256: text,
  /** The tenant's rows by their kinds. */
  rows: Schema.Record(text, number),
  /** Files that the store could not read. */
  lost: number,
})

/** A restore that began, or came to its end; `madeAt` and `sha256` are the backup's. */
const RestoreRun = Schema.Struct({
  ...signed,
  state: Schema.Literals(["begun", "done"]),
  madeAt: number,
  sha256: text,
})

/** Sending was paused, or released. */
const SendingChange = Schema.Struct({
  ...signed,
  state: Schema.Literals(["paused", "released"]),
  /** Why it was paused; empty where it was released. */
  reason: text,
})

/** Parked work was let go on (P12). */
const WorkReleased = Schema.Struct({
  ...signed,
  work: Schema.Literals(["ticket", "delivery"]),
  id: text,
})

export type BackupRun = typeof BackupRun.Type
export type RestoreRun = typeof RestoreRun.Type

export const backupRuns = kindOf("backup", BackupRun)
export const restoreRuns = kindOf("restore", RestoreRun)
export const sendingChanges = kindOf("sending", SendingChange)
export const worksReleased = kindOf("work released", WorkReleased)

/** The entry that keeps a record. */
export const entryOf = <A extends { readonly at: number }>(
  { kind }: Kind<A>,
  record: A,
): RegistryEntry => {
  const body = JSON.stringify(record)
  return { kind, id: uuidv7(record.at), version: "1", hash: hash("sha256", body), body }
}

/** Keeps a record. */
export const keep = <A extends { readonly at: number }>(
  { registry, tenant }: Book,
  kind: Kind<A>,
  record: A,
): Effect.Effect<void, StoreError> =>
  // Its id is its own: nothing else was published under it.
  Effect.catchTag(registry.publish(tenant, entryOf(kind, record)), "VersionExists", Effect.die)

/** Where the records of a tenant are kept. */
export interface Book {
  readonly registry: RegistryService
  readonly tenant: string
}

/** The records of a kind, in the order in which they were kept. */
export const all = Effect.fnUntraced(function* <A>({ registry, tenant }: Book, kind: Kind<A>) {
  const found: Array<A> = []
  let after: Pick<RegistryEntry, "id" | "version"> | undefined
  do {
    const from = after === undefined ? {} : { after }
    const page: ReadonlyArray<RegistryEntry> = yield* registry.list(tenant, kind.kind, {
      limit: registryLimit,
      ...from,
    })
    for (const entry of page) found.push(yield* recordIn(kind, entry))
    after = page.length < registryLimit ? undefined : page.at(-1)
  } while (after !== undefined)
  return found
})

/** The record of a kind that was kept last, or undefined. */
export const latest = <A>(
  { registry, tenant }: Book,
  kind: Kind<A>,
): Effect.Effect<A | undefined, StoreError> =>
  Effect.flatMap(registry.latest(tenant, kind.kind), (entry) =>
    entry === undefined ? Effect.succeed(undefined) : recordIn(kind, entry),
  )

/** The record that an entry keeps. */
export const recordIn = <A>(
  { decode }: Kind<A>,
  { kind, id, body }: RegistryEntry,
): Effect.Effect<A, StoreError> =>
  Effect.flatMap(parsed(body, `${kind} ${id}`), (value) => {
    const decoded = decode(value)
    if (Result.isSuccess(decoded)) return Effect.succeed(decoded.success)
    const [first] = decoded.failure
    const detail = `${kind} ${id}: ${first?.message ?? ""}`
    return Effect.fail(new StoreError({ reason: "damaged", detail }))
  })
