// P18 A disk that is full under a real server, on a small file system of its own. The log of the
// server lies elsewhere: one that has no room for its log stops by itself, and nobody reads then.
import { spawnSync } from "node:child_process"
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { afterEach, expect, it } from "vitest"
import { type Cluster, startCluster } from "../../../test/postgres/cluster.ts"
import { acme, commitOf } from "../../../test/contract/storage/stores.ts"
import { opened, run } from "./opened.ts"
import { ask } from "./place.ts"

const folder = mkdtempSync(join(tmpdir(), "upkeep-full-"))

const command = (name: string, ...parts: ReadonlyArray<string>): boolean =>
  spawnSync(name, parts, { stdio: "ignore" }).status === 0

const isMounted = command("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder)

afterEach(() => {
  if (isMounted) command("umount", "-l", folder)
  rmSync(folder, { recursive: true, force: true })
})

// Whatever the role of the desk makes lies on the small file system.
const placeTables = async ({ url, folder: owned }: Cluster) => {
  const space = join(folder, "space")
  mkdirSync(space)
  const { uid, gid } = statSync(owned)
  chownSync(space, uid, gid)
  await ask(`CREATE TABLESPACE small LOCATION '${space}'`, url)
  await ask("ALTER ROLE postgres SET default_tablespace = small", url)
}

const heavy = (name: string) =>
  commitOf({ ticketId: name, row: { body: JSON.stringify(name.repeat(400)) } })

const batchOf = (round: number) =>
  Array.from({ length: 200 }, (_, index) => heavy(`ticket-${round}-${index}`))

it.runIf(isMounted)(
  "P18 P1 without room writes are refused as full, reads go on, nothing is lost, and work resumes with room",
  async () => {
    await using cluster = await startCluster()
    const ballast = join(folder, "ballast")
    writeFileSync(ballast, Buffer.alloc(16_000_000))
    await placeTables(cluster)
    await run(
      Effect.scoped(
        Effect.gen(function* () {
          const { tickets } = yield* opened({ url: cluster.url })
          let failure
          let stored = 0
          while (failure === undefined) {
            const outcome = yield* Effect.result(tickets.commit(acme, batchOf(stored)))
            if (outcome._tag === "Failure") failure = outcome.failure
            else stored += 1
          }
          expect(failure).toMatchObject({ reason: "full" })
          expect(stored).toBeGreaterThan(0)
          expect(yield* tickets.load(acme, "ticket-0-7")).toMatchObject({ version: 1 })
          const lost = yield* tickets.look(acme, idsOf(stored))
          expect(lost.tickets.filter((row) => row !== undefined)).toEqual([])
          rmSync(ballast)
          yield* tickets.commit(acme, batchOf(stored))
          for (let round = 0; round <= stored; round += 1) {
            const { tickets: found } = yield* tickets.look(acme, idsOf(round))
            expect(found.filter((row) => row === undefined)).toEqual([])
          }
        }),
      ),
    )
  },
)

const idsOf = (round: number) => ({
  tickets: batchOf(round).map(({ ticketId }) => ticketId),
  commands: [],
})
