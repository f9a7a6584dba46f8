// Clocks that went wrong elsewhere where contracts, policies or labels changed, by their numbers.
import { directory, memory, mixvel } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { agent as boris, openDesk, register, rowOf, words } from "../desk/setUp.ts"
import {
  answered,
  clockOf,
  completed,
  customer,
  dueBy,
  march,
  nextAt,
  processOf,
  registered,
  resolution,
  story,
  turn,
} from "./story.ts"

const silence = standard.policy.clocks.filter(({ id }) => id === "silence")

const people = (workingMinutes: number) => {
  const contract = { id: "c", version: "1", validFrom: 0, validTo: null }
  const contracts = [{ ...contract, targets: { firstResponse: { workingMinutes } } }]
  const contacts = [{ id: "anna", name: words.name, address: words.address }]
  return directory({
    customers: [{ id: "acme", name: "ACME", contacts, contracts }],
    staff: [],
  })
}

describe("contracts and policies", () => {
  it("clock regression 4: another contract after three days of pause changes no pinned target", async () => {
    const storage = memory()
    const first = await openDesk({ storage, process: mixvel, directory: people(60) })
    const { ticketId } = await register(first.desk)
    await first[Symbol.asyncDispose]()
    await using second = await openDesk({ storage, process: mixvel, directory: people(600) })
    second.clock.at = march(2, 12, 30)
    const note = { type: "note", text: "The contract is another one now." } as const
    await second.desk.submit({ ticketId, actor: boris, command: note })
    expect((await second.desk.show(ticketId)).clocks).toMatchObject([{ dueAt: march(2, 13) }])
  })

  it("clock regression 17: a cancelled clock warns and breaches no more", () => {
    const firstResponse = processOf(standard.policy.clocks)
    const withdrawn = story(
      firstResponse,
      [march(2, 9), registered],
      [march(2, 10), { type: "Withdrawn" }, { by: customer }],
    )
    expect(clockOf(withdrawn, "firstResponse")).toMatchObject({
      ended: "cancelled",
      endedAt: march(2, 10),
    })
    expect(nextAt(firstResponse, withdrawn)).toBeNull()
    expect(dueBy(firstResponse, withdrawn, march(30, 9))).toEqual([])
  })

  it("clock regression 22: renaming a status changes no clock, past or running", () => {
    const labels = Object.fromEntries(
      Object.keys(standard.labels).map((id) => [id, { en: `other ${id}`, ru: `иной ${id}` }]),
    )
    const renamed = processOf([resolution, ...silence], { labels })
    const entries = [
      [march(2, 9), registered],
      [march(2, 11), turn("customers")],
      [march(2, 12), turn("ours")],
      [march(2, 13), answered],
      [march(2, 13), completed],
    ] as const
    expect(story(renamed, ...entries)).toEqual(
      story(processOf([resolution, ...silence]), ...entries),
    )
    expect(Process.labelOf(renamed, "completed.awaitingWord", "en")).toBe("other awaitingWord")
  })

  it("clock regression 25: looking and working without anything due touch neither version nor times", async () => {
    await using opened = await openDesk()
    const { desk, clock } = opened
    const { ticketId } = await register(desk)
    const before = await rowOf(desk, ticketId)
    clock.at = march(3, 9)
    await desk.show(ticketId)
    await desk.list()
    await desk.work()
    expect(await rowOf(desk, ticketId)).toEqual(before)
  })
})
