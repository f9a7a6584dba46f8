// What each of the examples does with its executor: a ticket and a row of the product, both or neither.
import { createDesk } from "@upkeep/core"
import { type Executor, type PostgresOptions, postgres, storeIn } from "@upkeep/storage-postgres"

/** Opens a desk, stores a ticket and a refund in one transaction, and tells what stands. */
export const refundWith = async (options: PostgresOptions, executor: Executor): Promise<void> => {
  await using desk = await createDesk({ storage: postgres(options), background: false })
  const request = { subject: "Refund", text: "I paid twice.", requester: {} }
  const actor = { kind: "customer", id: "anna" } as const
  const command = { type: "register", channel: "web", ...request } as const
  await executor.query(
    "CREATE TABLE IF NOT EXISTS refund (id text PRIMARY KEY, ticket text NOT NULL)",
    [],
  )
  const refund = async (id: string, isBroken: boolean) => {
    const prepared = await desk.prepare({ actor, command })
    await executor.transaction(async (inside) => {
      const { number } = await storeIn(inside, prepared)
      await inside.query("INSERT INTO refund (id, ticket) VALUES ($1, $2)", [id, number])
      if (isBroken) throw new Error("the product changed its mind")
    })
  }
  await refund("r-1", false)
  await refund("r-2", true).catch(() => undefined)
  await desk.submit({ actor, command })
  const { rows } = await executor.query("SELECT id, ticket FROM refund ORDER BY id", [])
  const tickets = (await desk.list()).map(({ number }) => number)
  console.log(
    JSON.stringify({
      refunds: rows,
      tickets: tickets.length,
      found: (await desk.show(String(rows[0]?.["ticket"]))).status,
    }),
  )
}
