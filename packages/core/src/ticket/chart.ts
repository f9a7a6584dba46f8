// The statechart, and the only file that names XState. The chart has no context, no guards, no
// actors, no delays and no actions: it owns the status, the events own the facts. What a process
// allows or forbids changes the chart's shape. So its configurations are few, and they are read off
// once.
import { createMachine, getInitialSnapshot, getNextSnapshot } from "xstate"
import type { AnyStateMachine, SnapshotFrom } from "xstate"
import type { Configuration, Shape } from "./configuration.ts"
import { workArrows } from "./workArrows.ts"

/** The machine of a shape, as XState has it. */
export const machineOf = (shape: Shape): AnyStateMachine =>
  createMachine({
    id: "ticket",
    initial: "open",
    states: {
      open: {
        type: "parallel",
        tags: ["correspondence", "hearing", "telling", "notable", "fileable", "workable"],
        on: { Withdrawn: "#ticket.closed.withdrawn", Rejected: "#ticket.closed.rejected" },
        states: { work: workRegion(shape), turn: turnRegion(shape) },
      },
      ...(shape.confirmation ? { completed } : {}),
      closed: closedStates(shape),
    },
  })

const workRegion = (shape: Shape) => {
  const asking = ["asking", ...(shape.options === true ? ["offering"] : [])]
  const on = { Merged: "#ticket.closed.merged" }
  const states = Object.entries(workArrows(shape)).map(
    ([state, arrows]) => [state, { on: { ...arrows, ...on }, tags: asking }] as const,
  )
  const answering = { on: { Completed: completedTarget(shape), AnswerReturned: "solving" } }
  return { initial: "registered", states: { ...Object.fromEntries(states), answering } }
}

const completedTarget = (shape: Shape) =>
  shape.confirmation ? "#ticket.completed" : "#ticket.closed.processed"

const turnRegion = ({ unanswered = false }: Shape) => ({
  initial: "ours",
  states: {
    ours: { on: { "TurnPassed.customers": "customers", "TurnPassed.thirdPartys": "thirdPartys" } },
    customers: {
      on: {
        "TurnPassed.ours": "ours",
        "TurnPassed.thirdPartys": "thirdPartys",
        ...(unanswered ? { SilenceElapsed: "#ticket.closed.unanswered" } : {}),
      },
    },
    thirdPartys: { on: { "TurnPassed.ours": "ours", "TurnPassed.customers": "customers" } },
  },
})

// An answer that comes back, however late, was no answer: the turn is ours again (M-11).
const returned = { AnswerReturned: "#ticket.open.work.solving" }

const completed = {
  initial: "awaitingWord",
  tags: ["correspondence", "hearing", "telling", "notable", "fileable"],
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

const closedStates = (shape: Shape) => {
  const again = shape.reopening === true ? comesBack : {}
  // To a request that ended otherwise than by an answer there is no word to be ruled.
  const onlyReopened = shape.reopening === true ? { on: { Reopened } } : {}
  const undone = { ClosingUndone: "#ticket.completed.heard" }
  const reheard = {
    on: { Reopened, ...settledBy(shape) },
    tags: ["hearing", "telling", "fileable"],
  }
  return {
    initial: "withdrawn",
    tags: ["notable"],
    states: {
      ...(shape.confirmation
        ? { confirmed: again, silence: withArrows(again, { ...returned, ...undone }) }
        : { processed: withArrows(again, returned) }),
      ...(shape.unanswered === true
        ? { unanswered: withArrows(onlyReopened, comingBack("ClosingUndone", shape)) }
        : {}),
      withdrawn: onlyReopened,
      rejected: onlyReopened,
      merged: { on: comingBack("Unmerged", shape) },
      ...(shape.reopening === true ? { reheard } : {}),
    },
  }
}

const Reopened = "#ticket.open.work.solving"

// What was answered is taken up again, or hears a word which a person rules.
const comesBack = { on: { WordHeard: "#ticket.closed.reheard", Reopened }, tags: ["hearing"] }

const withArrows = (state: { readonly on?: object }, arrows: object) => ({
  ...state,
  on: { ...state.on, ...arrows },
})

const settledBy = ({ confirmation }: Shape) => {
  const settled = `#ticket.closed.${confirmation ? "confirmed" : "processed"}`
  return { Confirmed: settled, Thanked: settled }
}

// Where the work stood when it was closed, there it goes on.
const comingBack = (signal: string, shape: Shape) =>
  Object.fromEntries(
    Object.keys(workArrows(shape)).map((state) => [
      `${signal}.${state}`,
      `#ticket.open.work.${state}`,
    ]),
  )

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
  heads: new Set([...reached.keys()].map((signal) => signal.split(".")[0] ?? signal)),
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
