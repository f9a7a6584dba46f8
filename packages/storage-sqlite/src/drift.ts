// Whether a file still has the tables and indexes that the steps made.
import { DatabaseSync } from "node:sqlite"
import { type Statements, statementsOn } from "./connection.ts"
import { text } from "./row.ts"
import { steps } from "./schema.ts"

/** What of Upkeep's a file lacks, has beyond the steps up to a version, or has otherwise. */
export const driftOf = (statements: Statements, version: number): ReadonlyArray<string> => {
  const expected = madeBy(version)
  const found = namesIn(statements)
  return [
    ...[...expected.keys()].filter((name) => !found.has(name)).map((name) => `no ${name}`),
    ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => `a foreign ${name}`),
    ...[...found]
      .filter(([name, sql]) => expected.has(name) && expected.get(name) !== sql)
      .map(([name]) => `another ${name}`),
  ]
}

const madeBy = (version: number): ReadonlyMap<string, string> => {
  const db = new DatabaseSync(":memory:")
  try {
    for (const step of steps) if (step.version <= version) db.exec(step.sql)
    return namesIn(statementsOn(db))
  } finally {
    db.close()
  }
}

// Indexes of keys have no statement of their own.
const namesIn = ({ prepare }: Statements): ReadonlyMap<string, string> =>
  new Map(
    prepare(
      "SELECT name, sql FROM sqlite_schema WHERE tbl_name LIKE 'upkeep~_%' ESCAPE '~' AND sql IS NOT NULL ORDER BY name",
    )
      .all()
      .map((row) => [text(row, "name"), text(row, "sql")]),
  )
