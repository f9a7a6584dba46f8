// A schema of its own for every test, on the server that the tests share.
import { randomBytes } from "node:crypto"
import pg from "pg"
import { urlVariable } from "../../../test/postgres/server.ts"

/** The server of this run. */
export const serverUrl = (): string => {
  const url = process.env[urlVariable]
  if (url === undefined) throw new Error(`${urlVariable} is not set: is globalSetup missing?`)
  return url
}

/** The name of a schema, a database or a role that nobody else has. */
export const newSchema = (): string => `test_${randomBytes(6).toString("hex")}`

/** Asks the server, on a connection of its own. */
export const ask = (sql: string, url = serverUrl()): Promise<ReadonlyArray<Answered>> =>
  onClient(async (client) => (await client.query<Answered>(sql)).rows, url)

/** A row that a test asked for. */
export type Answered = Readonly<Record<string, unknown>>

/** Gives work a client, and ends it. */
export const onClient = async <A>(
  work: (client: pg.Client) => Promise<A>,
  url = serverUrl(),
): Promise<A> => {
  const client = new pg.Client(url)
  client.on("error", () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The same server under another name, password or database. */
export const urlWith = (parts: {
  readonly user?: string
  readonly password?: string
  readonly database?: string
  readonly port?: number
}): string => {
  const url = new URL(serverUrl())
  if (parts.user !== undefined) url.username = parts.user
  if (parts.password !== undefined) url.password = parts.password
  if (parts.database !== undefined) url.pathname = `/${parts.database}`
  if (parts.port !== undefined) url.port = String(parts.port)
  return url.href
}
