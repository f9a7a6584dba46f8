// Opens a desk as often as it takes: the store may be away just now.
import { createDesk, type Desk, type DeskOptions, standard } from "@upkeep/core"
import { setTimeout as sleep } from "node:timers/promises"

/** The process of all desks of a run. */
export const process = standard
/** The channel of all letters. */
export const channel = "email"

const pauseMillis = 200

export const opened = async (options: DeskOptions): Promise<Desk> => {
  for (;;) {
    try {
      return await createDesk({ process, ...options })
    } catch (error) {
      if (!isStoreError(error)) throw error
      await sleep(pauseMillis)
    }
  }
}

const isStoreError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "StoreError"
