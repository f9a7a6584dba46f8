// How a clock goes on at a moment, without times: what `SlaClock` does, told of whether it runs.
import type { ClockRule, Condition } from "../../sla/Policy.ts"
import type { Actor } from "../../ticket/Command.ts"

/** Whether a clock has begun and not ended, and whether an event holds it. */
export interface Course {
  readonly clock: "idle" | "live"
  readonly held: boolean
}

/** An event, by whom, and the states before and after it. */
export interface Moment {
  readonly event: string
  readonly by: Actor["kind"]
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
}

/** What becomes of a clock at a moment; two things where that depends on another clock. */
export const stepped = (rule: ClockRule, course: Course, moment: Moment): ReadonlyArray<Course> => {
  if (course.clock === "idle") return begun(rule, moment)
  const ends = [...(rule.cancels ?? []), ...rule.stops].filter((each) => meets(each, moment))
  const goesOn: Course = { clock: "live", held: heldAfter(rule, course.held, moment) }
  if (ends.length === 0) return [goesOn]
  return ends.every(dependsOnOthers) ? [goesOn, ...begun(rule, moment)] : begun(rule, moment)
}

/** Whether any condition of a rule names an event. */
export const hears = (rule: ClockRule, event: string): boolean =>
  [rule.starts, rule.stops, rule.cancels, rule.pauses, rule.resumes].some((conditions = []) =>
    conditions.some((each) => "event" in each && each.event === event),
  )

const begun = (rule: ClockRule, moment: Moment): ReadonlyArray<Course> => {
  const idle: Course = { clock: "idle", held: false }
  const live: Course = { clock: "live", held: heldAfter(rule, false, moment) }
  const starts = rule.starts.filter((each) => meets(each, moment))
  if (starts.length === 0) return [idle]
  return starts.every(dependsOnOthers) ? [live, idle] : [live]
}

const meets = (condition: Condition, { event, by, before, after }: Moment): boolean => {
  if ("enters" in condition) return !before.has(condition.enters) && after.has(condition.enters)
  if ("leaves" in condition) return before.has(condition.leaves) && !after.has(condition.leaves)
  const { by: kinds, in: states } = condition
  return (
    condition.event === event &&
    (kinds === undefined || kinds.includes(by)) &&
    (states === undefined || states.some((state) => before.has(state)))
  )
}

const dependsOnOthers = (condition: Condition): boolean =>
  "event" in condition && condition.unlessRunning !== undefined

const heldAfter = (rule: ClockRule, held: boolean, moment: Moment): boolean => {
  const changes = held ? rule.resumes : rule.pauses
  return changes?.some((each) => meets(each, moment)) === true ? !held : held
}
