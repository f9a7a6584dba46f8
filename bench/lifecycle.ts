// How fast a step of the lifecycle, a decision and a replay are.
import { mixvel, Process } from "@upkeep/core"
import { machine } from "@upkeep/core/xstate"
import { Result } from "effect"
import { getInitialSnapshot, getNextSnapshot } from "xstate"
import { type Held } from "../packages/core/src/desk/row.ts"
import { fold, record } from "../packages/core/src/desk/fold.ts"
import type { Command } from "../packages/core/src/ticket/Command.ts"
import type { Recorded } from "../packages/core/src/ticket/Event.ts"
import * as Lifecycle from "../packages/core/src/ticket/Lifecycle.ts"
import * as Ticket from "../packages/core/src/ticket/Ticket.ts"
import { compare, type Figure } from "./measure.ts"

const process = Result.getOrThrow(Process.make(mixvel))
const { lifecycle: chart } = process
const processOf = Process.only(process)

// A walk through the chart that comes back to where it began to be repeated.
const walk = [
  "DiagnosisStarted",
  "TurnPassed.customers",
  "TurnPassed.ours",
  "Escalated",
  "CauseFound",
  "Answered",
  "Completed",
  "WordHeard",
  "Disputed",
  "Answered",
  "Completed",
  "SilenceElapsed",
]

const steps = 1_000_000
const chartWalks = 200

const ours = () => {
  let status = chart.initial
  for (let step = 0; step < steps; step++) {
    const signal = walk[step % walk.length] ?? ""
    if (step % walk.length === 0) status = chart.initial
    status = Lifecycle.next(chart, status, signal) ?? ""
  }
  if (status === "") throw new Error("the walk left the chart")
  return steps
}

const byXState = () => {
  const its = machine(process)
  for (let n = 0; n < chartWalks; n++)
    walk.reduce(
      (snapshot, type) => getNextSnapshot(its, snapshot, { type }),
      getInitialSnapshot(its),
    )
  return chartWalks * walk.length
}

// The limit: the same walk by a switch, which knows no chart.
const bySwitch = () => {
  let at = 0
  for (let step = 0; step < steps; step++) at = turn(at, walk[step % walk.length] ?? "")
  if (at < 0) throw new Error("the walk left the switch")
  return steps
}

const turn = (at: number, signal: string): number => {
  switch (signal) {
    case "DiagnosisStarted":
      return 1
    case "TurnPassed.customers":
      return at === 1 ? 2 : -1
    case "TurnPassed.ours":
      return at === 2 ? 1 : -1
    case "Escalated":
      return at === 1 ? 3 : -1
    case "CauseFound":
      return at === 3 ? 4 : -1
    case "Answered":
      return at === 4 ? 5 : -1
    case "Completed":
      return at === 5 ? 6 : -1
    case "WordHeard":
      return at === 6 ? 7 : -1
    case "Disputed":
      return at === 7 ? 4 : -1
    default:
      return at === 6 ? 8 : -1
  }
}

const agent = { kind: "agent", id: "olga" } as const
const versions = { process: process.ref, policy: "p@1", calendar: "c@1", zoneData: "z" }
const start = Date.UTC(2026, 10, 23, 6)

const life: ReadonlyArray<Command> = [
  { type: "register", channel: "email", subject: "s", text: "t", requester: {} },
  { type: "assign", assignee: "olga" },
  { type: "requestInformation", text: "?" },
  { type: "receiveMessage", text: "!" },
  { type: "diagnose", cause: "productFault", module: "search" },
  { type: "escalate", line: "development" },
  { type: "assign", assignee: "ivan" },
  { type: "diagnose", cause: "productFault", module: "search" },
  { type: "answer", text: "a" },
  { type: "dispute", text: "no" },
  { type: "note", text: "n" },
  { type: "answer", text: "b" },
  { type: "confirm" },
]

const registration = {
  number: "MV-1",
  requestType: "support",
  customer: "c",
  contract: {
    id: "k",
    version: "1",
    targets: { firstResponse: { workingMinutes: 240 }, resolution: { workingMinutes: 1_440 } },
  },
  missing: [],
  acknowledge: false,
}

const decide = (held: Held | undefined, command: Command, at: number) => {
  const circumstances = {
    lifecycle: chart,
    lines: process.lines,
    priorities: process.priorities,
    actor: agent,
    at,
    effectiveAt: at,
    registration,
    assigneeKnown: true,
  }
  const events = Result.getOrThrow(Ticket.decide(circumstances, held?.state, command))
  const version = held?.state.version ?? 0
  const stamp = {
    ticketId: "t",
    version,
    at,
    effectiveAt: at,
    actor: agent,
    commandId: "c",
    versions,
    content: null,
  }
  return record(stamp, command, events)
}

const journalOf = (): ReadonlyArray<Recorded> => {
  const journal: Array<Recorded> = []
  let held: Held | undefined
  for (const [index, command] of life.entries()) {
    const events = decide(held, command, start + index * 600_000)
    held = fold(processOf, held, events)
    journal.push(...events)
  }
  return journal
}

const lives = 5_000
const decisions = () => {
  for (let n = 0; n < lives; n++) {
    let state: Ticket.State | undefined
    for (const [index, command] of life.entries()) {
      const held = state === undefined ? undefined : { state, clocks: [] }
      for (const recorded of decide(held, command, start + index * 600_000))
        state = Ticket.evolve(chart, state, recorded)
    }
  }
  return lives * life.length
}

const replays = () => {
  for (let n = 0; n < lives; n++) fold(processOf, undefined, journal)
  return lives
}

const journal = journalOf()

/** The figures of the lifecycle. */
export async function* lifecycle(): AsyncGenerator<Figure> {
  yield await compare({
    bench: "lifecycle",
    name: "step",
    ours: { name: "the table", run: ours },
    peer: { name: "XState's own transition", run: byXState },
    limit: { name: "a hand-written switch", run: bySwitch },
    goal: "≥ 100× XState's own transition",
    met: ({ ratioPeer }) => ratioPeer >= 100,
  })
  yield await compare({
    bench: "lifecycle",
    name: "decide and evolve one command",
    ours: { name: "Ticket", run: decisions },
    goal: "≥ 500,000 a second",
    met: ({ ours }) => ours >= 500_000,
  })
  yield await compare({
    bench: "lifecycle",
    name: `replay a ticket of ${journal.length} events with its clocks`,
    ours: { name: "fold", run: replays },
    goal: "≥ 50,000 a second",
    met: ({ ours }) => ours >= 50_000,
  })
}
