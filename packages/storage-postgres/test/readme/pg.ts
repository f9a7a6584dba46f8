import pg from "pg"
import type { Executor, Queries } from "@upkeep/storage-postgres"
import { refundWith } from "./refund.ts"

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"] })
pool.on("error", console.error)

const queriesOn = (client: pg.Pool | pg.PoolClient): Queries => ({
  query: (text, params) => client.query(text, [...params]),
})

const executor: Executor = {
  ...queriesOn(pool),
  transaction: async (work) => {
    const client = await pool.connect()
    try {
      await client.query("BEGIN")
      const done = await work(queriesOn(client))
      await client.query("COMMIT")
      return done
    } catch (cause) {
      await client.query("ROLLBACK")
      throw cause
    } finally {
      client.release()
    }
  },
}

await refundWith({ pool }, executor)
await pool.end()
