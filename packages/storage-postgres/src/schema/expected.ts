// What the migrations make, by its names, read from their text.
import { createHash } from "node:crypto"

/** Columns, indexes and functions that statements make; a function with the hash of its text. */
export const madeBy = (sql: string): ReadonlyArray<string> => [
  ...tables(sql),
  ...named(sql, /CREATE (?:UNIQUE )?INDEX (\w+)/g, "index"),
  ...functions(sql),
]

function* tables(sql: string): Generator<string> {
  for (const [, table, columns = ""] of sql.matchAll(
    /CREATE TABLE \S+\.(\w+) \(\n([\s\S]*?)\n\)/g,
  )) {
    for (const [, column] of columns.matchAll(/^ {2}([a-z]\w*) /gm)) {
      yield `column ${table}.${column}`
    }
  }
  for (const [, table, column] of sql.matchAll(/ALTER TABLE \S+\.(\w+) ADD COLUMN (\w+)/g)) {
    yield `column ${table}.${column}`
  }
}

function* named(sql: string, pattern: RegExp, kind: string): Generator<string> {
  for (const [, name] of sql.matchAll(pattern)) yield `${kind} ${name}`
}

// What is made again replaces what was made before: the last counts.
const functions = (sql: string): ReadonlyArray<string> => {
  const bodies = new Map<string, string>()
  const pattern = /CREATE (?:OR REPLACE )?FUNCTION \S+\.(\w+)\([\s\S]*?AS \$\$([\s\S]*?)\$\$;/g
  for (const [, name = "", body = ""] of sql.matchAll(pattern)) bodies.set(name, body)
  return [...bodies].map(
    ([name, body]) => `function ${name} ${createHash("md5").update(body).digest("hex")}`,
  )
}
