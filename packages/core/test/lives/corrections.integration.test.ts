// Corrections through whole lives at a desk: what was taken down wrongly is put right, the clocks
// are measured by it from then on, and say so.
import { businessConnect, type Contract, explanationText } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import type { Command } from "../../src/ticket/Command.ts"
import {
  agent,
  answer,
  confirming,
  hours,
  march,
  minuteMillis,
  open,
  type Request,
  shipped,
  whereIn,
  withPriorities,
  word,
} from "./life.ts"
import { people } from "./people.ts"

const [resolution, firstResponse] = ["resolution", "firstResponse"] as const

const inHours = (first: number, whole: number): Contract["targets"] => ({
  firstResponse: hours(first),
  resolution: hours(whole),
})

const toGlobex = {
  type: "setCustomer",
  customer: "globex",
  requester: { address: people.gleb, name: "Глеб", language: "ru" },
} as const

/** Policies and calendars, which no correction changes. */
const measuredBy = /, (?:policy|правила) \S+ (?:calendar|календарь) [^ ,]+/

/** The lines of an explanation that tell of its changes. */
const changesIn = async (request: Request, language: "en" | "ru") => {
  const lines = explanationText(await request.explained(resolution), { language })
  const from = lines.findIndex((line) => /^ {2}(?:Changes|Изменения)/.test(line))
  const to = lines.findIndex((line) => /^ {2}(?:Stretches|Отрезки)/.test(line))
  return lines.slice(from + 1, to).map((line) => line.trim().replace(measuredBy, ""))
}

/** A change at Monday 11:00 in the words of both languages; hours and when they would be over. */
interface Told {
  readonly en: string
  readonly ru: string
  readonly was: readonly [hours: number, due: string]
  readonly is: readonly [hours: number, due: string]
}

const expectTold = async (request: Request, { en, ru, was, is }: Told) => {
  expect(await changesIn(request, "en")).toEqual([
    `Mon 2026-03-02 11:00 +03:00  ${en} (agent)`,
    "all of its time, from the start, is measured by the new target and calendar",
    `before: ${was[0]} h of working time, due Mon 2026-03-02 ${was[1]} +03:00`,
    `after: ${is[0]} h of working time, due Mon 2026-03-02 ${is[1]} +03:00`,
  ])
  expect(await changesIn(request, "ru")).toEqual([
    `пн 2026-03-02 11:00 +03:00  ${ru} (сотрудник)`,
    "всё время с самого начала измерено по новым сроку и календарю",
    `было: ${was[0]} ч рабочего времени, срок пн 2026-03-02 ${was[1]} +03:00`,
    `стало: ${is[0]} ч рабочего времени, срок пн 2026-03-02 ${is[1]} +03:00`,
  ])
}

describe("the wrong customer", () => {
  it.each(shipped)(
    "M-01 the right one's contract holds for all of the time, and letters go to them ($id)",
    async (profile) => {
      await using life = await open(profile, { email: inHours(4, 8), other: inHours(4, 4) })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), word)
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 17) })
      await request.by(agent, march(2, 11), toGlobex)
      expect(await request.show()).toMatchObject({ customer: "globex", contract: "globex@1" })
      expect(await request.clock(resolution)).toMatchObject({ instance: 1, dueAt: march(2, 13) })
      await request.by(agent, march(2, 12), word)
      expect(request.letters()).toEqual([
        "anna: We have received your request",
        "anna: news",
        "gleb: Запрос: сообщение службы поддержки",
      ])
      await life.until(march(2, 13))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(2, 12)],
        ["ClockBreached", march(2, 13)],
      ])
      const told = await request.explained(resolution)
      expect(told.changes).toMatchObject([
        {
          kind: "customer",
          mode: "fromStart",
          from: "acme",
          to: "globex",
          before: { target: hours(8), dueAt: march(2, 17) },
          after: { target: hours(4), dueAt: march(2, 13) },
        },
      ])
      await expectTold(request, {
        en: "customer acme → globex; event 6: the customer was corrected",
        ru: "заказчик acme → globex; событие 6: исправлен заказчик",
        was: [8, "17:00"],
        is: [4, "13:00"],
      })
    },
  )

  it.each(shipped)("M-01 P7 nothing is due before it was known ($id)", async (profile) => {
    await using life = await open(profile, { email: inHours(4, 8), other: inHours(2, 3) })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 12, 30), toGlobex)
    // By the new one it was late for an hour and a half, and for half an hour.
    expect(await request.marks(firstResponse)).toEqual([
      ["ClockWarned", march(2, 12)],
      ["ClockBreached", march(2, 12, 30)],
    ])
    expect(await request.marks(resolution)).toEqual([["ClockBreached", march(2, 12, 30)]])
  })

  it.each(shipped)(
    "M-01 a breach before it stays, and comes no second time ($id)",
    async (profile) => {
      await using life = await open(profile, { email: inHours(4, 8), other: inHours(40, 80) })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(3, 9), toGlobex)
      await request.by(agent, march(3, 10), word)
      await life.until(march(30, 9))
      expect(await request.marks(firstResponse)).toEqual([
        ["ClockWarned", march(2, 12)],
        ["ClockBreached", march(2, 13)],
      ])
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(2, 15)],
        ["ClockBreached", march(2, 17)],
      ])
    },
  )
})

describe("a contract that is found later", () => {
  const stranger = { requester: { address: "anna@home.example" } } as const

  it.each(confirming)(
    "M-01 of a stranger's request the right customer's contract holds from the start ($id)",
    async (profile) => {
      await using life = await open(profile, { email: inHours(4, 8), other: inHours(4, 4) })
      const request = await life.register(march(2, 9), stranger)
      await request.by(agent, march(2, 11), toGlobex)
      expect(await request.show()).toMatchObject({ contract: "globex@1" })
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 13) })
    },
  )

  it("M-01 B-07 it does where the process promises something without it (business-connect)", async () => {
    await using life = await open(businessConnect, { other: inHours(4, 4) })
    const request = await life.register(march(2, 9), stranger)
    expect(await request.clock(resolution)).toMatchObject({ dueAt: march(4, 15) })
    await request.by(agent, march(2, 11), toGlobex)
    expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 13) })
  })

  it.each(confirming)(
    "M-01 one that was taken away by mistake is given back ($id)",
    async (profile) => {
      await using life = await open(profile, { email: inHours(4, 8) })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 11), { type: "setContract", contract: null })
      await request.by(agent, march(2, 12), { type: "setContract", contract: "mail" })
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 17) })
    },
  )
})

describe("the wrong contract", () => {
  const byPhone = { type: "setContract", contract: "phone" } as const

  it.each(shipped)(
    "M-01 the right one's targets hold, and it is told so in words ($id)",
    async (profile) => {
      await using life = await open(profile, { email: inHours(4, 4), phone: inHours(4, 8) })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), word)
      await request.by(agent, march(2, 11), byPhone)
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 17) })
      await expectTold(request, {
        en: "contract mail → phone; event 6: the contract was corrected",
        ru: "договор mail → phone; событие 6: исправлен договор",
        was: [4, "13:00"],
        is: [8, "17:00"],
      })
    },
  )
})

describe("the wrong type, or one that it has grown into", () => {
  const raise = {
    type: "setRequestType",
    requestType: "problem",
    fields: { outage: "stopped" },
  } as const
  const byType: Contract["targets"] = {
    firstResponse: hours(4),
    resolution: [
      { when: { requestType: "problem" }, target: hours(4) },
      { when: { requestType: "incident" }, target: hours(8) },
    ],
  }

  it("B-03 B-07 an incident that is raised to a problem has the problem's time, of all its time", async () => {
    await using life = await open(businessConnect, { email: byType })
    const request = await life.register(march(2, 9))
    expect(await request.show()).toMatchObject({ requestType: "incident", priority: "high" })
    await request.by(agent, march(2, 10), word)
    await request.by(agent, march(2, 11), raise)
    expect(await request.show()).toMatchObject({
      requestType: "problem",
      fields: { outage: "stopped" },
    })
    expect(await request.clock(resolution)).toMatchObject({ instance: 1, dueAt: march(2, 13) })
    await expectTold(request, {
      en: "request type incident → problem; event 6: the request type was changed",
      ru: "вид запроса incident → problem; событие 6: изменён вид запроса",
      was: [8, "17:00"],
      is: [4, "13:00"],
    })
    expect(await answer(request, march(2, 13))).toBe("closed.processed")
    expect(await request.clock(resolution)).toMatchObject({ status: "met" })
  })

  const develop = { type: "setRequestType", requestType: "development" } as const

  it("B-03 B-08 of a development request nothing is due but the first response", async () => {
    await using life = await open(businessConnect)
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 11), develop)
    await life.until(march(30, 9))
    expect(await request.marks(resolution)).toEqual([])
    expect((await request.marks(firstResponse)).at(-1)).toEqual(["ClockBreached", march(4, 15)])
  })

  it("B-03 B-08 and of what was one by mistake all of the time counts", async () => {
    await using life = await open(businessConnect)
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), word)
    await request.by(agent, march(2, 11), develop)
    await request.by(agent, march(2, 12), { ...develop, requestType: "incident" })
    expect(await request.clock(resolution)).toMatchObject({
      instance: 1,
      status: "running",
      dueAt: march(4, 15),
    })
  })

  it("B-03 B-08 nor does it matter of which type it was at first", async () => {
    await using life = await open(businessConnect)
    const request = await life.register(march(2, 9), { requestType: "development" })
    await request.by(agent, march(2, 12), { ...develop, requestType: "incident" })
    expect(await request.clock(resolution)).toMatchObject({ dueAt: march(4, 15) })
  })
})

describe("the wrong priority", () => {
  const byPriority: Contract["targets"] = {
    firstResponse: hours(4),
    resolution: [
      { when: { priority: "high" }, target: hours(4) },
      { when: {}, target: hours(8) },
    ],
  }

  it.each(shipped)(
    "M-01 B-03 the right one's target holds for all of the time, up and down ($id)",
    async (profile) => {
      await using life = await open(withPriorities(profile), { email: byPriority })
      const request = await life.register(march(2, 9), { priority: "low" })
      await request.by(agent, march(2, 10), word)
      await request.by(agent, march(2, 11), { type: "setPriority", priority: "high" })
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 13) })
      await request.by(agent, march(2, 12, 59), { type: "setPriority", priority: "low" })
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 17) })
      await life.until(march(2, 17))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(2, 12)],
        ["ClockWarned", march(2, 15)],
        ["ClockBreached", march(2, 17)],
      ])
      const told = await changesIn(request, "ru")
      expect(told.filter((line) => line.includes("приоритет"))).toEqual([
        "пн 2026-03-02 11:00 +03:00  приоритет low → high; событие 6: изменён приоритет (сотрудник)",
        "пн 2026-03-02 12:59 +03:00  приоритет high → low; событие 8: изменён приоритет (сотрудник)",
      ])
    },
  )
})

const calledAt = (registeredAt: number): Command => ({ type: "setRegisteredAt", registeredAt })

describe("the wrong time of the call", () => {
  const called = { channel: "phone" } as const

  it.each(shipped)(
    "B-01 B-07 what began with the call begins when it was made ($id)",
    async (profile) => {
      await using life = await open(profile, { phone: inHours(4, 8) })
      const request = await life.register(march(2, 12), called, agent)
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(3, 11) })
      await request.by(agent, march(2, 12, 15), word)
      await request.by(agent, march(2, 12, 30), calledAt(march(2, 9, 30)))
      expect(await request.clock(resolution)).toMatchObject({
        startedAt: march(2, 9, 30),
        dueAt: march(2, 17, 30),
      })
      // What was said in time is in time by either.
      expect(await request.clock(firstResponse)).toMatchObject({ status: "met" })
      const [en] = await changesIn(request, "en")
      expect(en).toContain(
        "time of the request: Mon 2026-03-02 12:00 +03:00 → Mon 2026-03-02 09:30 +03:00",
      )
      const [ru] = await changesIn(request, "ru")
      expect(ru).toContain(
        "время обращения: пн 2026-03-02 12:00 +03:00 → пн 2026-03-02 09:30 +03:00",
      )
    },
  )

  it("B-01 B-07 the time from the call on is told, and adds up to what is spent", async () => {
    await using life = await open(businessConnect, { phone: inHours(4, 8) })
    const request = await life.register(march(2, 12), called, agent)
    await request.by(agent, march(2, 12, 30), calledAt(march(2, 9, 30)))
    const told = await request.explained(resolution)
    expect(told).toMatchObject({ startedAt: march(2, 9, 30), spentMillis: 180 * minuteMillis })
    expect(whereIn(told)).toEqual(["+3 working hours"])
  })

  it.each(shipped)(
    "B-01 P7 what is late by it is due when that is known ($id)",
    async (profile) => {
      await using life = await open(profile, { phone: inHours(4, 8) })
      const request = await life.register(march(3, 12), called, agent)
      await request.by(agent, march(3, 12, 30), calledAt(march(2, 9)))
      for (const id of [firstResponse, resolution])
        expect(await request.marks(id)).toEqual([["ClockBreached", march(3, 12, 30)]])
    },
  )

  it.each(shipped)("B-01 M-01 a breach before it stays ($id)", async (profile) => {
    await using life = await open(profile, { phone: inHours(4, 8) })
    const request = await life.register(march(2, 12), called, agent)
    await request.by(agent, march(3, 12), calledAt(march(2, 11)))
    expect((await request.marks(resolution)).at(-1)).toEqual(["ClockBreached", march(3, 11)])
    expect(await request.marks(resolution)).toHaveLength(2)
  })
})
