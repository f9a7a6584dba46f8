// Adds up what a verification looks at: counts, and the first damages.
import { type Damage, damagesListed, type IntegrityReport } from "./Integrity.ts"

type Counts = Pick<
  IntegrityReport,
  "events" | "unchained" | "contents" | "forgotten" | "files" | "damages"
>

/** What was looked at so far. */
export interface Tally {
  /** Counts a ticket. */
  readonly add: (ticket: Counts) => void
  /** Notes what belongs to no ticket that could be read. */
  readonly note: (damages: ReadonlyArray<Damage>) => void
  /** Counts a checkpoint, and the events that it covers. */
  readonly cover: (events: number) => void
  readonly report: () => IntegrityReport
}

/** An empty tally. */
export const make = (): Tally => {
  const counts = { tickets: 0, events: 0, unchained: 0, contents: 0, forgotten: 0, files: 0 }
  const checked = { checkpoints: 0, covered: 0, found: 0 }
  const damages: Array<Damage> = []
  const note = (found: ReadonlyArray<Damage>) => {
    checked.found += found.length
    damages.push(...found.slice(0, damagesListed - damages.length))
  }
  return {
    add: (ticket) => {
      counts.tickets += 1
      counts.events += ticket.events
      counts.unchained += ticket.unchained
      counts.contents += ticket.contents
      counts.forgotten += ticket.forgotten
      counts.files += ticket.files
      note(ticket.damages)
    },
    note,
    cover: (events) => {
      checked.checkpoints += 1
      checked.covered = events
    },
    report: () => ({ ...counts, ...checked, damages }),
  }
}
