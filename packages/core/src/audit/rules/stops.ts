// Clocks that were stopped by what is no answer of a person, or by one that came to light too late.
import type { ClockRule } from "../../sla/Policy.ts"
import * as Finding from "../Finding.ts"
import {
  counted,
  dueOf,
  isOurs,
  isRunning,
  type Scene,
  type Story,
  type Turn,
  turnsIn,
  words,
} from "../story.ts"
import type { Rule } from "./rule.ts"

/** A machine's act counts as our response to the customer. */
export const robotResponse: Rule = (story) =>
  story.scenes.flatMap((scene) => {
    if (scene.recorded.actor.kind !== "robot") return []
    const clocks = turnsIn(story, scene).flatMap((turn) => {
      const rule = scene.terms.rules.get(turn.before.id)
      if (rule === undefined || !isTaken(rule, scene)) return []
      const from = stoppedAt(turn)
      const found =
        from === undefined ? undefined : stopped(story, turn, from, wordAfter(story, scene))
      return found !== undefined && found.millis > 0 ? [found] : []
    })
    return clocks.length === 0 ? [] : [Finding.make([scene.recorded], clocks)]
  })

/** What stopped a clock in time, or brought it to a stand, was written down after its deadline. */
export const recordedLate: Rule = (story) =>
  story.scenes.flatMap((scene) => {
    const { at, effectiveAt } = scene.recorded
    if (!isOurs(scene) || effectiveAt === at) return []
    const clocks = turnsIn(story, scene).flatMap((turn) => {
      const from = stoppedAt(turn)
      const due = dueOf(story, turn.before)
      return from !== undefined && due !== null && from <= due && due < at
        ? [stopped(story, turn, from, at)]
        : []
    })
    return clocks.length === 0 ? [] : [Finding.make([scene.recorded], clocks)]
  })

// A clock that people's words stop as well measures a response. One that has its machine alone is
// a promise about the machine; and a release that ships is an answer, whoever ships it.
const isTaken = ({ stops }: ClockRule, { recorded }: Scene): boolean => {
  const { type } = recorded.event
  const events = stops.flatMap((each) => ("event" in each ? [each.event] : []))
  return !words.has(type) && events.includes(type) && events.some((each) => words.has(each))
}

const stoppedAt = ({ before, after }: Turn): number | undefined => {
  if (!isRunning(before) || isRunning(after) || after.ended === "cancelled") return undefined
  return after.stretches.at(-1)?.end ?? undefined
}

const wordAfter = ({ scenes }: Story, scene: Scene): number | null =>
  scenes
    .slice(scenes.indexOf(scene) + 1)
    .find((each) => isOurs(each) && words.has(each.recorded.event.type))?.recorded.effectiveAt ??
  null

const stopped = (story: Story, { before }: Turn, from: number, to: number | null) => {
  const { id: clock, instance } = before
  const millis = counted(story, before, [from, to ?? story.until])
  return { clock, instance, how: "stopped", from, to, millis, dueAt: dueOf(story, before) } as const
}
