// What changes two tickets is two commits, also in a file that several desks write to.
import { createDesk, type Desk, standard } from "@upkeep/core"
import { expect, it } from "vitest"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

const agent = { kind: "agent", id: "boris" } as const
const robot = { kind: "robot", id: "builds" } as const
const anna = { kind: "customer", id: "anna" } as const
const request = {
  type: "register",
  channel: "web",
  subject: "Login fails",
  text: "Since noon.",
  requester: {},
} as const

type Given = Parameters<Desk["submit"]>[0]["command"]

const open = (file: string) =>
  createDesk({
    process: { ...standard, id: "tied", release: true },
    storage: sqlite({ file }),
    background: false,
  })

const requests = async (desk: Desk, count: number) => {
  const ids: Array<string> = []
  for (let each = 0; each < count; each++)
    ids.push((await desk.submit({ actor: anna, command: request })).ticketId)
  return ids
}

const give = (desk: Desk, ticketId: string, command: Given) =>
  desk.submit({ ticketId, actor: agent, command })

it("clock regression 20: a reply to A, merged into B and that into C, lands in C, after a restart too", async () => {
  const file = newFile()
  const before = await open(file)
  const [a = "", b = "", c = ""] = await requests(before, 3)
  await give(before, a, { type: "merge", into: b })
  await give(before, b, { type: "merge", into: c })
  await before[Symbol.asyncDispose]()
  await using desk = await open(file)
  const command = { type: "receiveMessage", text: "It happened again." } as const
  expect(await desk.submit({ ticketId: a, actor: anna, command })).toMatchObject({ ticketId: c })
  expect(await desk.show(c)).toMatchObject({ absorbed: [b] })
  await expect(give(desk, c, { type: "merge", into: a })).rejects.toThrow(/^MergeCycle/)
})

it("two desks that merge against each other at once never make a circle", async () => {
  const file = newFile()
  await using one = await open(file)
  await using other = await open(file)
  for (let round = 0; round < 10; round++) {
    const [a = "", b = ""] = await requests(one, 2)
    await Promise.allSettled([
      give(one, a, { type: "merge", into: b }),
      give(other, b, { type: "merge", into: a }),
    ])
    const statuses = [(await one.summary(a)).status, (await other.summary(b)).status]
    expect(statuses.filter((status) => status !== "closed.merged")).not.toEqual([])
  }
})

it("M-16 a release finds those who wait for it, page by page", async () => {
  await using desk = await open(newFile())
  const ids = await requests(desk, 5)
  for (const [index, ticketId] of ids.entries()) {
    await give(desk, ticketId, { type: "assign", assignee: "boris" })
    const component = index === 2 ? "mail" : "login"
    await give(desk, ticketId, { type: "awaitRelease", component })
  }
  const shipped: Array<string> = []
  let after: string | null = ""
  for (let page = 0; after !== null && page < ids.length; page++) {
    const from = after === "" ? {} : { after }
    const release = { component: "login", version: "2", actor: robot, limit: 2 }
    const report = await desk.shipRelease({ ...release, ...from })
    shipped.push(...report.shipped.map(({ ticketId }) => ticketId))
    after = report.next
  }
  expect(shipped).toEqual(ids.filter((_, index) => index !== 2))
})

it("B-03 incidents are answered with their problem", async () => {
  await using desk = await open(newFile())
  const [problem = "", ...incidents] = await requests(desk, 3)
  for (const ticketId of incidents)
    await give(desk, ticketId, { type: "link", ticket: problem, as: "causedBy" })
  const order = { problem: "T-1", actor: agent, text: "Mended.", commandId: "all" }
  const report = await desk.answerCaused(order)
  expect(report.answered.map(({ ticketId }) => ticketId)).toEqual(incidents)
  expect(await desk.answerCaused(order)).toEqual(report)
})
