// What came in and what went out, date by date or week by week.
import type { EventType } from "../ticket/Event.ts"
import { type Asked, isIn } from "./asked.ts"
import { dateAfter, dateOf, mondayOf } from "./dates.ts"
import { type Life, phaseOf } from "./Life.ts"

/** The longest period that is told date by date, in dates; a longer one is told by weeks. */
export const datesAtMost = 62

/** What happened on a date, or in the week of a Monday. */
export interface FlowOf {
  /** `YYYY-MM-DD` in the desk's zone. */
  readonly date: string
  readonly opened: number
  /** Answers, which may be several on a ticket; a release that was shipped is one. */
  readonly answered: number
  /** Closings; a ticket that was taken up again is closed again. */
  readonly closed: number
}

/** Everything between the ends of the period, in its order. */
export interface Flow {
  readonly by: "date" | "week"
  readonly rows: ReadonlyArray<FlowOf>
}

const answers: ReadonlySet<EventType> = new Set<EventType>(["Answered", "ReleaseShipped"])

type Counted = { -readonly [name in Exclude<keyof FlowOf, "date">]: number }

/** The flow under way. */
export const flow = (asked: Asked) => {
  const dates = datesIn(asked)
  const by = dates.length > datesAtMost ? "week" : "date"
  const rowsBy = new Map<string, Counted>()
  for (const date of dates)
    rowsBy.set(by === "week" ? mondayOf(date) : date, { opened: 0, answered: 0, closed: 0 })
  const count = (name: keyof Counted, at: number): void => {
    if (!isIn(asked, at)) return
    const date = dateOf(at, asked.timeZone)
    const row = rowsBy.get(by === "week" ? mondayOf(date) : date)
    if (row !== undefined) row[name] += 1
  }
  return {
    add: (life: Life): void => {
      count("opened", life.state.registeredAt)
      for (const { event, effectiveAt } of life.journal)
        if (answers.has(event.type)) count("answered", effectiveAt)
      for (const at of closingsOf(life)) count("closed", at)
    },
    flow: (): Flow => ({ by, rows: [...rowsBy].map(([date, row]) => ({ date, ...row })) }),
  }
}

const datesIn = ({ from, to, timeZone }: Asked): ReadonlyArray<string> => {
  const last = dateOf(to - 1, timeZone)
  const dates: Array<string> = []
  for (let date = dateOf(from, timeZone); date <= last; date = dateAfter(date)) dates.push(date)
  return dates
}

/** When a ticket was closed, each time that it was. */
export const closingsOf = ({ standings }: Life): ReadonlyArray<number> =>
  standings.flatMap((standing, index) => {
    const before = standings[index - 1]
    const wasClosed = before !== undefined && phaseOf(before) === "closed"
    return phaseOf(standing) === "closed" && !wasClosed ? [standing.from] : []
  })
