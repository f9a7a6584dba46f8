// Where a run takes place: a database of its own with a way to it for each process, or a file.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import pg from "pg"
import { type Cluster, startCluster } from "../postgres/cluster.ts"
import type { Fault } from "./Plan.ts"
import * as Proxy from "./Proxy.ts"
import type { StoreName, Where } from "./store.ts"

/** A place that faults happen to. */
export interface Scene extends AsyncDisposable {
  /** For logs and the like. */
  readonly folder: string
  /** Where a process finds the store; each has a way of its own. */
  readonly where: (member: number) => Where
  /** Where the harness finds it: by no way on which anything goes wrong. */
  readonly direct: Where
  /** Begins what is wrong with the store or the way to it; the answer ends it. */
  readonly begin: (fault: Fault) => Promise<() => Promise<void>>
  /** Leaves the folder there, for somebody to look into. */
  readonly keep: () => void
}

/** Makes a place for so many processes. */
export const make = (store: StoreName, members: number): Promise<Scene> =>
  store === "postgres" ? onPostgres(members) : Promise.resolve(onSqlite())

const folderAt = () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-chaos-"))
  let isKept = false
  return {
    folder,
    keep: () => {
      isKept = true
    },
    clear: () => {
      if (!isKept) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const nothing = async (): Promise<void> => undefined

const onSqlite = (): Scene => {
  const { folder, keep, clear } = folderAt()
  const file = join(folder, "desk.db")
  const direct = { store: "sqlite", place: file } as const
  return {
    folder,
    direct,
    where: () => direct,
    begin: async ({ kind }) => {
      if (kind !== "busy-file") return nothing
      const holder = new DatabaseSync(file, { timeout: 2_000 })
      try {
        holder.exec("BEGIN IMMEDIATE")
      } catch {
        // Somebody who was stopped holds it: the file is busy as it is.
      }
      return async () => holder.close()
    },
    keep,
    [Symbol.asyncDispose]: async () => clear(),
  }
}

const onPostgres = async (members: number): Promise<Scene> => {
  const cluster = await startCluster()
  const ways: Array<Proxy.Proxy> = []
  for (let member = 0; member < members; member++) ways.push(await Proxy.open(cluster.port))
  const { folder, keep, clear } = folderAt()
  return {
    folder,
    direct: { store: "postgres", place: cluster.url },
    where: (member) => {
      const url = new URL(cluster.url)
      url.port = String(ways[member % ways.length]?.port)
      return { store: "postgres", place: url.href }
    },
    begin: (fault) => begin(cluster, ways, fault),
    keep,
    [Symbol.asyncDispose]: async () => {
      for (const way of ways) await way[Symbol.asyncDispose]()
      await cluster[Symbol.asyncDispose]()
      clear()
    },
  }
}

const modes: { readonly [kind in Fault["kind"]]?: Proxy.Mode } = {
  "half-cut": "half",
  blackhole: "blackhole",
  "slow-link": "slow",
  "lost-answer": "mute",
}

const begin = async (
  cluster: Cluster,
  ways: ReadonlyArray<Proxy.Proxy>,
  { kind, target }: Fault,
): Promise<() => Promise<void>> => {
  const mode = modes[kind]
  const way = ways[target % ways.length]
  if (mode !== undefined && way !== undefined) {
    way.set(mode)
    return async () => {
      way.set("pass")
      // What was swallowed never comes: whoever waited for it has to find out.
      if (mode !== "slow") way.cut()
    }
  }
  if (kind === "cut-all") for (const each of ways) each.cut()
  if (kind === "kill-backends") await endBackends(cluster)
  if (kind !== "stop-database") return nothing
  await cluster.stop("immediate")
  return cluster.start
}

const endBackends = async ({ url }: Cluster): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  await client.connect()
  const all =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity " +
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
  await client.query(all)
  await client.end()
}
