// A store as it is after years: copies of one real ticket, made by the database itself, because a
// desk would take an hour for them.
//
// One ticket in twenty is open. Customers are of all sizes, the largest has a twelfth of all; each
// of 200 agents has as many as the next, and one ticket in ten has nobody. Words come as often as
// in real texts: `word1` stands in most of them, `word19999` in hardly any. Everything is told from
// the number of the copy: the same call makes the same store.
import { createHash } from "node:crypto"
import pg from "pg"
import { chance, idOf, pieces, spread } from "./copied.ts"

/** What to fill. */
export interface Filling {
  /** How many copies are made of the first ticket of the tenant, which has to be there. */
  readonly tickets: number
  /** `default` where absent. */
  readonly tenant?: string
  /** Around which the open tickets become due, half of them before; epoch milliseconds. */
  readonly now: number
}

/** How many copies one statement makes. */
export const copiesAtOnce = 50_000

/** Connections that copy: as many as a small server has processors. */
const lanes = 2

/**
 * Fills a schema on PostgreSQL whose desk was closed. It is left as a server that has worked for
 * long would have it: vacuumed, analysed and written out, so that what is asked of it next is
 * measured, and not the end of the filling.
 */
export const fillPostgres = async (
  url: string,
  schema: string,
  { tickets, tenant = "default", now }: Filling,
): Promise<void> => {
  await filled({ url, schema, tables: ["ticket", "wake", "event", "content"] }, async (clients) => {
    const [client] = clients
    if (client === undefined) return
    const first = await firstOf(client, schema, tenant)
    for (const sql of piecesOf(schema, tenant)) await client.query(sql)
    const ranges = rangesTo(tickets).map(([from, to]) => async (lane: pg.Client) => {
      for (const { sql, extra } of copies(schema))
        await lane.query(sql, [tenant, from, to, ...extra({ tickets, tenant, now, first })])
    })
    await inLanes(clients, ranges)
    await client.query(`DROP TABLE ${schema}.piece`)
  })
}

/** What is filled. */
export interface Place {
  readonly url: string
  readonly schema: string
  readonly tables: ReadonlyArray<string>
}

/** Fills tables by some connections, and leaves them as a server that has worked for long. */
export const filled = async (
  { url, schema, tables }: Place,
  fill: (clients: ReadonlyArray<pg.Client>) => Promise<void>,
): Promise<void> => {
  const clients = await Promise.all(Array.from({ length: lanes }, () => connected(url)))
  try {
    const indexes = (await clients[0]?.query<Index>(secondary, [schema, tables]))?.rows ?? []
    for (const { name } of indexes) await clients[0]?.query(`DROP INDEX ${schema}.${name}`)
    await fill(clients)
    await inLanes(
      clients,
      indexes.map(({ definition }) => by(definition)),
    )
    await inLanes(
      clients,
      tables.map((table) => by(`VACUUM (ANALYZE) ${schema}.${table}`)),
    )
    await clients[0]?.query("CHECKPOINT")
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** From which number to which one statement copies. */
export const rangesTo = (tickets: number): ReadonlyArray<readonly [number, number]> =>
  Array.from({ length: Math.ceil(tickets / copiesAtOnce) }, (_, index) => [
    index * copiesAtOnce + 1,
    Math.min((index + 1) * copiesAtOnce, tickets),
  ])

// Nothing of this has to survive a crash, and each lane has a processor of its own.
const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    "SET synchronous_commit = off; SET jit = off; SET maintenance_work_mem = '256MB'; " +
      "SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0",
  )
  return client
}

type Task = (lane: pg.Client) => Promise<unknown>

const by =
  (sql: string): Task =>
  (lane) =>
    lane.query(sql)

/** Does tasks by some connections, each the next as it is free. */
export const inLanes = async (
  clients: ReadonlyArray<pg.Client>,
  tasks: ReadonlyArray<Task>,
): Promise<void> => {
  const rest = tasks.values()
  await Promise.all(
    clients.map(async (client) => {
      for (const task of rest) await task(client)
    }),
  )
}

interface Original {
  readonly id: string
  readonly number: string
}

const firstOf = async (client: pg.Client, schema: string, tenant: string): Promise<Original> => {
  const { rows } = await client.query<Original>(
    `SELECT ticket_id AS id, number FROM ${schema}.ticket WHERE tenant = $1 ORDER BY ticket_id LIMIT 1`,
    [tenant],
  )
  const [first] = rows
  if (first === undefined) throw new Error(`${schema} has no ticket of ${tenant} to copy: open one`)
  return first
}

interface Index {
  readonly name: string
  readonly definition: string
}

// Whole at once they are made many times faster than row by row; the largest first.
const secondary =
  "SELECT quote_ident(relname) AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index " +
  "JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT indisunique AND indrelid IN " +
  "(SELECT oid FROM pg_class WHERE relnamespace = $1::regnamespace AND relname = ANY ($2)) " +
  "ORDER BY pg_get_indexdef(indexrelid) LIKE '%USING gin%' DESC, indnatts DESC"

// To parse words is slow: they are parsed in pieces of texts, and put together from these.
const piecesOf = (schema: string, tenant: string): ReadonlyArray<string> => [
  `CREATE UNLOGGED TABLE ${schema}.piece AS SELECT nth, string_agg(word, ' ') AS words, ` +
    `array_to_tsvector(array_agg(DISTINCT '${prefixOf(tenant)}' || word)) AS found ` +
    `FROM generate_series(0, ${pieces.count - 1}) AS nth, generate_series(1, ${pieces.words}) AS g, ` +
    `LATERAL (SELECT 'word' || floor(exp(${spread(`(nth * ${pieces.words}::bigint + g)`)} * ` +
    `ln(${pieces.vocabulary}))) AS word) AS said GROUP BY nth ORDER BY nth`,
  `CREATE UNIQUE INDEX ON ${schema}.piece (nth)`,
  `ANALYZE ${schema}.piece`,
]

// Before each word of a tenant, in the index of words.
const prefixOf = (tenant: string): string =>
  createHash("sha256").update(tenant).digest("hex").slice(0, 4)

interface Copy {
  readonly sql: string
  /** The parameters behind tenant, first and last copy. */
  readonly extra: (filling: {
    readonly tickets: number
    readonly tenant: string
    readonly now: number
    readonly first: Original
  }) => ReadonlyArray<string | number>
}

// Before the ids of every ticket that a desk made.
const id = idOf("lpad(to_hex(n), 12, '0')")

const isOurs = "n / 20 % 10 > 0"

const minuteMillis = 60_000

const monthMillis = 2_592_000_000

const copies = (schema: string): ReadonlyArray<Copy> => {
  const series = "generate_series($2::bigint, $3::bigint) AS n"
  const renamed = `replace(it.body, $4, ${id})`
  const ofFirst = "WHERE it.tenant = $1 AND it.ticket_id = $4"
  return [
    {
      sql:
        `WITH copy AS (INSERT INTO ${schema}.ticket (tenant, ticket_id, number, version, status, due_at, ` +
        "customer, assignee, assigned_at, updated_at, body) " +
        `SELECT $1, ${id}, 'C-' || n, it.version, told.status, due, ` +
        `'customer-' || floor(2000 * ${chance("n", "7919")} ^ 3), ` +
        `CASE WHEN ${isOurs} THEN 'agent-' || floor(200 * ${chance("n", "15487469")}) END, ` +
        `CASE WHEN ${isOurs} THEN registered END, ` +
        `registered + floor(${chance("n", "104729")} * ${monthMillis}), replace(${renamed}, $5, 'C-' || n) ` +
        `FROM ${series}, ${schema}.ticket AS it, LATERAL (` +
        `SELECT $6::bigint - ($7::bigint - n) * ${minuteMillis} AS registered, ` +
        `CASE WHEN n % 20 = 0 THEN (ARRAY[${listed(open)}])[1 + n / 20 % ${open.length}] ` +
        `ELSE (ARRAY[${listed(closed)}])[1 + n % ${closed.length}] END AS status, ` +
        `CASE WHEN n % 20 = 0 THEN $6::bigint + floor((${chance("n", "611953")} - 0.5) * ${monthMillis})::bigint END AS due` +
        `) AS told ${ofFirst} RETURNING tenant, ticket_id, sequence, due_at) ` +
        `INSERT INTO ${schema}.wake (tenant, ticket_id, sequence, due_at, wake_at, fence) ` +
        "SELECT tenant, ticket_id, sequence, due_at, due_at, 0 FROM copy WHERE due_at IS NOT NULL",
      extra: ({ now, tickets, first }) => [first.id, first.number, now, tickets],
    },
    {
      sql:
        `INSERT INTO ${schema}.event (tenant, ticket_id, number, id, type, at, body) ` +
        `SELECT $1, ${id}, it.number, ${id} || '.' || it.number, it.type, it.at, ${renamed} ` +
        `FROM ${series}, ${schema}.event AS it ${ofFirst}`,
      extra: ({ first }) => [first.id],
    },
    {
      sql:
        `INSERT INTO ${schema}.content (tenant, ticket_id, key, salt, body, words) ` +
        `SELECT $1, ${id}, ${id} || '.1', md5(n::text), ` +
        `'{"requester":{},"subject":"Copy ' || n || '","text":"' || ${said("words", ` || ' ' || `)} || '"}', ` +
        `array_to_tsvector(ARRAY[$4 || 'copy', $4 || n]) || ${said("found", " || ")} ` +
        `FROM ${series} ${joined(schema)}`,
      extra: ({ tenant }) => [prefixOf(tenant)],
    },
  ]
}

const joined = (schema: string): string =>
  pieces.ofText
    .map((size, index) => `JOIN ${schema}.piece AS p${index} ON p${index}.nth = n % ${size}`)
    .join(" ")

const said = (column: string, between: string): string =>
  pieces.ofText.map((_, index) => `p${index}.${column}`).join(between)

const open = [
  "open.registered.ours",
  "open.diagnosing.ours",
  "open.diagnosing.customer",
  "open.answered.customer",
]

const closed = ["closed.confirmed", "closed.silence", "closed.declined"]

const listed = (words: ReadonlyArray<string>): string => words.map((word) => `'${word}'`).join(", ")
