// The chart of a way as a picture needs it: states, turns, and arrows that are told once, however
// many configurations they lead from. Read off the table by which the desk runs.
import * as Process from "../process/Process.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import type { Owner } from "../ticket/Obligation.ts"
import { folded } from "./chart/folded.ts"
import { inOrder } from "./chart/order.ts"
import { type ChartWords, wordsFor } from "./chart/words.ts"
import { wayOf } from "./ways.ts"

/** A state of the work, of the completion or of the closing. */
export interface ChartState {
  readonly id: string
  /** From 1 on, in the order in which requests meet the states. */
  readonly number: number
  readonly label: string
  readonly within: "work" | "completed" | "closed"
  /** Of a step of the profile's own: who owes the next move there. */
  readonly owner?: Owner
}

/** Whose move it is, while a request is open. */
export interface ChartTurn {
  readonly id: string
  readonly label: string
}

/** By what requests come from some states to another. */
export interface ChartArrow {
  /** What the chart hears: `CauseFound`, `Escalated.down`, `StepTaken.approval.approve`. */
  readonly signal: string
  readonly label: string
  /** Ids of states; of turns, where only whose move it is matters. */
  readonly from: ReadonlyArray<string>
  /** Those of `from` that would have no such arrow if an answer needed a found cause. */
  readonly early: ReadonlyArray<string>
  /** The id of a state; null is where it was before. */
  readonly to: string | null
}

/** The chart of a way. */
export interface Chart {
  /** `id@version` of the process. */
  readonly process: string
  readonly desk: string
  /** What people call the request types that go this way. */
  readonly requestTypes: ReadonlyArray<string>
  readonly language: string
  readonly initial: string
  readonly states: ReadonlyArray<ChartState>
  readonly turns: ReadonlyArray<ChartTurn>
  readonly arrows: ReadonlyArray<ChartArrow>
  /** By which turn the turn may pass to which. */
  readonly passes: ReadonlyArray<{ readonly from: string; readonly to: string }>
  readonly words: ChartWords
}

/** Which chart, and in which language. */
export interface ChartOptions {
  /** The id of a request type; of the longest way where absent. */
  readonly way?: string
  /** One of the process; its first one where absent, or where the process lacks it. */
  readonly language?: string
}

/** The chart of a way of a process. */
export const chartOf = (
  process: Process.Process,
  { way: requestType, language: asked }: ChartOptions = {},
): Chart => {
  const { lifecycle, requestTypes } = wayOf(process, requestType)
  const language = Process.languageOf(process, asked)
  const words = wordsFor(language)
  const { arrows, passes } = folded(lifecycle)
  return {
    process: process.ref,
    desk: process.profile.desk.name,
    requestTypes: requestTypes.map((id) => typeLabel(process, id, language)),
    language,
    initial: lifecycle.initial.split(".")[1] ?? "",
    states: statesOf(process, lifecycle, language),
    turns: turnsOf(lifecycle).map((id) => ({
      id,
      label: Process.wordFor(process, id, language) ?? words.ours,
    })),
    arrows: arrows.map((arrow) => ({ ...arrow, label: labelOf(process, arrow.signal, language) })),
    passes,
    words,
  }
}

/** What people call a request type; its id where it has no name in the language. */
export const typeLabel = (
  { profile }: Pick<Process.Process, "profile">,
  id: string,
  language: string,
): string => profile.requestTypes.find((type) => type.id === id)?.labels[language] ?? id

const statesOf = (
  process: Process.Process,
  lifecycle: Lifecycle.Lifecycle,
  language: string,
): ReadonlyArray<ChartState> =>
  inOrder(lifecycle).map(({ id, within }, index) => {
    const owner = within === "work" ? lifecycle.owners.get(id) : undefined
    const label = Process.wordFor(process, id, language) ?? id
    return { id, number: index + 1, label, within, ...(owner === undefined ? {} : { owner }) }
  })

const turnsOf = ({ table }: Lifecycle.Lifecycle): ReadonlyArray<string> => [
  ...new Set([...table.keys()].flatMap((status) => status.split(".")[2] ?? [])),
]

const labelOf = ({ profile }: Process.Process, signal: string, language: string): string => {
  const [head = "", step, move] = signal.split(".")
  const words = wordsFor(language).signals
  if (head !== "StepTaken") return words[signal] ?? words[head] ?? head
  const moves = profile.steps?.find(({ id }) => id === step)?.moves
  return moves?.find(({ id }) => id === move)?.labels[language] ?? move ?? head
}
