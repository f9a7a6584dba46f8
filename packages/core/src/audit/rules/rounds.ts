// Requests that go round: from hand to hand, and from answer to answer.
import { hasTarget } from "../../sla/Clock.ts"
import * as Deadline from "../../sla/Deadline.ts"
import type { Event } from "../../ticket/Event.ts"
import * as Finding from "../Finding.ts"
import { counted, isOurs, isRunning, type Scene, type Story, turnsIn } from "../story.ts"
import type { Rule } from "./rule.ts"

/**
 * The request came back to who had had it before, again and again in a short time: people and lines
 * each told by themselves, since neither shows what the other did.
 */
export const passedToAndFro: Rule = (story, { returns, returnsWithinHours }) => {
  const window = { atLeast: returns, millis: returnsWithinHours * hourMillis }
  return [personOf, lineOf]
    .flatMap((holderOf) => clusters(comingsBack(story, holderOf), window))
    .map((scenes) => Finding.make(scenes.map(recordedOf), spentIn(story, scenes)))
}

/** The customer disagreed with one answer after the other. */
export const disputedAgain: Rule = (story, { disputes }) => {
  const scenes = story.scenes.filter(({ recorded }) => recorded.event.type === "Disputed")
  if (scenes.length < disputes) return []
  return [Finding.make(scenes.map(recordedOf), waitedIn(story, scenes))]
}

/** We took our own answer back, or a closing, as soon as it had stopped the clocks. */
export const answeredAndUndone: Rule = (story, { undoneWithinMinutes }) => {
  let ending: Scene | undefined
  return story.scenes.flatMap((scene) => {
    const { event, effectiveAt } = scene.recorded
    if (endings.has(event.type)) ending = isOurs(scene) ? scene : undefined
    const last = ending
    if (last === undefined || !isOwnDoing(scene)) return []
    ending = undefined
    if (effectiveAt - last.recorded.effectiveAt > undoneWithinMinutes * minuteMillis) return []
    const clocks = [...waitedIn(story, [scene]), ...begunAnewIn(story, scene)]
    return clocks.length === 0 ? [] : [Finding.make([last.recorded, scene.recorded], clocks)]
  })
}

const minuteMillis = 60_000
const hourMillis = 60 * minuteMillis

const endings: ReadonlySet<string> = new Set<Event["type"]>(["Answered", "Confirmed", "Withdrawn"])

// An argument that is on the ticket is the customer's own.
const isOwnDoing = (scene: Scene): boolean => {
  const { event } = scene.recorded
  return (
    (event.type === "Reopened" || event.type === "Disputed") && isOurs(scene) && event.word === null
  )
}

const recordedOf = ({ recorded }: Scene) => recorded

type HolderOf = (event: Event) => string | undefined

const personOf: HolderOf = (event) => (event.type === "Assigned" ? event.assignee : undefined)

const lineOf: HolderOf = (event) => {
  if (event.type === "Registered") return event.line
  return event.type === "Escalated" ? event.to : undefined
}

const comingsBack = ({ scenes }: Story, holderOf: HolderOf): ReadonlyArray<Scene> => {
  const had = new Set<string>()
  let last: string | undefined
  return scenes.filter((scene) => {
    const holder = holderOf(scene.recorded.event)
    if (holder === undefined || holder === last) return false
    last = holder
    const isBack = had.has(holder)
    had.add(holder)
    return isBack && isOurs(scene)
  })
}

interface Window {
  readonly atLeast: number
  readonly millis: number
}

// As many as lie together in the window, and none of them twice.
const clusters = (
  scenes: ReadonlyArray<Scene>,
  { atLeast, millis }: Window,
): ReadonlyArray<ReadonlyArray<Scene>> => {
  const found: Array<ReadonlyArray<Scene>> = []
  for (let first = 0; first < scenes.length;) {
    const until = (scenes[first]?.recorded.effectiveAt ?? 0) + millis
    const after = scenes.findIndex(
      (each, index) => index > first && each.recorded.effectiveAt > until,
    )
    const end = after === -1 ? scenes.length : after
    const isMany = end - first >= atLeast
    if (isMany) found.push(scenes.slice(first, end))
    first = isMany ? end : first + 1
  }
  return found
}

// What ran on every clock from the first of the scenes to the last.
const spentIn = (
  { termsOf }: Story,
  scenes: ReadonlyArray<Scene>,
): ReadonlyArray<Finding.Touched> => {
  const [first, last] = [scenes[0], scenes.at(-1)]
  if (first === undefined || last === undefined) return []
  const [from, to] = [first.recorded.effectiveAt, last.recorded.effectiveAt]
  return last.after.flatMap((run) => {
    const time = Deadline.timeOf(termsOf, run)
    if (!hasTarget(run) || termsOf(run.terms).rules.get(run.id)?.effect !== "breach") return []
    const { target, id: clock, instance } = run
    const stretches = run.stretches.flatMap(({ start, end }) => {
      const part = { start: Math.max(from, start), end: Math.min(to, end ?? to) }
      return part.start < part.end ? [part] : []
    })
    const millis = Deadline.spentMillis(time, { target, stretches }, to)
    const dueAt = Deadline.dueAt(time, run)
    return millis === 0 ? [] : [{ clock, instance, how: "spent", from, to, millis, dueAt } as const]
  })
}

// How long the runs had stood that went on with a scene, or had been over; each run once.
const waitedIn = (story: Story, scenes: ReadonlyArray<Scene>): ReadonlyArray<Finding.Touched> => {
  const found = new Map<number, Finding.Touched>()
  for (const scene of scenes)
    for (const { place, before, after } of turnsIn(story, scene)) {
      const [from, to] = [before.stretches.at(-1)?.end, after.stretches.at(-1)?.start]
      if (isRunning(before) || !isRunning(after) || from == null || to === undefined) continue
      const earlier = found.get(place)
      const { id: clock, instance } = before
      const millis = counted(story, before, [from, to]) + (earlier?.millis ?? 0)
      const span = { from: earlier?.from ?? from, to }
      found.set(place, { clock, instance, how: "stood", ...span, millis, dueAt: null })
    }
  return [...found.values()]
}

// The time of a run whose clock begins at zero again.
const begunAnewIn = (
  { termsOf }: Story,
  { before, after, recorded }: Scene,
): ReadonlyArray<Finding.Touched> =>
  after.slice(before.length).flatMap(({ id: clock }) => {
    const old = before.findLast(({ id }) => id === clock)
    if (old === undefined || !hasTarget(old)) return []
    const { instance, stretches } = old
    const millis = Deadline.spentMillis(Deadline.timeOf(termsOf, old), old, recorded.effectiveAt)
    const from = stretches[0]?.start ?? recorded.effectiveAt
    return [{ clock, instance, how: "anew", from, to: old.endedAt, millis, dueAt: null } as const]
  })
