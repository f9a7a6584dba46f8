// Which commands are stored together, and what becomes of them where the store fails.
import { type Desk, StoreError } from "@upkeep/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { commitsAtMost } from "../../../src/desk/group/commits.ts"
import { roundTripsAtMost, roundTripsOfTenant } from "../../../src/desk/group/gathering.ts"
import { agent, customer, openDesk, refusal, register, request, rowOf } from "../setUp.ts"
import { broken, gate, watched } from "./watched.ts"

const note = { type: "note", text: "a" } as const

const give = (desk: Desk, ticketId: string, commandId?: string) =>
  desk.submit({
    ticketId,
    actor: agent,
    command: note,
    ...(commandId === undefined ? {} : { commandId }),
  })

/** So many tickets, all of them at hand. */
const ticketsOf = async (desk: Desk, count: number): Promise<ReadonlyArray<string>> =>
  (await Promise.all(Array.from({ length: count }, () => register(desk)))).map(
    ({ ticketId }) => ticketId,
  )

/** Holds the next commit back until the test lets it go on. */
const held = (store: ReturnType<typeof watched>) => {
  const door = gate()
  store.change.commit = (commit) => (tenant, commits) => {
    store.change.commit = (next) => next
    return Effect.andThen(door.pass, commit(tenant, commits))
  }
  return door
}

/** As many commits as a tenant may have under way, held back until the test lets them go on. */
const allHeld = async (desk: Desk, store: ReturnType<typeof watched>, tickets: Tickets) => {
  expect(tickets).toHaveLength(roundTripsOfTenant)
  const doors: Array<ReturnType<typeof held>> = []
  const running: Array<Promise<unknown>> = []
  for (const ticketId of tickets) {
    const door = held(store)
    running.push(give(desk, ticketId))
    await door.reached
    doors.push(door)
  }
  return {
    open: () => {
      for (const door of doors) door.open()
    },
    running,
  }
}

type Tickets = ReadonlyArray<string>

const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

describe("a batch", () => {
  it("is what came while the commits before it ran, by ticket, and a ticket's second waits", async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const { desk } = opened
    const tickets = await ticketsOf(desk, 7)
    const rest = tickets.slice(roundTripsOfTenant)
    const before = store.commits().length
    const { open, running } = await allHeld(desk, store, tickets.slice(0, roundTripsOfTenant))
    const more = rest.toReversed().map((ticketId) => give(desk, ticketId))
    const second = give(desk, rest[0] ?? "")
    await turn()
    expect(store.commits()).toHaveLength(before + roundTripsOfTenant)
    open()
    await Promise.all([...running, ...more, second])
    const [batch, last] = store.commits().slice(before + roundTripsOfTenant)
    expect(batch?.tickets).toEqual(rest.toSorted())
    expect(last?.tickets).toEqual([rest[0]])
  })

  it("is of one tenant, and a tenant whose store is slow keeps no other waiting", async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const other = await opened.desk.forTenant("other")
    const [last = "", ...mine] = await ticketsOf(opened.desk, 1 + roundTripsOfTenant)
    const [theirs = "", alsoTheirs = ""] = await ticketsOf(other, 2)
    const before = store.commits().length
    const { open, running } = await allHeld(opened.desk, store, mine)
    const waiting = give(opened.desk, last)
    await Promise.all([give(other, theirs), give(other, alsoTheirs)])
    open()
    await Promise.all([...running, waiting])
    const after = store.commits().slice(before + roundTripsOfTenant)
    expect(after.map(({ tenant }) => tenant)).toEqual(["other", "default"])
    expect(after[0]?.tickets).toHaveLength(2)
  })

  it("of many tenants come in turn: who has much waiting is not first again and again", async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const names = Array.from({ length: roundTripsAtMost + 2 }, (_, each) => `t${each}`)
    const desks = await Promise.all(names.map((name) => opened.desk.forTenant(name)))
    const tickets = await Promise.all(desks.map((desk) => ticketsOf(desk, 2)))
    const door = gate()
    store.change.commit = (commit) => (tenant, commits) =>
      Effect.andThen(door.pass, commit(tenant, commits))
    const before = store.commits().length
    const given = desks.flatMap((desk, each) => tickets[each]?.map((id) => give(desk, id)) ?? [])
    await door.reached
    await turn()
    // The two commands of each tenant are one batch; the last two tenants wait for a place.
    expect(store.commits().length - before).toBe(roundTripsAtMost)
    const later = give(desks[0] ?? opened.desk, tickets[0]?.[0] ?? "")
    door.open()
    await Promise.all([...given, later])
    const order = store.commits().slice(before)
    expect(order.map(({ tenant }) => tenant)).toEqual([...names, "t0"])
  })

  it(`has at most ${commitsAtMost} commits`, async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const { desk } = opened
    const door = held(store)
    const running = register(desk)
    await door.reached
    const all = Array.from({ length: commitsAtMost + 100 }, () => register(desk))
    while (store.trips.filter(({ name }) => name === "takeSerials").length < 4) await turn()
    await turn()
    door.open()
    await Promise.all([running, ...all])
    const sizes = store.commits().map(({ tickets }) => tickets.length)
    expect(Math.max(...sizes)).toBe(commitsAtMost)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(commitsAtMost + 101)
  }, 20_000)

  it("P2 never has two of one command id: the second gets the receipt of the first", async () => {
    const store = watched()
    await using opened = await openDesk({ storage: store.storage })
    const { desk } = opened
    const twice = [0, 1].map(() =>
      desk.submit({ actor: customer, command: request, commandId: "r" }),
    )
    const [a, b] = await Promise.all(twice)
    expect(b).toEqual(a)
    expect(store.commits().map(({ tickets }) => tickets.length)).toEqual([1, 1])
  })
})

const outcomesOf = async (
  reason: StoreError["reason"] | "defect",
  isCulprit: (ticketId: string, index: number) => boolean,
) => {
  const store = watched()
  const opened = await openDesk({ storage: store.storage })
  const { desk } = opened
  const tickets = await ticketsOf(desk, 32)
  const culprits = new Set(tickets.filter(isCulprit))
  store.change.commit = (commit) => (tenant, commits) => {
    if (!commits.some(({ ticketId }) => culprits.has(ticketId))) return commit(tenant, commits)
    return reason === "defect" ? Effect.die(new Error("the adapter broke")) : broken(reason)
  }
  const before = store.commits().length
  const outcomes = await Promise.all(tickets.map((id) => refusal(give(desk, id))))
  const refused = tickets.filter((_, index) => outcomes[index] instanceof Error)
  const versions = await Promise.all(tickets.map(async (id) => (await rowOf(desk, id))?.version))
  await desk[Symbol.asyncDispose]()
  const asked = store.commits().length - before
  return { tickets, outcomes, refused, versions, asked }
}

describe("a batch that fails as a whole", () => {
  it("is halved until the culprit stands alone: the others are stored", async () => {
    for (const reason of ["damaged", "unavailable", "full", "defect"] as const) {
      const found = await outcomesOf(reason, (_, index) => index === 13)
      expect(found.refused, reason).toEqual([found.tickets[13]])
      expect(
        found.versions.filter((version) => version === 3),
        reason,
      ).toHaveLength(31)
      expect(found.asked, reason).toBeLessThanOrEqual(12)
    }
  })

  it("and where several are damaged each of them is found", async () => {
    const found = await outcomesOf("damaged", (_, index) => index % 5 === 0)
    expect(found.refused).toEqual(found.tickets.filter((_, index) => index % 5 === 0))
  })

  it("is not halved by a store that is busy, nor without end by one that is away", async () => {
    const busy = await outcomesOf("busy", () => true)
    expect(busy.refused).toHaveLength(32)
    expect(busy.asked).toBeLessThan(4)
    const away = await outcomesOf("unavailable", () => true)
    expect(away.refused).toHaveLength(32)
    expect(away.outcomes).toContainEqual(expect.objectContaining({ reason: "unavailable" }))
    expect(away.asked).toBeLessThan(32)
  })
})

it("what one look cannot read fails for those who asked, and no waiter is forgotten", async () => {
  const store = watched()
  await using first = await openDesk({ storage: store.storage })
  const tickets = await ticketsOf(first.desk, 3)
  await using opened = await openDesk({ storage: store.storage })
  store.change.look = () => () => broken("unavailable")
  const outcomes = await Promise.all(tickets.map((id) => refusal(give(opened.desk, id))))
  expect(outcomes.map((error) => error instanceof StoreError && error.reason)).toEqual(
    tickets.map(() => "unavailable"),
  )
  store.change.look = (look) => look
  expect((await give(opened.desk, tickets[0] ?? "")).version).toBe(3)
})
