// How fast the stores are: commands through the whole desk beside what the database itself does
// with their rows, and reading at a million tickets.
import { postgres } from "@upkeep/storage-postgres"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startCluster } from "../test/postgres/cluster.ts"
import { compare, type Contender, type Figure } from "./measure.ts"
import { bareGroups } from "./storage/bareSqlite.ts"
import { makeBareTables } from "./storage/bareTables.ts"
import { loadedDesk, type LoadedDesk, loadName, loadTickets } from "./storage/desks.ts"
import { emmettOn } from "./storage/emmett.ts"
import { million } from "./storage/million.ts"
import { limitOn } from "./storage/pgbench.ts"
import { roundTrips } from "./storage/roundTrips.ts"
import { unbatched } from "./storage/unbatched.ts"
import { waiting } from "./storage/waiting.ts"

/** The figures of the stores. */
export async function* storage(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-bench-"))
  await using cluster = await startCluster({ settings: { max_connections: "400" } })
  try {
    yield* onPostgres(cluster.url)
    yield* roundTrips(cluster.url)
    yield* onSqlite(folder)
    yield* million(cluster.url, folder)
    yield* waiting(cluster.url)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const through = (name: string, { run }: LoadedDesk, count: number): Contender => ({
  name,
  run: () => run(count),
})

const commands = (count: number): string =>
  `commands (${loadName}) through a desk on PostgreSQL, ${count} in flight`

async function* onPostgres(url: string): AsyncGenerator<Figure> {
  await makeBareTables(url)
  await using desk = await loadedDesk(postgres({ url }))
  await using limit = await limitOn(url)
  const against = (count: number, script: "single" | "readFirst", clients: number, least: number) =>
    compare({
      bench: "storage",
      name: commands(count),
      ours: through("desk", desk, count),
      limit: limit.contender(script, clients),
      goal: `≥ ${least}× ${limit.name}`,
      met: ({ ratioLimit }) => ratioLimit >= least,
    })
  yield await against(1, "readFirst", 1, 0.6)
  yield await against(64, "single", 64, 0.8)
  yield await against(256, "single", 64, 1.3)
  yield await against(1_024, "single", 64, 2)
  await using peer = await emmettOn(url, loadTickets)
  yield await compare({
    bench: "storage",
    name: commands(32),
    ours: through("desk", desk, 32),
    peer: peer.contender(32),
    goal: "≥ 8× emmett-postgresql",
    met: ({ ratioPeer }) => ratioPeer >= 8,
  })
  yield* unbatched(url, peer.contender(32))
}

async function* onSqlite(folder: string): AsyncGenerator<Figure> {
  const bare = bareGroups(join(folder, "bare.db"))
  await using desk = await loadedDesk(sqlite({ file: join(folder, "desk.db") }))
  for (const size of [1, 16, 64, 256])
    yield await compare({
      bench: "storage",
      name: `commands (${loadName}) through a desk on SQLite (FULL), ${size} in flight`,
      ours: through("desk", desk, size),
      limit: { name: `bare rows by hand, ${size} a transaction`, run: () => bare.run(size) },
      goal: "≥ 0.6× bare rows by hand",
      met: ({ ratioLimit }) => ratioLimit >= 0.6,
    })
  bare.close()
  yield await memory(desk)
}

const heldMegabytes = (): number => {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024)
}

/** Rounds of commands between the two looks at the heap. */
const memoryRounds = 8

const memory = async (desk: LoadedDesk): Promise<Figure> => {
  const atStart = heldMegabytes()
  let commands = 0
  for (let round = 0; round < memoryRounds; round++) commands += await desk.run(64)
  const atEnd = heldMegabytes()
  return {
    bench: "storage",
    name: `heap held after ${commands.toLocaleString("en-US")} commands more`,
    unit: "MiB",
    ours: atEnd,
    peer: atStart,
    peerName: "heap held before them",
    limit: null,
    limitName: null,
    ratioPeer: Math.round((atEnd / atStart) * 100) / 100,
    ratioLimit: null,
    goal: "flat: at most 20 MiB more",
    met: atEnd - atStart <= 20,
    spread: [atStart, atEnd],
  }
}
