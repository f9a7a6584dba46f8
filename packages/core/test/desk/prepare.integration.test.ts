// A command decided and not stored yet.
import { expect, it } from "vitest"
import { createDesk } from "../../src/index.ts"
import { slow } from "./slow.ts"

const anna = { kind: "customer", id: "anna" } as const
const olga = { kind: "agent", id: "olga" } as const
const command = {
  type: "register",
  channel: "web",
  subject: "S",
  text: "T",
  requester: {},
} as const

it("P5 what is prepared has happened to nobody: no ticket, no receipt", async () => {
  await using desk = await createDesk({ background: false })
  const prepared = await desk.prepare({ actor: anna, command, commandId: "c1" })
  expect(prepared.receipt).toMatchObject({ commandId: "c1", version: 1, events: ["Registered"] })
  expect(prepared.commit?.events).toHaveLength(1)
  expect(await desk.receipt("c1")).toBeUndefined()
  expect(await desk.list()).toEqual([])
})

it("P2 a command that was accepted before is prepared as its first receipt, with nothing to store", async () => {
  await using desk = await createDesk({ background: false })
  const first = await desk.submit({ actor: anna, command, commandId: "c1" })
  const prepared = await desk.prepare({ actor: anna, command, commandId: "c1" })
  expect(prepared).toMatchObject({ commit: undefined, receipt: first })
  const other = { ...command, subject: "Other" }
  await expect(
    desk.prepare({ actor: anna, command: other, commandId: "c1" }),
  ).rejects.toMatchObject({ _tag: "CommandIdReused" })
})

it("P2 a command that was accepted while it was prepared is no refusal: the first receipt, nothing to store", async () => {
  await using desk = await createDesk({ background: false, storage: slow("before", 20) })
  const { ticketId, version } = await desk.submit({ actor: anna, command })
  const submission = {
    ticketId,
    actor: olga,
    command: { type: "withdraw" },
    commandId: "w",
    expectedVersion: version,
  } as const
  // The load of the prepared one is held up until the other was accepted.
  const preparing = desk.prepare(submission)
  const receipt = await desk.submit(submission)
  expect(await preparing).toMatchObject({ commit: undefined, receipt })
})

it("what would be refused is refused when it is prepared", async () => {
  await using desk = await createDesk({ background: false })
  const { ticketId } = await desk.submit({ actor: anna, command })
  const assign = { type: "assign", assignee: "olga" } as const
  const refused: ReadonlyArray<readonly [object, string]> = [
    [{ ticketId, actor: anna, command: assign }, "CommandRejected"],
    [{ ticketId, actor: olga, command: { type: "assign" } }, "InvalidInput"],
    [{ ticketId, actor: olga, command: assign, expectedVersion: 7 }, "VersionMismatch"],
    [{ ticketId: ticketId.replace(/.$/, "z"), actor: olga, command: assign }, "InvalidInput"],
  ]
  for (const [submission, _tag] of refused)
    await expect(desk.prepare(JSON.parse(JSON.stringify(submission)))).rejects.toMatchObject({
      _tag,
    })
  expect((await desk.show(ticketId)).version).toBe(1)
})
