// How often a command asks PostgreSQL: the answers of the server, counted on the connections
// themselves.
import { createDesk } from "@upkeep/core"
import { postgres } from "@upkeep/storage-postgres"
import pg from "pg"
import { median, type Figure } from "../measure.ts"
import { assign, loadedDesk, loadName } from "./desks.ts"

/** Commands one after the other that make one round at rest. */
const atRest = 100

const rounds = 5

/** Beside commands, other processes are told of work every 50 ms at most: that is counted too. */
const signals = 0.1

/** The figures of the round trips of a command. */
export async function* roundTrips(url: string): AsyncGenerator<Figure> {
  let answers = 0
  const pool = new pg.Pool({ connectionString: url })
  // An answer ends with the word that the server is ready for the next question.
  pool.on("connect", ({ connection }) => connection.on("readyForQuery", () => (answers += 1)))
  const counted = async (name: string, { goal, met, run }: Counted): Promise<Figure> => {
    const each: Array<number> = []
    for (let round = 0; round < rounds; round++) {
      const before = answers
      const commands = await run(round)
      each.push(Math.round(((answers - before) / commands) * 100) / 100)
    }
    return figureOf(name, each, { goal, met })
  }
  try {
    const storage = postgres({ pool, schema: "counted" })
    await using loaded = await loadedDesk(storage)
    const inTurn = async () => {
      for (let turn = 0; turn < atRest; turn++) await loaded.handOver()
      return atRest
    }
    const under = { goal: "< 1", met: (figure: number) => figure < 1 }
    yield await counted("256 in flight", { ...under, run: () => loaded.run(256) })
    const atHand = { goal: "1, and signals", met: (figure: number) => figure <= 1 + signals }
    yield await counted("at rest, a ticket at hand", { ...atHand, run: inTurn })
    await using fresh = await createDesk({ storage, background: false })
    const unseen = async (round: number) => {
      const tickets = loaded.tickets.slice((round + 1) * atRest, (round + 2) * atRest)
      for (const ticketId of tickets) await assign(fresh, ticketId, "maria")
      return tickets.length
    }
    // What it asks once, such as for the process of its tickets, is asked before.
    await assign(fresh, loaded.tickets[0] ?? "", "maria")
    const first = { goal: "≤ 2, and signals", met: (figure: number) => figure <= 2 + signals }
    yield await counted("at rest, a ticket for the first time", { ...first, run: unseen })
  } finally {
    await pool.end()
  }
}

interface Target {
  readonly goal: string
  readonly met: (figure: number) => boolean
}

interface Counted extends Target {
  /** Gives commands; returns how many. */
  readonly run: (round: number) => Promise<number>
}

const figureOf = (name: string, each: ReadonlyArray<number>, { goal, met }: Target): Figure => {
  const ours = median(each)
  return {
    bench: "storage",
    name: `round trips to PostgreSQL (${loadName}), ${name}`,
    unit: "a command",
    ours,
    peer: null,
    peerName: null,
    limit: null,
    limitName: null,
    ratioPeer: null,
    ratioLimit: null,
    goal,
    met: met(ours),
    spread: [Math.min(...each), Math.max(...each)],
  }
}
