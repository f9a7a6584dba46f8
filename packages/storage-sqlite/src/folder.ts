// Folders and names that survive a crash: a new name is durable once its folder was synced.
import { mkdir, open, readdir, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"

/** The most levels of new folders above a file. */
const depthLimit = 8

/** Syncs a folder, and with it the names that lie in it. */
export const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a folder and those above it, synced. */
export const makeFolder = async (path: string): Promise<void> => {
  const made = await mkdir(path, { recursive: true })
  if (made === undefined) return
  let above = path
  for (let depth = 0; depth < depthLimit && above !== dirname(made); depth += 1) {
    above = dirname(above)
    await syncFolder(above)
  }
}

/** The names in a folder, sorted; none where there is no folder. */
export const namesIn = async (folder: string): Promise<ReadonlyArray<string>> => {
  try {
    return (await readdir(folder)).toSorted()
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return []
    throw cause
  }
}

/** The most abandoned files that one start removes. */
const sweepLimit = 1_000

/** Removes the files of a folder that were last touched before an instant, if there is one. */
export const sweep = async (folder: string, before: number): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.slice(0, sweepLimit)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < before) await rm(path, { force: true })
  }
}
