// A new name is durable once its folder was synced.
import { open } from "node:fs/promises"

/** Syncs a folder, and with it the names that lie in it. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
