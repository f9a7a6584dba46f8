// The standard process: what its clocks measure over a whole life, and what people are told.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import * as Letter from "../../src/process/Letter.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { Event } from "../../src/ticket/Event.ts"
import { registered } from "../ticket/given.ts"
import {
  agent,
  answered,
  asked,
  clockOf,
  completed,
  customer,
  dueAt,
  march,
  robot,
  story,
  turn,
  wrote,
} from "../sla/story.ts"

const process = Result.getOrThrow(Process.make(standard))
const targets = {
  resolution: { workingMinutes: 1_080 },
  nextReply: { workingMinutes: 60 },
  customerAnswer: { calendarDays: 2 },
}
const promised: Event = {
  ...registered,
  requestType: "request",
  contract: { id: "c", version: "1", targets },
}
const confirmed: Event = { type: "Confirmed" }
const reopened: Event = { type: "Reopened", word: null, files: [] }
const rejected: Event = { type: "Rejected", reason: "notProduct", duplicateOf: null }
const opened = [march(2, 9), promised] as const

describe("the clocks of the standard process", () => {
  it("what is reopened is measured anew: its solution, the next reply, then the silence", () => {
    const closed = [
      opened,
      [march(2, 10), answered],
      [march(2, 10, 1), completed],
      [march(3, 10), confirmed],
    ] as const
    const ended = story(process, ...closed)
    expect(clockOf(ended, "resolution")).toMatchObject({ instance: 1, ended: "met" })

    const again = story(process, ...closed, [march(10, 9), reopened, { by: customer }])
    expect(again.state.status).toBe("open.solving.ours")
    expect(clockOf(again, "resolution")).toMatchObject({ instance: 2, ended: null })
    expect(dueAt(process, again, "resolution")).toBe(march(11, 18))
    expect(dueAt(process, again, "nextReply")).toBe(march(10, 10))
    expect(clockOf(again, "firstResponse")).toMatchObject({ instance: 1, ended: "met" })

    const done = story(
      process,
      ...closed,
      [march(10, 9), reopened, { by: customer }],
      [march(10, 9, 30), answered],
      [march(10, 9, 31), completed],
    )
    expect(clockOf(done, "nextReply")).toMatchObject({ ended: "met" })
    expect(dueAt(process, done, "silence")).toBe(march(13, 9, 31))
  })

  it("what is rejected or merged is owed nothing, and judged by nothing", () => {
    const ends: ReadonlyArray<Event> = [rejected, { type: "Merged", into: "other" }]
    for (const end of ends) {
      const held = story(process, opened, [march(2, 10), end])
      expect(clockOf(held, "resolution").ended).toBe("cancelled")
      expect(clockOf(held, "firstResponse").ended).toBe("cancelled")
    }
  })

  it("what is unmerged again goes on", () => {
    const apart = story(
      process,
      opened,
      [march(2, 10), { type: "Merged", into: "other" }],
      [march(2, 11), { type: "Unmerged", to: "registered" }],
    )
    expect(clockOf(apart, "resolution")).toMatchObject({ instance: 1, ended: null })
  })

  it.each<[string, Event]>([
    ["options", { type: "OptionsOffered", options: ["a"] }],
    ["a recommendation", { type: "Recommended", files: [] }],
    ["a workaround", { type: "WorkaroundGiven", files: [] }],
    ["a question", asked],
  ])("%s of ours is a response, by a person alone", (_name, said) => {
    const response = (by: typeof robot) =>
      clockOf(story(process, opened, [march(2, 10), said, { by }]), "firstResponse").ended
    expect(response(agent)).toBe("met")
    expect(response(robot)).toBeNull()
  })

  it("M-16 a release that ships is our answer, whoever ships it", () => {
    const shipped: Event = { type: "ReleaseShipped", component: "api", version: "2.1.7" }
    const held = story(
      process,
      opened,
      [march(2, 10), { type: "ReleaseAwaited", component: "api", version: null }],
      [march(2, 11), shipped, { by: robot }],
    )
    expect(clockOf(held, "firstResponse").ended).toBe("met")
  })

  it("M-09 the customer's own time runs while they owe the next move", () => {
    const waiting = story(process, opened, [march(2, 10), asked], [march(2, 10), turn("customers")])
    expect(dueAt(process, waiting, "customerAnswer")).toBe(march(4, 10))
    const back = story(
      process,
      opened,
      [march(2, 10), asked],
      [march(2, 10), turn("customers")],
      [march(3, 10), wrote, { by: customer }],
      [march(3, 10), turn("ours")],
    )
    expect(clockOf(back, "customerAnswer").ended).toBe("met")
  })
})

describe("the letters of the shipped processes", () => {
  const shipped = [standard, mixvel, businessConnect]

  it.each(shipped)("$id: every text is told by some notice, and says every variable", (profile) => {
    expect(Object.keys(profile.texts).toSorted()).toEqual(
      [...new Set(profile.notices.map(({ text }) => text))].toSorted(),
    )
    const values = Object.fromEntries(Letter.variables.map((name) => [name, "…"]))
    for (const letters of Object.values(profile.texts))
      for (const { subject, body } of Object.values(letters))
        expect(Letter.fill(`${subject}${body}`, { ...Letter.none, ...values })).not.toMatch(/[{}]/)
  })

  it.each(shipped)("$id: what an event says stands in its letter, in both languages", (profile) => {
    const said = {
      InformationRequested: ["text", "questions"],
      OptionsOffered: ["text", "options"],
      Recommended: ["text"],
      DatePromised: ["promisedAt", "text"],
      WorkaroundGiven: ["workaround"],
      Answered: ["text"],
      ReleaseShipped: ["component", "version", "text"],
      Rejected: ["reason", "text"],
    }
    for (const [event, variables] of Object.entries(said))
      for (const { text } of profile.notices.filter((notice) => notice.event === event))
        for (const { body } of Object.values(profile.texts[text] ?? {}))
          for (const variable of variables) expect(body).toContain(`{{${variable}}}`)
  })

  it.each(shipped)("$id: M-10 a promised date and each change of it are announced", (profile) => {
    expect(profile.notices.filter(({ event }) => event === "DatePromised")).toEqual([
      { event: "DatePromised", channel: "email", text: "promise" },
    ])
  })

  it.each(shipped)("$id: M-09 the customer is reminded of what the customer owes", (profile) => {
    expect(profile.notices.filter(({ event }) => event === "ObligationDue")).toEqual([
      { event: "ObligationDue", channel: "email", text: "reminder", owner: "customer" },
    ])
  })

  it.each(shipped)("$id: B-04 a rejection is told with its reason, but to no spam", (profile) => {
    const [notice, ...others] = profile.notices.filter(({ event }) => event === "Rejected")
    expect(others).toEqual([])
    expect(notice?.reasons).toEqual(["noContract", "notProduct", "duplicate"])
  })

  it("B-06 where no word is waited for, no letter asks for one or speaks of three days", () => {
    for (const letters of Object.values(businessConnect.texts))
      for (const { body } of Object.values(letters))
        expect(body).not.toMatch(/3 days|3 дней|подтвердите|whether this settles/)
  })
})
