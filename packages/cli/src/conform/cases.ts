// Where every case of a log stands. Those that had a row lately are kept in memory, the others in a
// private database of SQLite's own, which is on no path and gone with the process. So a log may lie
// in any order of its cases, and ten million of them take no more memory than twenty thousand.
import type { Conformance } from "@upkeep/core"
import { DatabaseSync } from "node:sqlite"

/** The most cases that are kept in memory. */
export const casesAtMost = 20_000

/** The part of them that goes to the database when there are more. */
const moved = 0.25

/** Where cases stand. */
export interface Cases extends Disposable {
  readonly find: (id: string) => Conformance.Standing | undefined
  readonly set: (id: string, standing: Conformance.Standing) => void
  /** All of them, in no order. */
  readonly all: () => Generator<Conformance.Standing>
}

/** Begins without a case. */
export const openCases = (atMost = casesAtMost): Cases => {
  // The one that had a row last is the last.
  const lately = new Map<string, Conformance.Standing>()
  const database = new DatabaseSync("")
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384")
  database.exec("CREATE TABLE standing (id TEXT PRIMARY KEY, said TEXT) STRICT, WITHOUT ROWID")
  const insert = database.prepare("INSERT OR REPLACE INTO standing VALUES (?, ?)")
  const select = database.prepare("SELECT said FROM standing WHERE id = ?")
  let kept = 0

  const makeRoom = () => {
    database.exec("BEGIN")
    let left = Math.ceil(atMost * moved)
    for (const [id, standing] of lately) {
      if (left-- === 0) break
      insert.run(id, JSON.stringify(standing))
      lately.delete(id)
      kept += 1
    }
    database.exec("COMMIT")
  }
  return {
    find: (id) => lately.get(id) ?? (kept === 0 ? undefined : standingIn(select.get(id))),
    set: (id, standing) => {
      lately.delete(id)
      lately.set(id, standing)
      if (lately.size > atMost) makeRoom()
    },
    all: function* () {
      yield* lately.values()
      for (const row of database.prepare("SELECT id, said FROM standing").iterate()) {
        const standing = lately.has(String(row["id"])) ? undefined : standingIn(row)
        if (standing !== undefined) yield standing
      }
    },
    [Symbol.dispose]: () => database.close(),
  }
}

// Our own writing.
const standingIn = (
  row: Readonly<Record<string, unknown>> | undefined,
): Conformance.Standing | undefined =>
  row === undefined ? undefined : JSON.parse(String(row["said"]))
