import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import type { Executor, Queries } from "@upkeep/storage-postgres"
import { refundWith } from "./refund.ts"

const program = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  // A transaction is known by the context of its effects: statements inside it run with that.
  const queries = Effect.map(Effect.context(), (context): Queries => ({
    query: async (text, params) => ({
      rows: await Effect.runPromiseWith(context)(sql.unsafe(text, params)),
    }),
  }))
  const executor: Executor = {
    ...(yield* queries),
    transaction: (work) =>
      queries.pipe(
        Effect.flatMap((inside) =>
          Effect.tryPromise({ try: () => work(inside), catch: (cause) => cause }),
        ),
        sql.withTransaction,
        Effect.runPromise,
      ),
  }
  yield* Effect.promise(() => refundWith({ executor }, executor))
})

const url = Redacted.make(process.env["DATABASE_URL"] ?? "")
await Effect.runPromise(Effect.provide(program, PgClient.layer({ url })))
