// One file and several users of it: connections, processes, and those that are killed.
import { once } from "node:events"
import { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { kill, outputOf, start } from "./child.ts"
import { newFile } from "./place.ts"

const commit = (file: string, busyMillis: number, ticketId = "t1") =>
  on(sqlite({ file, busyMillis }), ({ tickets }) =>
    tickets.commit("acme", [commitOf({ ticketId })]),
  )

const ticketIds = (file: string): Promise<ReadonlyArray<string>> =>
  on(sqlite({ file }), ({ query }) =>
    Effect.map(query.list("acme", { limit: 1_000 }), (rows) =>
      rows.map(({ ticketId }) => ticketId),
    ),
  )

const holderOf = (file: string): DatabaseSync => {
  const holder = new DatabaseSync(file)
  holder.exec("BEGIN IMMEDIATE")
  return holder
}

describe("while another connection holds the write lock", () => {
  it("I15 a commit fails as busy once its limit has passed, and stores nothing", async () => {
    const file = newFile()
    await on(sqlite({ file, busyMillis: 300 }), ({ tickets }) =>
      Effect.gen(function* () {
        const holder = holderOf(file)
        const begun = performance.now()
        const failure = yield* Effect.flip(tickets.commit("acme", [commitOf({ ticketId: "t1" })]))
        const waited = performance.now() - begun
        expect(failure.reason).toBe("busy")
        expect(failure.detail).toContain("waited 300 ms")
        expect(waited).toBeGreaterThanOrEqual(300)
        expect(waited).toBeLessThan(2_000)
        holder.close()
        expect(yield* tickets.load("acme", "t1")).toBeUndefined()
      }),
    )
  })

  it("I15 a store opens and reads", async () => {
    const file = newFile()
    await commit(file, 1_000, "t0")
    const holder = holderOf(file)
    expect(await ticketIds(file)).toEqual(["t0"])
    holder.close()
  })

  it("I15 a commit waits for a lock within the limit, and the event loop lives", async () => {
    const file = newFile()
    await commit(file, 1_000, "t0")
    const holder = holderOf(file)
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 10)
    const waiting = commit(file, 5_000)
    await setTimeout(300)
    holder.close()
    await waiting
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
    expect(await ticketIds(file)).toEqual(["t0", "t1"])
  })
})

it("I15 processes that start at once on no file and write to it together all succeed", async () => {
  const file = newFile()
  const outputs = await Promise.all(
    ["a", "b", "c"].map((name) => outputOf(start("committer.ts", { parts: [file, name, "100"] }))),
  )
  const accepted = outputs.flatMap((output) => output.trim().split("\n"))
  expect(accepted).toHaveLength(300)
  expect(await ticketIds(file)).toEqual(accepted.toSorted())
})

it("P1 P19 what a process accepted before it was killed is found", async () => {
  const file = newFile()
  const child = start("committer.ts", { parts: [file, "a", "100000"] })
  const output = outputOf(child)
  await once(child.stdout, "data")
  await setTimeout(100)
  kill(child)
  const accepted = (await output).split("\n").filter((line) => line !== "")
  expect(accepted.length).toBeGreaterThan(0)
  const found = await on(sqlite({ file }), ({ tickets, query }) =>
    Effect.forEach(accepted, (ticketId) =>
      Effect.map(
        Effect.all([tickets.load("acme", ticketId), query.journal("acme", ticketId)]),
        ([row, events]) => row?.version === 1 && events.length === 1,
      ),
    ),
  )
  expect(found.every(Boolean)).toBe(true)
})
