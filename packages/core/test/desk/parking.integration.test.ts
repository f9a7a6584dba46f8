// P12: a ticket whose due work fails again and again is parked and shown; everything else goes on.
import { describe, expect, it, vi } from "vitest"
import { Effect } from "effect"
import { failedWakeMillis, wakesAtMost } from "../../src/desk/wakeTicket.ts"
import { broken, watched } from "./group/watched.ts"
import { answered, damage, dayMillis, march, openDesk, rowOf } from "./setUp.ts"

/** What is said on standard error while this is done, at the level of errors. */
const errorsDuring = async (work: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const said: Array<string> = []
  const spy = vi.spyOn(console, "error").mockImplementation((line) => void said.push(String(line)))
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return said.filter((line) => line.includes("level=ERROR"))
}

const silenceOver = march(20, 12)

describe("P12 a ticket that cannot be woken", () => {
  it("because its row is damaged is parked at once, said once, and the others are woken", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    const other = await answered(desk)
    const row = await rowOf(desk, ticketId)
    if (row === undefined) throw new Error("no row")
    await damage(desk, { ...row, body: "{" })
    clock.at = silenceOver
    const errors = await errorsDuring(async () => {
      expect(await desk.work()).toMatchObject({ woken: 1, parked: 1 })
      clock.at += dayMillis
      expect(await desk.work()).toMatchObject({ woken: 0, parked: 0 })
    })
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain(ticketId)
    expect((await desk.show(other.ticketId)).status).toBe("closed.silence")
    const [parked] = await desk.parked({ kind: "ticket" })
    expect(parked).toMatchObject({ kind: "ticket", id: ticketId })
    expect(parked?.reason).toContain("damaged")
  })

  it(`because its own work breaks is tried ${wakesAtMost} times, then parked, and released by hand`, async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    const other = await answered(desk)
    let isBroken = true
    store.change.commit = (commit) => (tenant, commits) =>
      isBroken && commits.some((each) => each.ticketId === ticketId)
        ? Effect.die(new Error("it breaks the adapter"))
        : commit(tenant, commits)
    clock.at = silenceOver
    const reports: Array<number> = []
    const errors = await errorsDuring(async () => {
      for (let tries = 0; tries < wakesAtMost + 2; tries++) {
        reports.push((await desk.work()).parked)
        clock.at += failedWakeMillis
      }
    })
    expect(reports).toEqual([0, 0, 0, 0, 1, 0, 0])
    expect(errors).toHaveLength(1)
    expect((await desk.show(other.ticketId)).status).toBe("closed.silence")
    const [parked] = await desk.parked({ kind: "ticket" })
    expect(parked).toMatchObject({ id: ticketId, attempts: wakesAtMost })
    isBroken = false
    expect(await desk.releaseParked({ kind: "ticket", id: ticketId, by: "olga" })).toBe(true)
    expect(await desk.work()).toMatchObject({ woken: 1 })
    expect((await desk.show(ticketId)).status).toBe("closed.silence")
    expect(await desk.parked({ kind: "ticket" })).toEqual([])
  })

  it("because the store or the directory is away is never parked for that, however long it lasts", async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const { desk, clock } = opened
    const { ticketId } = await answered(desk)
    store.change.commit = () => () => broken("full")
    clock.at = silenceOver
    for (let tries = 0; tries < wakesAtMost + 2; tries++) {
      expect(await desk.work()).toMatchObject({ woken: 0, parked: 0 })
      clock.at += failedWakeMillis
    }
    store.change.commit = (commit) => commit
    expect(await desk.work()).toMatchObject({ woken: 1 })
    expect((await desk.show(ticketId)).status).toBe("closed.silence")
  })
})
