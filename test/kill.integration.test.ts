import { createDesk, mixvel, Process } from "@upkeep/core"
import { TicketQuery, type TicketStore } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Effect, Result } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { fold } from "../packages/core/src/desk/fold.ts"
import { deliveriesOf } from "../packages/core/src/desk/notices.ts"
import { type Held, read, recordedOf } from "../packages/core/src/desk/row.ts"
import * as Wake from "../packages/core/src/sla/Wake.ts"
import type { Recorded } from "../packages/core/src/ticket/Event.ts"

const kills = 40
/** Every fourth kill falls somewhere in the start, the others somewhere in the work. */
const startMillis = 1_000
const workMillis = 500
/** How long a worker may take to be at work; slower than that, the machine proves nothing. */
const readyMillis = 60_000

const supportProcess = Result.getOrThrow(Process.make(mixvel))
const seed = Number(process.env["UPKEEP_SEED"] ?? Date.now() % 1_000_000)

// A small generator (mulberry32), so that a plan can be repeated by its seed.
const randomOf = (start: number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Stored {
  readonly row: TicketStore.TicketRow
  readonly deliveries: ReadonlyArray<string>
  readonly journal: ReadonlyArray<Recorded>
}

const pageLimit = 1_000

const readAll = async (file: string): Promise<ReadonlyArray<Stored>> => {
  await using desk = await createDesk({ storage: sqlite({ file }), background: false })
  const program = Effect.gen(function* () {
    const query = yield* TicketQuery.TicketQuery
    const stored: Array<Stored> = []
    for (let page = pageLimit; page === pageLimit;) {
      const after = stored.at(-1)?.row.ticketId
      const from = after === undefined ? {} : { after }
      const rows = yield* query.list(desk.tenant, { ...from, limit: pageLimit })
      for (const row of rows) {
        const events = yield* query.journal(desk.tenant, row.ticketId)
        const deliveries = yield* query.deliveries(desk.tenant, row.ticketId)
        stored.push({
          row,
          journal: yield* Effect.forEach(events, recordedOf),
          deliveries: deliveries.map(({ id }) => id),
        })
      }
      page = rows.length
    }
    return stored
  })
  return await desk.run(program)
}

const lines = (path: string): ReadonlyArray<string> =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : []

describe(`a desk on SQLite that is killed ${kills} times (seed ${seed})`, () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-kill-"))
  const file = join(folder, "desk.db")
  const log = join(folder, "client.log")
  const sentLog = join(folder, "sent.log")
  // What the first worker compiled, the others need not compile again.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") }
  let tickets: ReadonlyArray<Stored> = []

  const accepted = () =>
    lines(log).flatMap((line) => {
      const [word, commandId = "", ticketId = "", version] = line.split(" ")
      return word === "accepted" ? [{ commandId, ticketId, version: Number(version) }] : []
    })

  const starts = () => lines(log).filter((line) => line === "ready").length
  const atWork = async () => {
    const before = starts()
    for (let waited = 0; waited < readyMillis && starts() === before; waited += 10) await sleep(10)
  }

  beforeAll(async () => {
    const random = randomOf(seed)
    for (let kill = 0; kill < kills; kill++) {
      const worker = new URL("kill/worker.ts", import.meta.url).pathname
      const args = ["--conditions=@upkeep/source", worker, file, log, sentLog]
      const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] })
      const exited = once(child, "exit")
      const moment =
        kill % 4 === 0
          ? sleep(random() * startMillis)
          : atWork().then(() => sleep(random() * workMillis))
      const early = await Promise.race([exited, moment])
      expect(early, "the worker stopped before it was killed").toBeUndefined()
      child.kill("SIGKILL")
      await exited
    }
    tickets = await readAll(file)
  }, 240_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("was killed while it worked, not only while it started", () => {
    expect(accepted().length).toBeGreaterThan(kills)
  })

  it("P1 every accepted command's events are stored", () => {
    const stored = new Set(
      tickets.flatMap(({ journal }) => journal.map(({ commandId }) => commandId)),
    )
    expect(accepted().filter(({ commandId }) => !stored.has(commandId))).toEqual([])
  })

  it("P2 no command took effect twice, however often it was sent", () => {
    const effects = tickets.flatMap(({ row, journal }) =>
      [...new Set(journal.map(({ commandId }) => commandId))].map((id) => `${id} ${row.ticketId}`),
    )
    const ids = effects.map((effect) => effect.split(" ")[0])
    expect(new Set(ids).size).toBe(ids.length)
    const runs = tickets.flatMap(({ journal }) =>
      journal.filter(({ commandId }, index) => journal[index - 1]?.commandId !== commandId),
    )
    expect(runs.length).toBe(ids.length)
  })

  it("P4 events are numbered 1…n, their times never go back, and replay gives the stored state", () => {
    for (const { row, journal } of tickets) {
      expect(journal.map(({ number }) => number)).toEqual(journal.map((_, index) => index + 1))
      expect(journal.every(({ at }, index) => at >= (journal[index - 1]?.at ?? 0))).toBe(true)
      const held: Held | undefined = fold(Process.only(supportProcess), undefined, journal)
      const { state, clocks } = Effect.runSync(read(row))
      expect({ state, clocks }).toEqual(held)
    }
  })

  it("P5 each event's notifications and each ticket's next wake-up were stored with it", () => {
    const channels = new Set(["email"])
    for (const { row, journal, deliveries } of tickets) {
      const expected = deliveriesOf(supportProcess, { channels, reachable: true }, journal)
      expect(deliveries).toEqual(expected.map(({ id }) => id))
      const held = fold(Process.only(supportProcess), undefined, journal)
      const { terms = "" } = held?.state ?? {}
      const clocks = held?.clocks ?? []
      expect(row.dueAt).toBe(Wake.nextAt(() => supportProcess.terms, { terms, clocks }))
    }
  })

  it("P6 nothing was sent that is not in the journal", () => {
    const events = new Set(tickets.flatMap(({ journal }) => journal.map(({ id }) => id)))
    const strays = lines(sentLog).filter((id) => !events.has(id.slice(0, id.lastIndexOf("."))))
    expect(lines(sentLog).length).toBeGreaterThan(0)
    expect(strays).toEqual([])
  })
})
