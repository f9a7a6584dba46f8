// How the work of a ticket moves on while it is open: by which signal from which state to which, as
// plain data from which the chart is made and by which a profile is checked.
import type { Shape, Step } from "./configuration.ts"

/** By the id of a state, where its signals lead. */
export interface Arrows {
  readonly [state: string]: { readonly [signal: string]: string }
}

/** The arrows between the states of the work but `answering`, which only leads out. */
export const workArrows = (shape: Shape): Arrows =>
  (shape.steps ?? []).reduce(withStep, standardArrows(shape))

const standardArrows = (shape: Shape): Arrows => {
  const { causeFirst, escalation, individualWork = false, release = false } = shape
  const handed = escalation ? { Escalated: "escalated", "Escalated.down": "diagnosing" } : {}
  const fix = individualWork ? { FixStarted: "fixing" } : {}
  const wait = release ? { ReleaseAwaited: "awaitingRelease" } : {}
  const answered = { Answered: "answering" }
  const remedies = { ...answered, ...fix, ...wait }
  const early = causeFirst ? {} : remedies
  const investigating = { CauseFound: "solving", ...handed, ...early }
  const solving = { CauseFound: "solving", ...handed, ...remedies }
  return {
    registered: { DiagnosisStarted: "diagnosing", ...handed, ...early },
    diagnosing: investigating,
    ...(escalation ? { escalated: investigating } : {}),
    solving,
    ...(individualWork
      ? { fixing: { CauseFound: "solving", ...handed, ...answered, ...wait } }
      : {}),
    ...(release ? { awaitingRelease: { ReleaseShipped: "answering", ...solving } } : {}),
  }
}

// What led straight from the one state to the other leads into the step, and its moves lead on.
// What another line finds out is no way round a step after the diagnosis.
const withStep = (arrows: Arrows, { id, after, before, moves }: Step): Arrows => {
  const from = after === "diagnosing" && before !== "escalated" ? [after, "escalated"] : [after]
  const redirected = Object.entries(arrows).map(([state, leading]) => [
    state,
    from.includes(state) ? withTarget(leading, before, id) : leading,
  ])
  const taken = moves.map((move) => [`StepTaken.${id}.${move.id}`, move.to] as const)
  return { ...Object.fromEntries(redirected), [id]: Object.fromEntries(taken) }
}

const withTarget = (leading: Arrows[string], before: string, id: string): Arrows[string] =>
  Object.fromEntries(
    Object.entries(leading).map(([signal, to]) => [signal, to === before ? id : to]),
  )
