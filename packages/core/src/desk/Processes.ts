// The processes of a tenant: the one in force, and the older ones on which open tickets stay (P14).
import { Effect, Result } from "effect"
import type { RegistryService, VersionExists } from "../port/Registry.ts"
import { StoreError } from "../port/StoreError.ts"
import * as Process from "../process/Process.ts"
import { fingerprint } from "./canonical.ts"
import { parsed } from "./row.ts"

/** The kind of processes in the registry. */
export const processKind = "process"

const kind = processKind

/**
 * Keeps a process under its id and version; the same version with other content is refused (PR19).
 */
export const publish = (
  registry: RegistryService,
  tenant: string,
  { profile }: Process.Process,
): Effect.Effect<void, VersionExists | StoreError> =>
  registry.publish(tenant, {
    kind,
    id: profile.id,
    version: profile.version,
    hash: fingerprint(profile),
    body: JSON.stringify(profile),
  })

/** Whether this version of a process was published before, whatever it held. */
export const isPublished = (
  registry: RegistryService,
  tenant: string,
  { profile: { id, version } }: Process.Process,
): Effect.Effect<boolean, StoreError> =>
  Effect.map(registry.find(tenant, { kind, id, version }), (entry) => entry !== undefined)

/** The process that a tenant's store was last run with, or undefined for a new one. */
export const latest = (
  registry: RegistryService,
  tenant: string,
): Effect.Effect<Process.Process | undefined, StoreError> =>
  Effect.flatMap(registry.latest(tenant, kind), (entry) =>
    entry === undefined
      ? Effect.succeed(undefined)
      : made(`${entry.id}@${entry.version}`, entry.body),
  )

/** Finds processes of a tenant, by `id@version`. */
export interface Finder {
  /** The process that a ticket is on, which the store must have. */
  readonly processOf: (ref: string) => Effect.Effect<Process.Process, StoreError>
  /** Any process, or undefined where it was never published. */
  readonly findProcess: (ref: string) => Effect.Effect<Process.Process | undefined, StoreError>
}

/** Makes a finder; what was found is remembered. */
export const finder = (
  registry: RegistryService,
  tenant: string,
  inForce: Process.Process,
): Finder => {
  const known = new Map([[inForce.ref, inForce]])
  const findProcess = (ref: string): Effect.Effect<Process.Process | undefined, StoreError> => {
    const process = known.get(ref)
    if (process !== undefined) return Effect.succeed(process)
    return Effect.tap(published(registry, tenant, ref), (found) =>
      Effect.sync(() => found === undefined || known.set(ref, found)),
    )
  }
  const processOf = (ref: string) =>
    Effect.flatMapEager(findProcess(ref), (found) =>
      found === undefined ? missing(ref) : Effect.succeed(found),
    )
  return { findProcess, processOf }
}

const published = (registry: RegistryService, tenant: string, ref: string) =>
  Effect.flatMap(registry.find(tenant, processNamed(ref)), (entry) =>
    entry === undefined ? Effect.succeed(undefined) : made(ref, entry.body),
  )

/** The name in the registry of a process, given as `id@version`. */
export const processNamed = (ref: string) => {
  const cut = ref.indexOf("@")
  return { kind, id: ref.slice(0, cut), version: ref.slice(cut + 1) }
}

const missing = (ref: string): Effect.Effect<never, StoreError> =>
  Effect.fail(
    new StoreError({ reason: "damaged", detail: `process ${ref} is not in the registry` }),
  )

const made = Effect.fnUntraced(function* (ref: string, body: string) {
  const process = Process.make(yield* parsed(body, `process ${ref}`))
  if (Result.isSuccess(process)) return process.success
  const [first] = process.failure
  const detail = `process ${ref} no longer passes its checks: ${first?.message ?? ""}`
  return yield* new StoreError({ reason: "damaged", detail })
})
