// Every version of every process, policy, calendar and contract that was ever in force, for ever.
import { Context, Data, type Effect } from "effect"
import type { StoreError } from "./StoreError.ts"

/** One version of something; what is published under an id and a version never changes. */
export interface RegistryEntry {
  readonly kind: string
  readonly id: string
  readonly version: string
  readonly hash: string
  readonly body: string
}

/** The most entries that one list gives; a larger limit is cut to it. */
export const registryLimit = 1_000

/** A stretch of a list of entries. */
export interface RegistryPage {
  readonly after?: Pick<RegistryEntry, "id" | "version">
  readonly limit: number
}

/** PR19: the same id and version was published before with other content. */
export class VersionExists extends Data.TaggedError("VersionExists")<{
  readonly entry: Pick<RegistryEntry, "kind" | "id" | "version">
  readonly publishedHash: string
}> {
  override get message(): string {
    const { kind, id, version } = this.entry
    return `version-exists: ${kind} ${id}@${version} was published with other content; give it a new version`
  }
}

/** What a registry can do. */
export interface RegistryService {
  /** Stores an entry; again with the same hash changes nothing. */
  readonly publish: (
    tenant: string,
    entry: RegistryEntry,
  ) => Effect.Effect<void, VersionExists | StoreError>
  readonly find: (
    tenant: string,
    entry: Pick<RegistryEntry, "kind" | "id" | "version">,
  ) => Effect.Effect<RegistryEntry | undefined, StoreError>
  /** The entries of a kind in the order in which they were published first, after one of them. */
  readonly list: (
    tenant: string,
    kind: string,
    page: RegistryPage,
  ) => Effect.Effect<ReadonlyArray<RegistryEntry>, StoreError>
  /** The entry of a kind that was published last, again or anew: what a store was last run with. */
  readonly latest: (
    tenant: string,
    kind: string,
  ) => Effect.Effect<RegistryEntry | undefined, StoreError>
}

/** The port through which versions are kept. */
export class Registry extends Context.Service<Registry, RegistryService>()(
  "@upkeep/core/Registry",
) {}
