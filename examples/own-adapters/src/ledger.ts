// Tables in memory, every change of which is in a file before anybody hears of it.
//
// A change is one line: a list of [table, key, row], with null for a row that is gone. It is
// written and synced, and only then answered; opening the file again plays the lines in their
// order.
import { type FileHandle, open } from "node:fs/promises"
import { dirname } from "node:path"
import { StoreError } from "@upkeep/core"
import { syncFolder } from "./folder.ts"
import { emptyTables, type Tables } from "./tables.ts"

/** Puts a row under a key; undefined takes it away. */
export type Write = <A>(table: Map<string, A>, key: string, row: A | undefined) => void

/** The tables and their file. Calls take turns: each sees what the ones before it left. */
export interface Ledger {
  readonly read: <A>(look: (tables: Tables) => A) => Promise<A>
  /** Changes as a whole: where the work throws, or its line cannot be written, nothing changed. */
  readonly change: <A>(work: (tables: Tables, write: Write) => A) => Promise<A>
  readonly close: () => Promise<void>
}

/** The first line, so that a file of something else is left alone. */
export const header = "upkeep ledger 1\n"

/** Opens a ledger, or begins one. */
export const openLedger = async (path: string): Promise<Ledger> => {
  const file = await open(path, "a+")
  try {
    const { tables, end } = await replay(file, path)
    await syncFolder(dirname(path))
    return ledgerOf(file, tables, end)
  } catch (cause) {
    await file.close()
    throw cause
  }
}

const replay = async (file: FileHandle, path: string) => {
  const bytes = await file.readFile()
  // A last line without its end was torn off by a crash: nobody was told that it is stored.
  const end = bytes.lastIndexOf("\n") + 1
  const text = bytes.toString("utf8", 0, end)
  if (!text.startsWith(header) && !header.startsWith(bytes.toString("utf8"))) throw foreign(path)
  const tables = emptyTables()
  for (const [index, line] of text.slice(header.length).split("\n").entries())
    if (line !== "") play(tables, line, `${path}:${index + 2}`)
  await file.truncate(end)
  if (end > 0) return { tables, end }
  await file.appendFile(header)
  return { tables, end: header.length }
}

const play = (tables: Tables, line: string, where: string): void => {
  const byName = new Map<string, Map<string, unknown>>(Object.entries(tables))
  try {
    const puts: ReadonlyArray<readonly [string, string, unknown]> = JSON.parse(line)
    for (const [name, key, row] of puts) {
      const table = byName.get(name)
      if (table === undefined) throw new Error(`no table ${name}`)
      put(table, key, row ?? undefined)
    }
  } catch (cause) {
    const detail = `${where}: got a line that this code did not write: restore a backup`
    throw new StoreError({ reason: "damaged", detail, cause })
  }
}

const put = <A>(table: Map<string, A>, key: string, row: A | undefined): void => {
  if (row === undefined) table.delete(key)
  else table.set(key, row)
}

const ledgerOf = (file: FileHandle, tables: Tables, start: number): Ledger => {
  const append = appender(file, start)
  const takeTurns = turns()
  return {
    read: (look) => takeTurns(async () => look(tables)),
    change: (work) => takeTurns(() => changed(tables, work, append)),
    close: () => file.close(),
  }
}

const turns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <A>(work: () => Promise<A>): Promise<A> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

type Append = (line: string) => Promise<void>

const changed = async <A>(
  tables: Tables,
  work: (tables: Tables, write: Write) => A,
  append: Append,
): Promise<A> => {
  const names = new Map<unknown, string>(Object.entries(tables).map(([name, map]) => [map, name]))
  const line: Array<readonly [string | undefined, string, unknown]> = []
  const undo: Array<() => void> = []
  const write: Write = (table, key, row) => {
    const before = table.get(key)
    undo.unshift(() => put(table, key, before))
    line.push([names.get(table), key, row ?? null])
    put(table, key, row)
  }
  try {
    const answer = work(tables, write)
    if (line.length > 0) await append(`${JSON.stringify(line)}\n`)
    return answer
  } catch (cause) {
    for (const back of undo) back()
    throw cause
  }
}

// Half a line must not stand before the next one. Where it cannot be cut off, nothing more is
// taken.
const appender = (file: FileHandle, start: number): Append => {
  let end = start
  let isBroken = false
  return async (line) => {
    if (isBroken) throw new StoreError({ reason: "unavailable", detail: brokenDetail })
    try {
      await file.appendFile(line)
      await file.sync()
      end += Buffer.byteLength(line)
    } catch (cause) {
      isBroken = true
      await file.truncate(end)
      await file.sync()
      isBroken = false
      throw notWritten(cause)
    }
  }
}

const brokenDetail =
  "an earlier change could not be written and not be cut off: open a desk again on a sound disk"

const notWritten = (cause: unknown) => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  const reason = code === "ENOSPC" || code === "EDQUOT" ? "full" : "unavailable"
  const detail = `the ledger could not be written (${String(cause)}); nothing was stored: look at the disk`
  return new StoreError({ reason, detail, cause })
}

const foreign = (path: string) =>
  new StoreError({
    reason: "cannot-open",
    detail: `${path}: got a file of something else, expected a ledger or a new file: name another`,
  })
