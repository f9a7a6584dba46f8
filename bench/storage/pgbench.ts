// The limit: pgbench, PostgreSQL's own load, with the rows of a command; bare `pg` where it is
// absent.
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { findBinaries } from "../../test/postgres/binaries.ts"
import type { Contender } from "../measure.ts"
import { bareClient, scripts } from "./bareTables.ts"
import { inFlight, roundMillis } from "./load.ts"

const run = promisify(execFile)

/** A load by script, with so many clients; its name says what made it. */
export interface Limit extends AsyncDisposable {
  readonly name: string
  readonly contender: (script: keyof typeof scripts, clients: number) => Contender
}

/** Finds pgbench, or stands in for it. */
export const limitOn = async (url: string): Promise<Limit> => {
  const program = await findProgram()
  return program === undefined ? byClient(url) : byProgram(program, url)
}

const findProgram = async (): Promise<string | undefined> => {
  const { postgres } = await findBinaries()
  const beside = [dirname(postgres), ...(process.env["PATH"] ?? "").split(":")]
  return beside.map((folder) => join(folder, "pgbench")).find(existsSync)
}

const words = { single: "one CTE statement", readFirst: "a read, then one CTE statement" } as const

const byProgram = (program: string, url: string): Limit => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-pgbench-"))
  const file = (script: keyof typeof scripts) => join(folder, `${script}.sql`)
  for (const script of ["single", "readFirst"] as const)
    writeFileSync(file(script), scripts[script])
  return {
    name: "pgbench",
    contender: (script, clients) => ({
      name: `pgbench, ${words[script]}, ${clients} clients`,
      run: async () => {
        const began = performance.now()
        const seconds = Math.ceil(roundMillis / 1_000)
        const load = ["-n", "-M", "prepared", "-c", `${clients}`, "-j", "2", "-T", `${seconds}`]
        const { stdout } = await run(program, [...load, "-f", file(script), url])
        const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
        // It counts without its connecting, as we do: what it would have done in the whole time.
        return (rate * (performance.now() - began)) / 1_000
      },
    }),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

const byClient = (url: string): Limit => {
  const clients = new Map<number, ReturnType<typeof bareClient>>()
  const clientOf = (connections: number) => {
    const found = clients.get(connections) ?? bareClient(url, connections)
    clients.set(connections, found)
    return found
  }
  return {
    name: "bare pg (pgbench is not on this machine)",
    contender: (script, connections) => ({
      name: `bare pg in place of pgbench, which is absent: ${words[script]}, ${connections} connections`,
      run: () => inFlight(connections, () => clientOf(connections)[script]()),
    }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...clients.values()].map(({ close }) => close()))
    },
  }
}
