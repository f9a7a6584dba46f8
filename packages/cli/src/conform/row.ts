// A row of a log as it was read, whatever its form.
import type { Conformance, Problem } from "@upkeep/core"

/** What a row says, in the log's own words. */
export interface Row {
  /** Where it stands in the log, from 1. */
  readonly line: number
  readonly case: string
  readonly time: string
  readonly state: string
  readonly group: string | null
  readonly type: string | null
}

/** A row, or what is wrong with it. */
export type Read = Row | Problem.Problem

/** Where a map says that a log says what. */
export type Places = Conformance.Places
