// Clocks that were brought to a stand when they had no reason to, or just in time.
import * as Finding from "../Finding.ts"
import {
  counted,
  dueOf,
  dueWithin,
  goesOnAt,
  haltedAt,
  isOpen,
  isOurs,
  type Scene,
  type Story,
  type Turn,
  turnsIn,
  words,
} from "../story.ts"
import type { Rule } from "./rule.ts"

/** The turn went to the customer although the latest word that matters is theirs, unanswered. */
export const pausedThoughAnswered: Rule = (story, { unansweredMinutes }) => {
  let word: Scene | undefined
  return story.scenes.flatMap((scene) => {
    const { type } = scene.recorded.event
    if (type === "MessageReceived" || type === "OptionChosen") word = scene
    else if (words.has(type)) word = undefined
    const unanswered = word
    if (unanswered === undefined || !isOurs(scene) || !scene.states.has("customers")) return []
    const halted = turnsIn(story, scene).filter((turn) => haltedAt(turn) !== undefined)
    if (halted.length === 0) return []
    const heardAt = nextWordAt(story, scene)
    const clocks = halted.flatMap((turn) => {
      const found = stood(story, scene, turn, heardAt)
      return found !== undefined && found.millis >= unansweredMinutes * minuteMillis ? [found] : []
    })
    const events = [unanswered, ...actOf(story, scene)].map(recordedOf)
    return clocks.length === 0 ? [] : [Finding.make(events, clocks)]
  })
}

/** A clock was brought to a stand with next to nothing left of it. */
export const pausedBeforeBreach: Rule = (story, { beforeBreachMinutes: minutes }) =>
  story.scenes.flatMap((scene) => {
    // What stands because it was answered was answered in time.
    if (!isOurs(scene) || !isOpen(scene)) return []
    const clocks = turnsIn(story, scene).flatMap((turn) => {
      const at = haltedAt(turn)
      if (at === undefined || dueWithin(story, turn.before, { at, minutes }) === undefined)
        return []
      const found = stood(story, scene, turn, null)
      return found === undefined ? [] : [found]
    })
    const events = actOf(story, scene).map(recordedOf)
    return clocks.length === 0 ? [] : [Finding.make(events, clocks)]
  })

const minuteMillis = 60_000

const recordedOf = ({ recorded }: Scene) => recorded

// That the turn passed says little; what somebody did for it comes first.
const actOf = ({ scenes }: Story, scene: Scene): ReadonlyArray<Scene> => {
  const { commandId } = scene.recorded
  const first = scenes.find(({ recorded }) => recorded.commandId === commandId) ?? scene
  return first === scene ? [scene] : [first, scene]
}

const nextWordAt = ({ scenes }: Story, scene: Scene): number | null =>
  scenes.slice(scenes.indexOf(scene) + 1).find(({ recorded }) => words.has(recorded.event.type))
    ?.recorded.effectiveAt ?? null

const stood = (
  story: Story,
  scene: Scene,
  turn: Turn,
  atMost: number | null,
): Finding.Touched | undefined => {
  const from = haltedAt(turn)
  if (from === undefined) return undefined
  const { before } = turn
  const ends = [goesOnAt(story, scene, turn), atMost].filter((each) => each !== null)
  const to = ends.length === 0 ? null : Math.max(from, Math.min(...ends))
  const millis = counted(story, before, [from, to ?? story.until])
  const { id: clock, instance } = before
  return { clock, instance, how: "stood", from, to, millis, dueAt: dueOf(story, before) }
}
