// Pages in the order of an instant: of the last change, or of what is due next.
//
// An index has the tickets of each status in this order. A filter by a person walks along it where
// the person has many tickets there, as then a page is full soon; the few of anybody else are found
// by their own index and sorted.
import type { SQLInputValue } from "node:sqlite"
import type { TicketQuery } from "@upkeep/core/effect"
import type { Connection } from "./connection.ts"
import { integer, readable, type Row, rowByRow, text } from "./row.ts"
import type { Direction } from "./direction.ts"
import { filtersBy, type Lane, statusesBy } from "./lanes.ts"

/** The most tickets of one status, where it has more of them, that are sorted for a page. */
export const gatheredAtMost = 500

const columns = { updated: "updated_at", due: "due_at" } as const

/** Prepares the ids of a page in the order of an instant. */
export const sortedBy = (
  connection: Connection,
  direction: Direction,
  sort: keyof typeof columns,
) => {
  const { sign, start, startAt } = direction
  const filters = filtersBy((lane) => ({
    statuses: statusesBy(connection, lane),
    page: pageBy(connection, lane, orderBy(direction, sort)),
  }))
  return (
    tenant: string,
    filter: TicketQuery.TicketFilter,
    limit: number,
  ): ReadonlyArray<string> => {
    const { statusPrefix = "", after } = filter
    const { by, keys, also } = filters(tenant, filter)
    const place = after === undefined ? [startAt, start] : [filter.afterAt ?? 0, after]
    const rows = by
      .statuses(keys, statusPrefix)
      .flatMap((status) => by.page({ tenant, status, keys, also }, [...place, limit]))
    return readable(rows, placeOf)
      .toSorted((a, b) => sign * (a.at - b.at || (a.id < b.id ? -1 : 1)))
      .slice(0, limit)
      .map(({ id }) => id)
  }
}

const placeOf = (row: Row) => ({ at: integer(row, "at"), id: text(row, "ticket_id") })

interface Order {
  readonly column: string
  readonly index: string
  readonly behind: string
}

const orderBy = ({ beyond, sorted }: Direction, sort: keyof typeof columns): Order => {
  const column = columns[sort]
  const behind =
    `AND ${column} IS NOT NULL AND (${column}, ticket_id) ${beyond} (?, ?) ` +
    `ORDER BY ${column} ${sorted}, ticket_id ${sorted} LIMIT ?`
  return { column, index: `upkeep_ticket_${sort}`, behind }
}

interface Stretch {
  readonly tenant: string
  readonly status: string
  readonly keys: ReadonlyArray<SQLInputValue>
  readonly also: ReadonlyArray<SQLInputValue>
}

const pageBy = (
  { prepare }: Connection,
  { index, condition, also }: Lane,
  { column, index: sortedIndex, behind }: Order,
) => {
  const pageIn = (index: string) =>
    rowByRow(
      prepare(
        `SELECT ${column} AS at, ticket_id FROM upkeep_ticket INDEXED BY ${index} ` +
          `WHERE ${condition} AND status = ? ${also} ${behind}`,
      ),
    )
  const walked = pageIn(sortedIndex)
  const gathered = pageIn(index)
  const isMore = (index: string, condition: string) =>
    prepare(
      `SELECT 1 FROM upkeep_ticket INDEXED BY ${index} WHERE ${condition} LIMIT 1 OFFSET ${gatheredAtMost}`,
    )
  const theirsAreMore = isMore(index, `${condition} AND status = ? ${also}`)
  const allAreMore = isMore(sortedIndex, `tenant = ? AND status = ? AND ${column} IS NOT NULL`)
  return (lane: Stretch, place: ReadonlyArray<SQLInputValue>): ReadonlyArray<Row> => {
    const { tenant, status, keys, also } = lane
    const narrowed = [...keys, status, ...also]
    const areFew =
      theirsAreMore.get(...narrowed) === undefined && allAreMore.get(tenant, status) !== undefined
    return (areFew ? gathered : walked).all(...narrowed, ...place)
  }
}
