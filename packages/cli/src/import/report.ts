// What an import comes to: every row that was not taken as it is met, the sums at the end.
import type { Import } from "@upkeep/core/effect"
import type { Options } from "../options.ts"
import { harmless, toOutput } from "../output.ts"

/** The sums of an import. */
export interface Totals {
  /** Rows of the file, those that cannot be read among them. */
  rows: number
  /** Tickets of the file, and what became of them. */
  tickets: number
  taken: number
  unchanged: number
  refused: number
  /** Events of the tickets that were taken. */
  events: number
  /** Rows of taken tickets that say what was so already. */
  already: number
  /** Rows that were not taken, with those that were not looked at after one that was refused. */
  left: number
  /** Files that rows name. */
  files: number
  /** Rows of which nobody can say whose they are. */
  unplaced: number
  /** Refused rows by code. */
  codes: { [code: string]: number }
}

/** Tells what an import comes to. */
export interface Report {
  readonly totals: Totals
  readonly refused: (refused: ReadonlyArray<Import.Refused>) => Promise<void>
  readonly file: (row: Import.Row, name: string) => Promise<void>
  readonly outcome: (outcome: Import.Outcome) => Promise<void>
  /** Tells the sums, with what is said of tickets that were taken: that they were, or would be. */
  readonly end: (taken: string) => Promise<void>
}

/** Begins a report on standard output. */
export const reporting = ({ json }: Pick<Options, "json">): Report => {
  const totals: Totals = { ...none, codes: {} }
  const tell = (content: object, line: string) => write(json ? JSON.stringify(content) : line)
  return {
    totals,
    refused: async (refused) => {
      for (const row of refused) {
        totals.codes[row.code] = (totals.codes[row.code] ?? 0) + 1
        await tell(row, `${said(row.ticket)}${row.message}`)
      }
    },
    file: async ({ line, ticket }, file) => {
      totals.files += 1
      await tell({ line, ticket, file }, `${said(ticket)}not imported: the file ${file}`)
    },
    outcome: async (found) => {
      const { refused: _, ...outcome } = found
      totals.tickets += 1
      totals[outcome.outcome] += 1
      if (outcome.outcome === "taken") totals.events += outcome.events
      totals.already += outcome.already
      totals.left += outcome.left
      if (json) await write(JSON.stringify(outcome))
    },
    end: async (taken) => {
      if (json) return write(JSON.stringify({ totals }))
      for (const line of linesOf(totals, taken)) await write(line)
    },
  }
}

const none = {
  rows: 0,
  tickets: 0,
  taken: 0,
  unchanged: 0,
  refused: 0,
  events: 0,
  already: 0,
  left: 0,
  files: 0,
  unplaced: 0,
}

// No faster than the reader reads: a file may have as many mistakes as rows.
const write = (line: string): Promise<void> => toOutput(`${harmless(line)}\n`)

const said = (ticket: string | null): string => `${ticket ?? "–"}  `

const linesOf = (totals: Totals, taken: string): ReadonlyArray<string> => {
  const { rows, tickets, unchanged, refused, events, already, left, files, codes } = totals
  const byCode = Object.entries(codes).toSorted(([, a], [, b]) => b - a)
  return [
    `${rows} rows of ${tickets} tickets`,
    `  ${totals.taken} ${taken}, with ${events} events`,
    `  ${unchanged} unchanged, ${refused} refused`,
    ...(already === 0 ? [] : [`  ${already} rows say what was so already`]),
    ...(left === 0 ? [] : [`  ${left} rows are left out`]),
    ...(files === 0 ? [] : [`  ${files} files are not imported`]),
    ...byCode.map(([code, count]) => `  ${count} × ${code}`),
  ]
}
