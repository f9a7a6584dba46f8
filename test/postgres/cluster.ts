// A PostgreSQL of one's own, on a free port: started, stopped in every way, and started again.
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { type Binaries, findBinaries } from "./binaries.ts"

/** How a server stops: `fast` as usual, `immediate` as a crash does, `kill` by SIGKILL. */
export type StopMode = "fast" | "immediate" | "kill"

/** What may be said of a server. */
export interface ClusterOptions {
  /** Where its files lie: an empty folder; by default one of its own, deleted at the end. */
  readonly folder?: string
  /** Settings by their names in postgresql.conf. */
  readonly settings?: { readonly [name: string]: string }
}

/** A server with its files. */
export interface Cluster extends AsyncDisposable {
  /** As superuser, by trust, on the loopback. */
  readonly url: string
  readonly port: number
  readonly folder: string
  /** Stops the server and leaves its files. */
  readonly stop: (mode?: StopMode) => Promise<void>
  /** Starts it again, on the same port, and waits until it answers. */
  readonly start: () => Promise<void>
  /** The process ids of its children: backends and helpers. */
  readonly backends: () => Promise<ReadonlyArray<number>>
  readonly log: () => string
}

/** Makes a cluster and starts it. */
export const startCluster = async (options: ClusterOptions = {}): Promise<Cluster> => {
  const binaries = await findBinaries()
  const account = accountOf()
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "upkeep-postgres-"))
  chmodSync(folder, 0o700)
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  const data = join(folder, "data")
  initialise(binaries, data, account)
  const place = { binaries, folder, data, account, port: await freePort() }
  const settings = options.settings ?? {}
  const held: Held = { server: await launch(place, settings) }
  const stop = (mode: StopMode = "fast") => halt(held, mode)
  return {
    url: urlOf(place),
    port: place.port,
    folder,
    stop,
    start: async () => {
      held.server = await launch(place, settings)
    },
    backends: () => backendsOf(place),
    log: () => readFileSync(logOf(place), "utf8"),
    [Symbol.asyncDispose]: async () => {
      await stop("immediate")
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Account {
  readonly uid: number
  readonly gid: number
}

interface Place {
  readonly binaries: Binaries
  readonly folder: string
  readonly data: string
  readonly account: Account | undefined
  readonly port: number
}

interface Held {
  server: ChildProcess | undefined
}

// PostgreSQL refuses to run as root: it runs as `postgres` where there is one, else as nobody.
const accountOf = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? ["", "", "65534", "65534"]
  return { uid: Number(uid), gid: Number(gid) }
}

const initialise = ({ initdb }: Binaries, data: string, account: Account | undefined): void => {
  const flags = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
  const { status, stderr, error } = spawnSync(initdb, ["-D", data, "--no-sync", ...flags], {
    ...account,
    cwd: "/",
    encoding: "utf8",
  })
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`)
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  if (address === null || typeof address === "string") throw new Error("no port is free")
  return address.port
}

const urlOf = ({ port }: Place) => `postgres://postgres@127.0.0.1:${port}/postgres`

const logOf = ({ folder }: Place) => join(folder, "log")

const launch = async (place: Place, settings: ClusterOptions["settings"]) => {
  const { binaries, folder, data, account, port } = place
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    max_connections: "200",
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  // Through the shell, because a log of its own is what `cluster.log` reads.
  const command = `exec "$0" "$@" >>"${logOf(place)}" 2>&1`
  const server = spawn(
    "/bin/sh",
    ["-c", command, binaries.postgres, "-D", data, "-p", String(port), ...flags],
    { ...account, cwd: "/", stdio: "ignore" },
  )
  await answering(place, server)
  return server
}

const startMillis = 30_000

const answering = async (place: Place, server: ChildProcess): Promise<void> => {
  const deadline = performance.now() + startMillis
  for (;;) {
    if (await canConnect(place)) return
    if (server.exitCode !== null || performance.now() > deadline)
      throw new Error(
        `PostgreSQL did not start:\n${readFileSync(logOf(place), "utf8").slice(-2_000)}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const canConnect = async (place: Place): Promise<boolean> => {
  const client = new pg.Client({ connectionString: urlOf(place), connectionTimeoutMillis: 2_000 })
  client.on("error", () => undefined)
  try {
    await client.connect()
    await client.query("SELECT 1")
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const signals = { fast: "SIGINT", immediate: "SIGQUIT", kill: "SIGKILL" } as const

const halt = async (held: Held, mode: StopMode): Promise<void> => {
  const { server } = held
  held.server = undefined
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, "exit")
  server.kill(signals[mode])
  await exit
}

const backendsOf = async (place: Place): Promise<ReadonlyArray<number>> => {
  const client = new pg.Client({ connectionString: urlOf(place) })
  await client.connect()
  try {
    const sql =
      "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    return (await client.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid)
  } finally {
    await client.end()
  }
}
