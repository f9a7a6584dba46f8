// Whether a schema still is what its migrations made of it: what they make is read from their text.
import type { StorageAdmin } from "@upkeep/core/effect"
import type { Queries } from "./executor.ts"
import { standingOf } from "./migrate.ts"
import { text } from "./row.ts"
import { changes, madeBy } from "./schema/Migrations.ts"

/** The findings about the shape of a schema. */
export const driftOf = async (
  queries: Queries,
  schema: string,
): Promise<ReadonlyArray<StorageAdmin.Finding>> => {
  const { version } = await standingOf(queries, schema)
  const { rows } = await queries.query(question, [schema])
  const found = new Set(rows.map((row) => text(row, "thing")))
  const ran = changes.slice(0, version).map(({ sql }) => sql(schema))
  // What is newer than this code may have made a function again, with a text that it cannot know.
  const isKnown = (thing: string) => version <= changes.length || !thing.startsWith("function ")
  const missing = madeBy(ran.join("\n")).filter((thing) => !found.has(thing) && isKnown(thing))
  const unsorted = rows
    .map((row) => text(row, "thing"))
    .filter((thing) => thing.startsWith("not in byte order: "))
  const wrong = [...missing.map((thing) => `no ${thing}`), ...unsorted]
  const isFine = wrong.length === 0
  return [
    {
      code: "schema-drift",
      level: isFine ? "fine" : "error",
      message: `schema ${schema}: got ${wrong.join("; ") || "everything as it was made"}, expected what the migrations made`,
      advice: isFine ? "" : "put back what was changed by hand; `upkeep migrate sql` shows it",
    },
  ]
}

// Tables with their columns, valid indexes, functions by their text, and keys that sort otherwise.
const question = `
  SELECT 'column ' || c.relname || '.' || a.attname AS thing FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p')
  UNION ALL
  SELECT 'index ' || c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
  WHERE c.relnamespace = to_regnamespace($1) AND i.indisvalid
  UNION ALL
  SELECT 'function ' || p.proname || ' ' || md5(p.prosrc) FROM pg_proc p WHERE p.pronamespace = to_regnamespace($1)
  UNION ALL
  SELECT 'not in byte order: ' || t.relname || '.' || a.attname FROM pg_index i
  JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = to_regnamespace($1)
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
  JOIN pg_collation o ON o.oid = a.attcollation
  WHERE i.indisunique AND o.collname NOT IN ('C', 'POSIX')`
