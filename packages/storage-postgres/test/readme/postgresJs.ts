import postgresJs from "postgres"
import type { Executor, Queries } from "@upkeep/storage-postgres"
import { refundWith } from "./refund.ts"

const sql = postgresJs(process.env["DATABASE_URL"] ?? "", { onnotice: () => undefined })

const queriesOn = (on: postgresJs.ISql): Queries => ({
  query: async (text, params) => ({ rows: await on.unsafe(text, [...params], { prepare: true }) }),
})

const executor: Executor = {
  ...queriesOn(sql),
  transaction: async (work) => {
    const { done } = await sql.begin(async (inside) => {
      const done = work(queriesOn(inside))
      await done
      return { done }
    })
    return done
  },
}

await refundWith({ executor }, executor)
await sql.end()
