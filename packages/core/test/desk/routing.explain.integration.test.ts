// Why the routing chooses whom it chooses, as the desk tells it; and claims, for which nobody
// chooses.
import { TicketNotFound } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import {
  byLoad,
  changingStaff,
  logged,
  member,
  openRouted,
  registered,
  routedBy,
} from "./routing.ts"
import { agent, march, minuteMillis, openDesk, refusal, register } from "./setUp.ts"

const olga = { kind: "agent", id: "olga" } as const
const pavel = { kind: "agent", id: "pavel" } as const

/** A desk that routes nothing: who wants a ticket takes it. */
const open = () => openRouted([], [member("olga"), member("pavel")])
const claim = (assignee: string) => ({ type: "assign", assignee }) as const

describe("explainRouting", () => {
  const staff = [
    member("anna"),
    member("boris", { capacity: 1 }),
    member("gleb", { leftAt: march(2, 9) }),
    member("vera", { line: "second" }),
  ]

  it("M-05 says of a ticket, by its id or its number, whom its rules would choose now, and why", async () => {
    await using opened = await openRouted(byLoad, staff)
    const { desk, clock } = opened
    const { ticketId } = await registered(opened)
    await registered(opened)
    clock.at += minuteMillis
    const told = await desk.explainRouting(ticketId)
    const assignedAt = march(2, 12, 1)
    expect(told.routed).toEqual({
      assignee: "anna",
      rule: "any",
      candidates: 1,
      why: {
        at: clock.at,
        tried: [
          {
            rule: "any",
            spread: "leastLoad",
            line: "first",
            competence: null,
            // Of the ticket that she has itself nothing is counted.
            able: [{ member: "anna", load: 0, lastAssignedAt: assignedAt }],
            out: [
              { member: "boris", why: [{ why: "full", load: 1, capacity: 1 }] },
              { member: "gleb", why: [{ why: "left", at: march(2, 9) }] },
              { member: "vera", why: [{ why: "otherLine", lines: ["second"] }] },
            ],
          },
        ],
      },
    })
    expect(told.problems).toEqual([])
    expect(await desk.explainRouting("T-1")).toEqual(told)
  })

  it("M-05 says it in both languages, with people's names, in the time of the desk", async () => {
    await using opened = await openRouted(byLoad, staff)
    const { ticketId } = await registered(opened)
    const { text } = await opened.desk.explainRouting(ticketId)
    expect(text.en).toEqual([
      "Assigned to: ANNA (the fewest open tickets; the first by id among equals, the others: BORIS)",
      "  Rule any: line first",
      "    + ANNA: open tickets: 0, last assigned 2026-03-02 12:01 +03:00",
      "    + BORIS: open tickets: 0, never assigned",
      "    · GLEB: gone since 2026-03-02 09:00 +03:00",
      "    · VERA: serves other lines: second",
    ])
    expect(text.ru[0]).toBe(
      "Назначен исполнитель: ANNA (меньше всего открытых запросов; первый по идентификатору среди равных, остальные: BORIS)",
    )
    expect(text.ru).toHaveLength(text.en.length)
  })

  it("assigns nobody, and what it says is what `route` then does", async () => {
    const people = changingStaff([])
    await using opened = await openDesk({ process: routedBy(byLoad), directory: people.adapter })
    const { desk } = opened
    const { ticketId } = await registered(opened)
    people.staff = staff
    const before = await desk.show(ticketId)
    const { routed } = await desk.explainRouting(ticketId)
    expect(await desk.show(ticketId)).toEqual(before)
    await desk.submit({ ticketId, actor: agent, command: { type: "route" } })
    expect(routed).toMatchObject({ assignee: (await desk.summary(ticketId)).assignee })
  })

  it("of a closed ticket counts all that who had it still has", async () => {
    await using opened = await openRouted(byLoad, [member("anna")])
    const { ticketId } = await registered(opened)
    await registered(opened)
    const command = { type: "withdraw", text: "Found it." } as const
    await opened.desk.submit({ ticketId, actor: agent, command })
    const { routed } = await opened.desk.explainRouting(ticketId)
    expect(routed.why.tried).toMatchObject([{ able: [{ member: "anna", load: 1 }] }])
  })

  it("M-20 says what is wrong with the staff, who are passed over", async () => {
    using log = logged()
    const people = changingStaff([{ ...member("anna"), line: "" }, member("vera")])
    await using opened = await openDesk({ process: routedBy(byLoad), directory: people.adapter })
    const { ticketId } = await register(opened.desk)
    for (let times = 0; times < 2; times += 1) {
      const { routed, problems } = await opened.desk.explainRouting(ticketId)
      expect(routed).toMatchObject({ assignee: "vera", candidates: 1 })
      expect(problems.map(({ path }) => path)).toEqual(["[0].line"])
    }
    expect(log.lines()).toHaveLength(1)
  })

  it("of a process without rules says so, and asks nobody", async () => {
    const people = changingStaff(staff)
    const { routing: _, ...process } = routedBy(byLoad)
    await using opened = await openDesk({ process, directory: people.adapter })
    const { ticketId } = await register(opened.desk)
    expect(await opened.desk.explainRouting(ticketId)).toEqual({
      routed: { nobody: "noRule", why: { at: opened.clock.at, tried: [] } },
      text: {
        en: ["Nobody is assigned: no rule fits the request"],
        ru: ["Исполнитель не назначен: запросу не подходит ни одно правило"],
      },
      problems: [],
    })
    expect(people.asked).toBe(0)
  })

  it("P16 is for agents; a customer hears nothing of it, and of a ticket of others not even that", async () => {
    await using opened = await openRouted(byLoad, staff)
    const { desk } = opened
    const command = { type: "register", channel: "web", subject: "S", text: "T" } as const
    const anna = desk.forActor({ kind: "customer", id: "anna", customer: "acme" })
    const eve = desk.forActor({ kind: "customer", id: "eve", customer: "other" })
    const { ticketId } = await anna.submit({ command })
    expect(await desk.forActor(olga).explainRouting(ticketId)).toEqual(
      await desk.explainRouting(ticketId),
    )
    expect(await anna.explainRouting(ticketId)).toBeUndefined()
    expect(await refusal(eve.explainRouting(ticketId))).toEqual(
      new TicketNotFound({ ticket: ticketId }),
    )
    expect(await refusal(desk.explainRouting("T-9"))).toEqual(new TicketNotFound({ ticket: "T-9" }))
  })
})

describe("M-05 a claim: an agent assigns to themselves", () => {
  it("P3 of two at once who name the version that they saw, one has it and the other is told", async () => {
    await using opened = await open()
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const outcomes = await Promise.all(
      [olga, pavel].map((actor) => {
        const command = claim(actor.id)
        return refusal(desk.submit({ ticketId, actor, command, expectedVersion: version }))
      }),
    )
    expect(outcomes).toMatchObject([
      { accepted: { events: ["Assigned", "DiagnosisStarted"] } },
      { _tag: "VersionMismatch", ticketId, expected: version },
    ])
    const { assignee, history } = await desk.show(ticketId)
    expect(assignee).toBe("olga")
    expect(history.filter(({ type }) => type === "Assigned")).toHaveLength(1)
  })

  it("without the version the later one has it, and the journal says of whom each got it", async () => {
    await using opened = await open()
    const { desk } = opened
    const { ticketId } = await register(desk)
    await Promise.all(
      [olga, pavel].map((actor) => desk.submit({ ticketId, actor, command: claim(actor.id) })),
    )
    const { assignee, history } = await desk.show(ticketId)
    const assigned = history.filter(({ type }) => type === "Assigned")
    expect(assigned.map(({ actor, facts }) => [actor.id, facts["assignee"]])).toEqual([
      ["olga", "olga"],
      ["pavel", "pavel"],
    ])
    expect(assignee).toBe("pavel")
  })

  it("twice by one is refused: they have it", async () => {
    await using opened = await open()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const command = claim("olga")
    const outcomes = await Promise.all(
      [1, 2].map(() => refusal(desk.submit({ ticketId, actor: olga, command }))),
    )
    expect(outcomes).toMatchObject([
      { accepted: { ticketId } },
      { _tag: "CommandRejected", rejection: { rule: "SameAssignee" } },
    ])
  })
})
