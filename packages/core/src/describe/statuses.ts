// The table of the statuses of a way: what each is called, whose move it is, which clocks are
// there.
import * as Process from "../process/Process.ts"
import { isEverOwed } from "../sla/Policy.ts"
import type * as Lifecycle from "../ticket/Lifecycle.ts"
import { type Owner, turns } from "../ticket/Obligation.ts"
import { whereaboutsOf } from "./clocks.ts"
import { inOrder } from "./chart/order.ts"
import { type Way, wayOf } from "./ways.ts"

/** One status. */
export interface StatusRow {
  /** `open.diagnosing.ours` */
  readonly status: string
  /** What people call it, by language. */
  readonly labels: { readonly [language: string]: string }
  readonly phase: "open" | "completed" | "closed"
  /** Whose move it is; null where nobody owes one. */
  readonly turn: Owner | null
  /** The ids of the clocks that can run there. */
  readonly running: ReadonlyArray<string>
  /** Those that can have begun, and stand there. */
  readonly standing: ReadonlyArray<string>
}

/** The statuses of the way of a request type, in the order in which requests meet them. */
export const statusesOf = (
  process: Process.Process,
  requestType?: string,
): ReadonlyArray<StatusRow> => {
  const way = wayOf(process, requestType)
  const { languages } = process.profile
  const clocks = clocksOf(process, way)
  return inTheirOrder(way.lifecycle).map((status) => {
    const labels = languages.map((each) => [each, Process.labelOf(process, status, each)] as const)
    return {
      status,
      labels: Object.fromEntries(labels),
      phase: phaseOf(status),
      turn: turnIn(way.lifecycle, status),
      running: clocks.filter(({ runs }) => runs.has(status)).map(({ id }) => id),
      standing: clocks.filter(({ stands }) => stands.has(status)).map(({ id }) => id),
    }
  })
}

const clocksOf = ({ profile }: Process.Process, { lifecycle, requestTypes }: Way) =>
  profile.policy.clocks
    .filter((rule) => requestTypes.some((type) => isEverOwed(rule, type)))
    .map((rule) => ({ id: rule.id, ...whereaboutsOf(lifecycle, rule) }))

/** The statuses of a lifecycle, state by state. */
export const inTheirOrder = (lifecycle: Lifecycle.Lifecycle): ReadonlyArray<string> => {
  const place = new Map(inOrder(lifecycle).map(({ id }, index) => [id, index] as const))
  const placeOf = (status: string) => place.get(status.split(".")[1] ?? "") ?? 0
  return [...lifecycle.table.keys()].toSorted((a, b) => placeOf(a) - placeOf(b))
}

const phaseOf = (status: string): StatusRow["phase"] => {
  const phase = (["completed", "closed"] as const).find((each) => status.startsWith(each))
  return phase ?? "open"
}

// Of what is not open: ours where a word waits for a ruling, else of who could still say one.
const turnIn = ({ table }: Lifecycle.Lifecycle, status: string): Owner | null => {
  const turn = status.split(".")[2]
  if (turn !== undefined) return ownerOf(turn)
  const heads = table.get(status)?.heads
  if (heads?.has("Thanked") === true) return "vendor"
  return phaseOf(status) === "completed" ? "customer" : null
}

const ownerOf = (turn: string): Owner =>
  (["vendor", "customer", "thirdParty"] as const).find((owner) => turns[owner] === turn) ?? "vendor"
