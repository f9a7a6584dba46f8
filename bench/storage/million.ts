// Reading at a million tickets: a page of a list, a search, a claim of what is due; and at a tenth
// of them beside it, since none of these may grow with the table.
import { createDesk, type StorageAdapter } from "@upkeep/core"
import { TicketQuery, WorkQueue } from "@upkeep/core/effect"
import { postgres } from "@upkeep/storage-postgres"
import { sqlite } from "@upkeep/storage-sqlite"
import { Context, Effect, Layer } from "effect"
import { join } from "node:path"
import type { Figure } from "../measure.ts"
import { fillPostgres } from "./fill.ts"
import { fillSqlite } from "./fillSqlite.ts"
import { percentile } from "./load.ts"

/** How many tickets a large store holds. */
export const millionTickets = 1_000_000
const tenthTickets = 100_000

/** The tenant of those that are filled. */
export const tenant = "default"
const asked = 300
const claims = 20

/** A store to be asked, with words and people that are in it. */
interface Filled {
  readonly name: string
  readonly storage: StorageAdapter
  readonly now: number
  readonly words: ReadonlyArray<string>
  readonly customers: ReadonlyArray<string>
  readonly assignee: string
}

/** The figures of both stores at a million tickets. */
export async function* million(url: string, folder: string): AsyncGenerator<Figure> {
  for (const fill of [filledPostgres(url), filledSqlite(folder)]) {
    const small = await answersOf(await fill(tenthTickets))
    const large = await fill(millionTickets)
    const answers = await answersOf(large)
    for (const [index, answer] of answers.entries())
      yield figureOf(large.name, answer, small[index]?.millis ?? 0)
  }
}

/** The instant at which a filled store is asked. */
export const now = Date.UTC(2026, 0, 1)

const inThem = {
  now,
  words: ["word1", "word500", "word19000"],
  customers: ["customer-0", "customer-1900"],
  assignee: "agent-1",
}

const filledPostgres =
  (url: string) =>
  async (tickets: number): Promise<Filled> => {
    const place = { url, schema: `of_${tickets}` }
    await openFirst(postgres(place))
    await fillPostgres(url, place.schema, { tickets, now })
    return { name: "PostgreSQL", storage: postgres(place), ...inThem }
  }

const filledSqlite =
  (folder: string) =>
  async (tickets: number): Promise<Filled> => {
    const file = join(folder, `of-${tickets}.db`)
    await openFirst(sqlite({ file }))
    await fillSqlite(file, { tickets, now })
    return { name: "SQLite", storage: sqlite({ file }), ...inThem }
  }

/** Writes the ticket that is copied, as a desk does. */
export const openFirst = async (storage: StorageAdapter): Promise<void> => {
  const dayBefore = now - 86_400_000
  await using desk = await createDesk({ storage, background: false, now: () => dayBefore })
  const request = { subject: "First", text: "To be copied.", requester: {} }
  await desk.submit({
    actor: { kind: "customer", id: "c" },
    command: { type: "register", channel: "email", ...request },
  })
}

interface Answer {
  readonly what: string
  readonly shareName: string
  readonly millis: number
  readonly spread: readonly [number, number]
  readonly goal: number
}

const answersOf = ({ storage, ...filled }: Filled): Promise<ReadonlyArray<Answer>> =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const services = yield* Layer.build(storage.layer)
        const query = Context.get(services, TicketQuery.TicketQuery)
        const queue = Context.get(services, WorkQueue.WorkQueue)
        return [
          yield* pages(query, filled),
          yield* searches(query, filled),
          yield* claimed(queue, filled),
        ]
      }),
    ),
  )

const pages = (
  query: TicketQuery.TicketQueryService,
  { customers, assignee }: Pick<Filled, "customers" | "assignee">,
) => {
  const filters: ReadonlyArray<Omit<TicketQuery.TicketFilter, "limit">> = [
    { statusPrefix: "open", sort: "updated", order: "newestFirst" },
    { statusPrefix: "open", sort: "due" },
    { statusPrefix: "closed", order: "newestFirst" },
    { assignee, sort: "updated", order: "newestFirst" },
    { assignee: null, statusPrefix: "open", sort: "due" },
    ...customers.map((customer) => ({ customer, sort: "updated" as const })),
    { order: "newestFirst" },
  ]
  const what = "a page of 50 tickets, eight filters and sorts"
  return timed({ what, goal: 20, turns: asked, ...p99 }, (turn) =>
    query.list(tenant, { ...filters[turn % filters.length], limit: 50 }),
  )
}

const searches = (query: TicketQuery.TicketQueryService, { words }: Pick<Filled, "words">) => {
  const questions = [...words.map((word) => [word]), words.slice(0, 2), ["nothinglikeit"]]
  const what = "a search of 50 messages, common and rare words"
  return timed({ what, goal: 100, turns: asked, ...p99 }, (turn) =>
    query.search(tenant, { words: questions[turn % questions.length] ?? [], limit: 50 }),
  )
}

/** Claims what is due by the day after. */
export const claimed = (queue: WorkQueue.WorkQueueService, filled: Pick<Filled, "now">) => {
  const claim = { tenants: [tenant], now: filled.now + 86_400_000, limit: 100, leaseMillis: 60_000 }
  const what = "a claim of 100 due tickets"
  return timed({ what, goal: 10, turns: claims, ...middle }, () => queue.claimTickets(claim))
}

interface Asked {
  readonly what: string
  /** In milliseconds. */
  readonly goal: number
  readonly turns: number
  /** Below which figure so many of the answers lie, and its name. */
  readonly share: number
  readonly shareName: string
}

const p99 = { share: 0.99, shareName: "p99" }
// Too few for a 99th: each takes what is due from the next.
const middle = { share: 0.5, shareName: "median" }

const timed = Effect.fnUntraced(function* (
  { what, goal, turns, share, shareName }: Asked,
  ask: (turn: number) => Effect.Effect<ReadonlyArray<unknown>, unknown>,
) {
  const millis: Array<number> = []
  for (let turn = -5; turn < turns; turn++) {
    const start = performance.now()
    yield* ask(turn + 5)
    if (turn >= 0) millis.push(performance.now() - start)
  }
  const spread = [tenths(Math.min(...millis)), tenths(Math.max(...millis))] as const
  return { what, shareName, goal, millis: percentile(millis, share), spread }
})

/** Milliseconds with one decimal. */
export const tenths = (millis: number): number => Math.round(millis * 10) / 10

const figureOf = (
  store: string,
  { what, shareName, millis, spread, goal }: Answer,
  small: number,
): Figure => ({
  bench: "storage",
  name: `${what}, ${millionTickets.toLocaleString("en-US")} tickets on ${store}, ${shareName}`,
  unit: "ms",
  ours: tenths(millis),
  peer: tenths(small),
  peerName: `the same at ${tenthTickets.toLocaleString("en-US")} tickets`,
  limit: null,
  limitName: null,
  ratioPeer: Math.round((millis / small) * 100) / 100,
  ratioLimit: null,
  goal: `≤ ${goal} ms`,
  met: millis <= goal,
  spread,
})
