// What a commit brings beside its ticket, as rows of lists; and how lists go as texts.
import type { TicketStore } from "@upkeep/core/effect"
import type { Param } from "./executor.ts"
import { searchVersion, vectorOf } from "./searchWords.ts"

/** A commit with its place in the batch. */
export interface Numbered extends TicketStore.Commit {
  readonly n: number
  readonly tenant: string
  /** The version of the schema. */
  readonly schemaVersion: number
}

/** A row of a list. */
export type Cells = ReadonlyArray<Param>

/** The list `contents`. */
export const contentsOf = (commit: Numbered): ReadonlyArray<Cells> => {
  const { n, tenant, ticketId, schemaVersion } = commit
  return commit.contents.map(({ key, salt, body }) => [
    n,
    ticketId,
    key,
    salt,
    body,
    ...(schemaVersion >= searchVersion ? [vectorOf(tenant, body)] : []),
  ])
}

/** The list `deliveries`. */
export const deliveriesOf = ({ n, ticketId, at, deliveries }: Numbered): ReadonlyArray<Cells> =>
  deliveries.map(({ id, eventNumber, channel, notice }, place) => [
    n,
    place,
    id,
    ticketId,
    eventNumber,
    channel,
    notice,
    at,
  ])

/**
 * Lists as texts, with the mark that stands in them: between two rows, between two cells and for
 * null, with a letter behind it. A list without rows is null.
 */
export const marked = (
  lists: ReadonlyArray<ReadonlyArray<Cells>>,
): readonly [mark: string, ...texts: ReadonlyArray<string | null>] => {
  const mark = markFor(lists)
  const cellOf = (cell: Param) => (cell === null ? `${mark}n` : `${cell}`)
  const texts = lists.map((rows) =>
    rows.length === 0
      ? null
      : rows.map((cells) => cells.map(cellOf).join(`${mark}c`)).join(`${mark}r`),
  )
  return [mark, ...texts]
}

// A control character, which JSON never holds as such. It is lengthened until no text holds it, and
// begins with what it does not hold again.
const markFor = (lists: ReadonlyArray<ReadonlyArray<Cells>>): string => {
  const isIn = (mark: string) =>
    lists.some((rows) =>
      rows.some((cells) => cells.some((cell) => typeof cell === "string" && cell.includes(mark))),
    )
  let mark = "\u001e"
  for (let round = 0; isIn(mark); round += 1) mark = `\u001e${round}\u001f`
  return mark
}
