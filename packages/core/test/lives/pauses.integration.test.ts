// Clock regressions of pauses, through whole lives at a desk: priorities, contracts and deadlines
// that change meanwhile, and what comes back after its completion.
import { businessConnect, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  confirming,
  customer,
  hours,
  march,
  open,
  question,
  reply,
  robot,
  shipped,
  spentMinutes,
  whereIn,
  withClock,
  withPriorities,
} from "./life.ts"

const [resolution, firstResponse] = ["resolution", "firstResponse"] as const

const eight = { firstResponse: hours(4), resolution: hours(8) }

describe("clock regression 3: Priority raised while paused: the new target applies, the pause still does not count", () => {
  const byPriority = {
    firstResponse: hours(4),
    resolution: [
      { when: { priority: "high" }, target: hours(2) },
      { when: { priority: "low" }, target: hours(8) },
    ],
  }
  const raise = { type: "setPriority", priority: "high" } as const

  it.each(shipped)(
    "M-01 B-03 B-05 B-07 clock regression 3: and breaches by it ($id)",
    async (profile) => {
      await using life = await open(withPriorities(profile), { email: byPriority })
      const request = await life.register(march(2, 9), { priority: "low" })
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 17) })
      await request.by(agent, march(2, 10), question)
      await request.by(agent, march(2, 11), raise)
      expect(await request.clock(resolution)).toMatchObject({
        status: "paused",
        target: hours(2),
        dueAt: null,
      })
      // 23 hours later, of which none counts.
      await request.by(customer, march(3, 9), reply)
      expect(await request.marks(resolution)).toEqual([])
      expect(await request.clock(resolution)).toMatchObject({
        status: "running",
        dueAt: march(3, 10),
      })
      await life.until(march(3, 10) - 1)
      // Three quarters of two hours: an hour before the pause, and half an hour after it.
      expect(await request.marks(resolution)).toEqual([["ClockWarned", march(3, 9, 30)]])
      await life.until(march(3, 10))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(3, 9, 30)],
        ["ClockBreached", march(3, 10)],
      ])
      const told = await request.explained(resolution)
      expect(whereIn(told)).toEqual([
        "+1 working hours",
        "-23 paused customers",
        "+1 working hours",
      ])
      expect(told.changes).toMatchObject([
        {
          kind: "priority",
          mode: "fromStart",
          from: "low",
          to: "high",
          before: { target: hours(8), dueAt: null },
          after: { target: hours(2), dueAt: null },
        },
      ])
    },
  )

  it.each(shipped)(
    "M-01 B-07 clock regression 3: and an answer in time meets it ($id)",
    async (profile) => {
      await using life = await open(withPriorities(profile), { email: byPriority })
      const request = await life.register(march(2, 9), { priority: "low" })
      await request.by(agent, march(2, 10), question)
      await request.by(agent, march(2, 11), raise)
      await request.by(customer, march(3, 9), reply)
      const status = await answer(request, march(3, 9, 59))
      if (status !== "closed.processed")
        await request.by(customer, march(5, 9), { type: "confirm" })
      await life.until(march(30, 9))
      const clock = await request.clock(resolution)
      expect(clock).toMatchObject({ status: "met" })
      expect(spentMinutes(clock)).toBe(119)
      expect(await request.marks(resolution)).toEqual([["ClockWarned", march(3, 9, 30)]])
    },
  )
})

describe("clock regression 4: Contract switched after three days of pause", () => {
  const shorter = { firstResponse: hours(4), resolution: hours(4) }
  const switched = { type: "setContract", contract: "phone" } as const

  it.each(shipped)(
    "M-01 B-05 clock regression 4: what was spent counts, the three days do not ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight, phone: shorter })
      const request = await life.register(march(2, 9))
      expect(await request.show()).toMatchObject({ contract: "mail@1" })
      await request.by(agent, march(2, 11), question)
      await request.by(agent, march(5, 11), switched)
      expect(await request.show()).toMatchObject({ contract: "phone@1" })
      const standing = await request.clock(resolution)
      expect(standing).toMatchObject({ status: "paused", target: hours(4), dueAt: null })
      expect(spentMinutes(standing)).toBe(120)
      await request.by(customer, march(6, 10), reply)
      expect(await request.clock(resolution)).toMatchObject({
        status: "running",
        dueAt: march(6, 12),
      })
      await life.until(march(6, 12))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(6, 11)],
        ["ClockBreached", march(6, 12)],
      ])
      const told = await request.explained(resolution)
      expect(whereIn(told)).toEqual([
        "+2 working hours",
        "-95 paused customers",
        "+2 working hours",
      ])
      expect(told.changes).toMatchObject([
        {
          kind: "contract",
          mode: "fromStart",
          from: "mail",
          to: "phone",
          by: { type: "ContractCorrected", effectiveAt: march(5, 11) },
          before: { target: hours(8), dueAt: null },
          after: { target: hours(4), dueAt: null },
        },
      ])
    },
  )

  it.each(shipped)(
    "M-01 clock regression 4: a target that is spent already is due when the clock runs again ($id)",
    async (profile) => {
      const email = { ...eight, resolution: hours(8) }
      await using life = await open(profile, { email, phone: { ...eight, resolution: hours(1) } })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 11), question)
      await request.by(agent, march(5, 11), switched)
      await life.until(march(6, 10) - 1)
      expect(await request.marks(resolution)).toEqual([])
      await request.by(customer, march(6, 10), reply)
      await life.until(march(6, 10))
      expect(await request.marks(resolution)).toEqual([["ClockBreached", march(6, 10)]])
    },
  )

  it.each(confirming)(
    "M-01 clock regression 4: where nothing is promised without it, the clock goes on unseen ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 11), question)
      await request.by(agent, march(5, 11), { type: "setContract", contract: null })
      // It did not end, for the contract may be given back: but until then nothing is owed.
      expect(await request.clock(resolution)).toBeUndefined()
      await request.by(customer, march(6, 10), reply)
      await life.until(march(30, 9))
      expect(await request.clock(resolution)).toBeUndefined()
      expect(await request.marks(resolution)).toEqual([])
    },
  )

  it("M-01 B-07 clock regression 4: where the process promises something too, that holds (business-connect)", async () => {
    await using life = await open(businessConnect, { email: eight })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 11), question)
    await request.by(agent, march(5, 11), { type: "setContract", contract: null })
    await request.by(customer, march(6, 10), reply)
    // 24 hours, of which two are spent: eight on Friday, nine on Monday, five on Tuesday.
    expect(await request.clock(resolution)).toMatchObject({
      target: hours(24),
      dueAt: march(10, 14),
    })
  })
})

describe("clock regression 5: Completed, then disputed: the gap is neither running nor paused", () => {
  const dispute = { type: "dispute", text: "It is empty again." } as const

  it.each(confirming)(
    "M-11 M-12 clock regression 5: the clock runs on with what it had ($id)",
    async (profile) => {
      const ending = withClock(profile, resolution, {
        stops: [{ enters: "completed" }],
        pausesIn: ["customers", "thirdPartys"],
      })
      await using life = await open(ending, { email: eight })
      const request = await life.register(march(2, 9))
      expect(await answer(request, march(2, 13))).toBe("completed.awaitingWord")
      expect(await request.clock(resolution)).toMatchObject({
        status: "met",
        endedAt: march(2, 13),
      })
      await request.by(customer, march(4, 15), dispute)
      expect(await request.clock(resolution)).toMatchObject({
        instance: 1,
        status: "running",
        endedAt: null,
        dueAt: march(5, 10),
      })
      await life.until(march(5, 10))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(4, 17)],
        ["ClockBreached", march(5, 10)],
      ])
      const told = await request.explained(resolution)
      expect(whereIn(told).slice(0, 3)).toEqual([
        "+4 working hours",
        "-50 finished",
        "+3 working hours",
      ])
      expect(told.stretches[1]).toMatchObject({ from: march(2, 13), to: march(4, 15) })
      // Once given, the first response is given.
      expect(await request.clock(firstResponse)).toMatchObject({ status: "met", instance: 1 })
    },
  )

  it.each(confirming)(
    "M-11 M-12 clock regression 5: as shipped it stands for the customer's word, and goes on ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await answer(request, march(2, 13))
      expect(await request.clock(resolution)).toMatchObject({ status: "paused", dueAt: null })
      await request.by(customer, march(4, 15), dispute)
      expect(await request.clock(resolution)).toMatchObject({
        instance: 1,
        status: "running",
        dueAt: march(5, 10),
      })
      expect(await request.clock("silence")).toMatchObject({ status: "met", endedAt: march(4, 15) })
      expect(await answer(request, march(5, 9, 59))).toBe("completed.awaitingWord")
      await request.by(customer, march(6, 9), { type: "confirm" })
      await life.until(march(30, 9))
      const clock = await request.clock(resolution)
      expect(clock).toMatchObject({ status: "met" })
      expect(spentMinutes(clock)).toBe(479)
      expect(await request.marks(resolution)).toEqual([["ClockWarned", march(4, 17)]])
      expect(whereIn(await request.explained(resolution)).slice(0, 2)).toEqual([
        "+4 working hours",
        "-50 paused awaitingWord",
      ])
    },
  )

  it("B-06 M-11 clock regression 5: an answer that comes back ended nothing (business-connect)", async () => {
    await using life = await open(businessConnect, { email: eight })
    const request = await life.register(march(2, 9))
    expect(await answer(request, march(2, 13))).toBe("closed.processed")
    expect(await request.clock(resolution)).toMatchObject({ status: "met", endedAt: march(2, 13) })
    const letter = life.letters.at(-1)?.id ?? ""
    const outcome = { outcome: "bounced", reason: "550 no such user" } as const
    const returned = { type: "recordDelivery", notification: letter, ...outcome } as const
    expect(await request.by(robot, march(4, 15), returned)).toBe("open.solving.ours")
    expect(await request.clock(resolution)).toMatchObject({ instance: 1, dueAt: march(5, 10) })
    expect(whereIn(await request.explained(resolution))).toEqual([
      "+4 working hours",
      "-50 finished",
    ])
  })
})

describe("clock regression 23: A deadline set by hand survives a pause or not, by a declared rule", () => {
  const set = { type: "setDeadline", clock: resolution, dueAt: march(3, 12) } as const
  const paused = async (profile: typeof standard) => {
    const life = await open(profile, { email: eight })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), set)
    await request.by(agent, march(2, 12), question)
    expect(await request.clock(resolution)).toMatchObject({ status: "paused", dueAt: null })
    await request.by(customer, march(2, 14), reply)
    return { life, request }
  }

  it.each(shipped)("M-01 B-05 clock regression 23: stands, as shipped ($id)", async (profile) => {
    const { life, request } = await paused(profile)
    await using _ = life
    expect(await request.clock(resolution)).toMatchObject({ dueAt: march(3, 12) })
    // Nor does a pause beyond it let it pass: it is due when the clock runs again.
    await request.by(agent, march(3, 11), question)
    await request.by(customer, march(5, 10), reply)
    await life.until(march(5, 10))
    expect((await request.marks(resolution)).at(-1)).toEqual(["ClockBreached", march(5, 10)])
    const told = await request.explained(resolution)
    expect(told.changes).toMatchObject([
      { kind: "byHand", dueAt: march(3, 12), before: { dueAt: march(2, 17) } },
    ])
  })

  it.each(shipped)(
    "M-01 B-05 clock regression 23: moves with the pause, where the rule says so ($id)",
    async (profile) => {
      const { life, request } = await paused(withClock(profile, resolution, { byHand: "moves" }))
      await using _ = life
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(3, 14) })
      await life.until(march(3, 14) - 1)
      expect((await request.marks(resolution)).map(([type]) => type)).toEqual(["ClockWarned"])
      await life.until(march(3, 14))
      expect((await request.marks(resolution)).at(-1)).toEqual(["ClockBreached", march(3, 14)])
    },
  )
})
