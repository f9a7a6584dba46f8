// What PostgreSQL itself does with the rows of a command, and nothing is decided: a row that is
// updated at its version, an event, and a row in the outbox.
import pg from "pg"
import { characters } from "./load.ts"

/** How many tickets the bare tables hold. */
export const bareTickets = 10_000

const schema = `
CREATE SCHEMA IF NOT EXISTS bare;
CREATE TABLE bare.ticket (tenant text, id bigint, version bigint NOT NULL, body text NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE bare.event (tenant text, ticket bigint, number bigint, body text NOT NULL, PRIMARY KEY (tenant, ticket, number));
CREATE TABLE bare.outbox (tenant text, id bigserial, ticket bigint, number bigint, PRIMARY KEY (tenant, id));
INSERT INTO bare.ticket SELECT 'a', n, 0, repeat('x', ${characters.row}) FROM generate_series(1, ${bareTickets}) AS n;
`

const stored = (id: string, version: string): string => `
WITH ticket AS (
  UPDATE bare.ticket SET version = version + 1, body = repeat('y', ${characters.row})
  WHERE tenant = 'a' AND id = ${id} ${version} RETURNING id, version
), event AS (
  INSERT INTO bare.event SELECT 'a', id, version, repeat('e', ${characters.event}) FROM ticket
)
INSERT INTO bare.outbox (tenant, ticket, number) SELECT 'a', id, version FROM ticket
`

const oneLine = (sql: string): string => sql.replaceAll(/\s+/g, " ").trim()

/** The scripts of pgbench: one statement, and a read before it. */
export const scripts = {
  single: `\\set id random(1, ${bareTickets})\n${oneLine(stored(":id", ""))};\n`,
  readFirst:
    `\\set id random(1, ${bareTickets})\n` +
    "SELECT version, body FROM bare.ticket WHERE tenant = 'a' AND id = :id \\gset\n" +
    `${oneLine(stored(":id", "AND version = :version"))};\n`,
}

/** Makes the tables. */
export const makeBareTables = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(schema)
  await client.end()
}

const anyTicket = (): number => 1 + Math.floor(Math.random() * bareTickets)

/** The statements on a pool of connections. */
interface BareClient {
  readonly single: () => Promise<unknown>
  readonly readFirst: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The same statements by `pg`. */
export const bareClient = (url: string, connections: number): BareClient => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const single = () =>
    pool.query({ name: "single", text: stored("$1::bigint", ""), values: [anyTicket()] })
  const readFirst = async () => {
    const id = anyTicket()
    const text = "SELECT version, body FROM bare.ticket WHERE tenant = 'a' AND id = $1"
    const { rows } = await pool.query<{ version: string }>({ name: "read", text, values: [id] })
    await pool.query({
      name: "guarded",
      text: stored("$1::bigint", "AND version = $2::bigint"),
      values: [id, rows[0]?.version],
    })
  }
  return { single, readFirst, close: () => pool.end() }
}
