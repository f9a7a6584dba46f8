// A small disk that is truly full (P18): what was accepted stays, reading goes on, work resumes.
import { execFileSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Archive } from "@upkeep/core/effect"
import { Effect } from "effect"
import { afterAll, expect, it } from "vitest"
import { acme, commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { newFolder } from "./place.ts"

const diskMegabytes = 8

const mounted = ((): string | undefined => {
  const folder = join(newFolder(), "disk")
  mkdirSync(folder)
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskMegabytes}m`, "tmpfs", folder], {
      stdio: "ignore",
    })
    return folder
  } catch {
    return undefined
  }
})()

afterAll(() => {
  if (mounted !== undefined) execFileSync("umount", ["-l", mounted])
})

const told = (ticketId: string, text: string) =>
  commitOf({
    ticketId,
    contents: [{ key: "k", salt: "s", body: JSON.stringify({ text }) }],
    deliveries: [`${ticketId}.d`],
  })

/** Commits until there is no room; returns what was accepted. */
const untilFull = Effect.fnUntraced(function* ({ tickets }: Stores) {
  const accepted: Array<string> = []
  for (let index = 0; index < 10_000; index += 1) {
    const commit = told(`t${index}`, randomBytes(8_000).toString("hex"))
    const failure = yield* Effect.match(tickets.commit(acme, [commit]), {
      onFailure: ({ reason }) => reason,
      onSuccess: () => undefined,
    })
    if (failure !== undefined) return { accepted, failure }
    accepted.push(commit.ticketId)
  }
  return { accepted, failure: undefined }
})

const read = (rows: AsyncIterable<Archive.ArchiveRow>) =>
  Effect.promise(async () => {
    const ids: Array<string> = []
    for await (const row of rows) if (row.kind === "ticket") ids.push(row.row.ticketId)
    return ids
  })

it.skipIf(mounted === undefined)(
  "P18 P1 on a full disk nothing is lost, all is read, and work resumes (skipped where none may be mounted)",
  async () => {
    const folder = mounted ?? ""
    const file = join(folder, "upkeep.db")
    const ballast = join(folder, "ballast")
    writeFileSync(ballast, Buffer.alloc(2_000_000))
    await on(sqlite({ file }), (stores) =>
      Effect.gen(function* () {
        const log = Buffer.from("a log file")
        const kept = yield* stores.files.put(acme, [log], 1_000)
        const { accepted, failure } = yield* untilFull(stores)
        expect(failure).toBe("full")
        expect(accepted.length).toBeGreaterThan(10)
        const large = stores.files.put(acme, [Buffer.alloc(4_000_000)], 5_000_000)
        expect((yield* Effect.flip(large)).reason).toBe("full")
        expect((yield* stores.files.read(acme, kept.hash)).bytes).toBe(log.length)
        expect(yield* read(stores.archive.rows("all"))).toEqual(accepted.toSorted())
        expect(yield* stores.query.list(acme, { sort: "updated", limit: 9 })).toHaveLength(9)
        rmSync(ballast)
        yield* stores.tickets.commit(acme, [told("after", "room again")])
        const hits = yield* stores.query.search(acme, { words: ["room", "again"], limit: 9 })
        expect(hits).toMatchObject([{ ticketId: "after" }])
        const due = {
          tenants: "all",
          now: 5_000,
          limit: 1_000,
          leaseMillis: 5,
          channels: ["email"],
        } as const
        const letters = yield* stores.queue.claimDeliveries(due)
        expect(letters).toHaveLength(accepted.length + 1)
        for (const ticketId of accepted)
          expect(yield* stores.tickets.load(acme, ticketId)).toMatchObject({ version: 1 })
      }),
    )
  },
)
