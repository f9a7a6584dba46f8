// How many tickets there are, by indexes alone.
import type { TicketQuery } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { statusesBy } from "./lanes.ts"
import { integer, type Row, text } from "./row.ts"

/** Prepares `counts`; call what it returns inside a snapshot. */
export const countsBy = (connection: Connection) => {
  const byStatus = statusCountsBy(connection)
  const people = {
    assignee: peopleBy(connection, "assignee"),
    customer: peopleBy(connection, "customer"),
  }
  return (
    tenant: string,
    by: TicketQuery.CountBy,
    prefix: string,
  ): ReadonlyArray<TicketQuery.TicketCount> => {
    const statuses = byStatus(tenant, prefix)
    if (by === "status") return statuses
    const theirs = people[by](tenant, prefix).filter(({ count }) => count > 0)
    const nobodys = total(statuses) - total(theirs)
    return nobodys === 0 ? theirs : [...theirs, { value: null, count: nobodys }]
  }
}

const total = (counts: ReadonlyArray<TicketQuery.TicketCount>): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

const statusCountsBy = (connection: Connection) => {
  const index = "upkeep_ticket_status"
  const statuses = statusesBy(connection, { index, condition: "tenant = ?" })
  const count = connection.prepare(
    `SELECT count(*) AS count FROM upkeep_ticket INDEXED BY ${index} WHERE tenant = ? AND status = ?`,
  )
  return (tenant: string, prefix: string): ReadonlyArray<TicketQuery.TicketCount> =>
    statuses([tenant], prefix).map((value) => ({
      value,
      count: integer(count.get(tenant, value) ?? {}, "count"),
    }))
}

// From one person to the next by a seek, and of each the stretch of these statuses.
const peopleBy = ({ prepare }: Connection, by: "assignee" | "customer") => {
  const from = `FROM upkeep_ticket INDEXED BY upkeep_ticket_${by} WHERE tenant = ?1 AND ${by}`
  const counts = prepare(
    `WITH RECURSIVE person (id) AS (SELECT min(${by}) ${from} IS NOT NULL UNION ALL ` +
      `SELECT (SELECT min(${by}) ${from} > person.id) FROM person WHERE id IS NOT NULL) ` +
      `SELECT id, (SELECT count(*) ${from} = person.id AND status >= ?2 AND status < ?3) AS count ` +
      "FROM person WHERE id IS NOT NULL",
  )
  return (tenant: string, prefix: string): ReadonlyArray<TicketQuery.TicketCount> =>
    counts.all(tenant, prefix, `${prefix}\u{10FFFF}`).map(countOf)
}

const countOf = (row: Row) => ({ value: text(row, "id"), count: integer(row, "count") })
