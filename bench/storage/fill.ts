// A store as it is after years: copies of one real ticket, made by the database itself, because a
// desk would take an hour for them.
//
// One ticket in twenty is open. Customers are of all sizes, the largest has a twelfth of all; each
// of 200 agents has as many as the next, and one ticket in ten has nobody. Words come as often as
// in real texts: `word1` stands in most of them, `word19999` in hardly any. Everything is told from
// the number of the copy: the same call makes the same store.
import { createHash } from "node:crypto"
import pg from "pg"

/** What to fill. */
export interface Filling {
  /** How many copies are made of the first ticket of the tenant, which has to be there. */
  readonly tickets: number
  /** `default` where absent. */
  readonly tenant?: string
  /** Around which the open tickets become due, half of them before; epoch milliseconds. */
  readonly now: number
}

/** How many different words there are. */
export const vocabulary = 20_000

/** How many words a text has. */
export const wordsOfText = 30

/** How many copies one statement makes. */
export const copiesAtOnce = 50_000

/** Fills a schema on PostgreSQL whose desk was closed. */
export const fillPostgres = async (
  url: string,
  schema: string,
  { tickets, tenant = "default", now }: Filling,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // In one transaction, so that a fill that fails leaves the indexes where they were.
    await client.query("BEGIN")
    const first = await firstOf(client, schema, tenant)
    const indexes = await secondaryOf(client, schema)
    for (const { name } of indexes) await client.query(`DROP INDEX ${schema}.${name}`)
    for (let from = 1; from <= tickets; from += copiesAtOnce) {
      const to = Math.min(from + copiesAtOnce - 1, tickets)
      for (const { sql, extra } of copies(schema)) {
        await client.query(sql, [tenant, from, to, ...extra({ tenant, tickets, now, first })])
      }
    }
    for (const { definition } of indexes) await client.query(definition)
    await client.query("COMMIT")
    await client.query(`VACUUM ANALYZE ${schema}.ticket, ${schema}.event, ${schema}.content`)
  } finally {
    await client.end()
  }
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

// Whole at once they are made many times faster than row by row.
const secondaryOf = async (client: pg.Client, schema: string) => {
  const { rows } = await client.query<{ name: string; definition: string }>(
    "SELECT quote_ident(relname) AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index " +
      "JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT indisunique AND indrelid IN " +
      "(SELECT oid FROM pg_class WHERE relnamespace = $1::regnamespace AND relname IN ('ticket', 'event', 'content'))",
    [schema],
  )
  return rows
}

interface Copy {
  readonly sql: string
  /** The parameters behind tenant, first and last copy. */
  readonly extra: (
    filling: Required<Filling> & { readonly first: Original },
  ) => ReadonlyArray<string | number>
}

// A number from 0 to 1 that looks like chance, told from the copy; each factor gives others.
const chance = (factor: string, shift = "0"): string =>
  `((n * ${factor} + ${shift}) % 1000003 / 1000003.0)`

// Before the ids of every ticket that a desk made.
const id = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))"

const isOurs = "n / 20 % 10 > 0"

const word = `floor(exp(${chance("(g * 31 + 7)", "g * 104729")} * ln(${vocabulary})))`

const minuteMillis = 60_000

const monthMillis = 2_592_000_000

const copies = (schema: string): ReadonlyArray<Copy> => {
  const series = "generate_series($2::bigint, $3::bigint) AS n"
  const renamed = `replace(it.body, $4, ${id})`
  const ofFirst = "WHERE it.tenant = $1 AND it.ticket_id = $4"
  return [
    {
      sql:
        `INSERT INTO ${schema}.ticket (tenant, ticket_id, number, version, status, due_at, wake_at, fence, ` +
        "customer, assignee, assigned_at, updated_at, body) " +
        `SELECT $1, ${id}, 'C-' || n, it.version, told.status, due, due, 0, ` +
        `'customer-' || floor(2000 * ${chance("7919")} ^ 3), ` +
        `CASE WHEN ${isOurs} THEN 'agent-' || floor(200 * ${chance("15487469")}) END, ` +
        `CASE WHEN ${isOurs} THEN registered END, ` +
        `registered + floor(${chance("104729")} * ${monthMillis}), replace(${renamed}, $5, 'C-' || n) ` +
        `FROM ${series}, ${schema}.ticket AS it, LATERAL (` +
        `SELECT $6::bigint - ($7::bigint - n) * ${minuteMillis} AS registered, ` +
        `CASE WHEN n % 20 = 0 THEN (ARRAY[${listed(open)}])[1 + n / 20 % ${open.length}] ` +
        `ELSE (ARRAY[${listed(closed)}])[1 + n % ${closed.length}] END AS status, ` +
        `CASE WHEN n % 20 = 0 THEN $6::bigint + floor((${chance("611953")} - 0.5) * ${monthMillis})::bigint END AS due` +
        `) AS told ${ofFirst}`,
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
        "json_build_object('requester', '{}'::json, 'subject', 'Copy ' || n, 'text', said.words)::text, " +
        "regexp_replace('copy ' || n || ' ' || said.words, '(\\w+)', $4 || '\\1', 'g')::tsvector " +
        `FROM ${series}, LATERAL (SELECT string_agg('word' || ${word}, ' ') AS words ` +
        `FROM generate_series(1, ${wordsOfText}) AS g) AS said`,
      extra: ({ tenant }) => [createHash("sha256").update(tenant).digest("hex").slice(0, 4)],
    },
  ]
}

const open = [
  "open.registered.ours",
  "open.diagnosing.ours",
  "open.diagnosing.customer",
  "open.answered.customer",
]

const closed = ["closed.confirmed", "closed.silence", "closed.declined"]

const listed = (words: ReadonlyArray<string>): string => words.map((word) => `'${word}'`).join(", ")
