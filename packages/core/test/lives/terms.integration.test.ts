// Clock regressions 17 and 20 through whole lives at a desk: a policy that is withdrawn while its
// clocks run, and tickets that are merged while theirs do.
import { businessConnect, memory, type Profile } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  customer,
  hours,
  march,
  minuteMillis,
  open,
  question,
  refusal,
  reply,
  type Request,
  robot,
  shipped,
  spentMinutes,
  whereIn,
  word,
} from "./life.ts"
import { ticketOf } from "./mail.ts"

const resolution = "resolution"

const email = { firstResponse: hours(4), resolution: hours(8) }

const toBoris = (request: Request) =>
  request.letters().filter((letter) => letter.startsWith("boris"))

const merge = (into: Request) => ({ type: "merge", into: into.number }) as const

describe("clock regression 17: A policy is withdrawn: its clocks are cancelled with the cause and warn no more", () => {
  const alarm = { subject: "{{number}}: {{clock}}", body: "{{clock}} by {{dueAt}}" }
  const warned = (profile: Profile): Profile => ({
    ...profile,
    notices: [
      ...profile.notices,
      { event: "ClockWarned", channel: "email", text: "alarm", to: "assignee" },
      { event: "ClockBreached", channel: "email", text: "alarm", to: "assignee" },
    ],
    texts: { ...profile.texts, alarm: { en: alarm, ru: alarm } },
  })
  const without = (profile: Profile): Profile => ({
    ...warned(profile),
    version: "next",
    policy: {
      ...profile.policy,
      version: "next",
      clocks: profile.policy.clocks.filter(({ id }) => id !== resolution),
    },
  })

  it.each(shipped)(
    "M-01 B-07 clock regression 17: and the executor hears nothing of them ($id)",
    async (profile) => {
      const storage = memory()
      await using life = await open(warned(profile), { email }, { storage })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 9), { type: "assign", assignee: "boris" })
      await request.by(agent, march(2, 10), question)
      await request.by(customer, march(2, 11), reply)
      expect(await request.clock(resolution)).toMatchObject({ dueAt: march(2, 18) })
      // The next version is published by a desk that runs it.
      await using next = await open(without(profile), { email }, { storage })
      await life.until(march(2, 15))
      const order = { process: `${profile.id}@next`, mode: "keep" } as const
      expect(await life.desk.applyPolicy(order)).toMatchObject({ applied: 1, refused: [] })
      const clock = await request.clock(resolution)
      expect(clock).toMatchObject({ status: "cancelled", endedAt: march(2, 15), dueAt: null })
      expect(spentMinutes(clock)).toBe(300)
      const told = await request.explained(resolution)
      expect(told.endedBy).toMatchObject({
        type: "PolicyApplied",
        at: march(2, 15),
        actor: "robot",
      })
      expect(whereIn(told)).toEqual(["+1 working hours", "-1 paused customers", "+4 working hours"])
      await life.until(march(30, 9))
      expect(await request.marks(resolution)).toEqual([])
      expect(toBoris(request)).toEqual([])
      // The ticket goes on, and none of it comes back with its answer or its end.
      const status = await answer(request, march(30, 9))
      expect(status).toBe(profile.confirmation ? "completed.awaitingWord" : "closed.processed")
      await next.until(march(31, 18))
      expect(await request.clock(resolution)).toMatchObject({ status: "cancelled", instance: 1 })
    },
  )

  it.each(shipped)(
    "B-07 clock regression 17: what was due before the policy went is recorded, with its letter ($id)",
    async (profile) => {
      const storage = memory()
      await using life = await open(warned(profile), { email }, { storage })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 9), { type: "assign", assignee: "boris" })
      await request.by(agent, march(2, 10), word)
      await using _ = await open(without(profile), { email }, { storage })
      await life.until(march(2, 17, 1))
      await life.desk.applyPolicy({ process: `${profile.id}@next`, mode: "fromStart" })
      await life.until(march(30, 9))
      expect(await request.marks(resolution)).toEqual([
        ["ClockWarned", march(2, 15)],
        ["ClockBreached", march(2, 17)],
      ])
      expect(toBoris(request)).toHaveLength(2)
      expect(await request.explained(resolution)).toMatchObject({
        status: "cancelled",
        breachedAt: march(2, 17),
      })
    },
  )
})

it("P7 B-07 a breach that is recorded is told of, whatever became of the clock at the same instant", async () => {
  await using life = await open(businessConnect, { email })
  const request = await life.register(march(2, 9))
  await request.by(agent, march(2, 10), word)
  // The clock is due at 17:00: it breaches, and then its ticket is withdrawn.
  await request.by(agent, march(2, 17), { type: "withdraw" })
  expect((await request.marks(resolution)).at(-1)).toEqual(["ClockBreached", march(2, 17)])
  expect(await request.explained(resolution)).toMatchObject({
    status: "cancelled",
    breachedAt: march(2, 17),
  })
})

describe("clock regression 20: Merged A → B → C: a reply to A lands in C; a cycle is refused", () => {
  it.each(shipped)(
    "M-02 B-04 B-05 clock regression 20: and ends the clarification of C ($id)",
    async (profile) => {
      await using life = await open(profile, { email })
      const a = await life.register(march(2, 9))
      await a.by(agent, march(2, 9, 30), question)
      const asked = life.letters.at(-1)
      const b = await life.register(march(2, 10))
      const c = await life.register(march(2, 10))
      await a.by(agent, march(2, 11), merge(b))
      await b.by(agent, march(2, 11), merge(c))
      await c.by(agent, march(2, 12), question)
      const letters = life.letters.length
      // Half an hour of A's and an hour of B's were spent: they met nothing, and missed nothing.
      for (const [merged, spent] of [
        [a, 30],
        [b, 60],
      ] as const) {
        expect(await merged.show()).toMatchObject({ status: "closed.merged", dueAt: null })
        const clock = await merged.clock(resolution)
        expect(clock).toMatchObject({ status: "cancelled", spentMillis: spent * minuteMillis })
      }
      // Anna answers our question on A.
      const ticketId = await ticketOf(life, asked)
      expect(ticketId).toBe(a.ticketId)
      await life.until(march(3, 10))
      const message = { ...reply, messageId: "2@acme.example" }
      const receipt = await life.desk.submit({ ticketId, actor: customer, command: message })
      expect(receipt).toMatchObject({ ticketId: c.ticketId, number: c.number })
      const { status, obligations } = await c.show()
      expect(status).toBe("open.registered.ours")
      expect(obligations).toMatchObject([{ owner: "vendor", kind: "message" }])
      expect(await c.clock(resolution)).toMatchObject({ status: "running", dueAt: march(3, 16) })
      expect(await a.told("MessageReceived")).toEqual([])
      await life.until(march(3, 15, 59))
      expect(life.letters).toHaveLength(letters)
      // The answer on C is told once, and completes nothing of the others.
      await answer(c, march(3, 15, 59))
      expect(life.letters.filter(({ subject }) => subject.includes("our answer"))).toHaveLength(1)
      expect((await a.show()).status).toBe("closed.merged")
      expect(await c.marks(resolution)).toEqual([["ClockWarned", march(3, 14)]])
    },
  )

  it.each(shipped)(
    "B-04 clock regression 20: a cycle is refused, and changes nothing ($id)",
    async (profile) => {
      await using life = await open(profile, { email })
      const [a, b, c] = [
        await life.register(march(2, 9)),
        await life.register(march(2, 9)),
        await life.register(march(2, 9)),
      ]
      await a.by(agent, march(2, 10), merge(b))
      await b.by(agent, march(2, 10), merge(c))
      const before = [await a.show(), await b.show(), await c.show()]
      for (const into of [a, b, c])
        expect(await refusal(c.by(agent, march(2, 10), merge(into)))).toMatchObject({
          rejection: { rule: "MergeCycle" },
        })
      expect([await a.show(), await b.show(), await c.show()]).toEqual(before)
    },
  )

  it.each(shipped)(
    "B-04 M-01 clock regression 20: what was merged by mistake stands by itself again ($id)",
    async (profile) => {
      await using life = await open(profile, { email })
      const a = await life.register(march(2, 9))
      const b = await life.register(march(2, 9))
      await a.by(agent, march(2, 11), merge(b))
      await a.by(agent, march(3, 11), { type: "unmerge" })
      expect(await a.show()).toMatchObject({ status: "open.registered.ours", mergedInto: null })
      const said = { ticketId: a.ticketId, actor: robot, command: reply }
      expect(await life.desk.submit(said)).toMatchObject({ ticketId: a.ticketId })
      // Two hours were spent before the merge; the day between counts for nobody.
      expect(await a.clock(resolution)).toMatchObject({ instance: 1, dueAt: march(3, 17) })
    },
  )
})
