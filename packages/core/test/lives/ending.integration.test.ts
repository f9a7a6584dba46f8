// How requests end and come back, through whole lives at a desk: rejections with their letters, no
// contract, reopening within the window, and what follows after it.
import { businessConnect, mixvel, type Profile, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  briefly,
  customer,
  march,
  open,
  refusal,
  reply,
  type Request,
  shipped,
  spentMinutes,
} from "./life.ts"

const eight = {
  firstResponse: { workingMinutes: 240 },
  nextReply: { workingMinutes: 60 },
  resolution: { workingMinutes: 480 },
}

/** Confirms where the process waits for that. */
const closed = async (request: Request, at: number) => {
  const status = await answer(request, at)
  return status === "closed.processed" ? status : request.by(customer, at, { type: "confirm" })
}

describe("B-04 a request that is not taken", () => {
  const reasons = [
    ["notProduct", "it is not about the product"],
    ["noContract", "no contract covers it"],
    ["duplicate", "it repeats another request"],
  ] as const
  const lives = shipped.flatMap((profile) =>
    reasons.map(([reason, words]) => ({ profile, id: profile.id, reason, words })),
  )

  it.each(lives)(
    "B-04 is refused with its reason in a letter: $reason ($id)",
    async ({ profile, reason, words }) => {
      await using life = await open(profile, { email: eight })
      const other = await life.register(march(2, 9))
      const request = await life.register(march(2, 9))
      const more = reason === "duplicate" ? { duplicateOf: other.number } : {}
      const status = await request.by(agent, march(2, 10), { type: "reject", reason, ...more })
      expect(status).toBe("closed.rejected")
      expect(request.letters()).toEqual([
        "anna: We have received your request",
        "anna: we cannot take it",
      ])
      expect(life.letters.at(-1)?.text).toContain(words)
      // No clock says that we kept a promise, or broke one.
      expect(briefly(await request.runs("firstResponse"))).toEqual([[1, "cancelled", null]])
      expect(briefly(await request.runs("resolution"))).toEqual([[1, "cancelled", null]])
      await life.until(march(30, 9))
      expect(await request.told("ClockBreached")).toEqual([])
      if (reason !== "duplicate") return
      expect(await request.show()).toMatchObject({
        links: [{ ticket: other.ticketId, as: "duplicateOf" }],
      })
      expect(await other.show()).toMatchObject({
        links: [{ ticket: request.ticketId, as: "duplicatedBy" }],
      })
    },
  )

  it.each(shipped)("B-04 P15 spam is answered by nobody ($id)", async (profile) => {
    await using life = await open(profile, { email: eight })
    const request = await life.register(march(2, 9), { acknowledge: false })
    await request.by(agent, march(2, 10), { type: "reject", reason: "spam", text: "An advert." })
    await life.until(march(30, 9))
    expect(life.letters).toEqual([])
    expect((await request.told("Rejected")).map(({ facts }) => facts["reason"])).toEqual(["spam"])
  })
})

describe("M-01 a request without a contract", () => {
  const strict = shipped.map((profile): Profile => ({ ...profile, withoutContract: "reject" }))

  it.each(strict)(
    "M-01 B-04 is registered and refused, where the process takes none, with a letter ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      // Acme has a contract for what it writes, and none for what it phones.
      const request = await life.register(march(2, 9), { channel: "phone" }, agent)
      expect(await request.show()).toMatchObject({
        status: "closed.rejected",
        customer: "acme",
        contract: null,
      })
      const [registered] = await request.told("Registered")
      expect(registered?.facts).toMatchObject({ uncovered: "channel" })
      expect(request.letters()).toContain("anna: we cannot take it")
      expect(life.letters.at(-1)?.text).toContain("no contract covers it")
      const covered = await life.register(march(2, 10))
      expect(await covered.show()).toMatchObject({
        status: "open.registered.ours",
        contract: "mail@1",
      })
    },
  )

  it.each([
    { profile: standard, id: "standard", own: ["firstResponse"] },
    { profile: mixvel, id: "mixvel", own: [] },
    { profile: businessConnect, id: "business-connect", own: ["firstResponse", "resolution"] },
  ])("M-01 is taken, as shipped, by the process's own targets ($id)", async ({ profile, own }) => {
    await using life = await open(profile, { email: eight })
    const request = await life.register(march(2, 9), { channel: "phone" }, agent)
    const { status, clocks } = await request.show()
    expect([status, clocks.map(({ id }) => id)]).toEqual(["open.registered.ours", own])
  })
})

describe("a request that comes back", () => {
  const windowed = shipped.map((profile): Profile => ({
    ...profile,
    reopenWithin: { calendarDays: 7 },
  }))
  const reopen = { type: "reopen", text: "It fails again." } as const

  it.each(windowed)(
    "M-12 M-13 B-06 within the window its clocks begin anew, and what was met stays met ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await closed(request, march(2, 12))
      expect(await request.show()).toMatchObject({ reopenUntil: march(9, 12) })
      expect(await request.by(customer, march(5, 9), reopen)).toBe("open.solving.ours")
      expect(await request.show()).toMatchObject({ reopened: 1, reopenUntil: null })
      expect(briefly(await request.runs("resolution"))).toEqual([
        [1, "met", null],
        [2, "running", march(5, 17)],
      ])
      expect(briefly(await request.runs("firstResponse"))).toEqual([[1, "met", null]])
      await life.until(march(5, 18))
      await answer(request, march(6, 9))
      if (profile.confirmation) await request.by(customer, march(6, 10), { type: "confirm" })
      expect((await request.show()).status).toMatch(/^closed\./)
      await life.until(march(30, 9))
      const first = (await request.show()).clocks.find(({ id }) => id === "resolution")
      expect([first?.status, spentMinutes(first)]).toEqual(["met", 180])
    },
  )

  it("M-12 what is reopened is owed a reply, and the requester is told (standard)", async () => {
    await using life = await open(standard, { email: eight })
    const request = await life.register(march(2, 9))
    await closed(request, march(2, 12))
    await request.by(customer, march(5, 9), reopen)
    expect(briefly(await request.runs("nextReply"))).toEqual([[1, "running", march(5, 10)]])
    expect(request.letters().at(-1)).toBe("anna: Request is open again")
  })

  it.each(windowed)(
    "M-12 M-13 a word within it is ruled, and as a dispute reopens ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await closed(request, march(2, 12))
      expect(await request.by(customer, march(5, 9), reply)).toBe("closed.reheard")
      const ruled = await request.by(agent, march(5, 10), { type: "rule", ruling: "dispute" })
      expect(ruled).toBe("open.solving.ours")
      expect((await request.told("Reopened")).map(({ effectiveAt }) => effectiveAt)).toEqual([
        march(5, 10),
      ])
    },
  )

  it.each(windowed)(
    "M-12 M-13 after it, nothing; a new request follows it, with clocks of its own ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await closed(request, march(2, 12))
      await life.until(march(9, 12))
      const before = await request.show()
      for (const command of [reopen, reply])
        expect(await refusal(request.by(customer, march(9, 12), command))).toMatchObject({
          rejection: { rule: "ReopeningOver" },
        })
      expect(await request.show()).toEqual(before)
      const next = await life.register(march(9, 12), { follows: request.number })
      expect(await next.show()).toMatchObject({
        follows: request.number,
        status: "open.registered.ours",
      })
      expect(briefly(await next.runs("firstResponse"))).toEqual([[1, "running", march(9, 16)]])
      expect(briefly(await next.runs("resolution"))).toEqual([[1, "running", march(10, 11)]])
    },
  )

  it.each(windowed)(
    "M-12 M-13 up to its last instant, and with an argument only ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await closed(request, march(2, 12))
      const silent = { type: "reopen" } as const
      expect(await refusal(request.by(customer, march(9, 12) - 1, silent))).toMatchObject({
        rejection: { rule: "ArgumentMissing" },
      })
      expect(await request.by(customer, march(9, 12) - 1, reopen)).toBe("open.solving.ours")
    },
  )

  it.each([mixvel, businessConnect])(
    "M-13 B-06 never, as shipped: only a new one follows ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await closed(request, march(2, 12))
      expect((await request.show()).reopenUntil).toBeNull()
      expect(await refusal(request.by(customer, march(2, 13), reopen))).toMatchObject({
        rejection: { rule: "TransitionNotAllowed" },
      })
      const next = await life.register(march(2, 13), { follows: request.ticketId })
      expect((await next.show()).follows).toBe(request.ticketId)
    },
  )
})
