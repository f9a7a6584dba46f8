// T10, T12, T14, C13: clocks that step back, hours asleep, many timers at once, holidays that end.
import { type Desk, memory, standard, type StorageAdapter } from "@upkeep/core"
import { TicketStore } from "@upkeep/core/effect"
import { Context, Effect, Layer, Result } from "effect"
import { describe, expect, it, vi } from "vitest"
import { agent, dayMillis, hourMillis, journalOf, march, openDesk, register } from "./setUp.ts"

const note = { type: "note", text: "a note" } as const

const logged = () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  return {
    lines: () => said.mock.calls.map((line) => line.map(String).join(" ")),
    [Symbol.dispose]: () => said.mockRestore(),
  }
}

describe("T10 a clock that steps back", () => {
  it("takes no ticket's time back, and is told with how much", async () => {
    using log = logged()
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const before = clock.at
    clock.at -= hourMillis
    await desk.submit({ ticketId, actor: agent, command: note })
    expect((await journalOf(desk, ticketId)).at(-1)?.at).toBe(before)
    const line = log.lines().find((each) => each.includes("clock-step"))
    expect(line).toContain(`got a clock 3600000 ms before the last event of ticket ${ticketId}`)
  })

  it("by a second at most is no news", async () => {
    using log = logged()
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    clock.at -= 1_000
    await desk.submit({ ticketId, actor: agent, command: note })
    expect(log.lines()).toEqual([])
    clock.at -= 1
    await desk.submit({ ticketId, actor: agent, command: note })
    expect(log.lines()).toHaveLength(1)
  })
})

/** The standard process with a first response of so many elapsed minutes, and one of an hour. */
const elapsed = {
  ...standard,
  policy: {
    id: "elapsed",
    version: "1",
    clocks: [60, 120, 180].map((elapsedMinutes) => ({
      id: `after${elapsedMinutes}`,
      target: { elapsedMinutes },
      starts: [{ event: "Registered" }],
      stops: [{ enters: "closed" }],
      effect: "breach" as const,
    })),
  },
}

const breachesOf = async (desk: Desk, ticketId: string) =>
  (await desk.show(ticketId)).history
    .filter(({ type }) => type === "ClockBreached")
    .map(({ at, effectiveAt, facts }) => ({ at, effectiveAt, dueAt: facts["dueAt"] }))

it("T12 after 8 hours asleep one catch-up: breaches in due order, each with its true due time", async () => {
  await using opened = await openDesk({ process: elapsed })
  const { desk, clock } = opened
  const start = clock.at
  const first = await register(desk)
  clock.at += hourMillis / 2
  const second = await register(desk)
  clock.at = start + 8 * hourMillis
  expect(await desk.work()).toMatchObject({ woken: 2 })
  const now = clock.at
  for (const [{ ticketId }, from] of [
    [first, start],
    [second, start + hourMillis / 2],
  ] as const)
    expect(await breachesOf(desk, ticketId)).toEqual(
      [1, 2, 3].map((hours) => {
        const dueAt = from + hours * hourMillis
        return { at: now, effectiveAt: dueAt, dueAt }
      }),
    )
  expect(await desk.work()).toMatchObject({ woken: 0 })
})

describe("T14 many timers", () => {
  const tickets = 5_000
  const commands = 40

  it(`${tickets} at one instant are done in due order, and commands are answered in between`, async () => {
    const { storage, seen } = watched(memory())
    await using opened = await openDesk({ storage, process: elapsed })
    const { desk, clock } = opened
    const ids: Array<string> = []
    for (let each = 0; each < tickets; each++) ids.push((await register(desk)).ticketId)
    // Registered last and due first: the order is that of the instants.
    const reached = clock.at - 1
    const earlier = { type: "register", channel: "email", subject: "s", text: "t" } as const
    const command = { ...earlier, requester: {} }
    const { ticketId: first } = await desk.submit({ actor: agent, command, effectiveAt: reached })
    const { ticketId: asked } = await register(desk)
    clock.at += hourMillis
    seen.length = 0
    const storm = { isOver: false }
    const work = desk.work().finally(() => {
      storm.isOver = true
    })
    let answered = 0
    while (answered < commands && !storm.isOver) {
      await desk.submit({ ticketId: asked, actor: agent, command: note })
      if (!storm.isOver) answered += 1
    }
    expect(answered).toBe(commands)
    expect(await work).toMatchObject({ woken: tickets + 2 })
    const order = (type: string) => seen.filter((each) => each.type === type)
    expect(order("ClockBreached").map(({ ticketId }) => ticketId)).toEqual([first, ...ids, asked])
    const last = seen.findLastIndex(({ type }) => type === "ClockBreached")
    expect(seen.slice(0, last).filter(({ type }) => type === "Noted")).toHaveLength(commands)
  })
})

/** The store, and the events that were stored in it, in the order of their commits. */
const watched = (kept: StorageAdapter) => {
  const seen: Array<{ readonly ticketId: string; readonly type: string }> = []
  const watching = Effect.map(Layer.build(kept.layer), (services) => {
    const store = Context.get(services, TicketStore.TicketStore)
    const commit: typeof store.commit = (tenant, batch) =>
      Effect.tap(store.commit(tenant, batch), (verdicts) =>
        Effect.sync(() =>
          batch.forEach(({ events }, index) => {
            const verdict = verdicts[index]
            if (verdict !== undefined && Result.isSuccess(verdict)) seen.push(...events)
          }),
        ),
      )
    return Context.add(services, TicketStore.TicketStore, { ...store, commit })
  })
  const layer = Layer.effectContext(watching)
  const storage: StorageAdapter = { ...kept, name: "watched", layer }
  return { storage, seen }
}

/** A process whose main calendar knows the holidays of 2026. */
const ofOneYear = {
  ...standard,
  calendar: { ...Object(standard.calendar), holidays: ["2026-01-01"] },
  calendars: [{ ...Object(standard.calendar), id: "other" }],
}

describe("C13 holidays that end", () => {
  const lastDay = Date.UTC(2026, 11, 31, 12)

  it("are told from 60 days before on, by calendar", async () => {
    await using opened = await openDesk({ process: ofOneYear })
    const { desk, clock } = opened
    clock.at = lastDay - 60 * dayMillis
    expect(await desk.warnings()).toEqual([])
    clock.at += dayMillis
    expect(await desk.warnings()).toMatchObject([
      { code: "holidays-end", path: "calendar.holidays", got: "2026-12-31" },
    ])
  })

  it("a calendar without a list of them is never told of", async () => {
    await using opened = await openDesk()
    opened.clock.at = march(2, 9) + 10_000 * dayMillis
    expect(await opened.desk.warnings()).toEqual([])
  })
})
