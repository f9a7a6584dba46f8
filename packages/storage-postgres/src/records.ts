// Records for tables: rows that were written elsewhere, put in many at a time.
import type { Param, Queries } from "./executor.ts"

/** What goes into one table; fields of a record that are no columns are passed over. */
export interface Records {
  readonly table: string
  /** Names and types, but the tenant's: `id text, at bigint`. */
  readonly columns: string
  readonly records: ReadonlyArray<{ readonly [column: string]: Param }>
}

/** Puts records of a tenant into their table, in their order. */
export const insert = async (
  inside: Queries,
  schema: string,
  tenant: string,
  { table, columns, records }: Records,
): Promise<void> => {
  const names = columns.replaceAll(/ \w+(?=,|$)/g, "")
  await inside.query(
    `INSERT INTO ${schema}.${table} (tenant, ${names}) SELECT $1, ${names} ` +
      `FROM json_to_recordset($2::text::json) AS given (${columns})`,
    [tenant, JSON.stringify(records)],
  )
}
