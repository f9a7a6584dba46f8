// Who looks at a request, and from when on, through whole lives at a desk: a rest until a day,
// watchers, notes that the customer sees.
import { type Profile, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  agent,
  answer,
  customer,
  march,
  open,
  question,
  refusal,
  reply,
  type Request,
  robot,
  shipped,
} from "./life.ts"
import { people } from "./people.ts"

const eight = { firstResponse: { workingMinutes: 240 }, resolution: { workingMinutes: 480 } }
const anna = {
  kind: "customer",
  id: "anna",
  customer: "acme",
  requester: { address: people.anna },
} as const

const rest = async (request: Request) => (await request.show()).snoozedUntil

describe("a rest until a day", () => {
  const snooze = { type: "snooze", until: march(5, 9), text: "The bank answers then." } as const

  it.each(shipped)("M-09 ends on time, once, and no clock stands for it ($id)", async (profile) => {
    await using life = await open(profile, { email: eight })
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), snooze)
    expect(await rest(request)).toBe(march(5, 9))
    await life.until(march(5, 9) - 1)
    expect(await rest(request)).toBe(march(5, 9))
    // A rest is ours alone: what was promised is due meanwhile.
    expect((await request.marks("resolution")).at(-1)).toEqual(["ClockBreached", march(2, 17)])
    await life.until(march(20, 9))
    expect(await rest(request)).toBeNull()
    expect(await request.told("SnoozeEnded")).toMatchObject([
      { effectiveAt: march(5, 9), facts: { dueAt: march(5, 9) } },
    ])
    expect(request.letters()).toEqual(["anna: We have received your request"])
  })

  it.each(shipped)(
    "M-09 is ended by the customer's word, by whatever channel, and then not by its day ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      for (const by of [customer, agent, robot]) {
        const request = await life.register(march(2, 9))
        await request.by(agent, march(2, 10), snooze)
        await request.by(by, march(2, 11), reply)
        expect(await rest(request)).toBeNull()
      }
      await life.until(march(20, 9))
      for (const { ticketId } of await life.desk.list())
        expect((await life.desk.show(ticketId)).history.map(({ type }) => type)).not.toContain(
          "SnoozeEnded",
        )
    },
  )

  it.each(shipped)(
    "M-09 is moved, ended by hand, and over with the work ($id)",
    async (profile) => {
      await using life = await open(profile)
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), snooze)
      await request.by(agent, march(2, 11), { ...snooze, until: march(9, 9) })
      await life.until(march(6, 9))
      expect(await request.told("SnoozeEnded")).toEqual([])
      await request.by(agent, march(6, 9), { type: "unsnooze" })
      expect(await rest(request)).toBeNull()
      expect(await refusal(request.by(agent, march(6, 9), { type: "unsnooze" }))).toMatchObject({
        rejection: { rule: "NotSnoozed" },
      })
      await request.by(agent, march(6, 10), { ...snooze, until: march(9, 9) })
      await answer(request, march(6, 11))
      expect(await rest(request)).toBeNull()
      await life.until(march(30, 9))
      expect(await request.told("SnoozeEnded")).toMatchObject([{ facts: { dueAt: null } }])
    },
  )
})

const watched = (profile: Profile): Profile => ({
  ...profile,
  notices: [
    ...profile.notices,
    { event: "Answered", channel: "email", text: "watched", to: "watchers" },
  ],
  texts: {
    ...profile.texts,
    watched: {
      en: { subject: "{{number}} for you to know", body: "{{text}}" },
      ru: { subject: "{{number}}, для сведения", body: "{{text}}" },
    },
  },
})
const watch = (watcher: string) => ({ type: "watch", watcher }) as const

describe("watchers", () => {
  it.each(shipped)(
    "M-11 staff and contacts get a letter each, and who stopped watching none ($id)",
    async (profile) => {
      await using life = await open(watched(profile))
      const request = await life.register(march(2, 9))
      for (const watcher of ["wanda", "pavel", "boris"])
        await request.by(agent, march(2, 10), watch(watcher))
      await request.by(agent, march(2, 11), { type: "unwatch", watcher: "boris" })
      await answer(request, march(2, 12))
      const told = life.letters.filter(({ subject }) =>
        /for you to know|для сведения/.test(subject),
      )
      expect(told.map(({ to }) => to.address)).toEqual(["wanda@desk.example", people.pavel])
      expect(new Set(told.map(({ text }) => text))).toEqual(new Set(["Clear the cache, please."]))
      // Their letters are no answer: that is Anna's own, which completes.
      expect(request.letters().filter((letter) => letter === "anna: our answer")).toHaveLength(1)
      expect((await request.show()).watchers).toEqual(["wanda", "pavel"])
    },
  )

  it("whom nobody knows, and who watches already, cannot watch; a customer appoints nobody", async () => {
    await using life = await open(watched(standard))
    const request = await life.register(march(2, 9))
    await request.by(agent, march(2, 10), watch("wanda"))
    const rule = async (by: typeof agent, watcher: string) =>
      refusal(request.by(by, march(2, 10), watch(watcher)))
    expect(await rule(agent, "nobody")).toMatchObject({ rejection: { rule: "UnknownWatcher" } })
    expect(await rule(agent, "wanda")).toMatchObject({ rejection: { rule: "AlreadyWatching" } })
    expect(await rule(customer, "pavel")).toMatchObject({ rejection: { rule: "ActorNotAllowed" } })
  })
})

describe("notes", () => {
  it.each(shipped)(
    "B-06 a public one is seen by the customer without a letter; another is ours ($id)",
    async (profile) => {
      await using life = await open(profile, { email: eight })
      const request = await life.register(march(2, 9))
      await request.by(agent, march(2, 10), question)
      const letters = life.letters.length
      await request.by(agent, march(2, 11), { type: "note", text: "It is known.", public: true })
      await request.by(agent, march(2, 11), { type: "note", text: "Ask Wanda." })
      expect(life.letters).toHaveLength(letters)
      const theirs = await life.desk.forActor(anna).show(request.ticketId)
      const notes = theirs.history.filter(({ type }) => type === "Noted")
      expect(notes.map(({ text }) => text)).toEqual(["It is known."])
      expect((await request.told("Noted")).map(({ text }) => text)).toEqual([
        "It is known.",
        "Ask Wanda.",
      ])
      // Neither answers for anybody: the question stands, and the turn is the customer's.
      expect(theirs.status).toBe("open.registered.customers")
    },
  )
})
