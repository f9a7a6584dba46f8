// A claim of due work where very many tickets wait: of them only what a claim reads, their rows of
// the queue, and the tickets of those that are due.
import { WorkQueue } from "@upkeep/core/effect"
import { postgres } from "@upkeep/storage-postgres"
import { Context, Effect, Layer } from "effect"
import type { Figure } from "../measure.ts"
import { chance, idOf } from "./copied.ts"
import { filled, inLanes, rangesTo } from "./fill.ts"
import { claimed, now, openFirst, tenant, tenths } from "./million.ts"

const few = 1_000_000
const many = 10_000_000
const yearMillis = 31_536_000_000
/** Of a hundred tickets that wait one is due. */
const dueShare = 0.01

/** The figure of a claim at ten million. */
export async function* waiting(url: string): AsyncGenerator<Figure> {
  const [small, large] = [await claimAt(url, few), await claimAt(url, many)]
  const ratio = Math.round((large.millis / small.millis) * 100) / 100
  yield {
    bench: "storage",
    name: `${large.what}, ${many.toLocaleString("en-US")} wait on PostgreSQL, ${large.shareName}`,
    unit: "ms",
    ours: tenths(large.millis),
    peer: tenths(small.millis),
    peerName: `the same where ${few.toLocaleString("en-US")} wait`,
    limit: null,
    limitName: null,
    ratioPeer: ratio,
    ratioLimit: null,
    goal: "≤ 10 ms and ≤ 1.5× the same",
    met: large.millis <= large.goal && ratio <= 1.5,
    spread: large.spread,
  }
}

const claimAt = async (url: string, rows: number) => {
  const schema = `waiting_${rows}`
  const storage = postgres({ url, schema })
  await openFirst(storage)
  await filled({ url, schema, tables: ["ticket", "wake"] }, async (clients) => {
    const ranges = rangesTo(rows).map(([from, to]) => async (lane: (typeof clients)[number]) => {
      await lane.query(rowsOf(schema), [tenant, from, to, now])
    })
    await inLanes(clients, ranges)
    await clients[0]?.query(ticketsOf(schema), [tenant, now])
  })
  const asked = Effect.gen(function* () {
    const services = yield* Layer.build(storage.layer)
    return yield* claimed(Context.get(services, WorkQueue.WorkQueue), { now })
  })
  return Effect.runPromise(Effect.scoped(asked))
}

const rowsOf = (schema: string): string =>
  `INSERT INTO ${schema}.wake (tenant, ticket_id, sequence, due_at, wake_at, fence) ` +
  `SELECT $1, ${idOf("lpad(to_hex(n), 12, '0')")}, n, due, due, 0 FROM generate_series($2::bigint, $3::bigint) AS n, ` +
  `LATERAL (SELECT $4::bigint + floor((${chance("n", "611953")} - ${dueShare}) * ${yearMillis})::bigint AS due) AS told`

const ticketsOf = (schema: string): string =>
  `INSERT INTO ${schema}.ticket (tenant, ticket_id, number, version, status, due_at, updated_at, body) ` +
  "SELECT w.tenant, w.ticket_id, 'C-' || w.sequence, it.version, it.status, w.due_at, it.updated_at, it.body " +
  `FROM ${schema}.wake AS w, (SELECT * FROM ${schema}.ticket LIMIT 1) AS it ` +
  "WHERE w.tenant = $1 AND w.wake_at <= $2 AND w.ticket_id <> it.ticket_id"
