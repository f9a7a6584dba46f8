// A file that goes with what was forgotten comes in again, with another ticket, at the same moment.
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { gate, watched } from "./group/watched.ts"
import { agent, customer, keepX, march, openDesk, request } from "./setUp.ts"

const order = { actor: agent, reason: "case 7" } as const

/** A ticket with a file, a day old, and a desk whose next commit waits before a gate. */
const waiting = async () => {
  const { storage, change } = watched()
  const { desk, clock } = await openDesk({ storage })
  const file = await keepX(desk)
  const command = { ...request, attachments: [file] }
  const { ticketId } = await desk.submit({ actor: customer, command })
  clock.at = march(4, 12)
  const { desk: other, clock: others } = await openDesk({ storage })
  others.at = clock.at
  const door = gate()
  let isLast = false
  change.commit = (commit) => (tenant, commits) => {
    if (isLast || !commits.some(({ row }) => row.number !== "T-1")) return commit(tenant, commits)
    isLast = true
    return Effect.andThen(door.pass, commit(tenant, commits))
  }
  return { desk, other, file, command, ticketId, door }
}

describe("P20 a file that is needed again while it is forgotten", () => {
  it("stays, where the command that names it was decided before the file was removed", async () => {
    const { desk, other, command, ticketId, file, door } = await waiting()
    const again = other.submit({ actor: customer, command })
    await door.reached
    // The command found the file, and nothing in the store says so yet.
    const report = await desk.forget({ ...order, tickets: [ticketId] })
    expect(report).toMatchObject({ forgotten: [{ ticketId }], heldFiles: [file.hash] })
    door.open()
    await again
    expect(await desk.verify()).toMatchObject({ files: 1, found: 0 })
  })

  it("stays, where its bytes came in again and no command names them yet", async () => {
    const { desk, other, command, ticketId, file, door } = await waiting()
    expect(await keepX(other)).toEqual(file)
    const report = await desk.forget({ ...order, tickets: [ticketId] })
    expect(report).toMatchObject({ heldFiles: [file.hash] })
    door.open()
    await other.submit({ actor: customer, command })
    expect(await desk.verify()).toMatchObject({ files: 1, found: 0 })
  })

  it("is refused by name, and not lost, where it was removed first", async () => {
    const { desk, other, command, ticketId, file } = await waiting()
    const report = await desk.forget({ ...order, tickets: [ticketId] })
    expect(report).toMatchObject({ removedFiles: [file.hash] })
    const refused = other.submit({ actor: customer, command })
    await expect(refused).rejects.toMatchObject({ problems: [{ code: "unknown-attachment" }] })
    expect(await desk.verify()).toMatchObject({ files: 0, found: 0 })
  })
})
