// Warnings and breaches: in their order, once, and only where they happened.
import { describe, expect, it } from "vitest"
import * as Wake from "../../src/sla/Wake.ts"
import {
  answered,
  clockedOf,
  clockOf,
  dueBy,
  march,
  nextAt,
  nextReply,
  processOf,
  registered,
  resolution,
  story,
  wrote,
} from "./story.ts"

const mark = (type: "warn" | "breach", share = 0.5) =>
  type === "warn"
    ? ({
        type: "ClockWarned",
        clock: "resolution",
        instance: 1,
        share,
        dueAt: march(2, 17),
      } as const)
    : ({ type: "ClockBreached", clock: "resolution", instance: 1, dueAt: march(2, 17) } as const)

describe("warnings and breaches", () => {
  const rule = { ...resolution, warnAt: [0.5, 0.75] }
  const process = processOf([rule])
  const start = [march(2, 9), registered] as const
  it("come at their shares of the target, in order, each with the target's instant", () => {
    const told = story(process, start)
    expect(nextAt(process, told)).toBe(march(2, 13))
    expect(dueBy(process, told, march(2, 13) - 1)).toEqual([])
    expect(dueBy(process, told, march(2, 15))).toEqual([
      "warn resolution 1 0.5",
      "warn resolution 1 0.75",
    ])
    expect(dueBy(process, told, march(2, 17))).toEqual([
      "warn resolution 1 0.5",
      "warn resolution 1 0.75",
      "breach resolution 1",
    ])
    const due = Wake.dueBy(() => process.terms, clockedOf(told), march(2, 17))
    expect(due.map((each) => each.dueAt)).toEqual([march(2, 17), march(2, 17), march(2, 17)])
  })

  it("are recorded once", () => {
    const warned = story(process, start, [march(2, 13), mark("warn")])
    expect(nextAt(process, warned)).toBe(march(2, 15))
    expect(dueBy(process, warned, march(2, 14))).toEqual([])
    const breached = story(
      process,
      start,
      [march(2, 13), mark("warn")],
      [march(2, 17), mark("breach")],
    )
    expect(nextAt(process, breached)).toBeNull()
    expect(clockOf(breached, "resolution")).toMatchObject({
      breachedAt: march(2, 17),
      warned: [0.5],
    })
  })

  it("of one instance are none of the next", () => {
    const repeating = processOf([{ ...nextReply, warnAt: [0.5] }])
    const told = story(
      repeating,
      start,
      [march(2, 10), wrote],
      [march(2, 10, 30), { ...mark("warn"), clock: "nextReply" }],
      [march(2, 11), { ...mark("breach"), clock: "nextReply" }],
      [march(2, 12), { type: "Informed", files: [] }],
      [march(2, 13), wrote],
    )
    expect(dueBy(repeating, told, march(2, 14))).toEqual([
      "warn nextReply 2 0.5",
      "breach nextReply 2",
    ])
    expect(clockOf(told, "nextReply", 1)).toMatchObject({ ended: "met", breachedAt: march(2, 17) })
  })

  it("a met clock warns no more", () => {
    const met = story(process, start, [march(2, 12), { type: "Withdrawn" }])
    expect(dueBy(process, met, march(30, 9))).toEqual([])
  })

  it("an answer at the very due instant is in time, a millisecond later it is not", () => {
    const stopping = processOf([{ ...resolution, stops: [{ event: "Answered" }] }])
    const at = (instant: number) => story(stopping, start, [instant, answered])
    expect(dueBy(stopping, at(march(2, 17)), march(30, 9))).toEqual([])
    expect(dueBy(stopping, at(march(2, 17) + 1), march(30, 9))).toEqual(["breach resolution 1"])
  })

  it("P7 a breach that no worker saw in time is recorded although the answer came since", () => {
    const stopping = processOf([{ ...resolution, stops: [{ event: "Answered" }] }])
    const late = story(stopping, start, [march(3, 9), answered])
    expect(nextAt(stopping, late)).toBe(march(2, 17))
  })

  it("a breach before the cancelling happened all the same", () => {
    const cancelling = processOf([{ ...resolution, cancels: [{ event: "Withdrawn" }] }])
    const late = story(cancelling, start, [march(3, 9), { type: "Withdrawn" }])
    expect(dueBy(cancelling, late, march(3, 9))).toEqual(["breach resolution 1"])
  })
})
