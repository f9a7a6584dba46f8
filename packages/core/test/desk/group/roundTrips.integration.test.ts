// How often a desk asks its store: two round trips a command at rest, one on a ticket at hand, less
// than one under load.
import { CommandRejected } from "@upkeep/core"
import { Effect } from "effect"
import { setImmediate as turn } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import {
  agent,
  customer,
  dayMillis,
  openDesk,
  refusal,
  register,
  request,
  rowOf,
} from "../setUp.ts"
import { gate, watched } from "./watched.ts"

const note = (text: string) => ({ type: "note", text }) as const

/** Tickets at hand, and a note for each of them at one time. */
const burst = async ({ waits }: { readonly waits: boolean }) => {
  const { storage, change, commits } = watched()
  if (waits)
    change.commit = (commit) => (tenant, all) =>
      Effect.andThen(Effect.promise(turn), commit(tenant, all))
  const opened = await openDesk({ storage })
  const tickets: Array<string> = []
  while (tickets.length < 40) tickets.push((await register(opened.desk)).ticketId)
  const before = commits().length
  return {
    change,
    sizes: () =>
      commits()
        .slice(before)
        .map((trip) => trip.tickets.length),
    notes: () =>
      tickets.map((ticketId) => opened.desk.submit({ ticketId, actor: agent, command: note("a") })),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

describe("at rest", () => {
  it("a command on a ticket that this process has not seen costs a look and a commit", async () => {
    const { storage, during } = watched()
    await using first = await openDesk({ storage })
    const { ticketId } = await register(first.desk)
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const named = { ticketId, actor: agent, command: note("a"), commandId: "n" }
    expect(await during(() => desk.submit(named))).toEqual(["look", "commit"])
  })

  it("and a commit alone on a ticket at hand, named or not", async () => {
    const { storage, during } = watched()
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const on = { ticketId, actor: agent }
    expect(await during(() => desk.submit({ ...on, command: note("a") }))).toEqual(["commit"])
    const named = { ...on, command: note("b"), commandId: "b" }
    expect(await during(() => desk.submit(named))).toEqual(["commit"])
    const assign = { type: "assign", assignee: "boris" } as const
    expect(await during(() => desk.submit({ ...on, command: assign }))).toEqual(["commit"])
  })

  it("a registration costs a look and a commit, and a block of numbers now and then", async () => {
    const { storage, during } = watched()
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const asked = await during(async () => {
      for (let each = 0; each < 127; each++)
        await desk.submit({ actor: customer, command: request, commandId: `r${each}` })
    })
    expect(asked.filter((name) => name === "look")).toHaveLength(127)
    expect(asked.filter((name) => name === "commit")).toHaveLength(127)
    // 1 + 2 + 4 + … + 64.
    expect(asked.filter((name) => name === "takeSerials")).toHaveLength(7)
  })

  it("a refusal costs two looks at most, and nothing is stored", async () => {
    const { storage, during } = watched()
    await using first = await openDesk({ storage })
    const { ticketId } = await register(first.desk)
    await using opened = await openDesk({ storage })
    const command = { type: "diagnose", cause: "userError" } as const
    const named = { ticketId, actor: agent, command, commandId: "d" }
    let refused: unknown
    const asked = await during(async () => (refused = await refusal(opened.desk.submit(named))))
    expect(refused).toBeInstanceOf(CommandRejected)
    expect(asked).toEqual(["look", "look"])
  })
})

describe("under load", () => {
  it("100 commands at once on 100 tickets cost one look and a few commits", async () => {
    const { storage, during, commits } = watched()
    await using first = await openDesk({ storage })
    const tickets = await Promise.all(Array.from({ length: 100 }, () => register(first.desk)))
    await using opened = await openDesk({ storage })
    const before = commits().length
    const asked = await during(() =>
      Promise.all(
        tickets.map(({ ticketId }, each) =>
          opened.desk.submit({ ticketId, actor: agent, command: note("a"), commandId: `n${each}` }),
        ),
      ),
    )
    expect(asked.filter((name) => name === "look")).toHaveLength(1)
    // While it decides, the desk lets the event loop go round: what was decided by then goes ahead.
    expect(asked.length).toBeLessThan(20)
    const stored = commits()
      .slice(before)
      .flatMap((trip) => trip.tickets)
    expect(new Set(stored)).toEqual(new Set(tickets.map(({ ticketId }) => ticketId)))
  })

  it("500 registrations at once take their numbers in a few blocks, each number once", async () => {
    const { storage, during } = watched()
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const numbers: Array<string> = []
    const asked = await during(async () => {
      const receipts = await Promise.all(Array.from({ length: 500 }, () => register(desk)))
      numbers.push(...receipts.map(({ number }) => number))
    })
    expect(new Set(numbers).size).toBe(500)
    expect(asked.length).toBeLessThan(20)
  })

  it("100 commands at once on one ticket are all done, each on what the one before it made", async () => {
    const { storage } = watched()
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const { ticketId, version } = await register(desk)
    const all = Array.from({ length: 100 }, (_, each) =>
      desk.submit({ ticketId, actor: agent, command: note(`${each}`) }),
    )
    const versions = (await Promise.all(all)).map((receipt) => receipt.version)
    expect(versions).toEqual(versions.map((_, each) => version + 1 + each))
  })
})

describe("what goes ahead", () => {
  it("half of what is open is with the store while the rest is decided", async () => {
    await using load = await burst({ waits: true })
    const { pass, open } = gate()
    load.change.commit = (commit) => (tenant, all) => Effect.andThen(pass, commit(tenant, all))
    const notes = load.notes()
    // Before anybody waited for anything.
    expect(load.sizes()).toEqual([8, 8])
    open()
    await Promise.all(notes)
    expect(load.sizes()).toEqual([8, 8, 24])
  })

  it("nothing does where the store answers at once, for that would only cost a flush", async () => {
    await using load = await burst({ waits: false })
    await Promise.all(load.notes())
    await Promise.all(load.notes())
    expect(load.sizes()).toEqual([40, 40])
  })
})

describe("a row at hand may be old", () => {
  it("P3 what another desk stored meanwhile costs one more look, and nothing is lost", async () => {
    const { storage, during } = watched()
    await using one = await openDesk({ storage })
    await using other = await openDesk({ storage })
    const { ticketId, version } = await register(one.desk)
    await other.desk.submit({ ticketId, actor: agent, command: note("other") })
    const asked = await during(async () => {
      const receipt = await one.desk.submit({ ticketId, actor: agent, command: note("one") })
      expect(receipt.version).toBe(version + 2)
    })
    expect(asked).toEqual(["commit", "look", "commit"])
  })

  it("no command is refused by what a ticket was before another desk moved it", async () => {
    const { storage } = watched()
    await using one = await openDesk({ storage })
    await using other = await openDesk({ storage })
    const { ticketId } = await register(one.desk)
    const assign = { type: "assign", assignee: "boris" } as const
    await other.desk.submit({ ticketId, actor: agent, command: assign })
    // By the row that the first desk has at hand nobody has begun.
    const diagnose = { type: "diagnose", cause: "userError" } as const
    const receipt = await one.desk.submit({ ticketId, actor: agent, command: diagnose })
    expect(receipt.status).toBe("open.solving.ours")
  })

  it("P3 a version that another desk has made counts", async () => {
    const { storage } = watched()
    await using one = await openDesk({ storage })
    await using other = await openDesk({ storage })
    const { ticketId } = await register(one.desk)
    const moved = await other.desk.submit({ ticketId, actor: agent, command: note("a") })
    const expected = { ticketId, actor: agent, expectedVersion: moved.version }
    const receipt = await one.desk.submit({ ...expected, command: note("b") })
    expect(receipt.version).toBe(moved.version + 1)
    expect(await refusal(one.desk.submit({ ...expected, command: note("c") }))).toMatchObject({
      _tag: "VersionMismatch",
      version: moved.version + 1,
    })
  })

  it("P2 a repeat on it gets the first receipt; with other content it is refused", async () => {
    const { storage } = watched()
    await using opened = await openDesk({ storage })
    const { desk } = opened
    const { ticketId } = await register(desk)
    const named = { ticketId, actor: agent, command: note("a"), commandId: "n" }
    const first = await desk.submit(named)
    expect(await desk.submit(named)).toEqual(first)
    await desk.submit({ ticketId, actor: agent, command: note("b") })
    expect(await refusal(desk.submit({ ...named, command: note("c") }))).toMatchObject({
      _tag: "CommandIdReused",
    })
    expect((await rowOf(desk, ticketId))?.version).toBe(first.version + 1)
  })
})

describe("due work", () => {
  it("a ticket at hand that is woken costs one commit and no look", async () => {
    const { storage, during } = watched()
    await using opened = await openDesk({ storage })
    const { desk, clock } = opened
    await register(desk)
    clock.at += 4 * dayMillis
    const breached = await during(() => desk.work())
    expect(breached.filter((name) => name === "commit")).toHaveLength(1)
    expect(breached.filter((name) => name === "look")).toEqual([])
  })
})
