// Whether a store still holds what the desk wrote (P20), and what does not.

/** What is wrong; each has a row in docs/problems.md. */
export type DamageCode =
  | "checkpoint-changed"
  | "checkpoint-missing"
  | "content-changed"
  | "content-missing"
  | "content-not-forgotten"
  | "content-unexpected"
  | "event-changed"
  | "event-missing"
  | "event-unchained"
  | "event-unexpected"
  | "event-unreadable"
  | "feed-changed"
  | "feed-cut-off"
  | "file-changed"
  | "file-missing"
  | "process-changed"
  | "ticket-changed"
  | "ticket-missing"
  | "ticket-unreadable"

/** A stored thing that is not what the desk wrote. */
export interface Damage {
  readonly code: DamageCode
  /** Its ticket, by its id; null of what belongs to none. */
  readonly ticketId: string | null
  /** The number of its event; null of what belongs to none. */
  readonly event: number | null
  /** The code, and what, got, expected, where. */
  readonly message: string
}

/** What a verification is asked. */
export interface IntegrityQuestion {
  /** A `Checkpoint`, as data, that was kept elsewhere: what it covers must still be there. */
  readonly checkpoint?: unknown
}

/** The most damages that one report lists; those beyond them are counted. */
export const damagesListed = 1_000

/** What a verification looked at, and what it found. */
export interface IntegrityReport {
  readonly tickets: number
  readonly events: number
  /** Events that were written before there were chains: no hash of their own proves them. */
  readonly unchained: number
  /** Contents that are there, and those that were forgotten. */
  readonly contents: number
  readonly forgotten: number
  readonly files: number
  /** The checkpoints that the store holds, and how many events the last of them covers. */
  readonly checkpoints: number
  readonly covered: number
  /** How many damages there are. */
  readonly found: number
  /** The first 1,000 of them, ticket by ticket, then what the feed shows. */
  readonly damages: ReadonlyArray<Damage>
}
