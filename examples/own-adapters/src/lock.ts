// A lock file: the one process that may open what lies beside it.
import { randomUUID } from "node:crypto"
import { link, readFile, rename, rm, writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import { StoreError } from "@upkeep/core"

/**
 * Takes the lock and returns what gives it back. Refused where a living process of this machine has
 * it, this one included; the lock of a dead one is taken over.
 */
export const takeLock = async (file: string): Promise<() => Promise<void>> => {
  const path = resolve(file)
  if (ours.has(path)) throw held(path, String(process.pid))
  ours.add(path)
  try {
    await take(path)
  } catch (cause) {
    ours.delete(path)
    throw cause
  }
  return async () => {
    await rm(path, { force: true })
    ours.delete(path)
  }
}

// The locks of this process. A file cannot say that: its process id may be that of a dead
// predecessor (in a container both often are 1).
const ours = new Set<string>()

const take = async (path: string): Promise<void> => {
  if (await isMade(path)) return
  const holder = await holderOf(path)
  if (isAlive(holder)) throw held(path, holder)
  await putAway(path, holder)
  if (!(await isMade(path))) throw held(path, await holderOf(path))
}

/** Makes the lock where there is none, in one step. */
const isMade = (path: string): Promise<boolean> =>
  writeFile(path, `${process.pid}\n`, { flag: "wx" }).then(() => true, absent("EEXIST", false))

/** What the lock says; empty where it went away, or says nothing yet. */
const holderOf = async (path: string): Promise<string> =>
  (await readFile(path, "utf8").catch(absent("ENOENT", ""))).trim()

const isAlive = (holder: string): boolean => {
  const pid = Number(holder)
  // Who it is cannot be told: better refuse than open twice.
  if (!Number.isSafeInteger(pid) || pid < 1) return true
  if (pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return !hasCode(cause, "ESRCH")
  }
}

// Two may find the same dead lock: who comes second holds the fresh lock of the first in his hand,
// and puts it back.
const putAway = async (path: string, dead: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`
  await rename(path, aside).catch(absent("ENOENT", undefined))
  if ((await holderOf(aside)) !== dead) await link(aside, path).catch(absent("ENOENT", undefined))
  await rm(aside, { force: true })
}

const absent =
  <A>(code: string, answer: A) =>
  (cause: unknown): A => {
    if (hasCode(cause, code)) return answer
    throw cause
  }

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code

const held = (path: string, holder: string) => {
  const got = `the lock of process ${holder || "unknown"}`
  const detail = `${path}: got ${got}, expected none: close that desk, or remove the lock where none runs`
  return new StoreError({ reason: "cannot-open", detail })
}
