// P11: whatever becomes of a commit, the caller hears what is so, or the id to ask again by.
import { type Desk, StoreError } from "@upkeep/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { outcomePausesMillis } from "../../src/desk/group/commits.ts"
import { roundTripsOfTenant } from "../../src/desk/group/gathering.ts"
import { broken, gate, watched } from "./group/watched.ts"
import { agent, journalOf, openDesk, refusal, register, rowOf } from "./setUp.ts"

const note = { type: "note", text: "a" } as const

const give = (desk: Desk, ticketId: string, signal?: AbortSignal) =>
  desk.submit(
    { ticketId, actor: agent, command: note, commandId: "n" },
    signal === undefined ? {} : { signal },
  )

/** A note under a command id of its ticket's. */
const giveIts = (desk: Desk, ticketId: string) =>
  desk.submit({ ticketId, actor: agent, command: note, commandId: `note:${ticketId}` })

/** A desk with a ticket, and a store whose commits a test can change from now on. */
const opened = async () => {
  const store = watched()
  const { desk } = await openDesk({ storage: store.storage })
  const { ticketId, version } = await register(desk)
  const stored = async () => (await rowOf(desk, ticketId))?.version
  const close = () => desk[Symbol.asyncDispose]()
  return { store, desk, ticketId, version, stored, [Symbol.asyncDispose]: close }
}

/** How the answer to a commit is lost: after it was stored, or before it was begun. */
const lost = { stored: true, unsent: false } as const

const loses = (store: ReturnType<typeof watched>, how: keyof typeof lost, times: number): void => {
  let left = times
  store.change.commit = (commit) => (tenant, commits) =>
    Effect.suspend(() => {
      left -= 1
      if (left < 0) return commit(tenant, commits)
      const unknown = broken("outcome-unknown")
      return lost[how] ? Effect.andThen(commit(tenant, commits), unknown) : unknown
    })
}

describe("P11 where the answer of a commit is lost", () => {
  it("a command that was stored is a success, and stored once", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version } = found
    loses(store, "stored", 2)
    const receipt = await give(desk, ticketId)
    expect(receipt).toMatchObject({ commandId: "n", version: version + 1 })
    expect(await desk.receipt("n")).toEqual(receipt)
    expect(await journalOf(desk, ticketId)).toHaveLength(version + 1)
  })

  it("one that was not is stored by asking again, once", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version, stored } = found
    loses(store, "unsent", 2)
    expect((await give(desk, ticketId)).version).toBe(version + 1)
    expect(await stored()).toBe(version + 1)
  })

  it("one that others have made impossible meanwhile is refused, as decided anew", async () => {
    await using found = await opened()
    const { store, desk, ticketId } = found
    await using other = await openDesk({ storage: store.storage })
    const submission = { ticketId, actor: agent, command: { type: "withdraw" } } as const
    const withdrawn = Effect.promise(() => other.desk.submit(submission))
    let isFirst = true
    store.change.commit = (commit) => (tenant, commits) => {
      if (!isFirst) return commit(tenant, commits)
      isFirst = false
      return Effect.andThen(withdrawn, broken("outcome-unknown"))
    }
    const assign = { type: "assign", assignee: "boris" } as const
    const error = await refusal(desk.submit({ ticketId, actor: agent, command: assign }))
    expect(error).toMatchObject({ _tag: "CommandRejected" })
    expect(await desk.show(ticketId)).toMatchObject({ status: "closed.withdrawn" })
  })

  it("a whole batch is asked for again, each command for itself", async () => {
    await using found = await opened()
    const { store, desk } = found
    const tickets = await Promise.all(Array.from({ length: 20 }, () => register(desk)))
    loses(store, "stored", 1)
    const receipts = await Promise.all(
      tickets.map(({ ticketId }) => desk.submit({ ticketId, actor: agent, command: note })),
    )
    expect(receipts.map(({ version }) => version)).toEqual(tickets.map(() => 3))
    for (const { ticketId } of tickets) expect(await journalOf(desk, ticketId)).toHaveLength(3)
  })

  it("while the store is away the answer is outcome-unknown, with the ids to ask again by", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version, stored } = found
    loses(store, "stored", Number.POSITIVE_INFINITY)
    const error = await refusal(give(desk, ticketId))
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({ reason: "outcome-unknown", commandId: "n", ticketId })
    expect(store.commits().length).toBeGreaterThan(outcomePausesMillis.length)
    store.change.commit = (commit) => commit
    expect((await give(desk, ticketId)).version).toBe(version + 1)
    expect(await stored()).toBe(version + 1)
  }, 20_000)

  it("so it is for each of a batch, though the store was away when it was asked again", async () => {
    await using found = await opened()
    const { store, desk } = found
    const tickets = await Promise.all(Array.from({ length: 4 }, () => register(desk)))
    const giveAll = () =>
      Promise.all(tickets.map(({ ticketId }) => refusal(giveIts(desk, ticketId))))
    let isFirst = true
    store.change.commit = (commit) => (tenant, commits) => {
      if (!isFirst) return broken("unavailable")
      isFirst = false
      return Effect.andThen(commit(tenant, commits), broken("outcome-unknown"))
    }
    const outcomes = await giveAll()
    expect(outcomes).toEqual(
      tickets.map(() => expect.objectContaining({ reason: "outcome-unknown" })),
    )
    store.change.commit = (commit) => commit
    expect((await giveAll()).some((outcome) => outcome instanceof Error)).toBe(false)
    for (const { ticketId } of tickets) expect(await journalOf(desk, ticketId)).toHaveLength(3)
  }, 20_000)

  it("where it is that of a ticket's number the command is not in doubt: nothing was stored", async () => {
    const store = watched()
    await using found = await openDesk({ storage: store.storage })
    const { desk } = found
    store.change.takeSerials = (take) => (tenant, count) =>
      Effect.andThen(take(tenant, count), broken("outcome-unknown"))
    expect(await refusal(register(desk))).toMatchObject({ reason: "unavailable" })
    expect(store.commits()).toEqual([])
    store.change.takeSerials = (take) => take
    expect(await register(desk)).toMatchObject({ version: 2 })
  })

  it("one commit that the store never answers for keeps no other of its batch", async () => {
    await using found = await opened()
    const { store, desk } = found
    const tickets = await Promise.all(Array.from({ length: 8 }, () => register(desk)))
    const [poison] = tickets
    store.change.commit = (commit) => (tenant, commits) =>
      commits.some(({ ticketId }) => ticketId === poison?.ticketId)
        ? broken("outcome-unknown")
        : commit(tenant, commits)
    const outcomes = await Promise.all(
      tickets.map(({ ticketId }) =>
        refusal(desk.submit({ ticketId, actor: agent, command: note })),
      ),
    )
    expect(outcomes.map((outcome) => outcome instanceof StoreError)).toEqual(
      tickets.map((ticket) => ticket === poison),
    )
  }, 20_000)
})

describe("P11 a command that is given up", () => {
  it("before its commit was sent does not happen, whatever it waited for", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version, stored } = found
    const others = [await register(desk), await register(desk)]
    expect(others).toHaveLength(roundTripsOfTenant)
    const doors = others.map(() => gate())
    const closed = [...doors]
    store.change.commit = (commit) => (tenant, commits) =>
      Effect.andThen(closed.shift()?.pass ?? Effect.void, commit(tenant, commits))
    const running: Array<Promise<unknown>> = []
    for (const [index, other] of others.entries()) {
      running.push(desk.submit({ ticketId: other.ticketId, actor: agent, command: note }))
      await doors[index]?.reached
    }
    // Decided, and waiting for the commit of one of the others to end.
    const controller = new AbortController()
    const given = refusal(give(desk, ticketId, controller.signal))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const why = new Error("the caller went away")
    controller.abort(why)
    expect(await given).toBe(why)
    for (const door of doors) door.open()
    await Promise.all(running)
    expect(await stored()).toBe(version)
    expect(await desk.receipt("n")).toBeUndefined()
  })

  it("in the queue of its ticket does not happen, and the next one does", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version, stored } = found
    const door = gate()
    store.change.commit = (commit) => (tenant, commits) =>
      Effect.andThen(door.pass, commit(tenant, commits))
    const first = desk.submit({ ticketId, actor: agent, command: note })
    await door.reached
    const controller = new AbortController()
    const second = refusal(give(desk, ticketId, controller.signal))
    const third = desk.submit({ ticketId, actor: agent, command: { ...note, text: "third" } })
    await new Promise((resolve) => setTimeout(resolve, 20))
    controller.abort()
    expect(await second).toMatchObject({ name: "AbortError" })
    door.open()
    await Promise.all([first, third])
    expect(await stored()).toBe(version + 2)
  })

  it("after that is answered at once: outcome-unknown, with its id; it is stored all the same", async () => {
    await using found = await opened()
    const { store, desk, ticketId, version, stored } = found
    const door = gate()
    store.change.commit = (commit) => (tenant, commits) =>
      Effect.andThen(door.pass, commit(tenant, commits))
    const controller = new AbortController()
    const given = refusal(give(desk, ticketId, controller.signal))
    await door.reached
    controller.abort()
    expect(await given).toMatchObject({ reason: "outcome-unknown", commandId: "n", ticketId })
    door.open()
    expect((await give(desk, ticketId)).version).toBe(version + 1)
    expect(await stored()).toBe(version + 1)
  })
})
