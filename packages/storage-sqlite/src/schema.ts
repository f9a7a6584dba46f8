// The steps by which a file came to its tables. One that was published never changes: what is to be
// different is a new one.
import type { StorageAdmin } from "@upkeep/core/effect"
import type { Statements } from "./connection.ts"
import { integer } from "./row.ts"
import { complete } from "./complete.ts"
import { assignments, directory, first } from "./tables.ts"

/** A step, and what code must know to use a file in which it has run. */
export interface Step extends StorageAdmin.Migration {
  /** The least version that code must know. An expansion that older code lives with keeps it. */
  readonly compatible: number
}

const expansion = (version: number, name: string, sql: string, compatible = version): Step => ({
  version,
  name,
  kind: "expand",
  sql,
  compatible,
})

/** The steps in their order. A `data` step has no statements: words are made by this code alone. */
export const steps: ReadonlyArray<Step> = [
  expansion(1, "tickets", first),
  expansion(2, "directory", directory),
  expansion(3, "assignments", assignments),
  expansion(4, "complete-ports", complete),
  { version: 5, name: "words", kind: "data", sql: "", compatible: 4 },
]

/** How far a file has come. */
export interface Standing {
  /** The steps that ran; 0 where it has no table of Upkeep. */
  readonly version: number
  /** The least version that code must know to use it. */
  readonly compatible: number
}

/** How far a file has come. */
export const standingOf = ({ prepare }: Statements): Standing => {
  const own = prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'upkeep_schema'")
  if (own.get() === undefined) return { version: 0, compatible: 0 }
  const row = prepare("SELECT * FROM upkeep_schema").get() ?? {}
  const version = integer(row, "version")
  // Before the fourth step there was no such column, and every version had to be known.
  return { version, compatible: "compatible" in row ? integer(row, "compatible") : version }
}

/** The version from which on this code finds all of its tables: a `data` step may be missing. */
export const neededBy = (known: ReadonlyArray<Step>): number =>
  known.reduce((needed, { kind, version }) => (kind === "data" ? needed : version), 0)

/** The version that code knows. */
export const knownBy = (known: ReadonlyArray<Step>): number => known.at(-1)?.version ?? 0
