// A desk's own journal as an event log: for process mining, and for this very replay.
import { lifecycleOf, type ProcessOf } from "../process/Process.ts"
import { type Recorded, signalOf } from "../ticket/Event.ts"
import { evolve, type State } from "../ticket/Ticket.ts"

/** The generic states of event logs of support desks. */
export const genericStates = {
  REG: "registered",
  ACK: "acknowledged",
  ASG: "assigned",
  PRG: "in progress",
  CUS: "awaiting customer",
  TPT: "awaiting third party",
  ESC: "escalated",
  RES: "resolved",
  CLS: "closed",
  REO: "reopened",
  WDR: "withdrawn, rejected or merged",
} as const
export type GenericState = keyof typeof genericStates

/** An event of a ticket as a row of a log: facts, and nothing that people wrote. */
export interface LogRow {
  /** The number of the ticket. */
  readonly case: string
  /** The number of the event in its ticket, from 1. */
  readonly seq: number
  /** When it truly happened, or what came before it in its ticket; epoch milliseconds. */
  readonly at: number
  readonly state: GenericState
  /** The event. */
  readonly raw: string
  /** The kind and the id of who gave the command. */
  readonly actor: string
  /** The line that has it after the event. */
  readonly group: string
  readonly type: string
  /** Where it stands after the event: `open.diagnosing.ours`. */
  readonly status: string
  /** What the chart hears of the event. */
  readonly signal: string
}

/**
 * The journal of one ticket as rows of a log, in the order of its events.
 *
 * A log's times do not go back: what is recorded late stands at the time of what was recorded
 * before it.
 *
 * @example
 * const process = Process.make(standard).success
 * const parts = { number: "T-1", requestType: "request", channel: "email", line: "first" }
 * const event = { type: "Registered", ...parts, contract: null }
 * const at = Date.UTC(2026, 2, 2, 7)
 * const recorded = { ticketId: "t", number: 1, at, effectiveAt: at, actor: { kind: "customer" } }
 * const journal = [{ ...recorded, versions: { process: process.ref }, event }]
 * Conformance.logOf(Process.only(process), journal).map(({ case: id, state }) => `${id} ${state}`)
 * // => ["T-1 REG"]
 */
export const logOf = (
  processOf: ProcessOf,
  journal: ReadonlyArray<Recorded>,
): ReadonlyArray<LogRow> => {
  const rows: Array<LogRow> = []
  let before: State | undefined
  let at = 0
  for (const recorded of journal) {
    const after = evolve(wayOf(processOf, before, recorded), before, recorded)
    at = Math.max(at, recorded.effectiveAt)
    rows.push(rowOf(recorded, before, after, at))
    before = after
  }
  return rows
}

// As the desk folds it: a correction or a migration changes the way of what comes after it.
const wayOf = (processOf: ProcessOf, before: State | undefined, { versions, event }: Recorded) => {
  if (before !== undefined) return lifecycleOf(processOf(before.process), before.requestType)
  const requestType = event.type === "Registered" ? event.requestType : ""
  return lifecycleOf(processOf(versions.process), requestType)
}

const rowOf = (
  { event, number, actor }: Recorded,
  before: State | undefined,
  after: State,
  at: number,
): LogRow => ({
  case: after.number,
  seq: number,
  at,
  state: stateOf(before?.status, after.status, event.type),
  raw: event.type,
  actor: `${actor.kind}:${actor.id}`,
  group: after.line,
  type: after.requestType,
  status: after.status,
  signal: signalOf(event),
})

const ended = new Set(["withdrawn", "rejected", "merged"])

const stateOf = (before: string | undefined, status: string, event: string): GenericState => {
  const [phase, inner = "", turn] = status.split(".")
  if (before !== undefined && isTakenUp(before, status)) return "REO"
  if (phase === "closed") return ended.has(inner) ? "WDR" : "CLS"
  if (phase === "completed") return "RES"
  if (turn === "customers") return "CUS"
  if (turn === "thirdPartys") return "TPT"
  if (inner === "escalated") return "ESC"
  if (inner !== "registered") return "PRG"
  if (event === "Acknowledged") return "ACK"
  return event === "Assigned" ? "ASG" : "REG"
}

// A closing that is undone, an answer that came back: what had ended goes on, by whatever event.
const isTakenUp = (before: string, after: string): boolean => {
  const order = ["open", "completed", "closed"]
  const [was, is] = [before, after].map((status) => order.indexOf(status.split(".")[0] ?? ""))
  return (is ?? 0) < (was ?? 0)
}
