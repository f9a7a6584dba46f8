// What an operator does with a store: bring its schema up to date, and ask whether it is well.

/** One change of a schema. Each is a transaction of its own, and what was run is not run again. */
export interface Migration {
  /** 1, 2, 3 …: the schema's version when it has run. */
  readonly version: number
  readonly name: string
  /**
   * `expand` only adds, and code of the version before goes on working; `data` fills what was
   * added, in batches that can be resumed; `contract` takes away what only older code needs.
   */
  readonly kind: "expand" | "data" | "contract"
  readonly sql: string
}

/** What lies between a schema as it is and as this code wants it. */
export interface MigrationPlan {
  /** 0 where nothing of Upkeep is there. */
  readonly have: number
  readonly want: number
  readonly steps: ReadonlyArray<Migration>
}

/** Something about a store that its operator should know. */
export interface Finding {
  /** Stable: `clock-skew`, `work-stuck` … */
  readonly code: string
  /** An `error` keeps desks from working rightly; a `warning` will, or costs speed. */
  readonly level: "fine" | "warning" | "error"
  /** What, got, expected, where. */
  readonly message: string
  /** What to do; empty where all is fine. */
  readonly advice: string
}

/** The operator's side of a store. */
export interface StorageAdmin {
  /** What `up` would do; changes nothing. */
  readonly plan: () => Promise<MigrationPlan>
  /** Runs what is missing, and says what ran; safe beside other processes, and to begin again. */
  readonly up: () => Promise<MigrationPlan>
  /** Everything as one script, for those who may not run it from here; from a version on. */
  readonly sql: (from?: number) => string
  /** Settings, drift, clock skew, stuck work: all findings, those that are fine too. */
  readonly examine: () => Promise<ReadonlyArray<Finding>>
}
