// The store that a run is about, as every process of it opens it.
import type { StorageAdapter } from "@upkeep/core"

/** The stores that can be run. */
export const storeNames = ["postgres", "sqlite"] as const
export type StoreName = (typeof storeNames)[number]

/** Where a process finds the store: a URL, perhaps that of a proxy, or a file. */
export interface Where {
  readonly store: StoreName
  readonly place: string
}

/** How long a process waits for the lock of another one, in milliseconds. */
const busyMillis = 1_000

/** The store; only its own driver is loaded. */
export const storageOf = async ({ store, place }: Where): Promise<StorageAdapter> => {
  if (store === "sqlite") {
    const { sqlite } = await import("@upkeep/storage-sqlite")
    return sqlite({ file: place, busyMillis })
  }
  const { postgres } = await import("@upkeep/storage-postgres")
  return postgres({ url: place })
}
