// Logs of a test, and what they come to.
import { Result } from "effect"
import * as Conformance from "../../src/conform/Conformance.ts"
import * as Process from "../../src/process/Process.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { standard } from "../../src/process/Standard.ts"

/** A map as a vendor would write it, of a log with few states. */
export const states = {
  new: { to: "open.registered", by: [] },
  work: { to: "open.ours", not: "registered", by: ["DiagnosisStarted", "TurnPassed.ours"] },
  wait: { to: "open.customers", by: ["TurnPassed.customers"] },
  up: { to: "escalated.ours", by: ["Escalated", "TurnPassed.ours"] },
  solved: {
    to: ["completed", "closed.processed"],
    by: ["DiagnosisStarted", "CauseFound", "Answered", "Completed"],
  },
  closed: { to: "closed", by: ["Confirmed", "SilenceElapsed"] },
  gone: { to: "closed", by: ["Withdrawn", "Rejected", "Merged"] },
  again: { to: "open", by: ["Disputed", "Reopened", "AnswerReturned", "Unmerged"] },
  note: null,
} as const

/** A row, an hour after the one before it unless it says when. */
export type Row =
  | string
  | { readonly state: string; readonly hour?: number; readonly group?: string }

/** Ready to judge, or a failure of the test. */
export const conformanceOf = (
  map: object = { states },
  profile: Profile = standard,
): Conformance.Conformance =>
  Result.getOrThrow(Conformance.make(Result.getOrThrow(Process.make(profile)), map))

const start = Date.UTC(2026, 2, 2)
const hourMillis = 3_600_000

/** Replays cases one after the other. */
export const replayed = (
  cases: { readonly [id: string]: ReadonlyArray<Row> },
  { judge }: Conformance.Conformance = conformanceOf(),
) => {
  const figures = Conformance.figures()
  const standings = Object.entries(cases).map(([id, rows]) => {
    let standing: Conformance.Standing | undefined
    for (const [index, row] of rows.entries()) {
      const { state, hour = index, group = null } = typeof row === "string" ? { state: row } : row
      const at = start + hour * hourMillis
      const judged = judge(standing, { state, at, group, type: null })
      figures.add(id, judged)
      standing = judged.after
    }
    if (standing === undefined) throw new Error(`case ${id} has no rows`)
    figures.end(standing)
    return standing
  })
  return { ...figures.conformity(), standings }
}

/** The kinds of deviation of a single case, and where it stands in the end. */
export const told = (rows: ReadonlyArray<Row>, conformance?: Conformance.Conformance) => {
  const { deviations, standings } = replayed({ one: rows }, conformance)
  return { kinds: Object.keys(deviations), place: standings[0]?.place }
}
