// Rows of another desk's tickets, as a test writes them, and an import of them.
import type { Desk, DeskOptions } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { march, openDesk, words } from "./setUp.ts"

/** The columns of a row. */
export type Columns = { readonly [column: string]: string }

/** The number of the ticket that rows are of where they do not say. */
export const ticket = "HD-7"

const by = {
  anna: { author: "anna", authorKind: "customer" },
  olga: { author: "olga", authorKind: "agent" },
} as const

/** A row at an instant of March 2026, 12:00 where no time is named. */
export const row = (kind: string, day: string, more: Columns = {}): Columns => ({
  ticket,
  at: `2026-03-${day.includes("T") ? day : `${day}T12:00`}:00+03:00`,
  kind,
  ...by.olga,
  ...more,
})

/** Anna's request, on Monday at noon. */
export const registered = (more: Columns = {}): Columns => ({
  ...row("registered", "02"),
  ...by.anna,
  channel: "email",
  subject: words.subject,
  text: words.text,
  address: words.address,
  name: words.name,
  ...more,
})

/** A desk long after: 31 March 2026, noon. */
export const later = async (options: DeskOptions = {}) => {
  const opened = await openDesk(options)
  opened.clock.at = march(31, 12)
  return opened
}

/** An import on a desk: reads records, each on its own line, and gives them by tickets. */
export const importOn = async (desk: Desk, options: Import.Options = {}) => {
  const importer = await desk.run(Import.make(options))
  const read = (records: ReadonlyArray<unknown>) => {
    const readings = records.map((record, index) => importer.read(record, index + 1))
    const rows = readings.flatMap(({ row }) => (row === null ? [] : [row]))
    const groups = Map.groupBy(rows, (each) => each.ticket)
    const tickets = [...groups].map(([number, its]) => ({ ticket: number, rows: its }))
    return { tickets, refused: readings.flatMap(({ refused }) => refused) }
  }
  return {
    importer,
    read,
    check: (records: ReadonlyArray<unknown>) => desk.run(importer.check(read(records).tickets)),
    take: (records: ReadonlyArray<unknown>) => desk.run(importer.take(read(records).tickets)),
  }
}

/** What happened to a ticket: each event with its instant, without the year. */
export const historyOf = async (desk: Desk, number = ticket): Promise<ReadonlyArray<string>> => {
  const { history } = await desk.show(number)
  return history.map(({ at, type }) => {
    const wall = new Date(at + 3 * 3_600_000).toISOString()
    return `${wall.slice(5, 16)} ${type}`
  })
}
