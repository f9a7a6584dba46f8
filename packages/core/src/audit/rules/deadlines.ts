// Deadlines that went later just before they came, or after.
import type { Event } from "../../ticket/Event.ts"
import * as Finding from "../Finding.ts"
import {
  counted,
  dueOf,
  dueWithin,
  isOurs,
  isRunning,
  type Scene,
  type Story,
  type Turn,
  turnsIn,
} from "../story.ts"
import type { Rule } from "./rule.ts"

/** A fact that sets targets was changed when the deadline was near, and the deadline went later. */
export const easedBeforeBreach: Rule = (story, { easedBeforeMinutes: minutes }) =>
  found(
    story,
    ({ event }) => easing.has(event.type),
    (scene, turn) => {
      const { before } = turn
      const at = scene.recorded.effectiveAt
      const due = isRunning(before) ? dueWithin(story, before, { at, minutes }) : undefined
      return due === undefined
        ? undefined
        : moved(story, turn, { from: due, to: dueAfter(story, scene, turn) })
    },
  )

/** A person set a later deadline when the old one was near; what was breached has none to set. */
export const deadlineByHand: Rule = (story, { easedBeforeMinutes: minutes }) =>
  found(
    story,
    ({ event }) => event.type === "DeadlineSet",
    (scene, turn) => {
      const { at } = scene.recorded
      const from = dueWithin(story, turn.before, { at, minutes })
      const to = turn.after.byHand?.dueAt ?? null
      return from === undefined ? undefined : moved(story, turn, { from, to })
    },
  )

/** The request was made to have come later when the deadline was near, or over. */
export const registeredLater: Rule = (story, { easedBeforeMinutes: minutes }) =>
  story.scenes.flatMap((scene) => {
    const { event } = scene.recorded
    if (event.type !== "RegistrationTimeCorrected" || !isOurs(scene)) return []
    const clocks = turnsIn(story, scene).flatMap((turn) => {
      const due = nearOrOver(story, scene, turn, minutes)
      if (due === undefined || event.registeredAt <= event.from) return []
      const { id: clock, instance } = turn.before
      const millis = counted(story, turn.before, [event.from, event.registeredAt])
      const span = { from: event.from, to: event.registeredAt }
      return [{ clock, instance, how: "moved", ...span, millis, dueAt: due } as const]
    })
    return clocks.length === 0 ? [] : [Finding.make([scene.recorded], clocks)]
  })

const easing: ReadonlySet<string> = new Set<Event["type"]>([
  "ContractCorrected",
  "CustomerCorrected",
  "Escalated",
  "PriorityChanged",
  "RequestTypeChanged",
])

const found = (
  story: Story,
  isMeant: (recorded: Scene["recorded"]) => boolean,
  touched: (scene: Scene, turn: Turn) => Finding.Touched | undefined,
): ReadonlyArray<Finding.Found> =>
  story.scenes.flatMap((scene) => {
    if (!isOurs(scene) || !isMeant(scene.recorded)) return []
    const clocks = turnsIn(story, scene).flatMap((turn) => touched(scene, turn) ?? [])
    return clocks.length === 0 ? [] : [Finding.make([scene.recorded], clocks)]
  })

const nearOrOver = (
  story: Story,
  { recorded: { at } }: Scene,
  { before }: Turn,
  minutes: number,
): number | undefined => {
  const due = dueOf(story, before)
  return due !== null && due < at ? due : dueWithin(story, before, { at, minutes })
}

// A run that is measured anew from now on has another one in its place.
const dueAfter = (story: Story, { before, after }: Scene, turn: Turn): number | null => {
  if (turn.after.ended === null) return dueOf(story, turn.after)
  const next = after.slice(before.length).find(({ id }) => id === turn.before.id)
  return next === undefined ? null : dueOf(story, next)
}

const moved = (
  story: Story,
  { before }: Turn,
  { from, to }: { readonly from: number; readonly to: number | null },
): Finding.Touched | undefined => {
  if (to !== null && to <= from) return undefined
  const { id: clock, instance } = before
  const millis = to === null ? 0 : counted(story, before, [from, to])
  return { clock, instance, how: "moved", from, to, millis, dueAt: from }
}
