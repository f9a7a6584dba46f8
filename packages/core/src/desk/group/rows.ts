// Rows of tickets as they were last seen, so that a command on a ticket at hand need not ask for
// it. They may be old: only what is stored at their version may be decided by them.
import type { TicketRow } from "../../port/TicketStore.ts"

/** The most rows that an office remembers. */
export const rowsAtMost = 4_096
/** The most characters of all their bodies. */
export const charactersAtMost = 8 * 1024 * 1024
/**
 * How long a row is at hand, in milliseconds. A host with newer zone data measures a ticket anew
 * without touching its version, and others have to hear of that (T18).
 */
export const rowKeptMillis = 60_000

/** Rows as they were last seen; the one used longest ago is forgotten first. */
export interface Rows {
  readonly find: (tenant: string, ticketId: string) => TicketRow | undefined
  /** Remembers a row, unless a newer one is known. */
  readonly keep: (tenant: string, row: TicketRow) => void
  readonly drop: (tenant: string, ticketId: string) => void
}

interface Kept {
  readonly row: TicketRow
  readonly until: number
}

/** None yet; `now` is a clock in milliseconds that never goes back. */
export const make = (now: () => number = () => performance.now()): Rows => {
  const rows = new Map<string, Kept>()
  let characters = 0
  const drop = (key: string): void => {
    characters -= rows.get(key)?.row.body.length ?? 0
    rows.delete(key)
  }
  const put = (key: string, kept: Kept): void => {
    drop(key)
    rows.set(key, kept)
    characters += kept.row.body.length
  }
  return {
    find: (tenant, ticketId) => {
      const key = keyOf(tenant, ticketId)
      const kept = rows.get(key)
      if (kept === undefined) return undefined
      if (kept.until > now()) put(key, kept)
      else drop(key)
      return rows.get(key)?.row
    },
    keep: (tenant, row) => {
      const key = keyOf(tenant, row.ticketId)
      if ((rows.get(key)?.row.version ?? 0) > row.version) return
      put(key, { row, until: now() + rowKeptMillis })
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
