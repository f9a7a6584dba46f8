// What every host does with its executor: a ticket and a row of the product, both or neither.
import { createDesk } from "@upkeep/core"
import { type Executor, postgres, type PostgresOptions, storeIn } from "@upkeep/storage-postgres"

const request = { subject: "Refund", text: "I paid twice.", requester: {} }
const asked = {
  actor: { kind: "customer", id: "anna" },
  command: { type: "register", channel: "web", ...request },
} as const

/** Refunds once, changes its mind once, opens a ticket without a refund, and tells what stands. */
export const refundWith = async (options: PostgresOptions, executor: Executor): Promise<void> => {
  await using desk = await createDesk({ storage: postgres(options), background: false })
  await executor.query("CREATE TABLE refund (id text PRIMARY KEY, ticket text NOT NULL)", [])
  const refund = async (id: string, isWanted: boolean) => {
    const prepared = await desk.prepare(asked)
    await executor.transaction(async (inside) => {
      const { number } = await storeIn(inside, prepared)
      await inside.query("INSERT INTO refund (id, ticket) VALUES ($1, $2)", [id, number])
      if (!isWanted) throw new Error("the product changed its mind")
    })
    prepared.stored()
  }
  await refund("r-1", true)
  const failure = await refund("r-2", false).catch((cause: unknown) => String(cause))
  await desk.submit(asked)
  const { rows: refunds } = await executor.query("SELECT id, ticket FROM refund", [])
  const tickets = (await desk.list()).map(({ status }) => status)
  const hits = (await desk.list({ statusPrefix: "open", sort: "updated", limit: 5 })).length
  console.log(JSON.stringify({ refunds, failure, tickets, hits }))
}
