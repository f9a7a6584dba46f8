// Rows of tickets as they were last seen, so that a command on a ticket at hand need not ask for
// it. They may be old: only what is stored at their version may be decided by them.
import type { TicketRow } from "../../port/TicketStore.ts"

/** The most rows that an office remembers. */
export const rowsAtMost = 1_024
/** The most characters of all their bodies. */
export const charactersAtMost = 8 * 1024 * 1024

/** Rows as they were last seen; the one used longest ago is forgotten first. */
export interface Rows {
  readonly find: (tenant: string, ticketId: string) => TicketRow | undefined
  /** Remembers a row, unless a newer one is known. */
  readonly keep: (tenant: string, row: TicketRow) => void
  readonly drop: (tenant: string, ticketId: string) => void
}

/** None yet. */
export const make = (): Rows => {
  const rows = new Map<string, TicketRow>()
  let characters = 0
  const drop = (key: string): void => {
    characters -= rows.get(key)?.body.length ?? 0
    rows.delete(key)
  }
  const put = (key: string, row: TicketRow): void => {
    drop(key)
    rows.set(key, row)
    characters += row.body.length
  }
  return {
    find: (tenant, ticketId) => {
      const key = keyOf(tenant, ticketId)
      const row = rows.get(key)
      if (row !== undefined) put(key, row)
      return row
    },
    keep: (tenant, row) => {
      const key = keyOf(tenant, row.ticketId)
      if ((rows.get(key)?.version ?? 0) > row.version) return
      put(key, row)
      for (const oldest of rows.keys()) {
        if (rows.size <= rowsAtMost && characters <= charactersAtMost) return
        drop(oldest)
      }
    },
    drop: (tenant, ticketId) => drop(keyOf(tenant, ticketId)),
  }
}

// No tenant and no id can look like another pair of them.
const keyOf = (tenant: string, ticketId: string): string => `${tenant.length} ${tenant}${ticketId}`
