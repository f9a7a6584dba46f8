// Clocks explained by the desk: to whom, of which clock, and as of when.
import { InvalidInput, memory, type Principal, standard, TicketNotFound } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { zoneDataVersion } from "../../src/desk/zoneData.ts"
import { agent, hourMillis, march, openDesk, refusal, register } from "./setUp.ts"

const olga: Principal = { kind: "agent", id: "olga" }
const robot: Principal = { kind: "robot", id: "billing" }
const anna: Principal = { kind: "customer", id: "anna", customer: "acme" }

const informed = { type: "inform", text: "We look into it." } as const
const question = { type: "requestInformation", text: "Which browser?" } as const

describe("desk.explain", () => {
  it("explains every clock of a ticket as it shows it, by the ticket's id or its number", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId, number } = await register(desk)
    clock.at = march(2, 14)
    const { clocks } = await desk.show(ticketId)
    const told = await desk.explain(number)
    expect(told.map((each) => [each.clock, each.instance, each.status])).toEqual(
      clocks.map(({ id, instance, status }) => [id, instance, status]),
    )
    expect(told[0]).toMatchObject({
      clock: "firstResponse",
      asOf: march(2, 14),
      startedAt: march(2, 12),
      startedBy: { number: 1, type: "Registered", actor: "customer" },
      spentMillis: 2 * hourMillis,
      dueAt: clocks[0]?.dueAt,
      versions: {
        process: "standard@2",
        policy: "standard@2",
        calendar: "weekdays@1",
        zoneData: zoneDataVersion(),
      },
      stretches: [
        {
          from: march(2, 12),
          to: march(2, 14),
          counted: true,
          millis: 2 * hourMillis,
          why: { kind: "working", because: { kind: "hours" } },
        },
      ],
    })
    expect(await desk.explain(ticketId)).toEqual(told)
  })

  it("asOf tells what was believed then: nothing that was recorded later", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    clock.at = march(3, 10)
    const effectiveAt = march(2, 15)
    await desk.submit({ ticketId, actor: agent, command: informed, effectiveAt })
    clock.at = march(4, 12)
    // At ten it became known that the response was given the day before.
    const [now] = await desk.explain(ticketId, { clock: "firstResponse" })
    expect(now).toMatchObject({ status: "met", endedAt: effectiveAt, spentMillis: 3 * hourMillis })
    const asOf = march(3, 10) - 1
    const [then] = await desk.explain(ticketId, { clock: "firstResponse", asOf })
    expect(then).toMatchObject({ status: "running", asOf, endedAt: null })
    expect(then?.spentMillis).toBe(7 * hourMillis - 1)
    const [since] = await desk.explain(ticketId, { clock: "firstResponse", asOf: march(3, 10) })
    expect(since).toMatchObject({ status: "met", endedBy: { at: march(3, 10), effectiveAt } })
    expect(await desk.explain(ticketId, { asOf: march(2, 12) - 1 })).toEqual([])
  })

  it("one clock, one of its runs; one that did not run there is refused by its name", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const clock = "firstResponse"
    expect(await desk.explain(ticketId, { clock, instance: 1 })).toHaveLength(1)
    const problemOf = async (options: object) => {
      const error = await refusal(desk.explain(ticketId, options))
      return error instanceof InvalidInput ? error.problems : error
    }
    expect(await problemOf({ clock: "silence" })).toMatchObject([
      { code: "unknown-clock", path: "clock", got: '"silence"', expected: "one of firstResponse" },
    ])
    expect(await problemOf({ clock, instance: 2 })).toMatchObject([
      { code: "unknown-clock", path: "instance", got: "2" },
    ])
    expect(await problemOf({ clock, asOf: march(2, 11) })).toMatchObject([
      { code: "unknown-clock", expected: "a clock that ran by then" },
    ])
  })

  it("all that is wrong with what is asked is said at once", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const { ticketId } = await register(desk)
    const wrong = { clock: "", instance: 0, asOf: Number.NaN, when: 1 }
    expect(await refusal(desk.explain(ticketId, wrong))).toMatchObject({
      problems: [
        { code: "unknown-field", path: "when" },
        { code: "empty", path: "clock" },
        { code: "out-of-range", path: "instance" },
        { code: "not-finite", path: "asOf" },
      ],
    })
    const future = { asOf: march(2, 12) + 1 }
    expect(await refusal(desk.explain(ticketId, future))).toMatchObject({
      problems: [{ code: "out-of-range", path: "asOf" }],
    })
    expect(await refusal(desk.explain("T-9"))).toBeInstanceOf(TicketNotFound)
  })

  it("a ticket of an older process is explained by it, whichever the desk is opened with", async () => {
    const storage = memory()
    const first = await openDesk({ storage })
    const { ticketId } = await register(first.desk)
    await first[Symbol.asyncDispose]()
    const policy = { ...standard.policy, version: "3", clocks: [] }
    await using second = await openDesk({ storage, process: { ...standard, version: "3", policy } })
    second.clock.at = march(2, 13)
    expect(await second.desk.explain(ticketId)).toMatchObject([
      { clock: "firstResponse", versions: { process: "standard@2", policy: "standard@2" } },
    ])
  })
})

describe("an actor's desk", () => {
  it("P16 explains to agents and robots; a customer sees no clocks, and of others' tickets nothing", async () => {
    await using opened = await openDesk()
    const { desk } = opened
    const words = { channel: "web", subject: "S", text: "T", requester: {} }
    const mine = await desk.forActor(anna).submit({ command: { type: "register", ...words } })
    const other = await register(desk)
    await desk.submit({ ticketId: mine.ticketId, actor: agent, command: question })
    for (const principal of [olga, robot])
      expect(await desk.forActor(principal).explain(mine.number)).toEqual(
        await desk.explain(mine.number),
      )
    const theirs = desk.forActor(anna)
    expect(await theirs.explain(mine.number)).toBeUndefined()
    expect(await theirs.explain(mine.number, { clock: "unheardOf" })).toBeUndefined()
    for (const ticket of [other.number, "T-99"])
      expect(await refusal(theirs.explain(ticket))).toEqual(new TicketNotFound({ ticket }))
  })
})
