// How long a server takes to be ready on a store that is there, and to end when it is told to.
import { createDesk, type Desk } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openDesk } from "../examples/mixvel-desk/src/desk.ts"
import { type Figure, median } from "./measure.ts"
import { run } from "./running.ts"

const ticketsAtStart = 1_000
/** After one that warms up: it fills the cache of compiled code, which an operator's has too. */
const rounds = 5
const readyGoal = 1_000
const stopGoal = 15_000

interface Contender {
  readonly name: string
  readonly store: string
  readonly args: ReadonlyArray<string>
  readonly openDesk: (file: string) => Promise<Desk>
  readonly ready: Array<number>
  readonly stopped: Array<number>
}

const pathOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const contenders = (folder: string): ReadonlyArray<Contender> => [
  {
    name: "upkeep serve",
    store: join(folder, "cli.db"),
    args: [pathOf("packages/cli/bin/upkeep.js"), "serve"],
    openDesk: (file) => createDesk({ storage: sqlite({ file }), background: false }),
    ready: [],
    stopped: [],
  },
  {
    name: "the desk of document M (npm start)",
    store: join(folder, "mixvel.db"),
    args: ["--conditions=@upkeep/source", pathOf("examples/mixvel-desk/src/start.ts")],
    openDesk: (file) => openDesk({ file, background: false }),
    ready: [],
    stopped: [],
  },
]

const fill = async ({ store, openDesk }: Contender): Promise<void> => {
  await using desk = await openDesk(store)
  const actor = { kind: "customer", id: "c" } as const
  const words = { subject: "Login fails", text: "Since noon." }
  const command = { type: "register", channel: "email", ...words, requester: {} } as const
  for (let n = 0; n < ticketsAtStart; n++) await desk.submit({ actor, command })
}

/** Starts and stops it once. */
const measure = async ({ args, store }: Contender) => {
  const server = run([...args, "--port", "0", "--store", store])
  const ready = Number(await server.line(/ready in (\d+) ms\n/))
  const from = performance.now()
  const code = await server.stop()
  const stopped = Math.round(performance.now() - from)
  if (code !== 0) throw new Error(`${args.join(" ")}: ended with ${code}, expected 0`)
  return { ready, stopped }
}

const figureOf = (name: string, millis: ReadonlyArray<number>, most: number): Figure => {
  const ours = median(millis)
  return {
    bench: "start",
    name,
    unit: "ms",
    ours,
    peer: null,
    peerName: null,
    limit: null,
    limitName: null,
    ratioPeer: null,
    ratioLimit: null,
    goal: `< ${most.toLocaleString("en-US")} ms`,
    met: ours < most,
    spread: [Math.min(...millis), Math.max(...millis)],
  }
}

/** The figures of start and stop. */
export async function* start(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-bench-"))
  try {
    const all = contenders(folder)
    for (const each of all) await fill(each)
    for (let round = 0; round <= rounds; round++)
      for (const each of all) {
        const { ready, stopped } = await measure(each)
        if (round === 0) continue
        each.ready.push(ready)
        each.stopped.push(stopped)
      }
    const store = `a store of ${ticketsAtStart.toLocaleString("en-US")} tickets`
    for (const { name, ready, stopped } of all) {
      yield figureOf(`${name}: ready on ${store}`, ready, readyGoal)
      yield figureOf(`${name}: from SIGTERM to its end`, stopped, stopGoal)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
