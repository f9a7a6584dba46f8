// PR30, PR31: a row that its process cannot have left is damaged. It can be read, nothing is done
// with it, and it is never begun again.
import { memory, type TicketRow } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { approval, versionOf } from "../process/placesVersions.ts"
import { give, on, ticketIn } from "./migrationLives.ts"
import { damage, dayMillis, journalOf, openDesk, refusal, rowOf } from "./setUp.ts"

type Body = { readonly state: { readonly [name: string]: unknown }; readonly clocks: unknown }

const bodyOf = (row: TicketRow): Body => JSON.parse(row.body)

/** The row with other facts in its state, and in its columns. */
const withState = (row: TicketRow, over: object, columns: Partial<TicketRow> = {}): TicketRow => {
  const { state, ...rest } = bodyOf(row)
  return { ...row, ...columns, body: JSON.stringify({ ...rest, state: { ...state, ...over } }) }
}

const status = "open.approval.customers"

const damages: ReadonlyArray<readonly [string, (row: TicketRow) => TicketRow]> = [
  ["PR30 a state that is not in its profile", (row) => withState(row, { status }, { status })],
  ["PR30 a state that the columns do not have", (row) => withState(row, { status })],
  ["PR31 the status weird", (row) => withState(row, { status: "weird" }, { status: "weird" })],
  [
    "PR31 a status that every object has",
    (row) => withState(row, { status: "__proto__" }, { status: "__proto__" }),
  ],
  ["PR31 no status", (row) => withState(row, { status: undefined })],
  ["PR31 no process", (row) => withState(row, { process: undefined })],
  ["PR31 a process that was never published", (row) => withState(row, { process: "acme@7" })],
  ["PR31 no state", (row) => ({ ...row, body: JSON.stringify({ clocks: [] }) })],
  ["PR31 an empty state", (row) => ({ ...row, body: JSON.stringify({ state: {}, clocks: [] }) })],
  ["PR31 no clocks", (row) => ({ ...row, body: JSON.stringify({ state: bodyOf(row).state }) })],
  ["PR31 no JSON", (row) => ({ ...row, body: row.body.slice(0, -9) })],
]

const damaged = async (harm: (row: TicketRow) => TicketRow) => {
  const opened = await openDesk({ storage: memory(), process: versionOf("1") })
  const { desk } = opened
  const ticketId = await ticketIn(desk, "diagnosing")
  const whole = await desk.show(ticketId)
  const row = await rowOf(desk, ticketId)
  if (row === undefined) throw new Error("there is no such ticket")
  await damage(desk, harm(row))
  return { ...opened, ticketId, whole }
}

describe.each(damages)("%s", (_, harm) => {
  it("can be read: listed bare, shown as its journal has it, and it says what is wrong", async () => {
    await using opened = await damaged(harm)
    const { desk, ticketId, whole } = opened
    const row = await rowOf(desk, ticketId)
    const bare = { ticketId, status: row?.status, subject: "", labels: {} }
    expect(await desk.list()).toMatchObject([bare])
    expect(await desk.summary(ticketId)).toMatchObject(bare)
    const { requestType, assignee, history, clocks } = whole
    expect(await desk.show(ticketId)).toMatchObject({
      ...bare,
      subject: "S",
      requestType,
      assignee,
      history,
      clocks,
      allowed: [],
      damage: expect.stringMatching(/^(?:got .+, expected .+, at ticket|process acme@7 is not in)/),
    })
    const boris = desk.forActor({ kind: "agent", id: "boris" })
    expect(await boris.show(ticketId)).toMatchObject({ damage: expect.any(String), history })
  })

  it("no command is carried out, nothing of it changes, and it is not begun again", async () => {
    await using opened = await damaged(harm)
    const { desk, clock, ticketId } = opened
    const before = [await rowOf(desk, ticketId), await journalOf(desk, ticketId)]
    const commands = [
      { type: "diagnose", cause: "userError" },
      { type: "withdraw" },
      { type: "assign", assignee: "olga" },
      { type: "migrate", process: "acme@1" },
    ] as const
    for (const command of commands)
      expect(await refusal(give(desk, ticketId, command))).toMatchObject({ reason: "damaged" })
    clock.at += 30 * dayMillis
    await desk.work()
    await desk.applyPolicy({ process: "acme@1", mode: "keep" })
    await desk.recompute()
    expect([await rowOf(desk, ticketId), await journalOf(desk, ticketId)]).toEqual(before)
  })

  it("P12 jobs leave it, and tell of it", async () => {
    await using opened = await damaged(harm)
    const { desk, ticketId } = opened
    const other = await ticketIn(desk, "registered")
    const process = versionOf("2", { steps: [approval] })
    const { refused, moved } = await desk.previewMigration({ process })
    expect(refused).toMatchObject([{ ticketId, rule: "Damaged" }])
    expect(moved.map((each) => each.ticketId)).toEqual([other])
  })
})

it("PR31 a damaged ticket whose journal is damaged too cannot be read", async () => {
  await using opened = await damaged((row) => ({ ...row, body: "{" }))
  const { desk, ticketId } = opened
  for (const row of await journalOf(desk, ticketId)) Object.assign(row, { body: "{}" })
  expect(await refusal(desk.show(ticketId))).toMatchObject({ reason: "damaged" })
})

it("a ticket whose row is whole says nothing of damage", async () => {
  const view = await on(memory(), versionOf("1"), async (desk) =>
    desk.show(await ticketIn(desk, "diagnosing")),
  )
  expect(view).not.toHaveProperty("damage")
})
