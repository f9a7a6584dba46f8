// T18: which deadlines people were told, and still hold to.
import { describe, expect, it } from "vitest"
import { movedIn } from "../../src/desk/jobs/moved.ts"
import * as Process from "../../src/process/Process.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { ticketId } from "../ticket/given.ts"
import {
  type Entry,
  journalOf,
  march,
  processOf,
  registered,
  resolution,
  turn,
} from "../sla/story.ts"

/** Eight working hours from Monday 09:00: due at 17:00. */
const process = processOf([resolution])
const due = march(2, 17)
const run = { clock: "resolution", instance: 1 } as const

const opened: Entry = [march(2, 9), registered]
const warned = (dueAt: number): Event => ({ type: "ClockWarned", ...run, share: 0.5, dueAt })
const letter = (event: number, dueAt: number): Event => ({
  type: "NotificationDelivered",
  notification: `${ticketId}.${event}.0`,
  deadline: { ...run, dueAt },
})

const moved = (...entries: ReadonlyArray<Entry>) =>
  movedIn(Process.only(process), journalOf(opened, ...entries), "2026b")

const from = (told: number, to = due) => [
  { type: "DeadlineMoved", ...run, from: told, to, zoneData: "2026b" },
]

describe("T18 a deadline that people were told", () => {
  it("and that falls where they were told has not moved", () => {
    expect(moved([march(2, 13), warned(due)])).toEqual([])
    expect(moved([march(2, 10), letter(1, due)])).toEqual([])
    expect(moved()).toEqual([])
  })

  it("elsewhere has, from what they were told last", () => {
    const old = march(2, 16)
    expect(moved([march(2, 13), warned(old)])).toEqual(from(old))
    expect(moved([march(2, 10), letter(1, old)])).toEqual(from(old))
    const again = { type: "DeadlineMoved", ...run, from: old, to: due, zoneData: "2026a" } as const
    expect(moved([march(2, 13), warned(old)], [march(2, 14), again])).toEqual([])
  })

  it("counts by when a letter was written, and not by when it arrived", () => {
    const [older, newer] = [march(2, 15), march(2, 16)]
    expect(moved([march(2, 13), warned(newer)], [march(2, 14), letter(1, older)])).toEqual(
      from(newer),
    )
  })

  it("is nobody's any more where a pause has moved it, it breached, or the clock has ended", () => {
    const told: Entry = [march(2, 13), warned(march(2, 16))]
    const asked: Entry = [march(2, 14), turn("customers")]
    expect(moved(told, asked)).toEqual([])
    expect(moved(told, asked, [march(2, 15), turn("ours")])).toEqual([])
    expect(moved(told, [march(2, 17), { type: "ClockBreached", ...run, dueAt: due }])).toEqual([])
    expect(moved(told, [march(2, 15), { type: "Withdrawn" }])).toEqual([])
  })

  it("by a letter that was on its way while a pause moved it, people were told the old one", () => {
    const paused = [
      [march(2, 10), turn("customers")],
      [march(2, 11), turn("ours")],
    ] as const
    expect(moved(...paused, [march(2, 12), letter(1, march(2, 16))])).toEqual([])
    // What is told after the pause holds.
    expect(moved(...paused, [march(2, 12), letter(3, due)])).toEqual(from(due, march(2, 18)))
  })
})
