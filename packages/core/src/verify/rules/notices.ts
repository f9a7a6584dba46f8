// Whom the process tells what: nobody waits for a letter about what never happens.
import type { Process } from "../../process/Process.ts"
import type { Notice } from "../../process/Profile.ts"
import { doersOf } from "../../ticket/Causes.ts"
import { isEvent, mayHappen } from "../acts.ts"
import { type Rule, type Subject, typedWays } from "../rule.ts"
import { reachedOn } from "../way.ts"

/** Each notice is about something that may happen to requests of some type. */
export const noticesSent: Rule = (subject) =>
  subject.process.profile.notices.flatMap((notice, index) => {
    const { event } = notice
    if (isSent(subject, notice)) return []
    const at = `notices[${index}].event`
    const expected = "what may happen to requests of some type, so narrowed"
    return [{ code: "notice-never-sent", way: null, at, got: event, expected }]
  })

const isSent = (subject: Subject, notice: Notice): boolean => {
  const { event, by, reasons } = notice
  if (!isEvent(event) || reasons?.length === 0) return false
  const isDone = by === undefined || by.some((kind) => doersOf(event).has(kind))
  const happens =
    event === "Registered" ||
    typedWays(subject).some((way) =>
      reachedOn(way).some((each) => mayHappen(way.lifecycle, each, event)),
    )
  return isDone && happens && isTimed(subject.process, notice)
}

// A clock without warnings warns of nothing; one that closes never breaches.
const isTimed = ({ profile }: Process, { event, clock }: Notice): boolean => {
  const clocks = profile.policy.clocks.filter(({ id }) => clock === undefined || id === clock)
  switch (event) {
    case "ClockWarned":
      return clocks.some(
        ({ warnAt = [], warnBefore = [] }) => warnAt.length + warnBefore.length > 0,
      )
    case "ClockBreached":
      return clocks.some(({ effect }) => effect === "breach")
    default:
      return clock === undefined || clocks.length > 0
  }
}
