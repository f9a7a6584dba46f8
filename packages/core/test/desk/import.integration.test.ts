// Tickets of another desk: lived again at their own times, stored whole, told to nobody.
import { createDesk, defineDirectory, memory, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { historyOf, importOn, later, registered, row, ticket } from "./importing.ts"
import { byLoad, member, routedBy } from "./routing.ts"
import { channel, march, register, words } from "./setUp.ts"

const life = [
  registered(),
  row("begun", "02T12:20"),
  row("asked", "02T13:00", { text: "Which browser?" }),
  row("message", "03T10:00", { author: "anna", authorKind: "customer", text: "The newest one." }),
  row("cause", "03T11:00", { cause: "productFault", module: "login" }),
  row("escalated", "03T11:05", { line: "second", text: "Please look." }),
  row("assigned", "03T12:00", { assignee: "ivan" }),
  row("answered", "03T16:00", { text: "Mended." }),
  row("confirmed", "04T09:00", { author: "anna", authorKind: "customer" }),
]

const reopened = (day: string) => [...life, row("reopened", day, { text: "It is back." })]

describe("a ticket is taken in", () => {
  it("with its number, its times, its authors and its words", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    const [outcome] = await take(life)
    expect(outcome).toMatchObject({ ticket, number: ticket, outcome: "taken", rows: 9, left: 0 })
    expect(await historyOf(opened.desk)).toEqual([
      "03-02T12:00 Registered",
      "03-02T12:20 Assigned",
      "03-02T12:20 DiagnosisStarted",
      "03-02T13:00 InformationRequested",
      "03-02T13:00 TurnPassed",
      "03-03T10:00 MessageReceived",
      "03-03T10:00 TurnPassed",
      "03-03T11:00 CauseFound",
      "03-03T11:05 Escalated",
      "03-03T12:00 Assigned",
      "03-03T16:00 Answered",
      "03-03T16:00 Completed",
      "03-04T09:00 Confirmed",
    ])
    const view = await opened.desk.show(ticket)
    expect(view).toMatchObject({ status: "closed.confirmed", subject: words.subject })
    expect(view.requester).toMatchObject({ address: words.address, name: words.name })
    expect(view.history.every(({ at, effectiveAt }) => at === effectiveAt)).toBe(true)
    expect(view.history[3]).toMatchObject({ actor: { kind: "agent", id: "olga" } })
    expect(view.history.map(({ text }) => text ?? "")).toEqual(
      expect.arrayContaining([words.text, "Which browser?", "The newest one.", "Mended."]),
    )
    // Registered at noon, answered after 13 working hours and those of the customer's turn.
    expect(view.clocks[0]).toMatchObject({ id: "firstResponse", status: "met" })
  })

  it("M-04 nobody is told, by no channel, and no machine acknowledges", async () => {
    const email = channel()
    await using opened = await later({ notify: [email.adapter] })
    const { take } = await importOn(opened.desk)
    await take(life)
    await opened.desk.work()
    expect(email.given).toEqual([])
    expect((await opened.desk.show(ticket)).deliveries).toEqual([])
  })

  it("and the desk goes on with it", async () => {
    const email = channel()
    await using opened = await later({ notify: [email.adapter] })
    const { desk, clock } = opened
    const { take } = await importOn(desk)
    await take([...life.slice(0, 7), row("answered", "30T12:00", { text: "Mended." })])
    const { ticketId, status } = await desk.show(ticket)
    expect(status).toBe("completed.awaitingWord")
    const actor = { kind: "customer", id: "anna" } as const
    const command = { type: "receiveMessage", text: "Thank you!" } as const
    expect(await desk.submit({ ticketId, actor, command })).toMatchObject({
      status: "completed.heard",
    })
    const agent = { kind: "agent", id: "olga" } as const
    await desk.submit({ ticketId, actor: agent, command: { type: "rule", ruling: "thanks" } })
    clock.at = march(31, 12) + 3 * 86_400_000
    await desk.work()
    expect((await desk.show(ticket)).status).toBe("closed.silence")
    expect(email.given.map(({ subject }) => subject)).toHaveLength(1)
  })

  it("B-07 what its clocks brought about is recorded when it was due, and only that", async () => {
    const [firstResponse, ...others] = standard.policy.clocks
    const onBreach = [{ escalateTo: "second" }, { reassignTo: "ivan" }]
    const clocks = [{ ...firstResponse, onBreach }, ...others]
    const process = { ...standard, id: "strict", policy: { ...standard.policy, clocks } }
    await using opened = await later({ process })
    const { take } = await importOn(opened.desk)
    await take([registered(), row("assigned", "10", { assignee: "olga" })])
    expect(await historyOf(opened.desk)).toEqual([
      "03-02T12:00 Registered",
      // 18 and 24 working hours after Monday noon.
      "03-04T12:00 ClockWarned",
      "03-04T18:00 ClockBreached",
      "03-10T12:00 Assigned",
      "03-10T12:00 DiagnosisStarted",
    ])
    expect(await opened.desk.show(ticket)).toMatchObject({ line: "first", assignee: "olga" })
  })

  it("M-05 it is routed to nobody, and nobody is asked whom there is", async () => {
    let asked = 0
    const people = defineDirectory({
      name: "people",
      customerByAddress: async () => null,
      staffMember: async (_, id) => member(id),
      staff: async () => {
        asked += 1
        return [member("ivan")]
      },
    })
    await using opened = await later({ process: routedBy(byLoad), directory: people })
    const { take } = await importOn(opened.desk)
    await take([registered(), row("escalated", "03", { line: "second" })])
    expect((await historyOf(opened.desk)).join()).not.toContain("Assigned")
    expect(asked).toBe(0)
  })

  it("T04 a time without an offset is one of the zone that was named, else refused", async () => {
    await using opened = await later()
    const record = { ...registered(), at: "2026-03-02T12:00" }
    const without = await importOn(opened.desk)
    expect(without.read([record]).refused.map(({ code }) => code)).toEqual(["offset-missing"])
    const { take } = await importOn(opened.desk, { timeZone: "Europe/Moscow" })
    await take([record])
    expect(await historyOf(opened.desk)).toContain("03-02T12:00 Registered")
  })

  it("a request begins at the line that its row names", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    await take([registered({ line: "second" })])
    expect((await opened.desk.show(ticket)).line).toBe("second")
  })

  it("rows that say what is so already bring about nothing", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    const [outcome] = await take([
      registered(),
      row("acknowledged", "02T12:01"),
      row("acknowledged", "02T12:02"),
      row("begun", "02T12:03"),
      row("assigned", "02T12:04", { assignee: "olga" }),
      row("escalated", "02T12:05", { line: "first" }),
      row("withdrawn", "02T12:06"),
    ])
    expect(outcome).toMatchObject({ outcome: "taken", already: 3, rows: 7, events: 5 })
  })
})

describe("what ends a request, and what begins it again", () => {
  it("a closed request is reopened within the window of the process, and not after it", async () => {
    const process = { ...standard, id: "window", reopenWithin: { calendarDays: 10 } }
    await using opened = await later({ process })
    const { check } = await importOn(opened.desk)
    expect((await check(reopened("10")))[0]).toMatchObject({ status: "open.solving.ours" })
    expect((await check(reopened("20")))[0]?.refused).toMatchObject([{ code: "ReopeningOver" }])
  })

  it("a wait that is over without a message is ours again", async () => {
    await using opened = await later()
    const { check } = await importOn(opened.desk)
    const waiting = life.slice(0, 3)
    expect((await check(waiting))[0]).toMatchObject({ status: "open.diagnosing.customers" })
    const [outcome] = await check([
      ...waiting,
      row("asked", "02T13:05", { text: "And you?", of: "thirdParty" }),
      row("resumed", "03"),
      row("resumed", "04"),
    ])
    expect(outcome).toMatchObject({ status: "open.diagnosing.ours", refused: [], already: 1 })
  })
})

describe("M-14 a silence of the old time", () => {
  const answered = [registered(), row("answered", "02T13:00", { text: "Mended." })]

  it("ran out where no later row shows otherwise", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    await take([...answered, row("note", "20", { text: "Seen." })])
    expect((await historyOf(opened.desk)).slice(2)).toEqual([
      "03-02T13:00 Completed",
      "03-05T13:00 SilenceElapsed",
      "03-20T12:00 Noted",
    ])
  })

  it("did not run out where a later row shows that the request was open", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    const argument = { author: "anna", authorKind: "customer", text: "It is not." }
    await take([...answered, row("disputed", "20", argument)])
    expect((await historyOf(opened.desk)).slice(2)).toEqual([
      "03-02T13:00 Completed",
      "03-20T12:00 Disputed",
    ])
  })

  it("ran out when its row says, sooner or later than it would here", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    const closed = { ticket, kind: "closed-by-silence" }
    await take([...answered, { ...closed, at: "2026-03-04T09:00:00+03:00" }])
    expect((await historyOf(opened.desk)).at(-1)).toBe("03-04T09:00 SilenceElapsed")
    const other = [...answered, { ...closed, at: "2026-03-20T09:00:00+03:00" }]
    await take(other.map((each) => ({ ...each, ticket: "HD-8" })))
    expect((await historyOf(opened.desk, "HD-8")).at(-1)).toBe("03-20T09:00 SilenceElapsed")
  })

  it("runs on here where it is not over", async () => {
    await using opened = await later()
    const { desk, clock } = opened
    const { take } = await importOn(desk)
    await take([registered(), row("answered", "30T12:00", { text: "Mended." })])
    expect((await desk.show(ticket)).status).toBe("completed.awaitingWord")
    clock.at = march(33, 12)
    await desk.work()
    expect((await historyOf(desk)).at(-1)).toBe("04-02T12:00 SilenceElapsed")
  })

  it("is refused where nobody waits for a word", async () => {
    await using opened = await later()
    const { check } = await importOn(opened.desk)
    const [outcome] = await check([registered(), row("closed-by-silence", "20")])
    expect(outcome?.refused.map(({ line, code }) => `${line} ${code}`)).toEqual([
      "2 TransitionNotAllowed",
    ])
  })
})

describe("P2 an import that is run again", () => {
  it("changes nothing, whatever the desk did since", async () => {
    const storage = memory()
    await using opened = await later({ storage })
    const { desk } = opened
    const first = await importOn(desk)
    await first.take(life.slice(0, 3))
    const { ticketId } = await desk.show(ticket)
    const actor = { kind: "agent", id: "olga" } as const
    await desk.submit({ ticketId, actor, command: { type: "note", text: "Ours now." } })
    const before = await desk.show(ticket)
    const again = await importOn(desk)
    expect((await again.take(life.slice(0, 3)))[0]).toMatchObject({ outcome: "unchanged" })
    expect(await desk.show(ticket)).toEqual(before)
  })

  it("goes on with the tickets that are not there yet", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    const other = life.map((each) => ({ ...each, ticket: "HD-8" }))
    await take(life)
    const outcomes = await take([...life, ...other])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["unchanged", "taken"])
  })

  it("refuses a ticket whose rows are others than before", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk)
    await take(life.slice(0, 3))
    for (const rows of [life, life.slice(0, 2), [registered({ text: "Otherwise." })]]) {
      const [outcome] = await take(rows)
      expect(outcome?.refused.map(({ code }) => code)).toEqual(["imported-otherwise"])
    }
  })

  it("a look stores nothing", async () => {
    await using opened = await later()
    const { check } = await importOn(opened.desk)
    expect((await check(life))[0]).toMatchObject({ outcome: "taken", events: 13 })
    expect(await opened.desk.list()).toEqual([])
  })
})

describe("the numbers of two desks", () => {
  it("one that this desk would give is refused, and one that it has", async () => {
    await using opened = await later()
    const { desk } = opened
    const { number } = await register(desk)
    const { take } = await importOn(desk)
    const codes = async (old: string) => {
      const [outcome] = await take([registered({ ticket: old })])
      return outcome?.refused.map(({ code }) => code)
    }
    expect(await codes(number)).toEqual(["number-of-desk"])
    expect(await codes("T-4711")).toEqual(["number-of-desk"])
    expect(await codes("T-4711a")).toEqual([])
    expect(await codes("019cad58-bd80-7da2-93bd-b97d9e73915d")).toEqual(["invalid-id"])
    const [outcome] = await take([registered({ ticket: "T-4711a", at: "2026-03-01T00:00:00Z" })])
    expect(outcome?.refused.map(({ code }) => code)).toEqual(["number-taken"])
  })

  it("a prefix tells them apart", async () => {
    await using opened = await later()
    const { take } = await importOn(opened.desk, { names: { numberPrefix: "OLD-" } })
    const [outcome] = await take([registered({ ticket: "4711" })])
    expect(outcome).toMatchObject({ ticket: "4711", number: "OLD-4711", outcome: "taken" })
  })

  it("tickets keep the order of their times, before those of this desk", async () => {
    await using opened = await later()
    const { desk } = opened
    const { number } = await register(desk)
    const { take } = await importOn(desk)
    await take([registered({ ticket: "HD-9", at: "2026-03-05T00:00:00Z" })])
    await take([registered({ ticket: "HD-8", at: "2026-03-01T00:00:00Z" })])
    const listed = await desk.list({ order: "oldestFirst" })
    expect(listed.map((each) => each.number)).toEqual(["HD-8", "HD-9", number])
  })

  it("and no serial is used up", async () => {
    await using desk = await createDesk({ background: false })
    const { take } = await importOn(desk)
    await take(life)
    expect((await register(desk)).number).toBe("T-1")
  })
})
