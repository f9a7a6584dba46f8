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

/** The name of a schema that nobody else has. */
export const newSchema = (): string => `test_${randomBytes(6).toString("hex")}`

/** Asks the server. */
export const ask = async (
  sql: string,
  { url = serverUrl(), values = [] }: { url?: string; values?: Array<unknown> } = {},
): Promise<ReadonlyArray<Record<string, unknown>>> => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const result = await client.query(sql, values)
    return result.rows
  } finally {
    await client.end()
  }
}
