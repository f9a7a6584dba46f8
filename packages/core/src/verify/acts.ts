// What may happen in a configuration, and who may bring it about there.
import { causesOf, doersOf, type Kind } from "../ticket/Causes.ts"
import type { EventType } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import { turns } from "../ticket/Obligation.ts"

/** Whether something is the name of an event. */
export const isEvent = (name: string): name is EventType => Object.hasOwn(causesOf, name)

const ours: ReadonlySet<Kind> = new Set<Kind>(["agent"])

/** Who may bring a signal about; of a step only its owner beside us. */
export const doersOfSignal = (
  { owners }: Lifecycle.Lifecycle,
  signal: string,
): ReadonlySet<Kind> => {
  const [head = "", step = ""] = signal.split(".")
  return head === "StepTaken" && owners.get(step) !== "customer" ? ours : doersOf(head)
}

/** Whether an event may happen in a configuration: by an arrow, or as a fact by its tags. */
export const mayHappen = (
  lifecycle: Lifecycle.Lifecycle,
  { status, heads }: Lifecycle.Configuration,
  event: EventType,
): boolean => heads.has(event) || Lifecycle.allows(lifecycle, status, event)

/**
 * Whether somebody may bring a signal about by an act of theirs. The diagnosis begins with an
 * assignment. The turn passes to others only where something may be asked of them, or a step is
 * theirs; that an answer comes back late is nobody's act.
 */
export const isToBeHad = (
  lifecycle: Lifecycle.Lifecycle,
  { states, tags }: Lifecycle.Configuration,
  signal: string,
): boolean => {
  const [head, to] = signal.split(".")
  if (head === "AnswerReturned") return states.has("answering")
  if (head === "DiagnosisStarted") return tags.has("workable")
  if (head !== "TurnPassed" || to === "ours" || tags.has("asking")) return true
  return turns[Lifecycle.ownerIn(lifecycle, states)] === to
}
