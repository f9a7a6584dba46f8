// The tenants of whom anything is stored, each found by a seek behind the one before.

const tables = [
  "registry",
  "serial",
  "sending",
  "ticket",
  "inbound",
  "watermark",
  "attachment",
  "customer",
  "staff",
]

/** A statement that gives tenants by name: those after `$1`, at most `$2`. */
export const tenantsStatement = (schema: string): string => {
  const next = (last: string) => {
    const seek = (table: string) =>
      `(SELECT tenant FROM ${schema}.${table} WHERE tenant > ${last} ORDER BY tenant LIMIT 1)`
    return `least(${tables.map(seek).join(", ")})`
  }
  return (
    `WITH RECURSIVE found (name) AS (SELECT ${next("$1")} ` +
    `UNION ALL SELECT ${next("found.name")} FROM found WHERE found.name IS NOT NULL) ` +
    "SELECT name AS tenant FROM found WHERE name IS NOT NULL LIMIT $2"
  )
}
