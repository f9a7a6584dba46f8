import { CompiledQuery, Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import type { Executor, Queries, Row } from "@upkeep/storage-postgres"
import { refundWith } from "./refund.ts"

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"] })
pool.on("error", console.error)
const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) })

const queriesOn = (on: Kysely<object>): Queries => ({
  query: (text, params) => on.executeQuery<Row>(CompiledQuery.raw(text, [...params])),
})

const executor: Executor = {
  ...queriesOn(db),
  transaction: (work) => db.transaction().execute((inside) => work(queriesOn(inside))),
}

await refundWith({ executor }, executor)
await db.destroy()
