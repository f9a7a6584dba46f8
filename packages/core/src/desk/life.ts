// A journal folded into what reports are made of: where its ticket stood when, and what became of
// the runs of its clocks, by the facts alone.
import * as Process from "../process/Process.ts"
import type { Life, Run, Standing } from "../report/Life.ts"
import * as SlaClock from "../sla/Clock.ts"
import * as Deadline from "../sla/Deadline.ts"
import * as Explanation from "../sla/Explanation.ts"
import type { Recorded } from "../ticket/Event.ts"
import { toldOf } from "./explain.ts"
import { fold, step } from "./fold.ts"
import type { Held } from "./row.ts"
import { verdictOn } from "./whatif/verdict.ts"

/** What a journal is folded by. */
export interface Folding {
  readonly processOf: Process.ProcessOf
  readonly zoneData: string
  /** What was recorded later is not looked at; epoch milliseconds. */
  readonly asOf: number
}

/** The life of a ticket; undefined where nothing of it was recorded by then. */
export const lifeOf = (folding: Folding, journal: ReadonlyArray<Recorded>): Life | undefined => {
  const { processOf, asOf } = folding
  const known = journal.filter(({ at }) => at <= asOf)
  const standings: Array<Standing> = []
  let held: Held | undefined
  for (const recorded of known) {
    held = step(processOf, held, recorded)
    addStanding(standings, held, recorded.effectiveAt)
  }
  if (held === undefined) return undefined
  const { state, clocks } = held
  return {
    state,
    journal: known,
    standings: fromRegistration(standings, state.registeredAt),
    runs: runsOf(folding, clocks),
    runsBefore: (end) => runsBefore(folding, known, end),
    time: processOf(state.terms).terms.timeOf(state.contract?.calendar ?? null),
    explain: (run) => explained(folding, known, run),
  }
}

const addStanding = (
  standings: Array<Standing>,
  { state: { status, line, priority, promisedAt } }: Held,
  effectiveAt: number,
): void => {
  const last = standings.at(-1)
  if (
    last?.status === status &&
    last.line === line &&
    last.priority === priority &&
    last.promisedAt === promisedAt
  )
    return
  standings.push({ from: effectiveAt, status, line, priority, promisedAt })
}

// A fact that is recorded late never reaches behind what came before it; and the time of the
// registration may have been corrected.
const fromRegistration = (
  standings: ReadonlyArray<Standing>,
  registeredAt: number,
): ReadonlyArray<Standing> => {
  let from = registeredAt
  return standings.map((standing, index) => {
    if (index > 0) from = Math.max(from, standing.from)
    return { ...standing, from }
  })
}

// A clock whose end closes the ticket promises nobody anything, nor does one by which nothing was
// ever owed.
const runsOf = (
  { processOf, asOf }: Folding,
  clocks: ReadonlyArray<SlaClock.Clock>,
): ReadonlyArray<Run> => {
  const termsOf = Process.termsOf(processOf)
  return clocks.flatMap((run) => {
    if (termsOf(run.terms).rules.get(run.id)?.effect === "close") return []
    if (!SlaClock.hasTarget(run) && run.breachedAt === null) return []
    const { id: clock, instance, stretches, endedAt } = run
    const verdict = verdictOn(Deadline.timeOf(termsOf, run), run, asOf)
    // A run that is there is never absent.
    const kind = verdict.kind === "absent" ? "cancelled" : verdict.kind
    const startedAt = stretches[0]?.start ?? asOf
    return [{ clock, instance, kind, at: verdict.at, startedAt, dueAt: verdict.dueAt, endedAt }]
  })
}

// By what had happened by then, as the standings have it: in the order in which it was recorded.
const runsBefore = (
  folding: Folding,
  journal: ReadonlyArray<Recorded>,
  end: number,
): ReadonlyArray<Run> => {
  const later = journal.findIndex(({ effectiveAt }) => effectiveAt >= end)
  const before = later === -1 ? journal : journal.slice(0, later)
  const { clocks = [] } = fold(folding.processOf, undefined, before) ?? {}
  return runsOf({ ...folding, asOf: Math.min(folding.asOf, end - 1) }, clocks)
}

const explained = (
  { processOf, zoneData, asOf }: Folding,
  journal: ReadonlyArray<Recorded>,
  { clock, instance }: Run,
): Explanation.Explanation | undefined => {
  const told = toldOf(processOf, journal, asOf).find(
    ({ run }) => run.id === clock && run.instance === instance,
  )
  const measured = { termsOf: Process.termsOf(processOf), zoneData, now: asOf }
  return told && Explanation.make(measured, told)
}
