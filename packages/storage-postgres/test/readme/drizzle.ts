import { sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import type { Executor, Param, Queries } from "@upkeep/storage-postgres"
import { refundWith } from "./refund.ts"

const db = drizzle(process.env["DATABASE_URL"] ?? "")
db.$client.on("error", console.error)

// Every second part of the text is the number of a parameter.
const statement = (text: string, params: ReadonlyArray<Param>) =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${params[Number(part) - 1]}`)),
  )

const queriesOn = (on: Pick<typeof db, "execute">): Queries => ({
  query: (text, params) => on.execute(statement(text, params)),
})

const executor: Executor = {
  ...queriesOn(db),
  transaction: (work) => db.transaction((inside) => work(queriesOn(inside))),
}

await refundWith({ executor }, executor)
await db.$client.end()
