// The statechart, and the only file that names XState. The chart has no context, no guards, no
// actors, no delays and no actions: it owns the status, the events own the facts. What a process
// allows or forbids changes the chart's shape. So its configurations are few, and they are read off
// once.
import { createMachine, getInitialSnapshot, getNextSnapshot } from "xstate"
import type { AnyStateMachine, SnapshotFrom } from "xstate"
import type { Configuration, Shape } from "./configuration.ts"

/** The machine of a shape, as XState has it. */
export const machineOf = (shape: Shape): AnyStateMachine =>
  createMachine({
    id: "ticket",
    initial: "open",
    states: {
      open: {
        type: "parallel",
        tags: ["correspondence", "notable", "fileable", "workable"],
        on: { Withdrawn: "#ticket.closed.withdrawn" },
        states: { work: workRegion(shape), turn: turnRegion },
      },
      ...(shape.confirmation ? { completed } : {}),
      closed: closedStates(shape),
    },
  })

const workRegion = (shape: Shape) => {
  const escalated = shape.escalation ? { Escalated: "escalated" } : {}
  const early = shape.causeFirst ? {} : { Answered: "answering" }
  const investigating = { on: { CauseFound: "solving", ...escalated, ...early }, tags: ["asking"] }
  return {
    initial: "registered",
    states: {
      registered: {
        on: { DiagnosisStarted: "diagnosing", ...escalated, ...early },
        tags: ["asking"],
      },
      diagnosing: investigating,
      ...(shape.escalation ? { escalated: investigating } : {}),
      solving: {
        on: { CauseFound: "solving", ...escalated, Answered: "answering" },
        tags: ["asking"],
      },
      answering: { on: { Completed: completedTarget(shape), AnswerReturned: "solving" } },
    },
  }
}

const completedTarget = (shape: Shape) =>
  shape.confirmation ? "#ticket.completed" : "#ticket.closed.processed"

const turnRegion = {
  initial: "ours",
  states: {
    ours: { on: { "TurnPassed.customers": "customers", "TurnPassed.thirdPartys": "thirdPartys" } },
    customers: { on: { "TurnPassed.ours": "ours", "TurnPassed.thirdPartys": "thirdPartys" } },
    thirdPartys: { on: { "TurnPassed.ours": "ours", "TurnPassed.customers": "customers" } },
  },
}

// An answer that comes back, however late, was no answer: the turn is ours again (M-11).
const returned = { AnswerReturned: "#ticket.open.work.solving" }

const completed = {
  initial: "awaitingWord",
  tags: ["correspondence", "notable", "fileable"],
  on: {
    ...returned,
    Confirmed: "#ticket.closed.confirmed",
    Disputed: "#ticket.open.work.solving",
    Withdrawn: "#ticket.closed.withdrawn",
  },
  states: {
    awaitingWord: { on: { WordHeard: "heard", SilenceElapsed: "#ticket.closed.silence" } },
    heard: { on: { Thanked: "awaitingWord" } },
  },
}

const closedStates = (shape: Shape) => ({
  initial: "withdrawn",
  tags: ["notable"],
  states: shape.confirmation
    ? {
        confirmed: {},
        silence: { on: { ...returned, ClosingUndone: "#ticket.completed.heard" } },
        withdrawn: {},
      }
    : { processed: { on: returned }, withdrawn: {} },
})

/** Every signal that the chart of a shape knows. */
export const signalsOf = (machine: AnyStateMachine): ReadonlyArray<string> => machine.events

/** Asks XState once for every (configuration, signal), from the initial configuration on. */
export const readTable = (shape: Shape): ReadonlyMap<string, Configuration> => {
  const machine = machineOf(shape)
  const table = new Map<string, Configuration>()
  const found = [getInitialSnapshot(machine)]
  for (const snapshot of found) {
    if (table.has(statusOf(snapshot))) continue
    const reached = arrowsOf(machine, snapshot)
    table.set(statusOf(snapshot), configurationOf(snapshot, reached))
    found.push(...reached.values())
  }
  return table
}

const arrowsOf = (machine: AnyStateMachine, snapshot: SnapshotFrom<AnyStateMachine>) => {
  const taken = signalsOf(machine).filter((type) => snapshot.can({ type }))
  return new Map(taken.map((type) => [type, getNextSnapshot(machine, snapshot, { type })]))
}

const configurationOf = (
  snapshot: SnapshotFrom<AnyStateMachine>,
  reached: ReadonlyMap<string, SnapshotFrom<AnyStateMachine>>,
): Configuration => ({
  status: statusOf(snapshot),
  states: new Set(statusOf(snapshot).split(".")),
  tags: new Set(snapshot.tags),
  next: new Map([...reached].map(([signal, next]) => [signal, statusOf(next)])),
})

/** A configuration as one string: `open.diagnosing.ours`, `completed.heard`, `closed.silence`. */
export const statusOf = (snapshot: SnapshotFrom<AnyStateMachine>): string => {
  const value: unknown = snapshot.value
  return pathOf(value).join(".")
}

const pathOf = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  const entries = Object.entries(value as { readonly [region: string]: unknown })
  return entries.flatMap(([name, inner]) =>
    name === "work" || name === "turn" ? pathOf(inner) : [name, ...pathOf(inner)],
  )
}
