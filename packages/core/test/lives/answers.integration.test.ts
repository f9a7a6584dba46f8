// Clock regressions of answers, through whole lives at a desk: whose word counts as what, by
// whatever channel it comes.
import { businessConnect, type Contract, mixvel, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  briefly,
  confirming,
  customer,
  hours,
  type Life,
  march,
  open,
  question,
  refusal,
  reply,
  type Request,
  robot,
  shipped,
  spentMinutes,
  word,
} from "./life.ts"
import { ticketOf } from "./mail.ts"

const [resolution, firstResponse, nextReply] = ["resolution", "firstResponse", "nextReply"] as const

/** A next reply is promised sooner than the first response. */
const promised: Contract["targets"] = {
  firstResponse: hours(4),
  nextReply: hours(1),
  resolution: hours(8),
}
const more = { type: "receiveMessage", text: "It happens to Gleb, too." } as const

describe("clock regression 12: A next-reply target shorter than the first-response target does not pre-empt it", () => {
  it.each(confirming)(
    "M-01 clock regression 12: what the customer adds before our first word is owed no sooner ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      await request.by(customer, march(2, 9, 30), more)
      await life.until(march(2, 12, 59))
      expect(briefly(await request.runs(nextReply))).toEqual([])
      expect(briefly(await request.runs(firstResponse))).toEqual([[1, "running", march(2, 13)]])
      expect(await request.marks(firstResponse)).toEqual([["ClockWarned", march(2, 12)]])
      await life.until(march(2, 13))
      expect(await request.marks(firstResponse)).toEqual([
        ["ClockWarned", march(2, 12)],
        ["ClockBreached", march(2, 13)],
      ])
      // A breach is no response: what is added now is owed with the first one, still.
      await request.by(customer, march(2, 14), more)
      expect(briefly(await request.runs(nextReply))).toEqual([])
      await request.by(agent, march(2, 15), word)
      await request.by(customer, march(2, 16), more)
      expect(briefly(await request.runs(nextReply))).toEqual([[1, "running", march(2, 17)]])
      await life.until(march(2, 17))
      expect(await request.marks(nextReply)).toEqual([
        ["ClockWarned", march(2, 16, 45)],
        ["ClockBreached", march(2, 17)],
      ])
    },
  )

  it("B-07 clock regression 12: where nothing but 24 hours is promised, nothing else is owed (business-connect)", async () => {
    await using life = await open(businessConnect)
    const request = await life.register(march(6, 17))
    await request.by(customer, march(9, 9, 30), more)
    expect((await request.show()).clocks.map(({ id, dueAt }) => [id, dueAt])).toEqual([
      [firstResponse, march(11, 14)],
      [resolution, march(11, 14)],
    ])
  })
})

describe("clock regression 13: The agent wrote last: the next-reply clock is off", () => {
  it.each(confirming)(
    "M-01 clock regression 13: by whatever word of ours ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 9, 30), word)
      const words = [
        word,
        question,
        { type: "recommend", text: "Update the browser." },
        { type: "giveWorkaround", text: "Use another one." },
        { type: "offerOptions", options: [{ id: "a", text: "Wait." }] },
      ] as const
      for (const [index, ours] of words.entries()) {
        const day = [3, 4, 5, 6, 9][index] ?? 0
        await request.by(customer, march(day, 10), more)
        expect(briefly(await request.runs(nextReply)).at(-1)).toEqual([
          index + 1,
          "running",
          march(day, 11),
        ])
        await request.by(agent, march(day, 10, 30), ours)
        expect(briefly(await request.runs(nextReply)).at(-1)).toEqual([index + 1, "met", null])
        // Off it stays, however much we add.
        await request.by(agent, march(day, 12), word)
        await life.until(march(day, 18))
      }
      await life.until(march(30, 9))
      expect(await request.marks(nextReply)).toEqual([])
      expect(briefly(await request.runs(nextReply))).toHaveLength(words.length)
    },
  )

  it.each(confirming)(
    "M-01 clock regression 13: what is no word to the customer leaves it on ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 9, 30), word)
      await request.by(customer, march(2, 10), more)
      await request.by(agent, march(2, 10, 10), { type: "note", text: "Odd." })
      await request.by(agent, march(2, 10, 20), { type: "assign", assignee: "wanda" })
      await request.by(agent, march(2, 10, 30), { ...question, of: "thirdParty" })
      await life.until(march(2, 11))
      expect((await request.marks(nextReply)).at(-1)).toEqual(["ClockBreached", march(2, 11)])
    },
  )
})

describe("clock regression 14: The customer answers by any channel: the clarification ends", () => {
  interface Way {
    readonly name: string
    readonly answered: (life: Life, request: Request) => Promise<unknown>
  }
  const anna = {
    kind: "customer",
    id: "anna",
    customer: "acme",
    requester: { address: "anna@acme.example" },
  } as const
  const at = march(2, 12)
  const ways: ReadonlyArray<Way> = [
    {
      name: "by mail, to the address of our question",
      answered: async ({ desk, letters }, request) => {
        const ticketId = await ticketOf({ desk }, letters.at(-1))
        expect(ticketId).toBe(request.ticketId)
        const command = { ...reply, messageId: "1@acme.example" }
        await desk.submit({ ticketId, actor: customer, command, effectiveAt: at })
      },
    },
    {
      name: "by mail, taken in by a machine",
      answered: (_, request) => request.by(robot, at, reply),
    },
    {
      name: "by phone, typed in by the agent",
      answered: (_, request) => request.by(agent, at, reply),
    },
    {
      name: "by phone, typed in two hours later",
      answered: (_, request) => request.by(agent, march(2, 14), reply, at),
    },
    {
      name: "in the host's own pages",
      answered: ({ desk }, { ticketId }) =>
        desk.forActor(anna).submit({ ticketId, command: reply }),
    },
  ]

  const lives = shipped.flatMap((profile) =>
    ways.map(({ name, answered }) => ({ name, answered, profile, id: profile.id })),
  )
  it.each(lives)(
    "B-01 M-02 B-05 clock regression 14: $name ($id)",
    async ({ answered, profile }) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), question)
      expect(await request.show()).toMatchObject({ status: "open.registered.customers" })
      await life.until(at)
      expect(await request.clock(resolution)).toMatchObject({ status: "paused" })
      await answered(life, request)
      const { status, obligations } = await request.show()
      expect(status).toBe("open.registered.ours")
      expect(obligations).toMatchObject([{ owner: "vendor", kind: "message" }])
      // An hour before the question, and seven after the two that it took to answer it.
      expect(await request.clock(resolution)).toMatchObject({
        status: "running",
        dueAt: march(3, 10),
      })
      const [told] = await request.told("TurnPassed").then((turns) => turns.slice(-1))
      expect(told).toMatchObject({ effectiveAt: at, facts: { to: "ours" } })
    },
  )
})

describe("clock regression 15: An automatic acknowledgement is not a first response", () => {
  it.each(shipped)(
    "M-04 M-05 B-07 clock regression 15: nor is any other letter of the machine's ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      expect(request.letters()).toEqual(["anna: We have received your request"])
      expect(await request.told("NotificationDelivered")).toHaveLength(1)
      await request.by(agent, march(2, 10), { type: "assign", assignee: "boris" })
      await request.by(robot, march(2, 11), { type: "note", text: "3 like it.", public: true })
      await life.until(march(2, 13) - 1)
      expect(await request.clock(firstResponse)).toMatchObject({
        status: "running",
        dueAt: march(2, 13),
      })
      await life.until(march(2, 13))
      expect((await request.marks(firstResponse)).at(-1)).toEqual(["ClockBreached", march(2, 13)])
    },
  )

  it.each(shipped)(
    "M-04 M-06 M-07 clock regression 15: a person's word is one, be it a question or the answer ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      for (const [day, ours] of [word, question].entries()) {
        const request = await life.register(march(2 + day, 9))
        await request.by(agent, march(2 + day, 12, 59), ours)
        const clock = await request.clock(firstResponse)
        expect(clock).toMatchObject({ status: "met", endedAt: march(2 + day, 12, 59) })
        expect(spentMinutes(clock)).toBe(239)
      }
      const request = await life.register(march(4, 9))
      await answer(request, march(4, 12, 59))
      expect(await request.clock(firstResponse)).toMatchObject({ status: "met" })
    },
  )
})

describe('clock regression 16: The customer\'s "thank you" after completion starts no next-reply clock', () => {
  const thanks = { type: "receiveMessage", text: "Thank you!" } as const

  it.each(confirming)(
    "M-11 M-14 clock regression 16: and a ruling begins a new silence, nothing else ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      await answer(request, march(2, 10))
      expect(await request.by(customer, march(2, 11), thanks)).toBe("completed.heard")
      expect(briefly(await request.runs(nextReply))).toEqual([])
      expect((await request.show()).dueAt).toBeNull()
      // A word that waits for its ruling is closed over by nothing.
      await life.until(march(9, 9))
      expect(await request.show()).toMatchObject({ status: "completed.heard" })
      await request.by(agent, march(9, 9), { type: "rule", ruling: "thanks" })
      expect(briefly(await request.runs("silence"))).toEqual([
        [1, "met", null],
        [2, "running", march(12, 9)],
      ])
      await life.until(march(12, 9))
      expect(await request.show()).toMatchObject({ status: "closed.silence" })
      expect(briefly(await request.runs(nextReply))).toEqual([])
      expect(await request.told("ClockWarned", "ClockBreached")).toEqual([])
    },
  )

  it("M-13 clock regression 16: nor does one after the closing, within the window (standard)", async () => {
    await using life = await open(standard, { email: promised })
    const request = await life.register(march(2, 9))
    await answer(request, march(2, 10))
    await request.by(customer, march(2, 11), { type: "confirm" })
    expect(await request.by(customer, march(3, 11), thanks)).toBe("closed.reheard")
    expect((await request.show()).dueAt).toBeNull()
    const ruled = await request.by(agent, march(4, 11), { type: "rule", ruling: "thanks" })
    expect(ruled).toBe("closed.confirmed")
    expect(briefly(await request.runs(nextReply))).toEqual([])
    expect(briefly(await request.runs(resolution))).toEqual([[1, "met", null]])
  })

  it.each([mixvel, businessConnect])(
    "B-06 M-13 clock regression 16: what is closed stays so where nothing is reopened ($id)",
    async (profile) => {
      await using life = await open(profile, { email: promised })
      const request = await life.register(march(2, 9))
      const completed = await answer(request, march(2, 10))
      if (completed !== "closed.processed")
        await request.by(customer, march(2, 11), { type: "confirm" })
      const before = await request.show()
      expect(await refusal(request.by(customer, march(3, 11), thanks))).toMatchObject({
        rejection: { rule: "TransitionNotAllowed" },
      })
      expect(await request.show()).toEqual(before)
    },
  )
})
