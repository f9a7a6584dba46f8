// T18, P8: an update of the zone data. What nobody was told moves without an event, what people
// were told with one, and no two hosts measure one ticket back and forth.
import { memory, StoreError, type StorageAdapter } from "@upkeep/core"
import { TicketQuery, TicketStore, WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { agent, channel, customer, refusal, request } from "./setUp.ts"
import {
  almaty,
  type HostOptions,
  hostWith,
  hourMillis,
  process,
  silent,
  zoneData,
} from "./zones.ts"

type Host = Awaited<ReturnType<typeof hostWith>>

const oldHost = (storage: StorageAdapter, more: Partial<HostOptions> = {}) =>
  hostWith({ storage, zoneData: zoneData.old, process: silent, ...more })

const newHost = (storage: StorageAdapter, more: Partial<HostOptions> = {}) =>
  hostWith({ storage, zoneData: zoneData.new, ...more })

const register = async ({ run, desk }: Host): Promise<string> =>
  (await run(desk.submit({ actor: customer, command: request }))).ticketId

const ask = { type: "requestInformation", text: "Which page?" } as const
const reply = { type: "receiveMessage", text: "The first." } as const

const rowIn = ({ run }: Host, ticketId: string) =>
  run(Effect.flatMap(TicketStore.TicketStore, (store) => store.load("default", ticketId)))

const journalIn = async ({ run }: Host, ticketId: string) => {
  const rows = await run(
    Effect.flatMap(TicketQuery.TicketQuery, (query) => query.journal("default", ticketId)),
  )
  return rows.map(({ body }) => JSON.parse(body))
}

const typesIn = async (host: Host, ticketId: string): Promise<ReadonlyArray<string>> =>
  (await journalIn(host, ticketId)).map(({ event }) => event.type)

const nextDueIn = ({ run }: Host) =>
  run(
    Effect.flatMap(WorkQueue.WorkQueue, (queue) =>
      queue.nextDueAt({ tenants: "all", channels: [] }),
    ),
  )

/** A ticket of Monday 09:00, due at 17:00, and warned of at 13:00 if the host looks by then. */
const planted = async (storage: StorageAdapter, until = almaty(2, 9), more = {}) => {
  await using host = await oldHost(storage, more)
  const ticketId = await register(host)
  host.clock.at = until
  await host.work()
  return ticketId
}

describe("T18 what nobody was told", () => {
  it("clock regression 25: computing clocks again leaves the ticket's version and timestamps untouched", async () => {
    const storage = memory()
    const ticketId = await planted(storage)
    await using host = await newHost(storage)
    const before = await rowIn(host, ticketId)
    const journal = await journalIn(host, ticketId)
    // Half of the target is spent at 13:00, by the new zone data an hour later.
    const [from, to] = [almaty(2, 13), almaty(2, 14)]
    expect(before).toMatchObject({ dueAt: from })
    const report = await host.run(host.desk.recompute({}))
    const moved = { ticketId, number: "T-1", from, to, told: [] }
    expect(report).toEqual({ renewed: 1, moved: [moved], refused: [], next: null })
    const after = await rowIn(host, ticketId)
    expect(after).toEqual({ ...before, dueAt: to, body: after?.body })
    expect(JSON.parse(after?.body ?? "")).toEqual({
      ...JSON.parse(before?.body ?? ""),
      zoneData: zoneData.new,
    })
    expect(await journalIn(host, ticketId)).toEqual(journal)
  })

  it("is measured once: begun again, the job finds nothing to do", async () => {
    const storage = memory()
    await planted(storage)
    await using host = await newHost(storage)
    await host.run(host.desk.recompute({}))
    const nothing = { renewed: 0, moved: [], refused: [], next: null }
    expect(await host.run(host.desk.recompute({}))).toEqual(nothing)
  })

  it("where the new zone data says the same, only its version is written", async () => {
    const storage = memory()
    const ticketId = await planted(storage)
    // A release of the zone data that leaves this zone as it was.
    await using host = await hostWith({ storage, zoneData: "2023e", process: silent })
    const before = await rowIn(host, ticketId)
    const report = await host.run(host.desk.recompute({}))
    expect(report).toEqual({ renewed: 1, moved: [], refused: [], next: null })
    const after = await rowIn(host, ticketId)
    expect(after).toEqual({ ...before, body: before?.body.replace(zoneData.old, "2023e") })
  })

  it("P7 is due at its new instant, and not at its old one", async () => {
    const storage = memory()
    const ticketId = await planted(storage)
    await using host = await newHost(storage)
    await host.run(host.desk.recompute({}))
    host.clock.at = almaty(2, 14) - 1
    await host.work()
    expect(await typesIn(host, ticketId)).not.toContain("ClockWarned")
    host.clock.at = almaty(2, 14)
    await host.work()
    expect(await typesIn(host, ticketId)).toContain("ClockWarned")
  })

  it("P7 not even where the job never ran: a worker measures before it wakes", async () => {
    const storage = memory()
    const ticketId = await planted(storage)
    await using host = await newHost(storage)
    host.clock.at = almaty(2, 14) - 1
    await host.work()
    expect(await typesIn(host, ticketId)).not.toContain("ClockWarned")
    expect(await nextDueIn(host)).toBe(almaty(2, 14))
  })

  it("goes page by page, and can be begun again anywhere", async () => {
    const storage = memory()
    {
      await using old = await oldHost(storage)
      for (let each = 0; each < 5; each++) await register(old)
    }
    await using host = await newHost(storage)
    const first = await host.run(host.desk.recompute({ limit: 2 }))
    expect([first.renewed, first.next === null]).toEqual([2, false])
    expect((await host.run(host.desk.recompute({}))).renewed).toBe(3)
    const bad = await refusal(host.run(host.desk.recompute({ limit: 0 })))
    expect(bad).toMatchObject({ problems: [{ code: "out-of-range", path: "limit" }] })
  })
})

const moved = (from: number, to: number) => ({
  type: "DeadlineMoved",
  clock: "resolution",
  instance: 1,
  from,
  to,
  zoneData: zoneData.new,
})

describe("T18 what people were told", () => {
  it("by a warning: an event says from what to what, once", async () => {
    const storage = memory()
    const ticketId = await planted(storage, almaty(2, 13))
    await using host = await newHost(storage)
    host.clock.at = almaty(2, 13)
    const report = await host.run(host.desk.recompute({}))
    const [from, to] = [almaty(2, 17), almaty(2, 18)]
    const told = [{ clock: "resolution", instance: 1, from, to }]
    expect(report.moved).toEqual([{ ticketId, number: "T-1", from, to, told }])
    const [last] = (await journalIn(host, ticketId)).slice(-1)
    expect(last).toMatchObject({ event: moved(from, to), actor: { kind: "robot", id: "desk" } })
    expect(last.versions.zoneData).toBe(zoneData.new)
    const row = await rowIn(host, ticketId)
    await host.run(host.desk.recompute({}))
    expect(await rowIn(host, ticketId)).toEqual(row)
  })

  it("by a letter that names the deadline, once the channel has taken it", async () => {
    const storage = memory()
    const mail = channel()
    const more = { process, notify: mail.adapter }
    const ticketId = await planted(storage, almaty(2, 10), more)
    expect(mail.given[0]?.text).toContain("March 2, 2026 at 17:00")
    await using host = await newHost(storage)
    expect((await journalIn(host, ticketId)).at(-1)?.event).toMatchObject({
      type: "NotificationDelivered",
      deadline: { clock: "resolution", instance: 1, dueAt: almaty(2, 17) },
    })
    host.clock.at = almaty(2, 10)
    await host.run(host.desk.recompute({}))
    const [last] = (await journalIn(host, ticketId)).slice(-1)
    expect(last.event).toEqual(moved(almaty(2, 17), almaty(2, 18)))
  })

  it("but not by one that waits still, and not by one that names none", async () => {
    for (const [profile, notify] of [
      [process, channel("temporary").adapter],
      [silent, channel().adapter],
    ] as const) {
      const storage = memory()
      const ticketId = await planted(storage, almaty(2, 10), { process: profile, notify })
      await using host = await newHost(storage)
      await host.run(host.desk.recompute({}))
      expect(await typesIn(host, ticketId)).not.toContain("DeadlineMoved")
    }
  })

  it("holds no more once a pause has moved it; one that cost no working time has not", async () => {
    // Told on Friday evening, for Monday 17:00: over the weekend, or over an hour of Monday.
    const friday = almaty(-1, 19)
    const pauses = [
      [almaty(0, 12), almaty(1, 12), ["DeadlineMoved"]],
      [almaty(2, 10), almaty(2, 11), []],
    ] as const
    for (const [asked, answered, written] of pauses) {
      const storage = memory()
      await using old = await oldHost(storage, { process, notify: channel().adapter })
      old.clock.at = friday
      const ticketId = await register(old)
      await old.work()
      old.clock.at = asked
      await old.run(old.desk.submit({ ticketId, actor: agent, command: ask }))
      old.clock.at = answered
      await old.run(old.desk.submit({ ticketId, actor: customer, command: reply }))
      await using host = await newHost(storage)
      host.clock.at = answered
      await host.run(host.desk.recompute({}))
      const types = await typesIn(host, ticketId)
      expect(types.filter((type) => type === "DeadlineMoved")).toEqual(written)
    }
  })

  it("P8 whoever comes first writes it: a command on a ticket that was not measured anew yet", async () => {
    const storage = memory()
    const ticketId = await planted(storage, almaty(2, 13))
    await using host = await newHost(storage)
    host.clock.at = almaty(2, 13)
    const note = { type: "note", text: "Looked at it." } as const
    const { version } = await host.run(host.desk.submit({ ticketId, actor: agent, command: note }))
    const types = await typesIn(host, ticketId)
    expect(types.slice(-2)).toEqual(["DeadlineMoved", "Noted"])
    expect(version).toBe(types.length)
    expect((await host.run(host.desk.recompute({}))).renewed).toBe(0)
  })

  it("P2 two hosts at once write it once", async () => {
    const storage = memory()
    const ticketId = await planted(storage, almaty(2, 13))
    await using a = await newHost(storage)
    await using b = await newHost(storage)
    await Promise.all([a, b].map(({ run, desk }) => run(desk.recompute({}))))
    const types = await typesIn(a, ticketId)
    expect(types.filter((type) => type === "DeadlineMoved")).toHaveLength(1)
  })
})

/** A ticket that a host with the new zone data has measured. */
const measured = async (storage: StorageAdapter, more = {}) => {
  const ticketId = await planted(storage, almaty(2, 9), more)
  await using host = await newHost(storage)
  await host.run(host.desk.recompute({}))
  return ticketId
}

describe("P8 a host with older zone data", () => {
  it.each([zoneData.old, "unknown"])(
    "(%s) decides nothing on the ticket, and says why",
    async (version) => {
      const storage = memory()
      const ticketId = await measured(storage)
      await using host = await hostWith({ storage, zoneData: version })
      const before = await rowIn(host, ticketId)
      const note = { type: "note", text: "Looked at it." } as const
      const error = await refusal(
        host.run(host.desk.submit({ ticketId, actor: agent, command: note })),
      )
      expect(error).toBeInstanceOf(StoreError)
      expect(error).toMatchObject({ reason: "tzdata-too-old" })
      expect(String(error)).toContain(`got zone data ${version}, expected ${zoneData.new} or newer`)
      expect(await refusal(host.run(host.desk.recompute({})))).toMatchObject({
        reason: "tzdata-too-old",
      })
      expect(await rowIn(host, ticketId)).toEqual(before)
    },
  )

  it("wakes no ticket: it leaves it to a host that may, which finds it soon", async () => {
    const storage = memory()
    const ticketId = await measured(storage)
    await using host = await oldHost(storage)
    host.clock.at = almaty(2, 15)
    expect(await host.work()).toMatchObject({ woken: 0 })
    expect(await typesIn(host, ticketId)).not.toContain("ClockWarned")
    expect(await nextDueIn(host)).toBe(almaty(2, 15) + 5_000)
    await using newer = await newHost(storage)
    newer.clock.at = almaty(2, 15) + 5_000
    expect(await newer.work()).toMatchObject({ woken: 1 })
  })

  it("sends no letter of the ticket, whose deadline it does not know", async () => {
    const storage = memory()
    await measured(storage, { process })
    const mail = channel()
    await using host = await oldHost(storage, { notify: mail.adapter, process })
    expect(await host.work()).toMatchObject({ delivered: 0, postponed: 1 })
    expect(mail.given).toEqual([])
    await using newer = await newHost(storage, { notify: mail.adapter })
    newer.clock.at = almaty(2, 9) + hourMillis
    expect(await newer.work()).toMatchObject({ delivered: 1 })
    expect(mail.given[0]?.text).toContain("17:00 GMT+5")
  })

  it("still opens tickets of its own, which newer hosts take over", async () => {
    const storage = memory()
    await measured(storage)
    await using host = await oldHost(storage)
    const ticketId = await register(host)
    await using newer = await newHost(storage)
    expect((await newer.run(newer.desk.recompute({}))).moved).toMatchObject([{ ticketId }])
  })
})

const needing = (minTzdata: string) => ({
  ...silent,
  calendar: { ...Object(silent.calendar), minTzdata },
  calendars: [{ ...Object(silent.calendar), id: "other", minTzdata }],
})

describe("C29 a calendar that needs newer zone data than the host has", () => {
  it("opens no desk, and every calendar is named", async () => {
    const opening = hostWith({ storage: memory(), zoneData: "2023d", process: needing("2024a") })
    expect(await refusal(opening)).toMatchObject({
      problems: [
        { code: "tzdata-too-old", path: "calendar.minTzdata" },
        { code: "tzdata-too-old", path: "calendars[0].minTzdata" },
      ],
    })
  })

  it("opens one where it is new enough", async () => {
    const newest = { storage: memory(), zoneData: "2024b", process: needing("2024b") }
    await using host = await hostWith(newest)
    expect(await register(host)).toMatch(/^[0-9a-f-]{36}$/)
  })
})
