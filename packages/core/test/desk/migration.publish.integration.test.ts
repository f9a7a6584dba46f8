// PR20: a new version has a place for every open ticket of the older ones, or it is not published.
import { InvalidInput, memory, type Profile, type StorageAdapter } from "@upkeep/core"
import { StorageAdapter as Storages, TicketQuery } from "@upkeep/core/effect"
import { Context, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { samplesAtMost } from "../../src/desk/occupied.ts"
import { approval, check, review, versionOf } from "../process/placesVersions.ts"
import { deskOn, give, on, register, ticketIn } from "./migrationLives.ts"
import { damage, refusal, rowOf } from "./setUp.ts"

const approving = versionOf("1", { steps: [approval] })
const plain = versionOf("2")

/** Tickets that wait for an approval, and their numbers. */
const waiting = (storage: StorageAdapter, count: number, profile = approving) =>
  on(storage, profile, async (desk) => {
    const ids: Array<string> = []
    for (let each = 0; each < count; each++) ids.push(await ticketIn(desk, "beyondDiagnosis"))
    return ids
  })

const opened = (storage: StorageAdapter, profile: Profile) =>
  refusal(on(storage, profile, async (desk) => desk.profile.version))

describe("PR20 a version that removes a state which open tickets occupy", () => {
  it("is refused with their count and ids, and is not published", async () => {
    const storage = memory()
    const ids = await waiting(storage, 3)
    const error = await opened(storage, plain)
    expect(error).toBeInstanceOf(InvalidInput)
    const said = ids.map((id, index) => `A-${index + 1} (${id})`).join(", ")
    expect(error).toMatchObject({
      problems: [
        {
          code: "occupied-state",
          path: "places.approval",
          got: "3",
          message: `occupied-state: got 3, expected a place in acme@2 for open tickets in approval: ${said}, at places.approval`,
        },
      ],
    })
    await on(storage, undefined, async (desk) => expect(desk.profile.version).toBe("1"))
  })

  it("names five of many", async () => {
    const storage = memory()
    const ids = await waiting(storage, 12)
    const message = String(await opened(storage, plain))
    expect(message).toContain("got 12, ")
    expect(ids.filter((id) => message.includes(id))).toEqual(ids.slice(0, samplesAtMost))
    expect(message).toContain(", …, at places.approval")
  })

  it("tells every state at once, and a request type that is gone", async () => {
    const storage = memory()
    const first = versionOf("1", { steps: [approval, check] })
    await on(storage, first, async (desk) => {
      await ticketIn(desk, "diagnosing")
      const { ticketId } = await register(desk)
      await give(desk, ticketId, { type: "assign", assignee: "boris" })
      await give(desk, ticketId, { type: "take", step: "check", move: "pass" })
      await give(desk, ticketId, { type: "diagnose", cause: "userError" })
      await register(desk, "service")
    })
    const [incident] = first.requestTypes
    const requestTypes = incident === undefined ? [] : [incident]
    expect(await opened(storage, versionOf("2", { requestTypes }))).toMatchObject({
      problems: [
        { path: "places.check", expected: expect.stringContaining("in check: A-1") },
        { path: "places.approval", expected: expect.stringContaining("in approval: A-2") },
        { path: "requestTypes", expected: expect.stringContaining("of request type service: A-3") },
      ],
    })
  })

  it("is published where it maps the state, and its tickets stay on their version", async () => {
    const storage = memory()
    const [ticketId = ""] = await waiting(storage, 1)
    const places = { approval: "review" }
    await on(storage, versionOf("2", { steps: [review], places }), async (desk) => {
      expect(await desk.show(ticketId)).toMatchObject({
        process: "acme@1",
        status: "open.approval.customers",
      })
      const take = { type: "take", step: "approval", move: "pass" } as const
      expect(await give(desk, ticketId, take)).toMatchObject({ status: "open.solving.ours" })
    })
  })

  it("is published where only closed tickets stood there, or those of another process", async () => {
    const storage = memory()
    const [ticketId = ""] = await waiting(storage, 1)
    await on(storage, approving, (desk) => give(desk, ticketId, { type: "withdraw" }))
    await waiting(storage, 1, { ...approving, id: "other" })
    expect(await opened(storage, plain)).toEqual({ accepted: "2" })
  })

  it("counts completed tickets, of which a word is awaited", async () => {
    const storage = memory()
    await on(storage, versionOf("1"), (desk) => ticketIn(desk, "answered"))
    expect(await opened(storage, versionOf("2", { confirmation: false }))).toMatchObject({
      problems: [{ code: "occupied-state", path: "places.awaitingWord", got: "1" }],
    })
  })

  it("is refused though another process was in force in between", async () => {
    const storage = memory()
    await waiting(storage, 1)
    await on(storage, { ...versionOf("1"), id: "other" }, async () => undefined)
    expect(await opened(storage, plain)).toMatchObject({ problems: [{ code: "occupied-state" }] })
  })

  it("is published over a ticket that is damaged, which keeps nothing out (P12)", async () => {
    const storage = memory()
    const [ticketId = ""] = await waiting(storage, 1)
    await on(storage, approving, async (desk) => {
      const row = await rowOf(desk, ticketId)
      if (row !== undefined) await damage(desk, { ...row, body: "{" })
    })
    expect(await opened(storage, plain)).toEqual({ accepted: "2" })
  })

  it("that was published before comes back: whoever rolls back is not kept out", async () => {
    const storage = memory()
    await on(storage, plain, async () => undefined)
    await waiting(storage, 1, versionOf("3", { steps: [approval] }))
    expect(await opened(storage, plain)).toEqual({ accepted: "2" })
  })

  it("is refused to the desk of another tenant by its own tickets alone (P16)", async () => {
    const storage = memory()
    await waiting(storage, 1)
    await using other = await deskOn(storage, plain, { tenant: "b" })
    expect(other.desk.profile.version).toBe("2")
    await using first = await deskOn(storage, undefined)
    expect(first.desk.profile.version).toBe("1")
  })
})

/** The store, which counts the pages of tickets that are asked for. */
const counting = (storage: StorageAdapter) => {
  const counted = { storage, lists: 0 }
  const services = Effect.map(Layer.build(storage.layer), (context) => {
    const query = Context.get(context, TicketQuery.TicketQuery)
    const list: typeof query.list = (...asked) => {
      counted.lists += 1
      return query.list(...asked)
    }
    return Context.add(context, TicketQuery.TicketQuery, { ...query, list })
  })
  const layer: Storages.StorageAdapter["layer"] = Layer.effectContext(services)
  counted.storage = { ...storage, name: "counting", layer }
  return counted
}

describe("P13 a version is held against tickets only where it may have no place for them:", () => {
  it.each<readonly [string, Profile, number]>([
    [
      "not where only words and clocks differ",
      { ...approving, version: "2", numberPrefix: "B-" },
      0,
    ],
    ["not where states are added", versionOf("2", { steps: [approval, check] }), 0],
    ["not the same version again", approving, 0],
    [
      "where a state is gone",
      versionOf("2", { steps: [review], places: { approval: "review" } }),
      2,
    ],
    [
      "where a mapping puts them elsewhere",
      { ...approving, version: "2", places: { approval: "solving" } },
      2,
    ],
  ])("%s", async (_, profile, lists) => {
    const storage = memory()
    await waiting(storage, 2)
    const counted = counting(storage)
    await on(counted.storage, profile, async (desk) =>
      expect(desk.profile.version).toBe(profile.version),
    )
    expect(counted.lists).toBe(lists)
  })
})
