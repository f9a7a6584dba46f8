// What the customer is told by when, and what either side owes by when, through whole lives at a
// desk: every day that is named is announced, each change of it once, and a reminder comes once.
import { mixvel, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  confirming,
  customer,
  march,
  open,
  question,
  refusal,
  reply,
  shipped,
  spentMinutes,
} from "./life.ts"

const resolution = "resolution"

const eight = { firstResponse: { workingMinutes: 240 }, resolution: { workingMinutes: 480 } }
const diagnosed = { type: "diagnose", cause: "productFault", module: "login" } as const
const assigned = { type: "assign", assignee: "boris" } as const

const within = (letters: ReadonlyArray<string>, subject: string) =>
  letters.filter((letter) => letter === `anna: ${subject}`)

describe("M-10 a promised date", () => {
  it.each(shipped)(
    "M-10 M-16 is announced with the wait for a release, and each change of it once ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), assigned)
      await request.by(agent, march(2, 10), diagnosed)
      const waiting = { type: "awaitRelease", component: "login", version: "2.1" } as const
      await request.by(agent, march(2, 11), { ...waiting, promisedAt: march(5, 12) })
      const promised = () => within(request.letters(), "when to expect it")
      expect(promised()).toHaveLength(1)
      expect(life.letters.at(-1)?.text).toContain("March 5, 2026 at 12:00")
      // The same day is no change, and is not told again.
      const again = { type: "promiseDate", promisedAt: march(5, 12) } as const
      expect(await refusal(request.by(agent, march(3, 9), again))).toMatchObject({
        rejection: { rule: "SamePromise" },
      })
      await request.by(agent, march(3, 9), { ...waiting, promisedAt: march(5, 12) })
      expect(promised()).toHaveLength(1)
      const later = {
        type: "promiseDate",
        promisedAt: march(10, 12),
        text: "One test fails.",
      } as const
      await request.by(agent, march(4, 9), later)
      expect(promised()).toHaveLength(2)
      expect(life.letters.at(-1)?.text).toContain("March 10, 2026 at 12:00")
      expect(life.letters.at(-1)?.text).toContain("One test fails.")
      // A day that was moved does not come; the one that holds comes once.
      await life.until(march(10, 12) - 1)
      expect(await request.told("PromiseDue")).toEqual([])
      await life.until(march(20, 12))
      expect((await request.told("PromiseDue")).map(({ effectiveAt }) => effectiveAt)).toEqual([
        march(10, 12),
      ])
      expect(promised()).toHaveLength(2)
      expect((await request.told("DatePromised")).map(({ facts }) => facts)).toEqual([
        { promisedAt: march(5, 12), from: null },
        { promisedAt: march(10, 12), from: march(5, 12) },
      ])
      // The release is the answer, and with it nothing is promised any more.
      await request.by(agent, march(23, 9), {
        type: "shipRelease",
        component: "login",
        version: "2.1",
      })
      expect(await request.show()).toMatchObject({ promisedAt: null, awaited: null })
      expect(within(request.letters(), "the update is out")).toHaveLength(1)
    },
  )

  it.each(shipped)("M-10 M-16 is told with what was said of the wait ($id)", async (profile) => {
    await using life = await open(profile)
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), assigned)
    await request.by(agent, march(2, 10), diagnosed)
    const text = "The fix is tested already."
    const wait = {
      type: "awaitRelease",
      component: "login",
      promisedAt: march(5, 12),
      text,
    } as const
    await request.by(agent, march(2, 11), wait)
    expect(life.letters.at(-1)?.subject).toContain("when to expect it")
    expect(life.letters.at(-1)?.text).toContain(text)
    // A day without words brings up no older ones.
    await request.by(agent, march(2, 12), { type: "promiseDate", promisedAt: march(6, 12) })
    expect(life.letters.at(-1)?.text).not.toContain(text)
  })

  it.each(shipped)(
    "M-10 that has come is followed by another one, which comes too ($id)",
    async (profile) => {
      await using life = await open(profile)
      const request = await life.register(march(2, 9))
      for (const day of [3, 5])
        await request.by(agent, march(day, 9), { type: "promiseDate", promisedAt: march(day, 12) })
      await life.until(march(30, 9))
      expect((await request.told("PromiseDue")).map(({ effectiveAt }) => effectiveAt)).toEqual([
        march(3, 12),
        march(5, 12),
      ])
      expect(within(request.letters(), "when to expect it")).toHaveLength(2)
    },
  )

  it.each(shipped)("M-10 that is kept never comes due ($id)", async (profile) => {
    await using life = await open(profile, { email: eight })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), { type: "promiseDate", promisedAt: march(3, 12) })
    await answer(request, march(3, 11, 59))
    await life.until(march(30, 9))
    expect(await request.told("PromiseDue")).toEqual([])
  })

  it("M-10 is told in the customer's own zone and language", async () => {
    await using life = await open(standard)
    const requester = { address: "gleb@globex.example", language: "ru" }
    const request = await life.register(march(2, 9), { requester })
    await request.by(agent, march(2, 10), { type: "promiseDate", promisedAt: march(3, 12) })
    expect(life.letters.at(-1)).toMatchObject({ language: "ru" })
    expect(life.letters.at(-1)?.text).toContain("3 марта 2026")
  })
})

describe("M-09 what somebody owes by a day", () => {
  it.each(shipped)(
    "M-09 B-05 a question is reminded of once, by a letter, and its answer ends it ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      const questions = ["Which browser?", "Since when?"]
      await request.by(agent, march(2, 10), { ...question, questions, dueAt: march(4, 10) })
      const [first, second] = (await request.show()).obligations
      // One of the two is answered: the other alone is reminded of.
      await request.by(customer, march(3, 10), { ...reply, answers: [first?.id ?? 0] })
      expect((await request.show()).obligations).toMatchObject([
        { owner: "customer", kind: "question", text: "Since when?" },
        { owner: "vendor", kind: "message" },
      ])
      await request.by(agent, march(3, 11), { type: "inform", text: "Thank you." })
      await life.until(march(4, 10) - 1)
      expect(await request.told("ObligationDue")).toEqual([])
      await life.until(march(20, 10))
      expect((await request.told("ObligationDue")).map(({ facts }) => facts)).toEqual([
        { obligation: second?.id, owner: "customer", dueAt: march(4, 10) },
      ])
      expect(within(request.letters(), "we are waiting for you")).toHaveLength(1)
      await request.by(customer, march(20, 10), reply)
      expect((await request.show()).status).toBe("open.registered.ours")
    },
  )

  it.each(shipped)(
    "M-09 a recommendation is reminded of once; done, never ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const recommend = { type: "recommend", text: "Update it.", dueAt: march(4, 10) } as const
      const late = await life.register(march(2, 9))
      const inTime = await life.register(march(2, 9))
      for (const request of [late, inTime]) {
        expect(await request.by(agent, march(2, 10), recommend)).toBe("open.registered.customers")
        expect(within(request.letters(), "what we recommend")).toHaveLength(1)
      }
      const [owed] = (await inTime.show()).obligations
      const done = { type: "settle", obligation: owed?.id ?? 0, outcome: "done" } as const
      expect(await inTime.by(customer, march(3, 10), done)).toBe("open.registered.ours")
      await life.until(march(30, 9))
      expect(within(late.letters(), "we are waiting for you")).toHaveLength(1)
      expect(within(inTime.letters(), "we are waiting for you")).toHaveLength(0)
      expect((await late.show()).status).toBe("open.registered.customers")
    },
  )

  it.each(confirming)(
    "M-08 M-09 a choice among options is reminded of once ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      const options = [
        { id: "wait", text: "Wait for the release." },
        { id: "now", text: "By hand, today." },
      ]
      await request.by(agent, march(2, 10), { type: "offerOptions", options, dueAt: march(3, 10) })
      await life.until(march(20, 9))
      expect(within(request.letters(), "we are waiting for you")).toHaveLength(1)
      await request.by(customer, march(20, 9), { type: "chooseOption", option: "now" })
      const { status, obligations } = await request.show()
      expect([status, obligations]).toEqual(["open.registered.ours", []])
    },
  )

  it.each(shipped)(
    "M-09 what we undertook is due for us, and the customer hears nothing of it ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      const undertake = { type: "undertake", text: "Call Anna.", dueAt: march(3, 10) } as const
      await request.by(agent, march(2, 10), undertake)
      const letters = request.letters().length
      await life.until(march(20, 9))
      expect(await request.told("ObligationDue")).toMatchObject([{ facts: { owner: "vendor" } }])
      expect(request.letters()).toHaveLength(letters)
    },
  )

  it("M-09 what the answer settled is not reminded of", async () => {
    await using life = await open(standard)
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), { ...question, dueAt: march(4, 10) })
    await answer(request, march(3, 10))
    await life.until(march(30, 9))
    expect(await request.told("ObligationDue")).toEqual([])
  })

  it("M-09 the customer's own time is warned of a working day before, once (mixvel)", async () => {
    const email = { ...eight, customerAnswer: { workingMinutes: 3 * 540 } }
    await using life = await open(mixvel, { email })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), question)
    await life.until(march(30, 9))
    expect(await request.marks("customerAnswer")).toEqual([
      ["ClockWarned", march(4, 10)],
      ["ClockBreached", march(5, 10)],
    ])
    expect(within(request.letters(), "we are waiting for you")).toHaveLength(1)
  })
})

describe("M-16 a workaround is no resolution", () => {
  it.each(shipped)(
    "M-16 B-07 it is a response; the clock goes on, and so does the work ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      const workaround = { type: "giveWorkaround", text: "Use another browser." } as const
      expect(await request.by(agent, march(2, 10), workaround)).toBe("open.registered.ours")
      expect(within(request.letters(), "how to go on meanwhile")).toHaveLength(1)
      expect(life.letters.at(-1)?.text).toContain("Use another browser.")
      expect(await request.clock("firstResponse")).toMatchObject({ status: "met" })
      expect(await request.clock(resolution)).toMatchObject({
        status: "running",
        dueAt: march(2, 17),
      })
      await answer(request, march(2, 16))
      expect(spentMinutes(await request.clock(resolution))).toBe(420)
      expect(within(request.letters(), "our answer")).toHaveLength(1)
    },
  )
})
