// Durable storage for desks on any number of hosts, on PostgreSQL.
export type { PostgresDirectory } from "./directory/PostgresDirectory.ts"
export type { Executor, Param, Queries, Row, Rows } from "./executor.ts"
export {
  defaultConnections,
  defaultStatementMillis,
  type Durability,
  type Migrate,
  type PostgresOptions,
} from "./options.ts"
export type { PgClient, PgPool } from "./pool.ts"
export { postgres, type PostgresStorage } from "./Postgres.ts"
export { storeIn, type StoreInOptions } from "./storeIn.ts"
