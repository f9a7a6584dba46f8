// Clocks that went wrong elsewhere where contracts, policies, labels or workers changed, by their
// numbers.
import { directory, memory, type Profile, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import * as Process from "../../src/process/Process.ts"
import {
  agent as boris,
  channel,
  customer as anna,
  journalOf,
  openDesk,
  refusal,
  register,
  robot,
  rowOf,
  words,
} from "../desk/setUp.ts"
import { slow } from "../desk/slow.ts"
import {
  answered,
  completed,
  march,
  processOf,
  registered,
  resolution,
  story,
  turn,
} from "./story.ts"

const silence = standard.policy.clocks.filter(({ id }) => id === "silence")
const [firstResponse] = standard.policy.clocks

const people = (workingMinutes: number) => {
  const contract = { id: "c", version: "1", validFrom: 0, validTo: null }
  const contracts = [{ ...contract, targets: { resolution: { workingMinutes } } }]
  const contacts = [{ id: "anna", name: words.name, address: words.address }]
  return directory({
    customers: [{ id: "acme", name: "ACME", contacts, contracts }],
    staff: [],
  })
}

const warned = { event: "ClockWarned", channel: "email", text: "information" }
/** The standard process, in which the requester hears of warnings. */
const warning: Profile = { ...standard, id: "warning", notices: [warned] }

describe("contracts and policies", () => {
  it("clock regression 4: Contract switched after three days of pause", async () => {
    const storage = memory()
    const first = await openDesk({ storage, directory: people(480) })
    const { ticketId } = await register(first.desk)
    first.clock.at = march(2, 13)
    const question = { type: "requestInformation", text: "Which browser?" } as const
    await first.desk.submit({ ticketId, actor: boris, command: question })
    await first[Symbol.asyncDispose]()
    await using second = await openDesk({ storage, directory: people(60) })
    const { desk, clock } = second
    clock.at = march(5, 13)
    const command = { type: "receiveMessage", text: "The one you know." } as const
    await desk.submit({ ticketId, actor: anna, command })
    const resolving = (await desk.show(ticketId)).clocks.find(({ id }) => id === "resolution")
    expect(resolving).toMatchObject({ target: { workingMinutes: 480 }, dueAt: march(6, 11) })
  })

  it("clock regression 17: A policy is withdrawn: its clocks are cancelled with the cause and warn no more (by a desk)", async () => {
    const storage = memory()
    const first = await openDesk({ storage, process: warning })
    const { ticketId } = await register(first.desk)
    await first[Symbol.asyncDispose]()
    const mail = channel()
    const policy = { id: "none", version: "1", clocks: silence }
    const process = { ...warning, version: "3", policy }
    await using second = await openDesk({ storage, process, notify: [mail.adapter] })
    const { desk, clock } = second
    clock.at = march(3, 9)
    const command = { type: "applyPolicy", process: "warning@3", mode: "keep" } as const
    await desk.submit({ ticketId, actor: boris, command })
    clock.at = march(30, 9)
    await desk.work()
    const { clocks, history, dueAt } = await desk.show(ticketId)
    const cause = history.at(-1)
    expect(cause).toMatchObject({ type: "PolicyApplied", at: march(3, 9), actor: boris })
    expect(clocks).toMatchObject([
      { id: "firstResponse", status: "cancelled", endedAt: cause?.effectiveAt, dueAt: null },
    ])
    expect(dueAt).toBeNull()
    expect(mail.given).toEqual([])
  })

  it("clock regression 22: Renaming a status changes no clock, past or running", () => {
    const labels = Object.fromEntries(
      ["customers", "awaitingWord"].map((id) => [id, { en: `other ${id}`, ru: `иной ${id}` }]),
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

  it("clock regression 25: Computing clocks again leaves the ticket's version and timestamps untouched", async () => {
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

describe("clock regression 19: Two workers process the same due instant: one effect", () => {
  const notices = [{ ...warned, event: "ClockBreached" }]
  const escalating = { ...firstResponse, onBreach: [{ escalateTo: "second" }] }
  const policy = { ...standard.policy, clocks: [escalating, ...silence] }
  const process = { ...warning, notices, policy }
  const due = march(4, 18)

  const opened = async (storage = memory()) => {
    const mail = channel()
    const open = () => openDesk({ storage, process, notify: [mail.adapter] })
    const [one, other] = [await open(), await open()]
    const { ticketId } = await register(one.desk)
    for (const { clock } of [one, other]) clock.at = due
    const effects = async () => (await journalOf(one.desk, ticketId)).slice(2)
    const close = async () => {
      await Promise.all([one, other].map((each) => each[Symbol.asyncDispose]()))
    }
    return { one, other, ticketId, mail, effects, [Symbol.asyncDispose]: close }
  }

  it("clock regression 19: two desks work through one store", async () => {
    await using both = await opened()
    const { one, other, mail, effects } = both
    const woken = await Promise.all([one, other, one, other].map(({ desk }) => desk.work()))
    expect(woken.filter((each) => each.woken > 0)).toMatchObject([{ woken: 1 }])
    const types = (await effects()).map(({ type }) => type)
    expect(types).toEqual(["ClockWarned", "ClockBreached", "Escalated", "NotificationDelivered"])
    expect(mail.given).toHaveLength(1)
  })

  it("clock regression 19: two workers that both hold the ticket", async () => {
    // Each has read the ticket before the other writes.
    await using both = await opened(slow("after", 20, 20))
    const { one, other, ticketId, effects } = both
    const wake = { ticketId, actor: robot, command: { type: "wake" } } as const
    const outcomes = await Promise.all([one, other].map(({ desk }) => refusal(desk.submit(wake))))
    expect(outcomes.filter((each) => each instanceof Error)).toMatchObject([
      { _tag: "CommandRejected", rejection: { rule: "NothingDue" } },
    ])
    const types = (await effects()).map(({ type }) => type)
    expect(types).toEqual(["ClockWarned", "ClockBreached", "Escalated"])
  })
})

it("clock regression 20: Merged A → B → C: a reply to A lands in C; a cycle is refused", async () => {
  await using opened = await openDesk()
  const { desk } = opened
  const opening = async () => (await register(desk)).ticketId
  const [a, b, c] = [await opening(), await opening(), await opening()]
  const merge = (ticketId: string, into: string) =>
    desk.submit({ ticketId, actor: boris, command: { type: "merge", into } })
  await merge(a, b)
  await merge(b, c)
  const command = { type: "receiveMessage", text: "It happened again." } as const
  expect(await desk.submit({ ticketId: a, actor: anna, command })).toMatchObject({ ticketId: c })
  const open = (await desk.show(c)).clocks.filter(({ status }) => status === "running")
  expect(open.map(({ id }) => id)).toContain("firstResponse")
  for (const into of [a, b, c])
    expect(await refusal(merge(c, into))).toMatchObject({ rejection: { rule: "MergeCycle" } })
})
