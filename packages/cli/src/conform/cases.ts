// Where every case of a log stands. Those that had a row lately are kept in memory, the others in a
// private database of SQLite's own, which is on no path and gone with the process. So a log may lie
// in any order of its cases, and ten million of them take no more memory than fifty thousand.
import type { Conformance } from "@upkeep/core"
import { DatabaseSync } from "node:sqlite"

/** The most cases that are kept in memory. */
export const casesAtMost = 50_000

/** The part of them that goes to the database when there are more. */
const moved = 0.25

/** The most of the database that is kept in memory. */
const cacheKibibytes = 65_536

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
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
  database.exec(`PRAGMA cache_size = -${cacheKibibytes}`)
  database.exec("CREATE TABLE standing (id TEXT PRIMARY KEY, said TEXT) STRICT, WITHOUT ROWID")
  const insert = database.prepare("INSERT OR REPLACE INTO standing VALUES (?, ?)")
  const select = database.prepare("SELECT said FROM standing WHERE id = ?")
  let isAnyMoved = false

  const makeRoom = () => {
    // In the order of the table: what lies on one page is written at once.
    const oldest = [...lately]
      .slice(0, Math.ceil(atMost * moved))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    database.exec("BEGIN")
    for (const [id, standing] of oldest) {
      insert.run(id, written(standing))
      lately.delete(id)
    }
    database.exec("COMMIT")
    isAnyMoved = true
  }
  return {
    find: (id) => lately.get(id) ?? (isAnyMoved ? standingIn(select.get(id)) : undefined),
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

// Values without their names are half as long.
const written = (standing: Conformance.Standing): string => {
  const { type, place, since, at, group, groupBefore, deviations, isReopened, isReturned } =
    standing
  return JSON.stringify([
    type,
    place,
    since,
    at,
    group,
    groupBefore,
    deviations,
    isReopened,
    isReturned,
  ])
}

// Our own writing.
const standingIn = (
  row: Readonly<Record<string, unknown>> | undefined,
): Conformance.Standing | undefined => {
  if (row === undefined) return undefined
  const [type, place, since, at, group, groupBefore, deviations, isReopened, isReturned] =
    JSON.parse(String(row["said"]))
  return { type, place, since, at, group, groupBefore, deviations, isReopened, isReturned }
}
